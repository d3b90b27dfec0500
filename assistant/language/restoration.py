"""Accents for text typed without them, by what official texts most often say.

A guess, right for about nineteen syllables in twenty: good enough to find passages by meaning,
never for text that anyone will read. (Notes are restored by a dictionary that does not guess.)
The most probable reading of the whole line by a bigram model over syllables is Viterbi's; the
counts are of the national codification's articles (``tests/benchmarks/fit_accents.py``).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from functools import lru_cache
from math import log

from assistant.language.text import fold, nfc
from assistant.resources import data_folder

_FILE = "syllable-pairs.txt.gz"
_WORD = re.compile(r"[^\W\d_]+")
#: Weight of the pair against the syllable alone.
_PAIR_WEIGHT = 0.9
_UNSEEN = 0.1


class SyllableModel:
    """How often syllables (accented, lower case) and pairs of neighbours occur."""

    def __init__(self, counts: Mapping[str, int], pairs: Mapping[tuple[str, str], int]) -> None:
        self._counts = counts
        self._pairs = pairs
        self._total = sum(counts.values())
        self._readings: dict[str, list[str]] = {}
        for syllable in counts:
            self._readings.setdefault(fold(syllable), []).append(syllable)

    def restore(self, words: list[str]) -> list[str]:
        """The most probable accented reading of neighbouring folded ``words``."""
        best: dict[str, float] = {"": 0.0}
        steps: list[dict[str, str]] = []
        for word in words:
            scored: dict[str, float] = {}
            came_from: dict[str, str] = {}
            for reading in self._readings.get(word, [word]):
                before = max(best, key=lambda last: best[last] + self._log(last, reading))
                scored[reading] = best[before] + self._log(before, reading)
                came_from[reading] = before
            steps.append(came_from)
            best = scored
        restored: list[str] = []
        last = max(best, key=lambda reading: best[reading])
        for came_from in reversed(steps):
            restored.append(last)
            last = came_from[last]
        return restored[::-1]

    def _log(self, before: str, reading: str) -> float:
        alone = (self._counts.get(reading, 0) + _UNSEEN) / self._total
        after = self._pairs.get((before, reading), 0) / self._counts.get(before, 1)
        return log(_PAIR_WEIGHT * after + (1 - _PAIR_WEIGHT) * alone)


def restore_accents(text: str) -> str:
    """``text`` with the accents it most probably lacks; what is no word stays as it is."""
    normal = nfc(text)
    matches = list(_WORD.finditer(normal))
    words = syllable_model().restore([fold(match[0]) for match in matches])
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


@lru_cache(maxsize=1)
def syllable_model() -> SyllableModel:
    """The shipped counts: lines "syllable count", then "syllable syllable count"."""
    packed = (data_folder("knowledge") / "language" / _FILE).read_bytes()
    counts: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    for line in gzip.decompress(packed).decode().splitlines():
        match line.split(" "):
            case [syllable, count]:
                counts[syllable] = int(count)
            case [first, second, count]:
                pairs[first, second] = int(count)
    return SyllableModel(counts, pairs)
