"""Grids of cells from a table file: .xlsx and .csv. Says what a cell holds, never what it means."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.domain import UserError
from assistant.language.text import nfc

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_ROWS = 50_000
MOST_COLUMNS = 60
#: Unpacked size: a workbook of some kilobytes can unpack to gigabytes.
_MOST_BYTES = 300_000_000
_LONGEST_CELL = 4_000


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell. ``problem`` (Vietnamese) says why it has no usable value."""

    text: str = ""
    day: date | None = None
    serial: float | None = None  # a plain number: perhaps a day that was not formatted as one
    problem: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.problem)


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` counts from 1 as the spreadsheet shows it."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else _EMPTY


_EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str  # empty for .csv
    rows: tuple[Row, ...]  # without empty rows


def read_sheets(path: Path) -> list[Sheet]:
    """The sheets of a table file that hold anything.

    Raises:
        UserError: not .xlsx or .csv, damaged, protected, empty, or far too large.
    """
    suffix = path.suffix.lower()
    try:
        content = path.read_bytes()
    except OSError:
        raise UserError(f"Không đọc được tệp {path}: hãy kiểm tra tên, đường dẫn.") from None
    if not content.strip():
        raise UserError(f"Tệp {path.name} trống: hãy chọn tệp có danh mục văn bản.")
    if suffix == ".xlsx":
        return workbook_sheets(path.name, content)
    if suffix in (".csv", ".tsv"):
        return delimited_sheets(path.name, _decoded(path.name, content))
    raise UserError(f"Tệp {path.name} không phải bảng .xlsx hay .csv: hãy lưu lại dạng .xlsx.")


def workbook_sheets(name: str, content: bytes) -> list[Sheet]:
    """The visible sheets of an .xlsx file that hold anything. Raises UserError as above."""
    return filled(name, _xlsx(name, content))


def delimited_sheets(name: str, text: str) -> list[Sheet]:
    """The one sheet of a .csv file, decoded. Raises UserError as above."""
    return filled(name, [_csv(name, text)])


def filled(name: str, sheets: Iterable[Sheet]) -> list[Sheet]:
    """Those that hold anything. Raises UserError when none does."""
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise UserError(f"Tệp {name} không có ô nào có nội dung.")
    return filled


def rows_of(name: str, values: Iterable[Iterable[Any]]) -> tuple[Row, ...]:
    """``values`` as rows; what stands far to the right of any table is left out."""
    rows = []
    for number, row in enumerate(values, 1):
        cells = tuple(_cell(value) for value in islice(row, MOST_COLUMNS))
        if any(cells):
            rows.append(Row(number, cells))
            if len(rows) > MOST_ROWS:
                raise UserError(
                    f"Tệp {name} có hơn {MOST_ROWS} hàng: hãy chia thành nhiều tệp nhỏ hơn."
                )
    return tuple(rows)


def _cell(value: Any) -> Cell:
    if isinstance(value, Cell):
        return value
    if value is None:
        return _EMPTY
    if isinstance(value, datetime):
        return Cell(value.date().isoformat(), value.date())
    if isinstance(value, date):
        return Cell(value.isoformat(), value)
    if isinstance(value, bool):
        return Cell("đúng" if value else "sai")
    if isinstance(value, (int, float)):
        whole = isinstance(value, int) or value.is_integer()
        return Cell(str(int(value)) if whole else str(value), serial=float(value))
    text = " ".join(nfc(str(value)).split())
    if len(text) > _LONGEST_CELL:
        return Cell(text[:40], problem=f"ô dài hơn {_LONGEST_CELL} ký tự")
    if text.startswith("#") and text.rstrip("!?").upper() in _ERRORS:
        return Cell(text, problem=f"ô báo lỗi {text}")
    return Cell(text)


_ERRORS = frozenset({"#REF", "#N/A", "#VALUE", "#NAME", "#DIV/0", "#NUM", "#NULL"})


#: What openpyxl lets through from the parsers under it when a workbook is damaged.
_DAMAGE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,  # what XML parsers raise
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


# --- .xlsx --------------------------------------------------------------------------------------


def _xlsx(name: str, content: bytes) -> list[Sheet]:
    _refuse_what_is_no_workbook(name, content)
    try:
        # openpyxl warns, and prints to stdout, about styles: none of them holds data.
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            return list(_visible_sheets(name, content))
    except _DAMAGE:
        raise _damaged(name) from None


def _visible_sheets(name: str, content: bytes) -> Iterator[Sheet]:
    formulas = _workbook(content, values=False)
    values: Workbook | None = None
    for sheet in formulas.worksheets:
        if sheet.sheet_state != "visible":
            continue
        grid = _grid(name, sheet)
        if any(is_formula for row in grid for _, is_formula in row):
            values = values or _workbook(content, values=True)
            grid = _with_results(grid, _grid(name, values[sheet.title]))
        _fill_down(grid, _merged(formulas, sheet))
        yield Sheet(sheet.title, rows_of(name, ((value for value, _ in row) for row in grid)))


#: Value of a cell, and whether it is a formula.
_Grid = list[list[tuple[Any, bool]]]


def _grid(name: str, sheet: Any) -> _Grid:
    sheet.reset_dimensions()  # a wrong extent written in the file would hide its rows
    grid: _Grid = []
    for row in sheet.iter_rows():
        if len(grid) >= 10 * MOST_ROWS:
            raise UserError(
                f"Trang “{sheet.title}” của tệp {name} quá dài: hãy xóa các hàng trống."
            )
        cells = islice(row, MOST_COLUMNS)
        grid.append([(cell.value, getattr(cell, "data_type", "n") == "f") for cell in cells])
    return grid


def _with_results(grid: _Grid, results: _Grid) -> _Grid:
    """``grid`` with the results of formulas that the spreadsheet program left in the file."""
    missing = Cell("=", problem="ô là công thức chưa có kết quả")

    def result(row: int, column: int) -> tuple[Any, bool]:
        found = results[row][column][0] if column < len(results[row]) else None
        return (missing if found is None else found), False

    return [
        [
            result(r, c) if is_formula else (value, False)
            for c, (value, is_formula) in enumerate(row)
        ]
        for r, row in enumerate(grid)
    ]


_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')


def _merged(workbook: Workbook, sheet: Any) -> Iterator[tuple[int, int, int, int]]:
    """Merged ranges (first column, first row, last column, last row) from 1.

    openpyxl knows them only when it holds the whole sheet, where it makes an object for every
    covered cell: a range over the whole grid would exhaust the memory.
    """
    from openpyxl.worksheet.cell_range import CellRange

    with workbook._archive.open(sheet._worksheet_path) as file:  # type: ignore[attr-defined]
        rest = b""
        while part := file.read(1 << 20):
            found = list(_MERGED.finditer(rest + part))
            rest = (rest + part)[max(found[-1].end() if found else 0, len(rest + part) - 80) :]
            for match in found:
                yield CellRange(match[1].decode()).bounds


def _fill_down(grid: _Grid, merged: Iterable[tuple[int, int, int, int]]) -> None:
    """A cell merged over several rows stands for each of them."""
    for first_column, first, last_column, last in merged:
        if first_column != last_column or first_column > MOST_COLUMNS:
            continue
        column = first_column - 1
        top = grid[first - 1] if first <= len(grid) else []
        if len(top) <= column:
            continue
        for row in grid[first:last]:
            row += [(None, False)] * (column + 1 - len(row))
            row[column] = top[column]


def _refuse_what_is_no_workbook(name: str, content: bytes) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UserError(
            f"Tệp {name} là dạng Excel cũ hoặc có mật khẩu: hãy mở ra và lưu lại dạng .xlsx "
            "không mật khẩu."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            size = sum(info.file_size for info in archive.infolist())
    except _DAMAGE:
        raise _damaged(name) from None
    if not any(member.startswith("xl/") for member in names):
        raise UserError(f"Tệp {name} không phải bảng Excel: hãy lưu lại dạng .xlsx.")
    if size > _MOST_BYTES:
        raise UserError(f"Tệp {name} quá lớn khi giải nén: hãy bỏ hình ảnh, chia nhỏ tệp.")


def _workbook(content: bytes, *, values: bool) -> Workbook:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(content), read_only=True, data_only=values)


def _damaged(name: str) -> UserError:
    return UserError(
        f"Tệp {name} hỏng hoặc không phải .xlsx: hãy mở bằng Excel và lưu lại dạng .xlsx."
    )


# --- .csv ---------------------------------------------------------------------------------------


def _decoded(name: str, content: bytes) -> str:
    if content[:2] in (b"PK", b"\xd0\xcf"):
        raise UserError(f"Tệp {name} là bảng Excel mang đuôi .csv: hãy đổi đuôi thành .xlsx.")
    utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(
            f"Tệp {name} không phải mã hóa UTF-8: hãy lưu lại dạng “CSV UTF-8” hoặc .xlsx."
        ) from None


def _csv(name: str, text: str) -> Sheet:
    if "\0" in text:
        raise UserError(f"Tệp {name} không phải văn bản: hãy lưu lại dạng “CSV UTF-8” hoặc .xlsx.")
    # The separator is the one that occurs most in the first lines: Excel writes ";" in Vietnam.
    sample = text[:4000]
    delimiter = max(",;\t", key=sample.count)
    try:
        return Sheet(
            "", rows_of(name, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        )
    except csv.Error:
        raise UserError(
            f"Tệp {name} không đọc được như CSV (dấu nháy không đóng?): hãy lưu lại dạng .xlsx."
        ) from None
