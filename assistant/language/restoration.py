"""Accents for text typed without them, by what official texts most often say.

A guess, right for about nineteen syllables in twenty: good enough to find passages by meaning,
never for text that anyone will read. (Notes are restored by a dictionary that does not guess.)
The most probable reading of the whole line by a bigram model over syllables is Viterbi's; the
counts are those of :mod:`assistant.language.syllables`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log

from assistant.language.syllables import Syllables, syllables
from assistant.language.text import fold, nfc

_WORD = re.compile(r"[^\W\d_]+")
#: Weight of the pair against the syllable alone.
_PAIR_WEIGHT = 0.9
_UNSEEN = 0.1


def most_probable(words: Sequence[str], counts: Syllables) -> list[str]:
    """The most probable accented reading of neighbouring folded ``words``."""
    best: dict[str, float] = {"": 0.0}
    steps: list[dict[str, str]] = []
    for word in words:
        scored: dict[str, float] = {}
        came_from: dict[str, str] = {}
        for reading in counts.readings(word) or (word,):
            chances = {last: best[last] + _log(counts, last, reading) for last in best}
            before = max(chances, key=lambda last: chances[last])
            scored[reading] = chances[before]
            came_from[reading] = before
        steps.append(came_from)
        best = scored
    restored: list[str] = []
    last = max(best, key=lambda reading: best[reading])
    for came_from in reversed(steps):
        restored.append(last)
        last = came_from[last]
    return restored[::-1]


def _log(counts: Syllables, before: str, reading: str) -> float:
    alone = (counts.times(reading) + _UNSEEN) / counts.total
    after = counts.follows(before, reading) / counts.times(before) if counts.times(before) else 0.0
    return log(_PAIR_WEIGHT * after + (1 - _PAIR_WEIGHT) * alone)


def restore_accents(text: str) -> str:
    """``text`` with the accents it most probably lacks; what is no word stays as it is."""
    normal = nfc(text)
    matches = list(_WORD.finditer(normal))
    words = most_probable([fold(match[0]) for match in matches], syllables())
    parts: list[str] = []
    position = 0
    for match, word in zip(matches, words, strict=True):
        capital = match[0][0].isupper()
        parts += [normal[position : match.start()], word[0].upper() + word[1:] if capital else word]
        position = match.end()
    return "".join([*parts, normal[position:]])


def is_unaccented(text: str) -> bool:
    """Whether ``text`` has no Vietnamese letter beyond a-z."""
    normal = nfc(text)
    return fold(normal) == normal.lower()
