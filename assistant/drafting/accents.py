"""Puts the accents back into notes typed without them, and says where it cannot.

A dictionary of administrative phrases is all it goes by: a stretch of unaccented words is cut into
the fewest known phrases. What no phrase covers, or what has two readings, is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.drafting.phrases import accent_data
from assistant.language.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONGEST = 8  # syllables in a phrase
_UNKNOWN_COST = 100


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a restored text; ``sure`` is False where no reading is certain."""

    text: str
    sure: bool = True


@dataclass(frozen=True)
class AccentDictionary:
    phrases: Mapping[tuple[str, ...], str | None]  # folded → accented; None: two readings
    plain: frozenset[str]
    foreign: frozenset[str]

    def with_names(self, names: Iterable[str]) -> AccentDictionary:
        """The same with the office's own names, which beat every other reading."""
        own = {tuple(fold(name).split()): name for name in names if name.strip()}
        return AccentDictionary({**self.phrases, **own}, self.plain, self.foreign)

    def restore(self, words: list[str], *, among_accented: bool = False) -> list[Word]:
        """Accented readings of consecutive unaccented ``words``, one for each.

        ``among_accented``: the line has accents elsewhere, so that a word which needs none is
        only changed as part of a longer phrase.
        """
        keys = [fold(word) for word in words]
        costs: list[tuple[int, int]] = [(0, 0)] * (len(words) + 1)
        for start in range(len(words) - 1, -1, -1):
            best = (_UNKNOWN_COST + costs[start + 1][0], 0)
            for length in range(1, min(_LONGEST, len(words) - start) + 1):
                if self.phrases.get(tuple(keys[start : start + length])):
                    cost = 10 + (length == 1) + costs[start + length][0]
                    best = min(best, (cost, -length))
            costs[start] = best
        restored: list[Word] = []
        position = 0
        while position < len(words):
            length = -costs[position][1]
            if length == 0:
                word = words[position]
                restored.append(Word(word, keys[position] in self.foreign))
                position += 1
                continue
            phrase = self.phrases[tuple(keys[position : position + length])] or ""
            if among_accented and length == 1 and keys[position] in self.plain:
                phrase = words[position]
            for offset, syllable in enumerate(phrase.split()):
                written = words[position + offset]
                restored.append(Word(_with_case(syllable, written)))
            position += length
        return restored

    def needs(self, words: list[str]) -> bool:
        """Whether unaccented ``words`` inside an accented line look like missing accents."""
        return any(
            fold(word) not in self.plain and fold(word) not in self.foreign and word.islower()
            for word in words
        )


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
        key = tuple(fold(phrase).split())
        phrases[key] = phrase if phrases.get(key, phrase) == phrase else None
    phrases |= {(syllable,): None for syllable in _split(data["undecided"])}
    return AccentDictionary(
        phrases,
        # Syllables of known phrases that carry no accent ("kiểm tra") need none elsewhere either.
        frozenset(
            syllable
            for listed in (*lists, data["plain"])
            for syllable in listed.replace(",", " ").split()
            if fold(syllable) == syllable
        ),
        frozenset(_split(data["foreign"])),
    )


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
