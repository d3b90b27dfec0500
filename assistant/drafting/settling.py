"""Settles unaccented words that the dictionary leaves open, by what official texts have there.

A reading is taken only where it stands beside the word's certain neighbours many times oftener
than every other reading: the counts decide "đầu sách" and leave "den" open.
"""

from __future__ import annotations

from typing import Final

from assistant.language.syllables import Syllables
from assistant.language.text import fold

_LEAST: Final = 20  # times that the reading stands beside its neighbours
_OFTENER: Final = 25  # times as often as the next reading


def settle(word: str, before: str, after: str, counts: Syllables) -> str | None:
    """The reading of ``word`` (folded, lower case) between two accented neighbours; None where
    the counts do not decide. An empty neighbour says nothing.
    """
    readings = {word, *(other for other in counts.neighbours(word) if fold(other) == word)}
    ranked = sorted(((_beside(r, before, after, counts), r) for r in readings), reverse=True)
    best, reading = ranked[0]
    other = ranked[1][0] if len(ranked) > 1 else 0
    return reading if best >= max(_LEAST, _OFTENER * other) else None


def _beside(reading: str, before: str, after: str, counts: Syllables) -> int:
    left = counts.follows(before, reading) if before else 0
    return left + (counts.follows(reading, after) if after else 0)
