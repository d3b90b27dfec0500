"""Vietnamese syllables: which there are, and which follow each other in official text.

The counts are of the official texts of the national codification and of this project's knowledge
(see ``tests/benchmarks/count_syllables.py``); a tenth of the instruments was left out, to
measure on.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from assistant.language.text import fold
from assistant.resources import data_folder

#: What may open a Vietnamese syllable. "gi" and "qu" bring a vowel letter of their own.
_ONSETS: Final = (
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip
#: Rhymes without their tone.
_RHYMES: Final = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh
    ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oă oăc oăm oăn oăng oăt oc oe oen
    oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôông ôp ôt ơ ơi ơm ơn ơp ơt u ua uac uach
    uai uan uang uanh uao uat uau uay uâ uân uâng uât uây uăn uăng uăt ue uê uêch uênh uêu uêt uên
    uên ui uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyt uyn uyu uc um un ung
    ư ưa ưc ưi ưng ươ ươc ươi ươm ươn ương ươp ươt ươu ưt ưu ưm ưn ưp y yên yêng yêt yêu yêm ynh yt
    iên iêng oang oong uôu
    """.split()  # noqa: SIM905 - a table to read
)
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_CHECKED: Final = ("c", "ch", "p", "t")  # finals that only the tones sắc and nặng go with
_CHECKED_TONES: Final = "\u0301\u0323"
#: Onsets that speakers of one region or another do not tell apart.
_ALIKE: Final = (("ch", "tr"), ("s", "x"), ("d", "gi", "r", "v"), ("l", "n"), ("ng", "ngh"))
_PARTS: Final = 6  # of the packed file
_FRONT: Final = "eêiy"
_LETTER: Final = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Whether ``word`` (lower case, NFC) is put together as Vietnamese syllables are.

    An onset, a rhyme, at most one tone; finals c, ch, p and t take only sắc or nặng; k, gh and ngh
    stand before e, ê, i and y, and c, g and ng elsewhere.
    """
    tones = [c for c in unicodedata.normalize("NFD", word) if c in _TONES]
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize(
        "NFC", "".join(c for c in unicodedata.normalize("NFD", word) if c not in _TONES)
    )
    return any(
        _fits(onset, bare[len(onset) :], tones) for onset in _ONSETS if bare.startswith(onset)
    )


def _fits(onset: str, rhyme: str, tones: list[str]) -> bool:
    if onset == "gi" and rhyme in ("", "n", "m"):
        rhyme = "i" + rhyme  # gì, gìn
    if onset == "qu":
        return ("u" + rhyme in _RHYMES or rhyme in _RHYMES) and _tone_fits(rhyme, tones)
    if rhyme not in _RHYMES or not _tone_fits(rhyme, tones):
        return False
    front = rhyme[0] in _FRONT
    if onset in ("k", "gh", "ngh"):
        return front
    if onset in ("c", "ng"):
        return not front
    return onset != "g" or rhyme[0] not in "eêy"


def _tone_fits(rhyme: str, tones: list[str]) -> bool:
    if rhyme.endswith(_CHECKED):
        return bool(tones) and tones[0] in _CHECKED_TONES
    return True


@dataclass(frozen=True, slots=True)
class _Counts:
    words: tuple[str, ...]
    times: array[int]
    ends: array[int]
    keys: array[int]  # first * len(words) + second, sorted
    pairs: array[int]
    pair_ends: array[int]


class Syllables:
    """Counts of syllables and of pairs of them, in lower case."""

    def __init__(self, data: bytes) -> None:
        counts = _unpack(data)
        self._counts = counts
        self._place = {word: index for index, word in enumerate(counts.words)}

    def times(self, word: str) -> int:
        """How often the counted texts have ``word``; 0 for fewer than five times."""
        place = self._place.get(word)
        return self._counts.times[place] if place is not None else 0

    def follows(self, first: str, second: str) -> int:
        """How often ``second`` stands right behind ``first``; 0 for fewer than three times."""
        index = self._pair(first, second)
        return self._counts.pairs[index] if index is not None else 0

    def ends_after(self, first: str, second: str) -> int:
        """How often a clause ends behind the pair; 0 too for a pair that was not counted."""
        index = self._pair(first, second)
        return self._counts.pair_ends[index] if index is not None else 0

    def _pair(self, first: str, second: str) -> int | None:
        one, two = self._place.get(first), self._place.get(second)
        if one is None or two is None:
            return None
        key = one * len(self._counts.words) + two
        index = bisect_left(self._counts.keys, key)
        if index < len(self._counts.keys) and self._counts.keys[index] == key:
            return index
        return None

    def ends(self, word: str) -> float:
        """The share of its occurrences in which ``word`` ends a clause; 1.0 when not counted."""
        place = self._place.get(word)
        if place is None:
            return 1.0
        return self._counts.ends[place] / self._counts.times[place]

    @cached_property
    def total(self) -> int:
        """How many syllables were counted."""
        return sum(self._counts.times)

    def readings(self, folded: str) -> tuple[str, ...]:
        """The counted syllables that are ``folded`` without their accents."""
        return self._by_fold.get(folded, ())

    @cached_property
    def _by_fold(self) -> dict[str, tuple[str, ...]]:
        table: dict[str, list[str]] = {}
        for word in self._counts.words:
            table.setdefault(fold(word), []).append(word)
        return {folded: tuple(words) for folded, words in table.items()}

    def neighbours(self, word: str) -> Iterator[str]:
        """Counted syllables that a slip turns into ``word``.

        Other accents, one letter off, or an onset that is said alike (ch and tr, s and x).
        """
        folded = fold(word)
        for near in dict.fromkeys((folded, *_edits(folded), *_said_alike(folded))):
            for other in self.readings(near):
                if other != word:
                    yield other


def _edits(folded: str) -> Iterator[str]:
    """Strings one deletion, insertion, substitution or swap away."""
    letters = "abcdeghiklmnopqrstuvxy"
    for i in range(len(folded)):
        yield folded[:i] + folded[i + 1 :]
        if i + 1 < len(folded):
            yield folded[:i] + folded[i + 1] + folded[i] + folded[i + 2 :]
        for letter in letters:
            yield folded[:i] + letter + folded[i + 1 :]
    for i in range(len(folded) + 1):
        for letter in letters:
            yield folded[:i] + letter + folded[i:]


def _said_alike(folded: str) -> Iterator[str]:
    for alike in _ALIKE:
        for onset in alike:
            if folded.startswith(onset):
                for other in alike:
                    if other != onset:
                        yield other + folded[len(onset) :]


def pack(
    times: Mapping[str, int],
    ends: Mapping[str, int],
    pairs: Mapping[tuple[str, str], int],
    pair_ends: Mapping[tuple[str, str], int],
) -> bytes:
    """The counts as bytes, which :class:`Syllables` reads."""
    words = sorted(times)
    place = {word: index for index, word in enumerate(words)}
    keyed = sorted(
        (place[a] * len(words) + place[b], n, pair_ends.get((a, b), 0))
        for (a, b), n in pairs.items()
    )
    parts = [
        "\n".join(words).encode(),
        array("I", (times[word] for word in words)).tobytes(),
        array("I", (ends.get(word, 0) for word in words)).tobytes(),
        array("I", _steps([key for key, _, _ in keyed])).tobytes(),
        array("I", (n for _, n, _ in keyed)).tobytes(),
        array("I", (n for _, _, n in keyed)).tobytes(),
    ]
    sizes = array("I", (len(part) for part in parts)).tobytes()
    return zlib.compress(sizes + b"".join(parts), 9)


def _unpack(data: bytes) -> _Counts:
    raw = zlib.decompress(data)
    sizes = array("I")
    sizes.frombytes(raw[: _PARTS * sizes.itemsize])
    position = _PARTS * sizes.itemsize
    parts = []
    for size in sizes:
        parts.append(raw[position : position + size])
        position += size
    numbers = []
    for part in parts[1:]:
        values = array("I")
        values.frombytes(part)
        numbers.append(values)
    keys = numbers[2]
    total = 0
    for index, step in enumerate(keys):
        total += step
        keys[index] = total
    times, ends, _, pairs, pair_ends = numbers
    return _Counts(tuple(parts[0].decode().split("\n")), times, ends, keys, pairs, pair_ends)


def _steps(values: list[int]) -> Iterator[int]:
    last = 0
    for value in values:
        yield value - last
        last = value


@lru_cache(maxsize=1)
def syllables() -> Syllables:
    """The shipped counts."""
    return Syllables((data_folder("knowledge") / "language" / "syllables.bin").read_bytes())
