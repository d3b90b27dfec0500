"""Which parts of a text references have claimed already."""

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
