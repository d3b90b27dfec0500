"""Words with several readings, settled by their neighbours; the rules are data.

An abbreviation ("kt") or an unaccented syllable ("con") carries a list of readings in
``knowledge/phrases``. The first whose conditions all hold is taken; where none holds the word stays
open, so that nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.language.text import fold

#: Stands for a number among the words of a context.
NUMBER = "#"
_TOKEN = re.compile(r"\d+(?:[.,/-]\d+)*|[^\W\d_]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Context:
    """The folded words around a word: nearest last in ``before``, nearest first in ``after``."""

    before: str
    after: str
    whole: str


@dataclass(frozen=True, slots=True)
class Reading:
    """``before`` and ``after`` are words next to it, ``near`` words anywhere in the same note;
    of each list one must be there. ``opens``: it must open the note or follow a comma."""

    means: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    opens: bool = False
    ends: bool = False

    def fits(self, context: Context) -> bool:
        if self.opens and context.before and context.before[-1] not in ",;:.(>=":
            return False
        if self.ends and context.after and context.after[0] not in ",;:.)(":
            return False
        return (
            (not self.before or any(f" {context.before}".endswith(f" {w}") for w in self.before))
            and (not self.after or any(f"{context.after} ".startswith(f"{w} ") for w in self.after))
            and (not self.near or any(f" {w} " in f" {context.whole} " for w in self.near))
        )


_REACH = 60  # characters of text on either side; more than any rule looks at


class Surroundings:
    """The contexts of the words of one note."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._whole = _words(text)

    def at(self, start: int, end: int) -> Context:
        """The context of ``text[start:end]``."""
        near = max(start - _REACH, 0)
        return Context(
            _words(self._text[near:start]), _words(self._text[end : end + _REACH]), self._whole
        )


def _words(text: str) -> str:
    tokens = _TOKEN.findall(fold(text))
    return " ".join(NUMBER if token[0].isdigit() else token for token in tokens)


def choose(readings: Sequence[Reading], context: Context) -> str | None:
    """What the first fitting reading means; None where none fits."""
    return next((reading.means for reading in readings if reading.fits(context)), None)


def read_readings(
    data: Mapping[str, Sequence[Mapping[str, Any]]],
) -> dict[str, tuple[Reading, ...]]:
    """The readings of a data file, by word."""
    return {str(word): tuple(map(_reading, entries)) for word, entries in data.items()}


def _reading(entry: Mapping[str, Any]) -> Reading:
    def cues(name: str) -> tuple[str, ...]:
        return tuple(fold(str(cue)) for cue in entry.get(name, ()))

    return Reading(
        means=str(entry["means"]),
        before=cues("before"),
        after=cues("after"),
        near=cues("near"),
        opens=bool(entry.get("opens", False)),
        ends=bool(entry.get("ends", False)),
    )
