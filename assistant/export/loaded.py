"""A loaded file → a ``ReportDocument``, its tables kept; pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from assistant.domain import Block, LoadedDocument, Profile
from assistant.export.markdown import report_from_markdown
from assistant.export.model import ReportDocument

LINE_BREAK = "<br>"


def report_from_document(
    document: LoadedDocument, profile: Profile | None = None
) -> ReportDocument:
    """The report that ``document`` holds, whatever format it was loaded from.

    Raises:
        UserError: as ``report_from_markdown``.
    """
    if document.format in {"md", "txt"}:
        return report_from_markdown(document.text, profile)
    return report_from_markdown("\n".join(_lines(document)), profile)


def _lines(document: LoadedDocument) -> Iterator[str]:
    """One paragraph a line, headings with hashes, tables with bars; no running heads."""
    shown = (block for block in document.blocks if block.part not in ("header", "footer"))
    for in_table, blocks in groupby(shown, key=lambda block: block.cell is not None):
        if in_table:
            for table in _tables(list(blocks)):
                yield from _table_lines(document.text, table)
            continue
        for block in blocks:
            text = document.text[block.start : block.end]
            yield f"{'#' * (block.level + 1)} {text}" if block.level else text


def _place(block: Block) -> tuple[int, int]:
    """Row and column in the outermost table."""
    row, column = (block.cell or "").partition("/")[0].split(",")
    return int(row), int(column)


def _tables(blocks: list[Block]) -> Iterator[list[Block]]:
    """Tables that stand one after the other start again at an earlier cell."""
    table: list[Block] = []
    for block in blocks:
        if table and _place(block) < _place(table[-1]):
            yield table
            table = []
        table.append(block)
    yield table


def _table_lines(text: str, blocks: list[Block]) -> Iterator[str]:
    cells: dict[tuple[int, int], list[str]] = {}
    for block in blocks:
        cells.setdefault(_place(block), []).append(text[block.start : block.end])
    width = max(column for _, column in cells)
    yield ""
    for index, row in enumerate(sorted({row for row, _ in cells})):
        texts = [
            LINE_BREAK.join(cells.get((row, column), [])).replace("|", "\\|")
            for column in range(1, width + 1)
        ]
        yield "| " + " | ".join(texts) + " |"
        if not index:
            yield "|" + "---|" * width
    yield ""
