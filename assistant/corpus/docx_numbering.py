"""Automatic numbers of Word's paragraphs: "I.", "1.1.", "a)", "-" as the reader sees them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
#: Bullets that are letters of a symbol font show as something else; the usual ones stay.
_PLAIN_BULLETS = frozenset("-–—+*•")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _roman(number: int) -> str:
    letters = []
    for value, letter in _ROMAN:
        letters.append(letter * (number // value))
        number %= value
    return "".join(letters)


def _letter(number: int) -> str:
    """1 → "a", 26 → "z", 27 → "aa", as Word goes on."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 50) if number else ""


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "none": lambda number: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    restarts_after: int | None = None  # the level above which it never restarts; 0 for never
    legal: bool = False  # shows the numbers of the levels above as decimals

    def shown(self, number: int) -> str:
        return _FORMATS.get(self.format, str)(max(number, 0))


@dataclass(slots=True)
class _List:
    """An abstract numbering: its levels and where each has got to."""

    levels: dict[int, _Level]
    counters: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Use:
    """A ``w:num``: an abstract numbering and the levels that it overrides."""

    of: str
    overridden: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """Counts along: ask for each paragraph once, in document order.

    Args:
        root: the ``w:numbering`` element; None when the file has none.
    """

    def __init__(self, root: Any) -> None:
        self._lists: dict[str, _List] = {}
        self._uses: dict[str, _Use] = {}
        self._started: set[tuple[str, int]] = set()
        if root is None:
            return
        for abstract in root.iterchildren(f"{_W}abstractNum"):
            levels = dict(_levels(abstract))
            self._lists[abstract.get(f"{_W}abstractNumId", "")] = _List(levels)
        for use in root.iterchildren(f"{_W}num"):
            self._read_use(use)

    def _read_use(self, use: Any) -> None:
        of = _value(use.find(f"{_W}abstractNumId"))
        overridden: dict[int, _Level] = {}
        starts: dict[int, int] = {}
        for override in use.iterchildren(f"{_W}lvlOverride"):
            overridden.update(_levels(override))
            level = _number(override.get(f"{_W}ilvl"), 0)
            start = override.find(f"{_W}startOverride")
            if start is not None:
                starts[level] = _number(_value(start), 1)
        self._uses[use.get(f"{_W}numId", "")] = _Use(of, overridden, starts)

    def label(self, num_id: str, level: int) -> str:
        """What stands in front of the next paragraph of this list and level; empty for nothing."""
        use = self._uses.get(num_id)
        if use is None or use.of not in self._lists or not 0 <= level < _LEVELS:
            return ""
        numbered = self._lists[use.of]
        levels = numbered.levels | use.overridden
        if level not in levels:
            return ""
        if level in use.starts and (num_id, level) not in self._started:
            self._started.add((num_id, level))
            numbered.counters[level] = use.starts[level] - 1
        counters = numbered.counters
        counters[level] = counters.get(level, levels[level].start - 1) + 1
        for deeper in [d for d in counters if d > level]:
            limit = levels[deeper].restarts_after if deeper in levels else None
            if limit is None or level < limit:
                del counters[deeper]
        return _label(levels, counters, level)


def _label(levels: dict[int, _Level], counters: dict[int, int], level: int) -> str:
    own = levels[level]
    if own.format == "bullet":
        return own.text if own.text in _PLAIN_BULLETS else "-"

    def shown(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        at = levels.get(place, _Level())
        number = counters.get(place, at.start)
        return (replace(at, format="decimal") if own.legal and place != level else at).shown(number)

    return _PLACE.sub(shown, own.text).strip()


def _levels(parent: Any) -> Iterator[tuple[int, _Level]]:
    for level in parent.iterchildren(f"{_W}lvl"):
        restart = level.find(f"{_W}lvlRestart")
        legal = level.find(f"{_W}isLgl")
        yield (
            _number(level.get(f"{_W}ilvl"), 0),
            _Level(
                format=_value(level.find(f"{_W}numFmt")) or "decimal",
                text=_value(level.find(f"{_W}lvlText")),
                start=_number(_value(level.find(f"{_W}start")), 1),
                restarts_after=None if restart is None else _number(_value(restart), 0),
                legal=legal is not None and _value(legal) not in ("0", "false"),
            ),
        )


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(f"{_W}val") or "")


def _number(text: str | None, default: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return default
