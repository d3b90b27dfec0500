"""Which character of one text is which of another that says the same in another dress; pure.

A checked text and the Word file it came from differ in spaces, in Unicode normal form, in list
marks and in cell separators. Their words are the same, so words are what is aligned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from assistant.domain import Span
from assistant.language.text import normalise

_WORD = re.compile(r"\w+")


def align(text: str, other: str) -> list[int | None]:
    """For each character of ``text`` its offset in ``other``, None for one that has none there.

    Offsets rise from left to right. White space maps to nothing.
    """
    normal, normal_other = normalise(text), normalise(other)
    result: list[int | None] = [None] * len(text)
    for here, there in _pairs(normal.text, normal_other.text):
        spot = normal_other.original(Span(there, there + 1))
        written = normal.original(Span(here, here + 1))
        for index, offset in enumerate(range(written.start, written.end)):
            result[offset] = min(spot.start + index, max(spot.start, spot.end - 1))
        if written.end > written.start:
            # A letter may be one character here and two there: its last one reaches the end.
            result[written.end - 1] = max(spot.start, spot.end - 1)
            if written.end - written.start > 1:
                result[written.start] = spot.start
    return result


def _pairs(text: str, other: str) -> Iterator[tuple[int, int]]:
    words = [match.span() for match in _WORD.finditer(text)]
    others = [match.span() for match in _WORD.finditer(other)]
    here = there = 0
    for i, j in _matching_words(
        [text[start:end] for start, end in words], [other[start:end] for start, end in others]
    ):
        (start, end), (other_start, other_end) = words[i], others[j]
        yield from _punctuation(text, other, (here, start), (there, other_start))
        yield from zip(range(start, end), range(other_start, other_end), strict=True)
        here, there = end, other_end
    yield from _punctuation(text, other, (here, len(text)), (there, len(other)))


def _matching_words(words: list[str], others: list[str]) -> Iterator[tuple[int, int]]:
    if words == others:
        yield from ((index, index) for index in range(len(words)))
        return
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            yield block.a + step, block.b + step


def _punctuation(
    text: str, other: str, gap: tuple[int, int], other_gap: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """The signs between two words, each with the next same one between the same two words."""
    there, end = other_gap
    for here in range(*gap):
        character = text[here]
        if character.isspace() or character.isalnum():
            continue
        found = other.find(character, there, end)
        if found >= 0:
            yield here, found
            there = found + 1
