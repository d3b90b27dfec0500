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
from assistant.language.periods import find_periods

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
_PREDICATE: Final = 2  # words that a clause must share with a note to say the same
_QUARTER: Final = 80  # days: a note on a month or a week speaks for the period that holds it
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
    """A report's figure with its words: folded noun, lead-in, clause, sentence and headings."""

    figure: Figure
    noun: tuple[str, ...]
    lead: frozenset[str]
    near: frozenset[str]
    around: frozenset[str]
    sentence: str


def stated(figure: Figure, lead: str, clause: str, sentence: str, heading: str) -> Stated:
    """A figure of a report, ready to be judged.

    Args:
        lead: the words of its clause in front of it, back to the figure before.
        clause, sentence: the text around it, the narrower and the wider.
        heading: the headings that it stands under.
    """
    noun = full_noun(figure.noun)
    near = content_words(clause) | frozenset(noun)
    around = content_words(f"{sentence}\n{heading}")
    return Stated(figure, noun, content_words(lead), near, around, sentence)


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
        return [figure for figure in self._figures if not figure.sum_of and not figure.loose]

    def judge(self, claim: Stated) -> Judgement:
        """What the evidence says of a figure, by its value, unit, noun and words."""
        same = [note for value in _values(claim.figure) for note in self._by_value.get(value, ())]
        same = [note for note in same if _units_agree(claim.figure.unit, note.unit)]
        alike = [note for note in same if _one_thing(claim, note)]
        right = [note for note in alike if self._right_period(note, claim.sentence)]
        if right:
            rival = self._other_predicate(claim, right)
            if rival is not None:
                return Judgement(Verdict.CONTRADICTED, rival.evidence, rival)
            return Judgement(Verdict.STATED, max(right, key=lambda n: _shared(claim, n)).evidence)
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

    def _other_predicate(self, claim: Stated, stating: Sequence[NoteFigure]) -> NoteFigure | None:
        """The figure of what the clause says, where the claimed one is of something else there.

        "chi ra 5 thieu sot, khac phuc 4" bears "chỉ ra 05 thiếu sót" out, not "khắc phục 05".
        """
        noun = frozenset(claim.noun[:2])
        said = claim.lead - noun
        written = [note for note in stating if not note.sum_of]
        if any((claim.near - noun) & note.near for note in written) or len(said) < _PREDICATE:
            return None
        rivals = [
            note
            for note in self._written
            if note.evidence in [other.evidence for other in written]
            and note.unit == claim.figure.unit
            and len(said & (note.near - noun)) >= _PREDICATE
            and not _nouns_conflict(claim, note)
        ]
        return rivals[0] if len(rivals) == 1 else None

    def rival_beside(
        self, claim: Stated, evidence: Iterable[str], used: Iterable[Decimal]
    ) -> NoteFigure | None:
        """The one figure of ``evidence`` (ids) with the claim's noun whose value is not ``used``.

        For a figure that the notes lack in a sentence that otherwise follows one of them.
        """
        if not claim.noun or claim.figure.unit is not None:
            return None
        ids, taken = set(evidence), set(used)
        rivals = [
            note
            for note in self._written
            if note.evidence.id in ids
            and note.value not in taken
            and note.unit is None
            and note.noun[:1] == claim.noun[:1]
        ]
        return rivals[0] if len(rivals) == 1 else None

    def _right_period(self, note: NoteFigure, sentence: str) -> bool:
        if note.period is None or self._period is None:
            return True
        if _same_days(note.period, self._period):
            return True
        named = find_periods(sentence, self._period.start.year)
        if any(_same_days(note.period, mention.period) for mention in named):
            return True
        if self._period.start <= note.period.start and note.period.end <= self._period.end:
            return (note.period.end - note.period.start).days < _QUARTER
        if note.period.start <= self._period.start and self._period.end <= note.period.end:
            return note.period.start.year == self._period.start.year
        return str(note.period.start.year) in _YEAR.findall(sentence)


def _same_days(one: Period, other: Period) -> bool:
    return one.start == other.start and one.end == other.end


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
    alike = [other for other in known if _same_unit(figure.unit, other.figure.unit)]
    parts = [other.figure.value for other in alike if not _apart(claim, other)]
    if figure.value in _sums(parts):
        return True
    same = [other.figure.value for other in alike if _one_noun(claim, other)]
    return any(a - b == figure.value for a in same for b in same if a > b)


def _apart(one: Stated, other: Stated) -> bool:
    """Whether two figures of a report count things that are known not to add up."""
    if _one_noun(one, other):
        return False
    ours, theirs = counted(one.noun), counted(other.noun)
    return bool(ours and theirs and not ours & theirs)


def _one_noun(one: Stated, other: Stated) -> bool:
    return not one.noun or not other.noun or one.noun[0] == other.noun[0]


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
