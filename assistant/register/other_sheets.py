"""Grids of cells from .xls (Excel 97–2003) and .ods (LibreOffice), read by calamine."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from assistant.domain import UserError
from assistant.register.sheets import MOST_COLUMNS, MOST_ROWS, Sheet, filled, rows_of

#: Cells that an .ods may hold once its repeated rows and columns are written out.
_MOST_CELLS = 3_000_000
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def other_workbook_sheets(name: str, content: bytes) -> list[Sheet]:
    """The visible sheets of an .xls or .ods file that hold anything.

    Formulas have the results that the spreadsheet program left in the file; a cell merged over
    several rows stands for each of them where the format says so (.xls).

    Raises:
        UserError: protected by a password, damaged, empty, or far too large.
    """
    import python_calamine

    try:
        if content.startswith(b"PK"):
            _refuse_floods(name, content)
        return filled(name, list(_visible_sheets(name, content)))
    except (KeyboardInterrupt, SystemExit, UserError):
        raise
    except python_calamine.PasswordError:
        raise UserError(f"“{name}” được đặt mật khẩu; hãy bỏ mật khẩu và lưu lại.") from None
    except BaseException as error:  # its engine's panics are no Exception
        raise UserError(
            f"“{name}” bị hỏng hoặc không phải bảng tính; hãy mở bằng Excel hay LibreOffice và lưu "
            "lại dạng .xlsx."
        ) from error


def _visible_sheets(name: str, content: bytes) -> Iterator[Sheet]:
    import python_calamine

    workbook = python_calamine.load_workbook(io.BytesIO(content))
    for about in workbook.sheets_metadata:
        if about.visible != python_calamine.SheetVisibleEnum.Visible:
            continue
        sheet = workbook.get_sheet_by_name(about.name)
        grid = sheet.to_python(skip_empty_area=False, nrows=10 * MOST_ROWS)
        _fill_down(grid, sheet.merged_cell_ranges or [])
        yield Sheet(about.name, rows_of(name, (map(_value, row) for row in grid)))


def _value(value: Any) -> Any:
    return None if value == "" else value


def _fill_down(grid: list[list[Any]], merged: list[Any]) -> None:
    for (first, column), (last, last_column) in merged:
        if column != last_column or column >= MOST_COLUMNS or first >= len(grid):
            continue
        for row in grid[first + 1 : last + 1]:
            row[column] = grid[first][column]


def _refuse_floods(name: str, content: bytes) -> None:
    """A cell repeated a thousand million times takes a few bytes in the file."""
    import zipfile

    from lxml import etree

    cells = width = 0
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        archive.open("content.xml") as file,
    ):
        parsed = etree.iterparse(file, events=("end",), resolve_entities=False, no_network=True)
        for _, element in parsed:
            if element.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                if len(element):  # empty cells are not written out
                    width += int(element.get(f"{_TABLE}number-columns-repeated", 1))
            elif element.tag == f"{_TABLE}table-row":
                cells += width * int(element.get(f"{_TABLE}number-rows-repeated", 1))
                width = 0
                element.clear()
            if max(cells, width) > _MOST_CELLS:
                raise UserError(
                    f"“{name}” có quá nhiều ô nên không được mở; hãy chia thành nhiều tệp nhỏ hơn."
                )
