"""Compares the checker's diagnostics with what is marked, and sums the figures up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.domain import Diagnostic, Severity, Span
from eval.checker.cases import Case
from eval.checker.marking import Gold, Quiet


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the checker made of one case.

    Attributes:
        found: whether each error of ``case.gold`` was found, in its order.
        false_alarms: errors and warnings that no mark explains. Diagnostics of severity info
            are advice: they find their own gold and never count as false.
        broken_traps: traps on which a false alarm stands, or advice of a rule that they tempt.
    """

    case: Case
    found: tuple[bool, ...]
    false_alarms: tuple[Diagnostic, ...]
    broken_traps: tuple[Quiet, ...]


def score(case: Case, diagnostics: Sequence[Diagnostic]) -> Outcome:
    """A diagnostic finds an error when its code is accepted there and it, or a place related to
    it, overlaps one of the error's places. Nothing is gained by finding an error twice, and
    nothing lost.
    """
    unexplained = [d for d in diagnostics if not any(_finds(d, gold) for gold in case.gold)]
    alarms = [
        d
        for d in unexplained
        if d.severity is not Severity.INFO
        and not any(_stands_on(d, place) for place in case.open_places)
    ]
    return Outcome(
        case=case,
        found=tuple(any(_finds(d, gold) for d in diagnostics) for gold in case.gold),
        false_alarms=tuple(alarms),
        broken_traps=tuple(
            trap for trap in case.traps if any(_breaks(d, trap, alarms) for d in unexplained)
        ),
    )


def _finds(diagnostic: Diagnostic, gold: Gold) -> bool:
    return diagnostic.code in gold.accepted and any(
        place.overlaps(span) for place in _places(diagnostic) for span in gold.spans
    )


def _places(diagnostic: Diagnostic) -> list[Span]:
    related = [Span(part.start, part.end) for part in diagnostic.related]
    return [_span(diagnostic), *related]


def _span(diagnostic: Diagnostic) -> Span:
    """A diagnostic between two letters covers the one after it."""
    return Span(diagnostic.start, max(diagnostic.end, diagnostic.start + 1))


def _stands_on(diagnostic: Diagnostic, place: Quiet) -> bool:
    return _span(diagnostic).overlaps(place.span) and (
        not place.codes or diagnostic.code in place.codes
    )


def _breaks(diagnostic: Diagnostic, trap: Quiet, alarms: Sequence[Diagnostic]) -> bool:
    return _span(diagnostic).overlaps(trap.span) and (
        diagnostic in alarms or diagnostic.code in trap.codes
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one rule or family.

    Attributes:
        gold: errors to find.
        found: errors found.
        false_alarms: alarms that nothing explains.
    """

    gold: int
    found: int
    false_alarms: int

    @property
    def precision(self) -> float | None:
        """Found among all that was said; None when nothing was said."""
        said = self.found + self.false_alarms
        return self.found / said if said else None

    @property
    def recall(self) -> float | None:
        return self.found / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """None only where there was nothing to find and nothing was said."""
        whole = self.gold + self.found + self.false_alarms
        return 2 * self.found / whole if whole else None

    def as_row(self) -> dict[str, Any]:
        return {
            "gold": self.gold,
            "found": self.found,
            "false_alarms": self.false_alarms,
            "precision": _rounded(self.precision),
            "recall": _rounded(self.recall),
            "f1": _rounded(self.f1),
        }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def by_rule(outcomes: Iterable[Outcome]) -> dict[str, Tally]:
    """Tallies by code. An error counts under its own code, whichever accepted rule found it."""
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for outcome in outcomes:
        for error, hit in zip(outcome.case.gold, outcome.found, strict=True):
            gold[error.code] += 1
            found[error.code] += hit
        false.update(d.code for d in outcome.false_alarms)
    return {code: Tally(gold[code], found[code], false[code]) for code in sorted({*gold, *false})}


def by_family(rules: dict[str, Tally]) -> dict[str, Tally]:
    """The tallies of the rules summed over families (REF, NUM, …)."""
    families = sorted({code[:3] for code in rules})
    return {name: total(t for code, t in rules.items() if code[:3] == name) for name in families}


def total(tallies: Iterable[Tally]) -> Tally:
    rows = list(tallies)
    return Tally(
        sum(t.gold for t in rows), sum(t.found for t in rows), sum(t.false_alarms for t in rows)
    )
