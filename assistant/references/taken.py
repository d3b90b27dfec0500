"""Which parts of a text references have claimed already, and where a new one may stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from assistant.domain import Reference, Span


class Taken:
    """The spans that references have already claimed, searched by bisection."""

    def __init__(self, references: Iterable[Reference]) -> None:
        spans = sorted(reference.span for reference in references)
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def overlaps(self, span: Span) -> bool:
        after = bisect_left(self._starts, span.end)
        return after > 0 and self._ends[after - 1] > span.start

    def next_start(self, position: int, default: int) -> int:
        """Where the next claimed span from ``position`` on begins."""
        after = bisect_left(self._starts, position)
        return self._starts[after] if after < len(self._starts) else default


def inside_word(text: str, position: int) -> bool:
    """Whether ``position`` is in the middle of a word.

    It is not where a word with a capital follows: a blank was lost ("tạiThông tư này", "Điều
    10Thông tư này", "phụ lục IThông tư này").
    """
    if position == 0 or not text[position - 1].isalnum():
        return False
    before, after = text[position - 1], text[position : position + 2]
    return not (after[:1].isupper() and (before.islower() or before.isdigit() or after.istitle()))


def line_end(text: str, start: int, reach: int) -> int:
    """Where the line ends in which ``start`` stands, at most ``reach`` characters further on."""
    end = text.find("\n", start, start + reach)
    return min(len(text), start + reach) if end < 0 else end
