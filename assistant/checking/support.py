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
    distinguishing,
    read_notes,
)
from assistant.checking.stated import Stated, one_quantity, values_in_units, worth
from assistant.domain import Evidence, Period
from assistant.language.periods import find_periods
from assistant.language.text import fold

_SURE: Final = 2  # words shared with a note that surely speaks of the same thing
_PREDICATE: Final = 2  # words that a clause must share with a note to say the same
_DISTINCTIVE: Final = 3  # digits of a number that hardly stands in the notes by chance
_QUARTER: Final = 80  # days: a note on a month or a week speaks for the period that holds it
#: What is left over is often a number by itself in the notes ("con 21").
_REST: Final = re.compile(r"(?<!\w)(?:con|dang|chua)(?!\w)[^,;]*$")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_YEAR_BEFORE: Final = re.compile(r"(?<!\w)(?:cung ky|nam truoc|nam ngoai)(?!\w)")


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
    weak: bool = False  # stated, by a note whose words share nothing with the figure's clause


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
    def _by_worth(self) -> dict[tuple[str, Decimal], list[NoteFigure]]:
        table: dict[tuple[str, Decimal], list[NoteFigure]] = defaultdict(list)
        for figure in self._figures:
            measured = worth(figure.value, figure.unit)
            if measured is not None:
                table[measured].append(figure)
        return table

    def _of_value(self, claim: Stated) -> list[NoteFigure]:
        """The figures of the notes that may be the claimed number, whatever they are of."""
        figure = claim.figure
        found = [
            note
            for value in values_in_units(figure)
            for note in self._by_value.get(value, ())
            if _may_measure(claim, note)
        ]
        measured = worth(figure.value, figure.unit)
        if measured is not None:
            found += self._by_worth.get(measured, ())
        return found

    @cached_property
    def written(self) -> list[NoteFigure]:
        """The figures that the notes write out, no sums and no stray numbers."""
        return [figure for figure in self._figures if not figure.sum_of and not figure.loose]

    def judge(self, claim: Stated) -> Judgement:
        """What the evidence says of a figure, by its value, unit, noun and words."""
        same = self._of_value(claim)
        alike = [note for note in same if _one_thing(claim, note)]
        right = [note for note in alike if self._right_period(note, claim)]
        if right:
            weak = all(_kinship(claim, note) == 0 for note in right)
            rival = self._other_noun(claim, right) or self._other_predicate(claim, right)
            rival = rival or (self._nearer(claim) if weak else None)
            if rival is not None:
                return Judgement(Verdict.CONTRADICTED, rival.evidence, rival)
            best = max(right, key=lambda n: _shared(claim, n))
            return Judgement(Verdict.STATED, best.evidence, weak=weak)
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
            for note in self.written
            if one_quantity(claim.figure.unit, note.unit)
            and self._right_period(note, claim)
            and _same_noun(claim.noun, note)
            and not _told_apart(claim, note)
        ]
        close = [note for note in rivals if _shared(claim, note) >= 2]
        best = max(close, key=lambda note: _shared(claim, note), default=None)
        if best is None:
            return None
        equal = [n for n in close if _shared(claim, n) == _shared(claim, best)]
        return best if len({note.value for note in equal}) == 1 else None

    def _other_noun(self, claim: Stated, stating: Sequence[NoteFigure]) -> NoteFigure | None:
        """The figure that counts the claim's noun in the note that has the number of another:
        "tiếp 84 lượt với 84 người" where the note has "84 luot 88 nguoi"."""
        written = [note for note in stating if not note.sum_of]
        if not claim.noun or claim.figure.unit is not None or not written:
            return None
        if any(
            not note.counts or not counted(note.noun) or note.noun[0] == claim.noun[0]
            for note in written
        ):
            return None
        ids = {note.evidence.id for note in written}
        rivals = [
            note
            for note in self.written
            if note.evidence.id in ids
            and note.counts
            and note.noun[0] == claim.noun[0]
            and not _told_apart_widely(claim, note)
        ]
        return rivals[0] if len(rivals) == 1 else None

    def _nearer(self, claim: Stated) -> NoteFigure | None:
        """The figure that the notes have for what the clause says, by its own words.

        For a number that they have only of something else ("chết 06 người" where the notes have
        "trom cap 6" and "chet 2").
        """
        if claim.sentence.startswith("|") or _REST.search(claim.before):
            return None
        said = claim.lead - frozenset(claim.noun[:2])
        rivals = [
            (kin, note)
            for note in self.written
            if one_quantity(claim.figure.unit, note.unit)
            and not _nouns_conflict(claim, note)
            and not _told_apart(claim, note)
            and ((kin := _kinship(claim, note)) > _SURE or (kin and _says_all(claim, said, note)))
            and self._right_period(note, claim)
        ]
        most = max((kin for kin, _ in rivals), default=0)
        best = [note for kin, note in rivals if kin == most]
        return best[0] if len({note.value for note in best}) == 1 else None

    def _other_predicate(self, claim: Stated, stating: Sequence[NoteFigure]) -> NoteFigure | None:
        """The figure of what the clause says, where the claimed one is of something else there.

        "chi ra 5 thieu sot, khac phuc 4" bears "chỉ ra 05 thiếu sót" out, not "khắc phục 05".
        """
        if _REST.search(claim.before):
            return None
        noun = frozenset(claim.noun[:2])
        said = claim.lead - noun
        written = [note for note in stating if not note.sum_of]
        if any((claim.near - noun) & note.near for note in written) or len(said) < _PREDICATE:
            return None
        rivals = [
            note
            for note in self.written
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
            for note in self.written
            if note.evidence.id in ids
            and note.value not in taken
            and note.unit is None
            and note.noun[:1] == claim.noun[:1]
            and not _told_apart_widely(claim, note)
        ]
        return rivals[0] if len(rivals) == 1 else None

    def _right_period(self, note: NoteFigure, claim: Stated) -> bool:
        if note.period is None or self._period is None:
            return True
        if _same_days(note.period, self._period):
            return True
        named = find_periods(claim.timed, self._period.start.year)
        if any(_same_days(note.period, mention.period) for mention in named):
            return True
        if self._period.start <= note.period.start and note.period.end <= self._period.end:
            return (note.period.end - note.period.start).days < _QUARTER
        year = note.period.start.year
        if year == self._period.start.year - 1 and _YEAR_BEFORE.search(fold(claim.timed)):
            return True
        if note.period.start <= self._period.start and self._period.end <= note.period.end:
            return year == self._period.start.year
        return str(year) in _YEAR.findall(claim.timed)


