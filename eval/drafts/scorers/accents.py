"""Syllables that still lack their accents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Final, Literal

from assistant.domain import Span
from assistant.language.syllables import Syllables, syllables
from assistant.language.text import fold
from eval.drafts.sample import Sample, Score, count

_WORD: Final = re.compile(r"[^\W\d_]+")
_GAP: Final = re.compile(r"[ \t]+")
_ASKED: Final = re.compile(r"\[“([^”]+)” – cần xác nhận")
_USUAL: Final = 20  # times oftener that official texts have the accented syllable there


@dataclass(frozen=True, slots=True)
class Unaccented:
    """Bare syllables that official texts hardly have between these neighbours, where they have
    the same syllable with accents.
    """

    name: str = "unaccented"
    label: str = "Âm tiết thiếu dấu"
    kind: Literal["count"] = "count"
    bar: float = 0

    def __call__(self, sample: Sample) -> Score:
        closed = [r.span for r in sample.first.references]
        return count(list(unaccented(sample.first.text, closed, syllables())))


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """Words that the draft leaves as typed and asks the clerk about. No bar: some, such as names,
    nobody else can tell.
    """

    name: str = "to_confirm"
    label: str = "Chỗ chờ xác nhận dấu"
    kind: Literal["count"] = "count"
    bar: float = inf

    def __call__(self, sample: Sample) -> Score:
        return count([match[1] for match in _ASKED.finditer(sample.first.text)])


def unaccented(text: str, closed: list[Span], counts: Syllables) -> Iterator[str]:
    """The suspicious syllables of ``text`` outside ``closed``, with their neighbours."""
    words = list(_WORD.finditer(text))
    for index, match in enumerate(words):
        word = match[0]
        inside = any(span.start <= match.start() < span.end for span in closed)
        if inside or not word.islower() or fold(word) != word or len(word) < 2:
            continue
        before = _neighbour(text, words, index, -1)
        after = _neighbour(text, words, index, +1)
        own = _times(counts, before, word, after)
        better = max(
            (o for o in counts.neighbours(word) if fold(o) == word),
            key=lambda other: _times(counts, before, other, after),
            default="",
        )
        if better and _times(counts, before, better, after) >= _USUAL * max(1, own):
            yield " ".join(filter(None, (before, word, after)))


def _neighbour(text: str, words: list[re.Match[str]], index: int, step: int) -> str:
    """The next word over a blank on one side, in lower case; empty at a sign."""
    if not 0 <= index + step < len(words):
        return ""
    one, other = sorted((index, index + step))
    if not _GAP.fullmatch(text, words[one].end(), words[other].start()):
        return ""
    return words[index + step][0].lower()


def _times(counts: Syllables, before: str, word: str, after: str) -> int:
    left = counts.follows(before, word) if before else 0
    return left + (counts.follows(word, after) if after else 0)
