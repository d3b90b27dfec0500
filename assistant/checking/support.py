"""Which figures of a report its evidence bears out, and what speaks against the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Final

from assistant.checking.note_facts import (
    NoteFigure,
    content_words,
    counted,
    full_noun,
    read_notes,
)
from assistant.domain import Evidence, Figure, Period

#: Factors between units of one quantity: thousand and million đồng, hectares and square metres.
_FACTORS: Final = {
    "đồng": (Decimal(1000), Decimal(10**6), Decimal(10**9)),
    "nghìn đồng": (Decimal(1000), Decimal(10**6)),
    "triệu đồng": (Decimal(1000), Decimal(10**6)),
    "triệu": (Decimal(1000), Decimal(10**6)),
    "tỷ đồng": (Decimal(1000), Decimal(10**6), Decimal(10**9)),
    "tỷ": (Decimal(1000), Decimal(10**6), Decimal(10**9)),
    "ha": (Decimal(10**4),),
    "km": (Decimal(1000),),
    "m": (Decimal(1000),),
    "m²": (Decimal(10**4),),
    "kg": (Decimal(1000),),
    "tấn": (Decimal(1000),),
    "tạ": (Decimal(10),),
}
_MONEY: Final = frozenset(("đồng", "nghìn đồng", "triệu đồng", "triệu", "tỷ đồng", "tỷ"))
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


class Verdict(Enum):
    """What the evidence says of a figure."""

    STATED = "stated"  # it has the figure, of the same thing
    OTHER_PERIOD = "other_period"  # it has it, of another period
    CONTRADICTED = "contradicted"  # it has another value of the same thing
    OTHER_THING = "other_thing"  # it has the value, of something else
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Judgement:
    """``evidence`` is what the verdict rests on; None where nothing comes near.

    ``value`` is the one that the evidence has for the same thing, when it contradicts.
    """

    verdict: Verdict
    evidence: Evidence | None = None
    value: NoteFigure | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A report's figure with its words: folded noun, its clause, its sentence, its heading."""

    figure: Figure
    noun: tuple[str, ...]
    near: frozenset[str]
    around: frozenset[str]
    sentence: str


def stated(figure: Figure, clause: str, sentence: str, heading: str) -> Stated:
    """A figure of a report, ready to be judged.

    Args:
        clause, sentence: the text around it, the narrower and the wider.
        heading: the headings that it stands under.
    """
    noun = full_noun(figure.noun)
    near = content_words(clause) | frozenset(noun)
    return Stated(figure, noun, near, content_words(f"{sentence}\n{heading}"), sentence)


class Notes:
    """The evidence's numbers, asked about the report's."""

    def __init__(self, notes: Sequence[Evidence], period: Period | None) -> None:
        self._period = period
        self._figures = read_notes(notes)

    @cached_property
    def _by_value(self) -> dict[Decimal, list[NoteFigure]]:
        table: dict[Decimal, list[NoteFigure]] = defaultdict(list)
        for figure in self._figures:
            table[figure.value].append(figure)
        return table

    @cached_property
    def _written(self) -> list[NoteFigure]:
        return [figure for figure in self._figures if not figure.sum_of]

    def judge(self, claim: Stated) -> Judgement:
        """What the evidence says of a figure, by its value, unit, noun and words."""
        same = [note for value in _values(claim.figure) for note in self._by_value.get(value, ())]
        same = [note for note in same if _units_agree(claim.figure.unit, note.unit)]
        alike = [note for note in same if _one_thing(claim, note)]
        for note in alike:
            if self._right_period(note, claim.sentence):
                return Judgement(Verdict.STATED, note.evidence)
        if alike:
            return Judgement(Verdict.OTHER_PERIOD, alike[0].evidence)
        other = self._other_value(claim)
        if other is not None:
            return Judgement(Verdict.CONTRADICTED, other.evidence, other)
        if same:
            return Judgement(Verdict.OTHER_THING, same[0].evidence)
        return Judgement(Verdict.ABSENT)

    def _other_value(self, claim: Stated) -> NoteFigure | None:
        """A figure that surely counts the same thing, with another value."""
        if not claim.noun and claim.figure.unit is None:
            return None
        rivals = [
            note
            for note in self._written
            if _same_unit(claim.figure.unit, note.unit)
            and self._right_period(note, claim.sentence)
            and _same_noun(claim.noun, note)
        ]
        close = [note for note in rivals if _shared(claim, note) >= 2]
        best = max(close, key=lambda note: _shared(claim, note), default=None)
        if best is None:
            return None
        equal = [n for n in close if _shared(claim, n) == _shared(claim, best)]
        return best if len({note.value for note in equal}) == 1 else None

    def _right_period(self, note: NoteFigure, sentence: str) -> bool:
        if note.period is None or self._period is None:
            return True
        if self._period.start <= note.period.start and note.period.end <= self._period.end:
            return True
        if note.period.start <= self._period.start and self._period.end <= note.period.end:
            return note.period.start.year == self._period.start.year
        return str(note.period.start.year) in _YEAR.findall(sentence)


