"""Which column of a table holds what, by its heading, written with accents or without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from assistant.language.text import fold
from assistant.references import parse_number
from assistant.register.sheets import Cell, Row, Sheet
from assistant.resources import data_folder

#: Letterheads stand above the table, never longer than this.
_HEADER_WITHIN = 40
_LEAST_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``knowledge/names/instrument-columns.yaml``, folded spellings as keys."""

    columns: dict[str, str]
    statuses: dict[str, str]
    blanks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Header:
    """``columns`` maps a field to its column; ``rows`` are the numbers of the heading's rows."""

    columns: dict[str, int]
    rows: tuple[int, ...]
    as_of: date | None = None  # the day of the table's statuses, where the heading names it


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    import yaml

    file = data_folder("knowledge") / "names" / "instrument-columns.yaml"
    raw = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return Vocabulary(
        {spelling: field for field, spellings in raw["columns"].items() for spelling in spellings},
        raw["statuses"],
        frozenset(raw["blanks"]),
    )


def plain(text: str) -> str:
    """Folded words alone: "Số, ký hiệu VB" → "so ky hieu vb"."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def is_blank(text: str) -> bool:
    """Whether a cell says that there is nothing: "", "-", "không", "chưa xác định"."""
    words = plain(text)
    return not words or words in vocabulary().blanks


def find_header(sheet: Sheet) -> Header | None:
    """The heading of a table: the row, or two rows one under the other, that name most columns."""
    best: Header | None = None
    for index, row in enumerate(islice(sheet.rows, _HEADER_WITHIN)):
        below = sheet.rows[index + 1] if index + 1 < len(sheet.rows) else None
        for candidate in (_header((row,)), _header((row, below)) if below else None):
            if candidate and (best is None or len(candidate.columns) > len(best.columns)):
                best = candidate
    return best


def is_heading(row: Row, header: Header) -> bool:
    """Whether the row is the heading again, as on each printed page, or the row "(1) (2) (3)"."""
    filled = [cell.text for cell in row.cells if cell]
    if len(filled) > 1 and all(re.fullmatch(r"\(?\[?\w{1,2}\]?\)", text) for text in filled):
        return True
    again = _header((row,))
    return again is not None and again.columns.items() <= header.columns.items()


def _header(rows: Sequence[Row]) -> Header | None:
    if len(rows) == 2 and (rows[1].number != rows[0].number + 1 or _holds_data(rows[1])):
        return None
    width = max(len(row.cells) for row in rows)
    lengths: dict[str, int] = {}
    columns: dict[str, int] = {}
    as_of: date | None = None
    above = ""
    for column in range(width):
        parts = [row.cell(column).text for row in rows]
        if len(rows) == 2:
            # A heading merged over several columns stands in the first of them alone.
            above = parts[0] or (above if parts[1] else "")
            parts = [above, parts[1]]
        for heading in _readings(parts):
            field, day = _field(heading)
            if field:
                # "Số" beside "Số, ký hiệu": the longer heading says more.
                if len(heading) > lengths.get(field, 0):
                    lengths[field], columns[field] = len(heading), column
                    as_of = day or as_of
                break
    named = "number" in columns or "title" in columns
    if not named or len(columns) < _LEAST_COLUMNS:
        return None
    return Header(columns, tuple(row.number for row in rows), as_of)


def _readings(parts: Iterable[str]) -> list[str]:
    """A heading's words as a whole, without what stands in brackets, and its last part alone."""
    parts = [part for part in parts if part]
    whole = " ".join(parts)
    without = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", whole)
    last = parts[-1] if len(parts) > 1 else ""
    return list(dict.fromkeys(filter(None, map(plain, (whole, without, last)))))


def _field(heading: str) -> tuple[str | None, date | None]:
    dated = re.fullmatch(r"status as of (\d{4}) (\d{1,2})(?: (\d{1,2}))?", heading)
    if dated:
        try:
            return "status", date(int(dated[1]), int(dated[2]), int(dated[3] or 1))
        except ValueError:
            return None, None
    return vocabulary().columns.get(heading), None


def _holds_data(row: Row) -> bool:
    return any(_is_data(cell) for cell in row.cells)


def _is_data(cell: Cell) -> bool:
    return cell.day is not None or cell.serial is not None or parse_number(cell.text) is not None
