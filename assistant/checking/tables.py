"""Markdown tables with numbers, and which of their rows are totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from assistant.domain import Span
from assistant.language.numbers import parse_number
from assistant.language.text import fold

if TYPE_CHECKING:
    from assistant.checking.document import Line

_SHARES: Final = re.compile(r"%|(?<!\w)(?:ty le|ti le|binh quan|don gia|nang suat)(?!\w)")
_TOTAL: Final = re.compile(r"\s*(?:tong(?:\s+cong|\s+so)?|cong|toan xa|ca xa|tong toan xa)\s*")


@dataclass(frozen=True, slots=True)
class NumericCell:
    span: Span
    value: Decimal


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; a cell that holds no single number is None.

    ``heads`` are the folded cells of the heading row, ``labels`` the folded text of each row's
    first cell that holds words.
    """

    heads: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[tuple[NumericCell | None, ...], ...]

    def totals(self) -> Iterator[tuple[NumericCell, tuple[NumericCell, ...]]]:
        """Each cell of a last row called "Cộng" or "Tổng cộng", with the cells that make it up.

        Columns with a gap or a share in them ("%") are left out.
        """
        if len(self.rows) < 2 or not _TOTAL.fullmatch(self.labels[-1]):
            return
        if any(_TOTAL.fullmatch(label) for label in self.labels[:-1]):
            return  # subtotals
        for column, total in enumerate(self.rows[-1]):
            if self.is_share(column):
                continue
            cells = [row[column] if column < len(row) else None for row in self.rows[:-1]]
            parts = tuple(cell for cell in cells if cell is not None)
            if total is not None and len(parts) == len(cells):
                yield total, parts

    def shares(self) -> Iterator[NumericCell]:
        """The numbers of the columns that hold shares or rates."""
        for row in self.rows:
            for column, cell in enumerate(row):
                if cell is not None and self.is_share(column):
                    yield cell

    def is_share(self, column: int) -> bool:
        """Whether the heading says that the column holds shares or rates, which do not add up."""
        return column < len(self.heads) and bool(_SHARES.search(self.heads[column]))


def find_tables(text: str, lines: Sequence[Line]) -> Iterator[Table]:
    """The tables of ``text``: runs of lines that begin with "|". The heading row is left out."""
    block: list[Span] = []
    for line in lines:
        if text[line.span.start] == "|" and (not block or _adjacent(text, block[-1], line.span)):
            block.append(line.span)
            continue
        yield from _table(text, block)
        block = [line.span] if text[line.span.start] == "|" else []
    yield from _table(text, block)


def _adjacent(text: str, above: Span, below: Span) -> bool:
    return text.count("\n", above.end, below.start) == 1


def _table(text: str, block: Sequence[Span]) -> Iterator[Table]:
    rows, labels = [], []
    heads: tuple[str, ...] = ()
    for span in block:
        cells = _cells(text, span)
        if cells and not all(set(cell.of(text).strip()) <= set("-: ") for cell in cells):
            heads = heads or tuple(fold(cell.of(text)).strip() for cell in cells)
            rows.append(tuple(_numeric(text, cell) for cell in cells))
            words = (fold(cell.of(text)).strip() for cell in cells)
            labels.append(next((word for word in words if re.search(r"[^\W\d_]", word)), ""))
    if len(rows) > 2:
        yield Table(heads, tuple(labels[1:]), tuple(rows[1:]))


def _cells(text: str, row: Span) -> list[Span]:
    bars = [row.start + match.start() for match in re.finditer(r"\|", row.of(text))]
    return [Span(a + 1, b) for a, b in pairwise(bars)]


def _numeric(text: str, cell: Span) -> NumericCell | None:
    written = cell.of(text)
    stripped = written.strip()
    try:
        value = parse_number(stripped)
    except ValueError:
        return None
    start = cell.start + written.index(stripped)
    return NumericCell(Span(start, start + len(stripped)), value)
