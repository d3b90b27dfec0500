"""Which figures of a report the staff's notes bear out, directly or by arithmetic."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from assistant.domain import Evidence, Figure, Period, UserError
from assistant.language.figures import find_figures
from assistant.language.numbers import NUMBER, parse_number, words_to_number
from assistant.language.periods import parse_period
from assistant.language.text import fold

#: Factors between units of one quantity: thousand and million đồng, hectares and square metres.
_FACTORS: Final = {
    "đồng": (Decimal(1000), Decimal(10**6), Decimal(10**9)),
    "nghìn đồng": (Decimal(1000), Decimal(10**6)),
    "triệu đồng": (Decimal(1000), Decimal(10**6)),
    "triệu": (Decimal(1000), Decimal(10**6)),
    "tỷ đồng": (Decimal(1000), Decimal(10**6), Decimal(10**9)),
    "tỷ": (Decimal(1000), Decimal(10**6), Decimal(10**9)),
    "ha": (Decimal(10**4),),
    "m²": (Decimal(10**4),),
    "km": (Decimal(1000),),
    "m": (Decimal(1000),),
    "kg": (Decimal(1000),),
    "tấn": (Decimal(1000),),
    "tạ": (Decimal(10),),
}
_LONGEST_RUN: Final = 12  # figures that a sum may have
#: Without accents "nam" is more often the year and "sau" the word for after: not at the head.
_SPELT: Final = re.compile(
    r"(?<!\w)(?:mot|hai|ba|bon|bay|tam|chin|muoi)"
    r"(?:\s+(?:mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi|tram|nghin|linh|le))*(?!\w)"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Item:
    evidence: Evidence
    values: frozenset[Decimal]
    figures: tuple[Figure, ...]
    period: Period | None


class Notes:
    """The notes' numbers, asked about the report's."""

    def __init__(self, notes: Sequence[Evidence], period: Period | None) -> None:
        self._period = period
        self._items = [_item(note) for note in notes]

    @cached_property
    def _by_value(self) -> dict[Decimal, list[_Item]]:
        table: dict[Decimal, list[_Item]] = defaultdict(list)
        for item in self._items:
            for value in item.values:
                table[value].append(item)
        return table

    def states(self, figure: Figure, sentence: str) -> bool:
        """Whether a note of the right period has the figure, perhaps in another unit."""
        candidates = [figure.value]
        for factor in _FACTORS.get(figure.unit or "", ()):
            candidates += [figure.value * factor, figure.value / factor]
        return any(
            self._right_period(item, sentence)
            for value in candidates
            for item in self._by_value.get(value, ())
        )

    def nearest(self, figure: Figure, sentence: str) -> Evidence | None:
        """The note that speaks of the same thing with another value, if one clearly does."""
        words = _words(sentence)
        best: tuple[int, _Item] | None = None
        for item in self._items:
            alike = max((_alike(figure.noun, other.noun) for other in item.figures), default=0)
            shared = len(words & _words(item.evidence.text))
            # One syllable is little to go by: without accents "hộ" and "hồ (sơ)" are the same.
            if alike and shared >= (2 if alike > 1 else 3) and (best is None or shared > best[0]):
                best = shared, item
        return best[1].evidence if best else None

    def _right_period(self, item: _Item, sentence: str) -> bool:
        if item.period is None or self._period is None:
            return True
        if self._period.start <= item.period.start and item.period.end <= self._period.end:
            return True
        return str(item.period.start.year) in _YEAR.findall(sentence)


def _alike(one: str, other: str) -> int:
    """How many syllables, of the first two, two nouns have in common; 0 if they begin apart."""
    first, second = one.split()[:2], other.split()[:2]
    if not first or not second or first[0] != second[0]:
        return 0
    return 2 if first[1:] == second[1:] and len(first) == 2 else int(len(first) != len(second))


def _item(note: Evidence) -> _Item:
    figures = tuple(find_figures(note.text))
    values = {figure.value for figure in figures}
    for match in NUMBER.finditer(note.text):
        try:
            values.add(parse_number(match[0]))
        except ValueError:
            continue
    values |= {Decimal(value) for value in _spelt(note.text)}
    values |= _sums([figure.value for figure in figures])
    return _Item(note, frozenset(values), figures, _period(note.period))


def _spelt(text: str) -> Iterator[int]:
    """Numbers in words, also without accents, as notes have them ("mo hai lop")."""
    for match in _SPELT.finditer(fold(text)):
        value = words_to_number(match[0])
        if value is not None:
            yield value


def _period(label: str | None) -> Period | None:
    if label is None:
        return None
    try:
        return parse_period(label)
    except UserError:
        return None


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", fold(text)) if len(word) > 1}


def _sums(values: Sequence[Decimal]) -> set[Decimal]:
    """Sums of the values that stand side by side, at least two and not too many."""
    sums: set[Decimal] = set()
    for start in range(len(values)):
        total = values[start]
        for value in values[start + 1 : start + _LONGEST_RUN]:
            total += value
            sums.add(total)
    return sums


def derivable(figure: Figure, stated: Sequence[Figure]) -> bool:
    """Whether figures that the notes state, in the same paragraph, give this one.

    A share of two of them, their difference, or a sum of neighbours.
    """
    values = [other.value for other in stated if other.unit == figure.unit]
    if figure.unit == "%":
        counts = [other.value for other in stated if other.unit != "%"]
        rests = {Decimal(100) - value for value in values}
        return figure.value in rests or _is_share(figure.value, counts)
    if figure.value in _sums(values):
        return True
    return any(a - b == figure.value for a in values for b in values if a > b)


def _is_share(percent: Decimal, counts: Iterable[Decimal]) -> bool:
    distinct = sorted(set(counts))
    return any(agrees(percent, part, whole) for whole in distinct if whole for part in distinct)


def agrees(percent: Decimal, part: Decimal, whole: Decimal) -> bool:
    """Whether ``percent`` is part/whole, rounded or cut to the decimals that it has."""
    exponent = percent.as_tuple().exponent
    step = Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))
    return abs(part * 100 / whole - percent) < step
