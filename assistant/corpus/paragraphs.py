"""Lines of a page, those of one paragraph joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.corpus.headings import pattern_rank

#: A line shorter than this share of the longest ends its paragraph.
_FULL_LINE = 0.75
_STARTS_ANEW = re.compile(r"[-–+•*]\s|Điều \d+|Nơi nhận|Kính gửi|[A-ZĐÀ-Ỹ ]{12,}$")


def join_lines(lines: Sequence[str], width: int = 0) -> Iterator[tuple[int, ...]]:
    """The indices of the lines of each paragraph.

    Args:
        width: characters of the page's longest line, where ``lines`` are a part of the page.

    A line that fills the width and is not followed by a heading, a bullet or a capitalised start
    goes on in the next.
    """
    width = max(width, *map(len, lines), 0)
    current: list[int] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        current.append(index)
        if len(line) >= width * _FULL_LINE and _goes_on(line, following):
            continue
        yield tuple(current)
        current = []


def _goes_on(line: str, following: str) -> bool:
    if not following or _STARTS_ANEW.match(following) or pattern_rank(following) is not None:
        return False
    return line[-1] not in ".;:!?" or following[0].islower()
