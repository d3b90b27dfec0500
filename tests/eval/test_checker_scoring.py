"""Figures against counts made by hand."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.checking import CheckContext
from assistant.domain import Diagnostic, Related, Severity
from eval.checker.cases import Case
from eval.checker.marking import read_marks
from eval.checker.scoring import Tally, by_family, by_rule, score, total

MARKED = (
    "⟦REF011#1|số 9⟧ trước ⟦REF011#1|số 4⟧; ⟦NUM002/NUM001|12 hộ⟧; ⟦ok NUM003|3 và 4⟧; "
    "⟦? STR002|IV⟧; còn lại"
)


def case() -> Case:
    read = read_marks(MARKED)
    context = CheckContext(report_date=date(2024, 1, 1))
    return Case("c", "dev", read.text, read.right, context, read.gold, read.traps, read.open_places)


def said(
    code: str, quote: str, severity: Severity = Severity.ERROR, related: str = ""
) -> Diagnostic:
    text = case().text
    start = text.index(quote)
    places = (Related(text.index(related), text.index(related) + len(related), related),)
    return Diagnostic(
        code, severity, "", start, start + len(quote), quote, places if related else ()
    )


@pytest.mark.parametrize(
    ("diagnostics", "found", "false", "broken"),
    [
        ([], (False, False), 0, 0),
        ([said("REF011", "số 4")], (True, False), 0, 0),  # any member finds the pair
        ([said("REF011", "số 9"), said("REF011", "số 4")], (True, False), 0, 0),  # once
        ([said("REF011", "còn", related="số 9")], (True, False), 0, 0),  # by a related place
        ([said("NUM001", "12")], (False, True), 0, 0),  # another code that may name it
        ([said("NUM003", "12")], (False, False), 1, 0),  # right place, wrong reason
        ([said("NUM002", "còn lại")], (False, False), 1, 0),  # right reason, wrong place
        ([said("NUM005", "3 và 4")], (False, False), 1, 1),  # any alarm on a trap breaks it
        ([said("NUM003", "3", Severity.INFO)], (False, False), 0, 1),  # advice that it tempts
        ([said("NUM005", "3", Severity.INFO)], (False, False), 0, 0),  # other advice
        ([said("STY001", "còn", Severity.INFO)], (False, False), 0, 0),  # advice is no alarm
        ([said("STR002", "IV")], (False, False), 0, 0),  # may be reported
        ([said("STR001", "IV")], (False, False), 1, 0),  # by that rule only
    ],
)
def test_outcome(
    diagnostics: list[Diagnostic], found: tuple[bool, ...], false: int, broken: int
) -> None:
    outcome = score(case(), diagnostics)
    assert outcome.found == found
    assert len(outcome.false_alarms) == false
    assert len(outcome.broken_traps) == broken


def test_an_error_counts_under_its_own_code() -> None:
    outcome = score(case(), [said("NUM001", "12"), said("NUM003", "còn lại")])
    rules = by_rule([outcome])
    assert rules == {
        "NUM002": Tally(1, 1, 0),
        "NUM003": Tally(0, 0, 1),
        "REF011": Tally(1, 0, 0),
    }
    assert by_family(rules) == {"NUM": Tally(1, 1, 1), "REF": Tally(1, 0, 0)}
    assert total(rules.values()) == Tally(2, 1, 1)


@pytest.mark.parametrize(
    ("tally", "precision", "recall", "f1"),
    [
        (Tally(4, 3, 1), 0.75, 0.75, 0.75),
        (Tally(4, 2, 0), 1.0, 0.5, 2 / 3),
        (Tally(3, 0, 0), None, 0.0, 0.0),  # nothing said: no precision, but F1 is 0
        (Tally(0, 0, 2), 0.0, None, 0.0),
        (Tally(0, 0, 0), None, None, None),
    ],
)
def test_shares(
    tally: Tally, precision: float | None, recall: float | None, f1: float | None
) -> None:
    assert (tally.precision, tally.recall) == (precision, recall)
    assert tally.f1 == (None if f1 is None else pytest.approx(f1))
