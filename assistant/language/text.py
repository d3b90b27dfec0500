"""Normal forms of Vietnamese text, with the way back to the writer's own offsets."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from assistant.domain import Span

_DASHES = str.maketrans({"đ": "d", "Đ": "d"})


def nfc(text: str) -> str:
    """``text`` in Unicode Normalisation Form C, the form every other function here expects."""
    return unicodedata.normalize("NFC", text)


def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[:1] or character
    lowered = base.translate(_DASHES).lower()
    return lowered if len(lowered) == 1 else base


class _FoldTable(dict[int, str]):
    """A translation table that fills itself, so that folding costs one ``str.translate``."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


_FOLD = _FoldTable()


def fold(text: str) -> str:
    """Lower case without accents: "Nghị định" → "nghi dinh".

    For NFC input the result has the same length, so offsets carry over.
    """
    return text.translate(_FOLD)


_OPEN_SYLLABLE = re.compile(r"(o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)", re.IGNORECASE)


def modern_tones(text: str) -> str:
    """NFC ``text`` with the tone mark of open oa, oe, uy on the first vowel: "hoà" → "hòa".

    Both spellings are lawful; one of them has to be chosen to compare words. Length is kept.
    """

    def shift(match: re.Match[str]) -> str:
        letters = unicodedata.normalize("NFD", match[0][1])
        return nfc(match[0][0] + letters[1:]) + letters[0]

    return _OPEN_SYLLABLE.sub(shift, text)


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """NFC text and, for each change of length, where it stands in both texts."""

    text: str
    _normal: tuple[int, ...]  # starts of the segments in ``text``
    _written: tuple[int, ...]  # the same starts in the text as written
    _written_length: int

    def _original_offset(self, offset: int, *, end: bool) -> int:
        if offset >= len(self.text):
            return self._written_length
        index = bisect_right(self._normal, offset) - 1
        start, written = self._normal[index], self._written[index]
        if offset == start:
            return written
        last = index + 1 == len(self._normal)
        next_written = self._written_length if last else self._written[index + 1]
        # Inside a segment that changed length only its edges have a counterpart.
        return min(written + (offset - start), next_written) if not end else next_written

    def original(self, span: Span) -> Span:
        """The span of the text as written that ``span`` of the normalised text came from."""
        if len(self._normal) == 1 and len(self.text) == self._written_length:
            return span
        start = self._original_offset(span.start, end=False)
        return Span(start, max(start, self._original_offset(span.end, end=True)))


def normalise(text: str) -> NormalisedText:
    """``text`` in NFC together with the map back to its own offsets."""
    if unicodedata.is_normalized("NFC", text):
        return NormalisedText(text, (0,), (0,), len(text))
    normal_starts: list[int] = []
    written_starts: list[int] = []
    parts: list[str] = []
    normal_length = 0
    start = 0
    for index in range(1, len(text) + 1):
        # A segment is a starter with the marks that follow it; NFC never composes across starters
        # in Vietnamese (Hangul jamo would: they are kept apart here and differ only in length).
        if index < len(text) and unicodedata.combining(text[index]):
            continue
        segment = nfc(text[start:index])
        normal_starts.append(normal_length)
        written_starts.append(start)
        parts.append(segment)
        normal_length += len(segment)
        start = index
    return NormalisedText("".join(parts), tuple(normal_starts), tuple(written_starts), len(text))
