"""The office's log of issued documents: a table recognised by its headings.

The usual columns are those of the register of outgoing documents in Annex IV to Decree
30/2020/NĐ-CP: number and code, date, kind and abstract, signer, recipients. Offices split, merge
and rename them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from assistant.corpus.file_bytes import read_bytes
from assistant.corpus.sheet_files import is_table, read_tables
from assistant.corpus.signatures import check_signature
from assistant.domain import OfficeDocument, UserError
from assistant.language.dates import find_dates
from assistant.language.text import fold, nfc
from assistant.references import parse_number
from assistant.references.codes import KIND_SPELLINGS, KINDS_BY_CODE
from assistant.register.sheets import Cell, Row, Sheet

#: The headings stand within this many rows: above them are the office's name and the log's title.
_HEADER_ROWS = 15
_LOG = "sổ văn bản đi"

#: What a folded heading matches → the column's role, the first that matches.
_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("recipient", re.compile(r"(noi|don vi|nguoi|co quan) nhan\b|noi gui den\b")),
    ("incoming", re.compile(r"(ngay|so) den\b|tac gia\b")),
    ("other", re.compile(r"(stt|tt|so (tt|thu tu|ban|luong|trang|to))\b|ghi chu\b")),
    ("other", re.compile(r"nguoi (ky|soan)\b|chuc (vu|danh)\b|don vi (soan|luu|chu tri)\b")),
    ("date", re.compile(r"(ngay|thoi gian)\b(?!.*(nhan|den|luu|het han|vao so|chuyen|gui))")),
    ("number+code", re.compile(r"so\b.{0,25}\bk[iy] hieu|k[iy] hieu.{0,12}\bso\b|so hieu|skh\b")),
    ("code", re.compile(r"k[iy] hieu\b")),
    ("number", re.compile(r"so( (vb|van ban|cv|cong van|di|vao so|phat hanh|dang ky))*$")),
    ("kind+title", re.compile(r"(ten )?(the )?loai\b.*(trich yeu|noi dung)")),
    ("title", re.compile(r"(v/v|ve viec|trich yeu|noi dung|tieu de|ten (van ban|vb)|tom tat)\b")),
    ("kind", re.compile(r"(ten )?(the )?(loai|hinh thuc)( (vb|van ban))?$")),
)
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?")
_SERIAL = re.compile(r"(?:so\s*:?\s*)?0*(\d{1,6})[a-zđ]?\s*(?=$|[/\-–.\s])", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:nam|20\d\d\s*-)\s*(20\d\d)\b|\b(20\d\d)\b")
_SHORT_DATE = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{2}))?")
_EXCEL_EPOCH = date(1899, 12, 30)
_KINDS = sorted(KIND_SPELLINGS, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class _Header:
    """Where the headings end, and the column of each role."""

    last_row: int
    columns: dict[str, int]

    def cell(self, row: Row, *roles: str) -> Cell:
        for role in roles:
            if role in self.columns:
                return row.cell(self.columns[role])
        return Cell()


def load_office_log(path: Path) -> tuple[OfficeDocument, ...]:
    """The issued documents of an .xlsx, .xls, .ods, .csv or .tsv log, in the order of its rows.

    Headings may stand in any of the first 15 rows, in one row or two. Sheets without them are
    passed over, so are rows without a number (months, totals).

    Raises:
        UserError: no such file, not a table, no sheet with the headings of such a log, or a log of
            documents received.
    """
    path = Path(path)
    name = path.name
    if not is_table(path):
        raise UserError(
            f"“{name}” không phải bảng tính; sổ văn bản đi cần là tệp .xlsx, .xls, .ods, .csv hoặc "
            ".tsv."
        )
    data = read_bytes(path)
    check_signature(name, path.suffix.lower(), data)
    sheets = read_tables(name, data)
    found = [(sheet, header) for sheet in sheets if (header := _header(sheet.rows)) is not None]
    if not found:
        raise UserError(
            f"“{name}” không có dòng tiêu đề của sổ văn bản đi trong {_HEADER_ROWS} dòng đầu; cần "
            "các cột như “Số, ký hiệu”, “Ngày tháng văn bản”, “Trích yếu”."
        )
    issued = [(sheet, header) for sheet, header in found if "incoming" not in header.columns]
    if not issued:
        raise UserError(
            f"“{name}” là sổ văn bản đến (có cột “Ngày đến”, “Số đến” hoặc “Tác giả”); hãy đưa sổ "
            "văn bản đi."
        )
    documents: dict[OfficeDocument, None] = {}
    for sheet, header in issued:
        place = f"{_LOG}, trang “{sheet.name}”" if len(sheets) > 1 else _LOG
        for document in _documents(sheet, header, place):
            documents.setdefault(document)
    return tuple(documents)


def _header(rows: Sequence[Row]) -> _Header | None:
    best: _Header | None = None
    for index, row in enumerate(rows):
        if row.number > _HEADER_ROWS:
            break
        below = rows[index + 1] if index + 1 < len(rows) else None
        if below and (
            below.number > _HEADER_ROWS or any(re.search(r"\d", cell.text) for cell in below.cells)
        ):
            below = None  # a row of the log itself
        for second in (None, below) if below else (None,):
            header = _header_of(row, second)
            if header and (best is None or len(header.columns) > len(best.columns)):
                best = header
    return best


def _header_of(row: Row, below: Row | None) -> _Header | None:
    """The roles that one row of headings gives, or two where the upper spans several columns."""
    columns: dict[str, int] = {}
    width = max(len(row.cells), len(below.cells) if below else 0)
    for column in range(width):
        upper = row.cell(column).text
        lower = below.cell(column).text if below else ""
        role = _role(lower) or _role(f"{upper} {lower}") or (_role(upper) if not lower else None)
        if role:
            columns.setdefault(role, column)
    numbered = "number" in columns or "number+code" in columns or "code" in columns
    told = {"title", "kind+title", "date"} & columns.keys()
    if not numbered or not told or len(columns.keys() - {"other"}) < 2:
        return None
    return _Header((below or row).number, columns)


def _role(heading: str) -> str | None:
    folded = " ".join(re.sub(r"[^\w/+&]+", " ", fold(nfc(heading))).split())
    if not folded or len(folded) > 80:
        return None
    return next((role for role, pattern in _ROLES if pattern.match(folded)), None)


def _documents(sheet: Sheet, header: _Header, place: str) -> Iterator[OfficeDocument]:
    year = _year_of_log(sheet, header)
    for row in sheet.rows:
        if row.number <= header.last_row or _is_column_numbers(row):
            continue
        written = header.cell(row, "number+code", "number").text
        code_cell = header.cell(row, "code").text
        number, code = _number(written, code_cell)
        kind, title = _kind_and_title(
            header.cell(row, "kind").text, header.cell(row, "title", "kind+title").text, code
        )
        if number is None or not (code or title):
            continue
        yield OfficeDocument(
            number=number,
            code=code,
            date=_day(header.cell(row, "date"), year),
            title=title,
            kind=kind,
            location=f"{place}, dòng {row.number}",
        )


def _is_column_numbers(row: Row) -> bool:
    """The row "(1) (2) (3) …" that forms have under their headings."""
    written = [cell.text for cell in row.cells if cell]
    if len(written) < 3 or not all(_COLUMN_NUMBER.fullmatch(text) for text in written):
        return False
    numbers = [int(text.strip("()")) for text in written]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _number(written: str, code_cell: str) -> tuple[int | None, str]:
    """Running number and code, together in one cell or in two ("137" | "BC-UBND")."""
    for text in (code_cell, written):
        parsed = parse_number(re.sub(r"^\s*[Ss]ố\s*:?\s*", "", text))
        if parsed:
            return int(re.sub(r"\D", "", parsed.serial)), parsed.code
    match = _SERIAL.match(fold(written))
    if not match:
        return None, ""
    number = int(match[1])
    joined = parse_number(f"{number}/{code_cell.strip(' /-–')}") if code_cell.strip() else None
    return number, joined.code if joined else ""


def _kind_and_title(kind_cell: str, title_cell: str, code: str) -> tuple[str, str]:
    """The canonical kind and the abstract without it."""
    spoken, rest = _leading_kind(title_cell)
    first = re.split(r"[-/]", code)[0] if code else ""
    by_code = KINDS_BY_CODE.get(first, ())
    kind = (
        _leading_kind(kind_cell)[0]
        or kind_cell.strip()
        or (spoken if not by_code or spoken in by_code else "")
        or (by_code[0] if by_code else "")
    )
    return kind, rest if spoken and spoken == kind else title_cell


def _leading_kind(text: str) -> tuple[str, str]:
    """The kind that ``text`` begins with and what follows: "Báo cáo kết quả …"."""
    folded = fold(text)
    for spelling in _KINDS:
        if folded.startswith(spelling) and not folded[len(spelling) : len(spelling) + 1].isalnum():
            if len(spelling) < 4 and not text[: len(spelling)].isupper():
                continue  # "ct", "tt" as short forms are written in capitals
            return KIND_SPELLINGS[spelling], text[len(spelling) :].lstrip(" :,.-–")
    return "", text


def _year_of_log(sheet: Sheet, header: _Header) -> int | None:
    """The year that the log's name or title gives, for days written without one."""
    above = [
        cell.text
        for row in sheet.rows
        if row.number <= min(header.last_row, _HEADER_ROWS)
        for cell in row.cells
    ]
    years = {
        int(match[1] or match[2])
        for text in (sheet.name, *above)
        for match in _YEAR.finditer(fold(text))
    }
    return years.pop() if len(years) == 1 else None


def _day(cell: Cell, year: int | None) -> date | None:
    if cell.day:
        return cell.day
    if cell.serial is not None:
        # A day that was never formatted as one: Excel counts from 30 December 1899.
        in_range = 36_526 <= cell.serial < 73_051 and float(cell.serial).is_integer()
        return _EXCEL_EPOCH + timedelta(days=int(cell.serial)) if in_range else None
    mentions = find_dates(cell.text)
    if mentions:
        return mentions[0].value
    iso = re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", cell.text)
    match = _SHORT_DATE.fullmatch(re.sub(r"^ngày\s+", "", cell.text.strip(), flags=re.IGNORECASE))
    try:
        if iso:
            return date.fromisoformat(iso[0])
        if match:
            written_year = 2000 + int(match[3]) if match[3] else year
            return date(written_year, int(match[2]), int(match[1])) if written_year else None
    except ValueError:
        pass  # a day that no calendar has is no date
    return None
