"""Runs of a Word file put together, those in fonts of legacy encodings turned into Unicode."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from assistant.corpus.legacy_text import (
    Convert,
    capitals_of_font,
    conversion_for,
    encoding_of_font,
)

#: Characters of one encoding that are kept to decide by.
_SAMPLE = 20_000


@dataclass(slots=True)
class RunText:
    """Joins runs, and remembers enough of them to tell what encodings the document has.

    ``converters`` holds, by the encoding that a font stands for (None: any other font), how to
    turn its runs into Unicode.
    """

    converters: Mapping[str | None, Convert] = field(default_factory=dict)
    _seen: dict[str | None, list[str]] = field(default_factory=dict)
    _size: dict[str | None, int] = field(default_factory=dict)

    def join(self, runs: Iterable[tuple[str, str]]) -> str:
        """The text of (text, font) pairs. Neighbours in one encoding are converted together: VNI
        writes a letter and its tone as two, and Word may cut between them."""
        parts = []
        for (encoding, capitals), group in groupby(runs, lambda run: _traits(run[1])):
            text = "".join(part for part, _ in group)
            if self._size.get(encoding, 0) < _SAMPLE:
                self._size[encoding] = self._size.get(encoding, 0) + len(text)
                self._seen.setdefault(encoding, []).append(text)
            convert = self.converters.get(encoding)
            if convert:
                text = convert(text).upper() if capitals else convert(text)
            parts.append(text)
        return "".join(parts)

    def found(self) -> dict[str | None, Convert]:
        """The conversions that the document needs, by what was joined so far."""
        needed = {
            encoding: conversion_for(" ".join(texts), encoding)
            for encoding, texts in self._seen.items()
        }
        return {encoding: convert for encoding, convert in needed.items() if convert}


def _traits(font: str) -> tuple[str | None, bool]:
    return encoding_of_font(font), capitals_of_font(font)
