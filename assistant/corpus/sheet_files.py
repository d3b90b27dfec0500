"""Tables as Markdown: .xlsx, .xlsm (its macros are never run), .xls, .ods, .csv and .tsv."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.corpus.archives import check_package
from assistant.corpus.assembly import Line, assemble
from assistant.corpus.text_files import decode
from assistant.domain import LoadedDocument, UserError
from assistant.register.other_sheets import other_workbook_sheets
from assistant.register.sheets import Row, Sheet, delimited_sheets, workbook_sheets

TABLES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")

_OLE = b"\xd0\xcf\x11\xe0"


def is_table(path: Path) -> bool:
    return path.suffix.lower() in TABLES


def read_tables(name: str, data: bytes) -> list[Sheet]:
    """The sheets that hold anything. Raises UserError when the file cannot be read."""
    suffix = Path(name).suffix.lower()
    if suffix == ".ods" and data.startswith(b"PK"):
        check_package(name, data, "content.xml")
        return other_workbook_sheets(name, data)
    if suffix == ".xls" and data.startswith(_OLE):
        return other_workbook_sheets(name, data)
    if data.startswith(b"PK"):
        check_package(name, data, "xl/")
        return workbook_sheets(name, data)
    return delimited_sheets(name, decode(name, data))


def load_table(name: str, data: bytes, file_format: str) -> LoadedDocument:
    """One Markdown table a sheet, under the sheet's name where there are several.

    A line's ``paragraph`` is the row's number as the spreadsheet shows it.

    Raises:
        UserError: damaged, protected, a zip bomb, too long, or empty.
    """
    sheets = read_tables(name, data)
    lines: list[Line] = []
    for sheet in sheets:
        if len(sheets) > 1:
            lines.append(Line(sheet.name, styled=1))
        lines += _table(sheet.rows)
    if not any(cell.text for sheet in sheets for row in sheet.rows for cell in row.cells):
        raise UserError(f"“{name}” không có ô nào có chữ; hãy kiểm tra lại tệp.")
    return assemble(name, file_format, lines)


def _table(rows: tuple[Row, ...]) -> Iterator[Line]:
    """Lines above the widest part (a title) stay lines; the first full row is the header."""
    width = max(sum(map(bool, row.cells)) for row in rows)
    header = next(i for i, row in enumerate(rows) if sum(map(bool, row.cells)) * 2 > width)
    used = [
        column
        for column in range(max(len(row.cells) for row in rows))
        if any(row.cell(column) for row in rows[header:])
    ]
    for row in rows[:header]:
        yield Line(" ".join(cell.text for cell in row.cells if cell), paragraph=row.number)
    for index, row in enumerate(rows[header:]):
        written = (row.cell(column).text.replace("|", "\\|") for column in used)
        yield Line(f"| {' | '.join(written)} |", paragraph=row.number)
        if index == 0 and len(used) > 1:
            yield Line("|" + " --- |" * len(used), paragraph=row.number)
