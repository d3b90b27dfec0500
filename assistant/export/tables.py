"""A Markdown table as a Word table with borders and a header that repeats on each page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Mm, Pt

from assistant.export.body import Table, plain
from assistant.export.ooxml import keep_row_whole, repeat_as_header, shape_table

SIZE = Pt(13)
_NUMBER = re.compile(r"[-+]?\d[\d.,\s]*%?|-|–|")
_LINE_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_CHARACTER = Mm(2.2)  # about the width of one at this size
_PADDING = 2.5  # characters


def add_table(document: Any, table: Table, width: Length, write: Callable[..., Any]) -> None:
    """Append ``table`` to ``document``, as wide as the text."""
    made = document.add_table(rows=0, cols=len(table.header))
    numeric = [_is_numeric(table, column) for column in range(len(table.header))]
    for index, row in enumerate([table.header, *table.rows]):
        line = made.add_row()
        keep_row_whole(line)
        if not index:
            repeat_as_header(line)
        for column, text in enumerate(row):
            paragraph = line.cells[column].paragraphs[0]
            paragraph.paragraph_format.space_before = Pt(2)
            paragraph.paragraph_format.space_after = Pt(2)
            if not index:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                paragraph.paragraph_format.keep_with_next = True
            elif numeric[column]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            lines = _LINE_BREAK.sub("\n", text)
            write(paragraph, lines, bold=not index, size=SIZE)
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    shape_table(made, _widths(table, width), borders=True, padding=Mm(1.9))
    # Air between the table and the next paragraph; Word has no space after a table.
    space = document.add_paragraph()
    space.paragraph_format.line_spacing = Pt(6)


def _is_numeric(table: Table, column: int) -> bool:
    cells = [plain(row[column]) for row in table.rows]
    return any(cells) and all(_NUMBER.fullmatch(cell.strip()) for cell in cells)


def _widths(table: Table, width: Length) -> list[Length]:
    """Narrow columns get the one line they need, the others share what is left."""
    texts = [[plain(row[column]) for row in (table.header, *table.rows)] for column in
             range(len(table.header))]  # fmt: skip
    wanted = [_PADDING + max(len(text) for text in column) for column in texts]
    room = width / _CHARACTER
    granted = [0.0] * len(wanted)
    open_columns = sorted(range(len(wanted)), key=wanted.__getitem__)
    while open_columns:
        fair = room / len(open_columns)
        column = open_columns.pop(0)
        granted[column] = min(wanted[column], fair)
        room -= granted[column]
    total = sum(granted)
    return [Length(int(width * share / total)) for share in granted]