def _same_days(one: Period, other: Period) -> bool:
    return one.start == other.start and one.end == other.end


def _may_measure(claim: Stated, note: NoteFigure) -> bool:
    """Whether a note's number may be the report's as written: notes often leave the unit out, but
    what they count is no measure ("412 ngay cong" and "412 m²")."""
    one, other = claim.figure.unit, note.unit
    if one == "%" or other == "%":
        return other == one or (one == "%" and other is None)
    if one is not None and other is not None:
        return one == other and worth(claim.figure.value, one) is None
    if one is not None:
        return not (note.counts and counted(note.noun))
    return other is None or not counted(claim.noun)


def _says_all(claim: Stated, said: frozenset[str], note: NoteFigure) -> bool:
    """Whether the words in front of the figure are all in the note's clause, or its all in the
    claim's."""
    own = note.near - frozenset(note.noun if note.counts else ())
    return bool(said) and (said <= note.near or (bool(own & said) and own <= claim.near))


def _kinship(claim: Stated, note: NoteFigure) -> int:
    """How far a note's figure is told by the words of the claim's clause; 2 for one noun."""
    noun = frozenset(claim.noun[:2])
    one_noun = bool(claim.noun and note.noun and claim.noun[0] == note.noun[0])
    return len((claim.near - noun) & note.near) + 2 * one_noun


def _one_thing(claim: Stated, note: NoteFigure) -> bool:
    """Whether the two may count the same thing."""
    if _nouns_conflict(claim, note):
        return False
    if len(claim.figure.value.normalize().as_tuple().digits) >= _DISTINCTIVE:
        return True  # hardly by chance
    words = claim.near | claim.around
    return bool(words & (note.near | note.around)) or not note.around


def _nouns_conflict(claim: Stated, note: NoteFigure) -> bool:
    """Whether the nouns are known to count different things."""
    if claim.figure.unit is not None or not claim.noun or not note.counts:
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


def _told_apart(claim: Stated, note: NoteFigure) -> bool:
    """Whether a word tells the two apart ("hộ cận nghèo", "hộ nghèo"; "đúng hạn", "quá hạn")."""
    ours, theirs = claim.near | claim.lead, note.near
    return any((word in ours) != (word in theirs) for word in distinguishing())


def _told_apart_widely(claim: Stated, note: NoteFigure) -> bool:
    """The same, where the rest of the sentence or of the line may have the word as well."""
    words = distinguishing()
    ours, theirs = claim.near & words, note.near & words
    return not (ours <= note.around and theirs <= claim.around)


def _shared(claim: Stated, note: NoteFigure) -> int:
    """How many words the two clauses have in common, the noun's own included."""
    return len((claim.near | frozenset(claim.noun)) & (note.near | frozenset(note.noun)))
