"""Who speaks in a draft, and how sentence patterns are drawn for it."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.drafting.phrases import frames
from assistant.drafting.wording import tidy

_HOLE = re.compile(r"\{\w+\}")
_LEAST_OWN = 6  # letters of a pattern by which it is known again


@dataclass
class Chooser:
    """Draws patterns: each of a list before any comes again; same seed, same draw.

    Where ``previous`` is given, the text that is being written again, each list goes on behind the
    pattern that it used there: so many rewritings in a row open with other patterns. ``version``
    is how many rewritings that is, where the text tells (:func:`version_behind`); then the lists
    go on together, and no place of the text has the pattern that it had before.
    """

    seed: int
    previous: str = ""
    version: int | None = None
    _orders: dict[str, list[str]] = field(default_factory=dict)
    _drawn: dict[str, int] = field(default_factory=dict)

    def draw(self, name: str, patterns: Sequence[str]) -> str:
        order = self._orders.get(name)
        if order is None:
            order = self.ordered(name, patterns)
            start = _next_to_used(order, self.previous) if self.version is None else self.version
            start %= len(order)
            order = order[start:] + order[:start]
            self._orders[name] = order
        drawn = self._drawn.get(name, 0)
        self._drawn[name] = drawn + 1
        return order[drawn % len(order)]

    @property
    def turn(self) -> int:
        """Which way of several to take: the version, or any one, the same for the same text."""
        if self.version is not None:
            return self.version
        return random.Random(self.previous).randrange(_MOST_VERSIONS)

    def ordered(self, name: str, patterns: Sequence[str]) -> list[str]:
        """The order in which the patterns of list ``name`` come."""
        order = list(dict.fromkeys(patterns))
        random.Random(f"{self.seed} {name}").shuffle(order)
        return order


_MOST_VERSIONS = 60


def version_behind(previous: str, *lists: Sequence[str]) -> int | None:
    """Which rewriting follows ``previous``, by the patterns of ``lists`` (in their order) that it
    has; 0 for no text, None where it has none of them.
    """
    if not previous:
        return 0
    used: list[tuple[int, int]] = []
    for order in lists:
        found = [index for index, pattern in enumerate(order) if _stands_in(pattern, previous)]
        if len(found) == 1:
            used.append((found[0], len(order)))
    if not used:
        return None
    fits = (v for v in range(_MOST_VERSIONS) if all(v % size == at for at, size in used))
    last = next(fits, None)
    return None if last is None else last + 1


def _stands_in(pattern: str, text: str) -> bool:
    """Whether a sentence of ``text`` is ``pattern`` with its holes filled."""
    own = r"[^\n]+?".join(re.escape(piece) for piece in _HOLE.split(pattern))
    return re.search(rf"(?:^|\n|[.!?] ){own}(?:$|\n| )", text) is not None


def _next_to_used(order: Sequence[str], previous: str) -> int:
    """The place behind the pattern of ``order`` that comes first in ``previous``.

    Where none is known again it is any place, the same for the same text; 0 for no text.
    """
    places = [_place(pattern, previous) for pattern in order]
    used = min((place for place in places if place is not None), default=None)
    if used is not None:
        return (places.index(used) + 1) % len(order)
    return random.Random(previous).randrange(len(order)) if previous else 0


def _place(pattern: str, text: str) -> int | None:
    """Where the first run of ``pattern``'s own words stands in ``text``."""
    own = max(_HOLE.split(pattern), key=len).strip(" ,.")
    place = text.lower().find(own.lower()) if len(own) >= _LEAST_OWN else -1
    return None if place < 0 else place


@dataclass(frozen=True, slots=True)
class Voice:
    """``office`` is the full name, ``committee`` how the text calls it after the first mention
    ("Ủy ban nhân dân xã"); ``two_tier``: the report is of a day without district level."""

    office: str
    committee: str
    chooser: Chooser
    two_tier: bool = False
    unit: str = "xã"  # "phường", "thị trấn" …
    #: Where a note stands → what it counted last, for the next note of the same line.
    counted: dict[str, str] = field(default_factory=dict)
    #: The same for who gave something, so that what follows is given too.
    givers: dict[str, str] = field(default_factory=dict)

    def draw(self, family: str, name: str, **words: str) -> str:
        """A sentence pattern of ``frames.yaml``, filled."""
        patterns: Mapping[str, Sequence[str]] = frames()[family]
        pattern = self.chooser.draw(f"{family}.{name}", patterns[name])
        return tidy(
            pattern.format(office=self.office, committee=self.committee, unit=self.unit, **words)
        )
