"""Tables of instruments → entries of the register: a codification's list, an office's own list.

Each row is taken whole or refused with its number and the reason. A document that the register
knows gains what the row adds; a row that contradicts the register is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assistant.domain import Instrument, Severity, UserError
from assistant.language.text import fold
from assistant.register.columns import find_header, is_heading
from assistant.register.layers import close_chains
from assistant.register.rows import Origin, UnreadableRow, read_row, supplement
from assistant.register.sheets import Row, Sheet, read_sheets
from assistant.register.validate import entry_problems, validate


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """``row`` counts from 1 as the spreadsheet shows it; ``sheet`` is empty for .csv."""

    sheet: str
    row: int
    reason: str  # Vietnamese

    def message(self) -> str:
        where = f"trang “{self.sheet}”, hàng {self.row}" if self.sheet else f"hàng {self.row}"
        return f"{where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class TableImport:
    """What a table brings: entries new or supplemented, rows refused, documents known already."""

    entries: tuple[Instrument, ...]
    refused: tuple[RefusedRow, ...]
    known: tuple[str, ...]  # ids of entries to which their row adds nothing


@dataclass(frozen=True, slots=True)
class _Place:
    sheet: str
    row: int


def import_file(path: Path, *, on: date, register: Iterable[Instrument]) -> TableImport:
    """Reads the tables of an .xlsx or .csv file.

    Args:
        on: the day that statuses in the table speak of, unless its heading names another.
        register: what is known already.

    Raises:
        UserError: the file cannot be read as a table, or no sheet has a heading that is recognised.
    """
    return import_sheets(read_sheets(path), name=path.name, on=on, register=register)


def import_sheets(
    sheets: Sequence[Sheet], *, name: str, on: date, register: Iterable[Instrument]
) -> TableImport:
    """As :func:`import_file`, from sheets that were read."""
    headers = [(sheet, find_header(sheet)) for sheet in sheets]
    if not any(header for _, header in headers):
        raise UserError(
            f"Tệp {name} không có hàng tiêu đề nào nhận ra được: cần cột “Số, ký hiệu” và ít nhất "
            "một trong các cột “Trích yếu”, “Ngày ban hành”, “Loại văn bản”, “Cơ quan ban hành”."
        )
    batch = _Batch(register)
    for sheet, header in headers:
        if header is None:
            continue
        origin = Origin(name, header.as_of or on)
        for row in sheet.rows:
            if row.number <= max(header.rows) or is_heading(row, header) or _is_caption(row):
                continue
            place = _Place(sheet.name, row.number)
            try:
                entry = read_row(row, header, origin)
                batch.add(entry, place, codified="codification" in header.columns)
            except UnreadableRow as reason:
                batch.refuse(place, str(reason))
    return batch.result()


def _is_caption(row: Row) -> bool:
    """A row that names a group ("I. LĨNH VỰC NỘI VỤ") or sums up: one text, no number of it."""
    texts = [cell.text for cell in row.cells if cell and not cell.problem]
    filled = [
        text for text in texts if not re.fullmatch(r"[IVXLC]+\.?|[A-Za-z]\.?|\d{1,4}\.?", text)
    ]
    return len(filled) <= 1 and not any(re.search(r"\d\s*[/-]", text) for text in filled)


class _Batch:
    """The entries that a table has brought so far, over those that were known."""

    def __init__(self, register: Iterable[Instrument]) -> None:
        self._before = {entry.id: entry for entry in register}
        self._brought: dict[str, Instrument] = {}
        self._places: dict[str, _Place] = {}
        self._codified: set[str] = set()
        self._refused: list[RefusedRow] = []
        self._by_number: dict[str, list[str]] = {}
        for entry in self._before.values():
            self._by_number.setdefault(fold(entry.number), []).append(entry.id)

    def _entry(self, id: str) -> Instrument:
        return self._brought.get(id) or self._before[id]

    def refuse(self, place: _Place, reason: str) -> None:
        self._refused.append(RefusedRow(place.sheet, place.row, reason))

    def add(self, row: Instrument, place: _Place, *, codified: bool) -> None:
        """Takes one row's instrument in.

        Args:
            codified: the row is of a codification, whose notes name every instrument that is tied
                to this one by amendment, in either direction.

        Raises:
            UnreadableRow: it is impossible in itself, repeats a row, or contradicts the register.
        """
        errors = [p.message for p in entry_problems(row) if p.severity is Severity.ERROR]
        if errors:
            raise UnreadableRow(" ".join(errors))
        same = self._same_document(row)
        if same in self._places:
            earlier = self._places[same]
            where = f" trang “{earlier.sheet}”" if earlier.sheet != place.sheet else ""
            raise UnreadableRow(f"trùng với hàng {earlier.row}{where} ({row.number})")
        if same is None:
            entry = replace(row, id=self._free_id(row))
            self._by_number.setdefault(fold(entry.number), []).append(entry.id)
        else:
            entry = supplement(self._before[same], row) or self._before[same]
        self._places[entry.id] = place
        if codified:
            self._codified.add(entry.id)
        if entry is not self._before.get(entry.id):
            self._brought[entry.id] = entry

    def _same_document(self, row: Instrument) -> str | None:
        """The id of the entry that the row means, None for a document not known.

        Raises:
            UnreadableRow: it may mean several, or one whose signed date differs.
        """
        entries = [self._entry(id) for id in self._by_number.get(fold(row.number), ())]
        entries = [e for e in entries if fold(e.locality) == fold(row.locality)]
        if row.signed is None:
            if len(entries) > 1:
                raise UnreadableRow(
                    f"số {row.number} là của {len(entries)} văn bản, cần ngày ban hành"
                )
            return entries[0].id if entries else None
        of_day = [e for e in entries if e.signed == row.signed] or [
            e for e in entries if e.signed is None
        ]
        if of_day:
            same_kind = [e for e in of_day if fold(e.kind) == fold(row.kind)]
            return (same_kind or of_day)[0].id
        # With a year in it, a number means one document of the body; without, one of each year.
        if entries and re.match(r"\d+[a-zA-Z]?/\d{4}/", row.number):
            signed = entries[0].signed
            raise UnreadableRow(
                f"{row.number} đã có với ngày ký {signed:%d/%m/%Y}, bảng ghi "
                f"{row.signed:%d/%m/%Y}: hãy đối chiếu văn bản"
            )
        return None

    def _free_id(self, row: Instrument) -> str:
        taken = self._before.keys() | self._brought.keys()
        tags = [row.locality] if row.locality else []
        candidates = [row.id]
        if row.signed:
            candidates += [
                f"{row.number} ({', '.join([*tags, str(row.signed.year)])})",
                f"{row.number} ({', '.join([*tags, row.signed.isoformat()])})",
            ]
        candidates.append(f"{row.number} ({', '.join([*tags, row.issuer])})")
        free = next((id for id in candidates if id not in taken), None)
        if free is None:
            raise UnreadableRow(f"số {row.number} đã có nhiều văn bản trùng: hãy đối chiếu")
        return free

    def _direct(self) -> None:
        """Amendments of a codification by the dates: what is older cannot amend what is newer."""
        for id in self._codified & self._brought.keys():
            entry = self._brought[id]
            older = [a for a in entry.amended_by if self._is_older(a.number, entry)]
            if older:
                self._brought[id] = replace(
                    entry,
                    amended_by=tuple(a for a in entry.amended_by if a not in older),
                    amends=tuple(dict.fromkeys([*entry.amends, *(a.number for a in older)])),
                )

    def _is_older(self, name: str, entry: Instrument) -> bool:
        signed = [self._entry(id).signed for id in self._by_number.get(fold(name), ())]
        return bool(signed) and all(day and entry.signed and day < entry.signed for day in signed)

    def result(self) -> TableImport:
        """Everything taken in, its chains closed, without the rows that the chains prove wrong."""
        self._direct()
        while True:
            merged = close_chains({**self._before, **self._brought}.values(), self._brought.keys())
            wrong: dict[str, str] = {}
            for problem in validate(merged):
                if problem.severity is Severity.ERROR:
                    for id in (problem.entry, *problem.related):
                        if id in self._brought:
                            wrong.setdefault(id, problem.message)
            if not wrong:
                break
            for id, message in wrong.items():
                del self._brought[id]
                self.refuse(self._places.pop(id), message)
        brought = tuple(entry for entry in merged if entry.id in self._brought)
        known = tuple(id for id in self._places if id not in self._brought)
        refused = sorted(self._refused, key=lambda row: (row.sheet, row.row))
        return TableImport(brought, tuple(refused), known)
