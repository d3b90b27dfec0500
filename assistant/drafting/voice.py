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
    pattern that it used there: so many rewritings in a row open with other patterns.
    """

    seed: int
    previous: str = ""
    _orders: dict[str, list[str]] = field(default_factory=dict)
    _drawn: dict[str, int] = field(default_factory=dict)

    def draw(self, name: str, patterns: Sequence[str]) -> str:
        order = self._orders.get(name)
        if order is None:
            order = list(dict.fromkeys(patterns))
            random.Random(f"{self.seed} {name}").shuffle(order)
            order = order[(start := _next_to_used(order, self.previous)) :] + order[:start]
            self._orders[name] = order
        drawn = self._drawn.get(name, 0)
        self._drawn[name] = drawn + 1
        return order[drawn % len(order)]


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
    #: Where a note stands → what it counted last, for the next note of the same line.
    counted: dict[str, str] = field(default_factory=dict)
    #: The same for who gave something, so that what follows is given too.
    givers: dict[str, str] = field(default_factory=dict)

    def draw(self, family: str, name: str, **words: str) -> str:
        """A sentence pattern of ``frames.yaml``, filled."""
        patterns: Mapping[str, Sequence[str]] = frames()[family]
        pattern = self.chooser.draw(f"{family}.{name}", patterns[name])
        return tidy(pattern.format(office=self.office, committee=self.committee, **words))
