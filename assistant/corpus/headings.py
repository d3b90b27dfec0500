"""Which lines are headings, and how deep.

Commune reports number their headings "Phần …", "A.", "I.", "1.", "1.1.", "a)" (annex I of Decree
30/2020/NĐ-CP, part on layout, names phần, chương, mục, khoản, điểm); few use Word's styles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.text import fold, nfc

#: (what the folded line begins with, rank, longest heading in characters). Lower ranks contain
#: higher ones; which of them a text uses decides the level.
_PATTERNS: tuple[tuple[re.Pattern[str], int, int], ...] = (
    (re.compile(r"phan (thu )?([ivx]+|\d+|nhat|hai|ba|tu|nam|mot)\b"), 0, 200),
    (re.compile(r"chuong ([ivx]+|\d+)\b"), 1, 200),
    (re.compile(r"[a-h][./)]\s+(?=\S)"), 2, 200),
    (re.compile(r"[ivx]+\s?[./]\s*(?=\S)"), 3, 250),
    (re.compile(r"\d{1,2}\s?[.)/]\s+(?=\S)|\d{1,2}\.(?=[^\d\s])"), 4, 150),
    (re.compile(r"\d{1,2}\.\d{1,2}\s?[.)]?\s+(?=\S)"), 5, 150),
    (re.compile(r"\d{1,2}(\.\d{1,2}){2,3}\s?[.)]?\s+(?=\S)"), 6, 150),
    (re.compile(r"[a-zđ]\s?[)]\s*(?=\S)"), 7, 150),
)
_CAPITAL_RANK = 2
_ABOVE, _BELOW = -1, 99
_MARKDOWN = re.compile(r"(#{1,6})\s+(?=\S)")
_EMPHASIS = re.compile(r"^(\*{1,3}|_{1,3})(?P<inner>.+?)\1$")
_ROMAN_LETTERS = frozenset("ivx")


def markdown_level(line: str) -> int:
    """1–6 for an ATX heading of Markdown, else 0."""
    match = _MARKDOWN.match(line)
    return len(match[1]) if match else 0


def heading_title(line: str) -> str:
    """The line without Markdown's marks: "## **I. Mở đầu**" → "I. Mở đầu"."""
    title = line.strip().lstrip("#").strip()
    emphasised = _EMPHASIS.match(title)
    return emphasised["inner"].strip() if emphasised else title


def pattern_rank(line: str) -> int | None:
    """How deep the numbering of ``line`` says it is, None when it is no heading.

    A numbered line that is long or reads as a sentence is a paragraph.
    """
    title = heading_title(nfc(line))
    folded = fold(title)
    for pattern, rank, longest in _PATTERNS:
        if not pattern.match(folded):
            continue
        if rank == _CAPITAL_RANK and not title[0].isupper():
            continue
        if len(title) > longest or (rank > 3 and title[-1] in ".;,"):
            return None
        return rank
    return None


def heading_levels(lines: Sequence[str], styled: Sequence[int]) -> list[int]:
    """Levels of lines, 0 for body text.

    Args:
        styled: for each line the level that its style (or Markdown) gives it, 0 for none.

    Depth goes by the numbering where there is one: real reports give "I." a style in one place and
    none in the next. A styled heading without a number stands with the numbered ones of its style,
    above all numbers when its style is (a title), else below them.
    """
    ranks = [pattern_rank(line) for line in lines]
    rank_of_style: dict[int, int] = {}
    for style, rank in zip(styled, ranks, strict=True):
        if style and rank is not None:
            rank_of_style[style] = min(rank, rank_of_style.get(style, rank))
    highest = min(rank_of_style, default=max(styled, default=0) + 1)

    def depth(style: int, rank: int | None) -> tuple[int, int] | None:
        if rank is not None:
            return rank, 0
        if not style:
            return None
        if style in rank_of_style:
            return rank_of_style[style], 0
        return (_ABOVE if style < highest else _BELOW), style

    depths = [depth(style, rank) for style, rank in zip(styled, ranks, strict=True)]
    levels = {key: level for level, key in enumerate(sorted({d for d in depths if d}), 1)}
    return [levels[key] if key else 0 for key in depths]
