"""Puts the accents back into notes typed without them, and says where it cannot.

A dictionary of administrative phrases comes first: a stretch of unaccented words is cut into the
fewest known phrases. A syllable with several readings is settled by its neighbours where a rule of
``accent-readings.yaml`` says so, and what is still open where official texts leave no doubt
(``settling``). What none of these covers is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.drafting.phrases import accent_data, accent_readings
from assistant.drafting.readings import Context, Reading, choose
from assistant.drafting.settling import Step, settle
from assistant.language.syllables import syllables
from assistant.language.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONGEST = 8  # syllables in a phrase
#: What a cut costs: a phrase, a pair only seen in sample reports, a single syllable, an unknown.
_PHRASE_COST, _PAIR_COST, _SYLLABLE_COST, _UNKNOWN_COST = 20, 21, 22, 200


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a restored text; ``sure`` is False where no reading is certain."""

    text: str
    sure: bool = True
    #: One syllable settled by its neighbours, or a pair seen in sample reports.
    weak: bool = False
    #: A phrase whose readings only its neighbours tell apart, and they do not: it stays open.
    asked: bool = False


@dataclass(frozen=True)
class AccentDictionary:
    phrases: Mapping[tuple[str, ...], str | None]  # folded → accented; None: two readings
    plain: frozenset[str]
    foreign: frozenset[str]
    readings: Mapping[tuple[str, ...], tuple[Reading, ...]]  # folded → readings by context
    pairs: frozenset[tuple[str, ...]]  # keys that may cross the edge of a word

    def with_names(self, names: Iterable[str]) -> AccentDictionary:
        """The same with the office's own names, which beat every other reading."""
        own = {tuple(fold(name).split()): name for name in names if name.strip()}
        return replace(self, phrases={**self.phrases, **own})

    def restore(
        self, words: Sequence[str], contexts: Sequence[Context], *, among_accented: bool = False
    ) -> list[Word]:
        """Accented readings of consecutive unaccented ``words``, one for each.

        Args:
            contexts: one for each word, for the words that only their neighbours settle.
            among_accented: the line has accents elsewhere, so that a word which needs none is only
                changed as part of a longer phrase.
        """
        keys = [fold(word) for word in words]
        # best[i]: the cost of words i…, and the phrase that starts there ("" for an unknown word).
        best: list[tuple[int, int, str]] = [(0, 0, "")] * (len(words) + 1)
        for start in range(len(words) - 1, -1, -1):
            best[start] = (_UNKNOWN_COST + best[start + 1][0], 0, "")
            for length in range(1, min(_LONGEST, len(words) - start) + 1):
                phrase = self._phrase(keys, contexts, start, length)
                if phrase:
                    cost = self._cost(keys[start : start + length]) + best[start + length][0]
                    best[start] = min(best[start], (cost, -length, phrase))
        restored: list[Word] = []
        asked = self._asked(keys, contexts)
        position = 0
        while position < len(words):
            length, phrase = -best[position][1], best[position][2]
            if length == 0:
                word = words[position]
                known = keys[position] in self.foreign
                restored.append(Word(word, known, asked=position in asked))
                position += 1
                continue
            if among_accented and length == 1 and keys[position] in self.plain:
                phrase = words[position]
            weak = self._is_weak(keys[position : position + length])
            for offset, syllable in enumerate(phrase.split()):
                written = words[position + offset]
                restored.append(Word(_with_case(syllable, written), weak=weak))
            position += length
        return _settled(restored)

    def _asked(self, keys: Sequence[str], contexts: Sequence[Context]) -> frozenset[int]:
        """The places of phrases with readings that no rule settles."""
        return frozenset(
            place
            for start in range(len(keys))
            for length in range(2, min(_LONGEST, len(keys) - start) + 1)
            if tuple(keys[start : start + length]) in self.readings
            and self._phrase(keys, contexts, start, length) is None
            for place in range(start, start + length)
        )

    def _is_weak(self, keys: Sequence[str]) -> bool:
        return tuple(keys) in self.pairs or (len(keys) == 1 and tuple(keys) in self.readings)

    def _cost(self, keys: Sequence[str]) -> int:
        if len(keys) == 1:
            return _SYLLABLE_COST
        return _PAIR_COST if tuple(keys) in self.pairs else _PHRASE_COST

    def _phrase(
        self, keys: Sequence[str], contexts: Sequence[Context], start: int, length: int
    ) -> str | None:
        key = tuple(keys[start : start + length])
        readings = self.readings.get(key)
        if readings is None:
            return self.phrases.get(key)
        last = contexts[start + length - 1]
        return choose(readings, replace(contexts[start], after=last.after))

    def needs(self, words: list[str]) -> bool:
        """Whether unaccented ``words`` inside an accented line look like missing accents."""
        return any(
            fold(word) not in self.plain and fold(word) not in self.foreign and word.islower()
            for word in words
        )


def _settled(words: Sequence[Word]) -> list[Word]:
    """``words`` with those settled that official texts leave no doubt about."""
    steps = [Step(word.text, fixed=_stays(word), weak=word.weak) for word in words]
    found = settle(steps, syllables())
    return [
        word if reading is None else Word(_with_case(reading, word.text))
        for word, reading in zip(words, found, strict=True)
    ]


def _stays(word: Word) -> bool:
    """Whether nothing but the dictionary may say how ``word`` is read: it did, or it is a name."""
    return (word.sure and not word.weak) or word.asked or not word.text.islower()


def _with_case(syllable: str, written: str) -> str:
    return syllable[:1].upper() + syllable[1:] if written[:1].isupper() else syllable


def is_accented(text: str) -> bool:
    """Whether ``text`` (NFC) has any Vietnamese letter beyond a-z."""
    return fold(text) != text.lower()


@lru_cache(maxsize=1)
def accent_dictionary() -> AccentDictionary:
    """The shipped dictionary. Two phrases with one unaccented form leave it undecided."""
    data = accent_data()
    phrases: dict[tuple[str, ...], str | None] = {}
    lists = [*data["phrases"].values(), data["syllables"]]
    for phrase in (phrase for listed in lists for phrase in _split(listed)):
        key = _key(phrase)
        phrases[key] = phrase if phrases.get(key, phrase) == phrase else None
    pairs = frozenset(_key(pair) for pair in _split(data["pairs"])) - phrases.keys()
    for pair in _split(data["pairs"]):
        if _key(pair) in pairs:
            phrases[_key(pair)] = pair
    phrases |= {(syllable,): None for syllable in _split(data["undecided"])}
    return AccentDictionary(
        phrases,
        # Syllables of known phrases that carry no accent ("kiểm tra") need none elsewhere either.
        frozenset(
            syllable
            for listed in (*lists, data["pairs"], data["plain"])
            for syllable in listed.replace(",", " ").split()
            if fold(syllable) == syllable
        ),
        frozenset(_split(data["foreign"])),
        {tuple(key.split()): readings for key, readings in accent_readings().items()},
        pairs,
    )


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(fold(phrase).split())


def _split(listed: str) -> list[str]:
    return [" ".join(entry.split()) for entry in listed.split(",") if entry.strip()]


def split_words(text: str) -> list[str]:
    """``text`` cut into words and what stands between them, in order; joins back to itself."""
    parts: list[str] = []
    position = 0
    for match in _WORD.finditer(text):
        if match.start() > position:
            parts.append(text[position : match.start()])
        parts.append(match[0])
        position = match.end()
    if position < len(text):
        parts.append(text[position:])
    return parts