def _values(figure: Figure) -> list[Decimal]:
    values = [figure.value]
    for factor in _FACTORS.get(figure.unit or "", ()):
        values += [figure.value * factor, figure.value / factor]
    return values


def _units_agree(one: str | None, other: str | None) -> bool:
    """Whether a note's number may be the report's: notes often leave the unit out."""
    if one == "%" or other == "%":
        return other == one or (one == "%" and other is None)
    return True


def _same_unit(one: str | None, other: str | None) -> bool:
    return one == other or (one in _MONEY and other in _MONEY)


def _one_thing(claim: Stated, note: NoteFigure) -> bool:
    """Whether the two may count the same thing."""
    if _nouns_conflict(claim, note):
        return False
    words = claim.near | claim.around
    return bool(words & (note.near | note.around)) or not note.around


def _nouns_conflict(claim: Stated, note: NoteFigure) -> bool:
    """Whether the nouns are known to count different things."""
    if claim.figure.unit is not None or not claim.noun or not note.noun:
        return False
    if claim.noun[0] == note.noun[0] or set(claim.noun) & set(note.noun[:2]):
        return False
    ours, theirs = counted(claim.noun), counted(note.noun)
    return bool(ours and theirs and not ours & theirs)


def _same_noun(noun: Sequence[str], note: NoteFigure) -> bool:
    """Whether a note's figure is surely of that noun, which it may have shortened ("200 hs")."""
    if not noun or not note.noun:
        words = content_words(" ".join(noun[:2]))
        return words <= note.near and bool(words)
    other = note.noun
    return noun[0] == other[0] and (len(noun) == 1 or len(other) == 1 or noun[1] == other[1])


def _shared(claim: Stated, note: NoteFigure) -> int:
    """How many words the two clauses have in common, the noun's own included."""
    return len((claim.near | frozenset(claim.noun)) & (note.near | frozenset(note.noun)))


def derivable(claim: Stated, known: Sequence[Stated]) -> bool:
    """Whether figures that the evidence states, near by, give this one.

    A share of two counts of one thing, their difference, or the sum of neighbours.
    """
    figure = claim.figure
    if figure.unit == "%":
        counts = [other.figure.value for other in known if other.figure.unit != "%"]
        shares = [other.figure.value for other in known if other.figure.unit == "%"]
        rests = {Decimal(100) - value for value in shares}
        return figure.value in rests or _is_share(figure.value, counts)
    values = [
        other.figure.value
        for other in known
        if _same_unit(figure.unit, other.figure.unit) and not _apart(claim, other)
    ]
    if figure.value in _sums(values):
        return True
    return any(a - b == figure.value for a in values for b in values if a > b)


def _apart(one: Stated, other: Stated) -> bool:
    """Whether two figures of a report count different things."""
    if not one.noun or not other.noun or one.noun[0] == other.noun[0]:
        return False
    ours, theirs = counted(one.noun), counted(other.noun)
    return bool(ours and theirs and not ours & theirs)


def _sums(values: Sequence[Decimal]) -> set[Decimal]:
    """Sums of the values that stand side by side."""
    sums: set[Decimal] = set()
    for start in range(len(values)):
        total = values[start]
        for value in values[start + 1 : start + 12]:
            total += value
            sums.add(total)
    return sums


def _is_share(percent: Decimal, counts: Iterable[Decimal]) -> bool:
    distinct = sorted(set(counts))
    return any(agrees(percent, part, whole) for whole in distinct if whole for part in distinct)


def agrees(percent: Decimal, part: Decimal, whole: Decimal) -> bool:
    """Whether ``percent`` is part/whole, rounded or cut to the decimals that it has."""
    exponent = percent.as_tuple().exponent
    step = Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))
    return abs(part * 100 / whole - percent) < step
