"""Who speaks in a draft, and how sentence patterns are drawn for it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.drafting.phrases import frames
from assistant.drafting.wording import tidy


@dataclass
class Chooser:
    """Draws patterns: each of a list before any comes again; same seed, same draw."""

    seed: int
    _random: random.Random = field(init=False)
    _queues: dict[str, list[str]] = field(default_factory=dict)
    _last: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def draw(self, name: str, patterns: Sequence[str]) -> str:
        queue = self._queues.get(name)
        if not queue:
            queue = list(patterns)
            self._random.shuffle(queue)
            self._queues[name] = queue
            if len(queue) > 1 and queue[-1] == self._last.get(name):
                queue.reverse()  # not the same twice in a row
        self._last[name] = queue[-1]
        return queue.pop()


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
