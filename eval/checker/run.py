"""Runs the suite over its three sets and puts the figures together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from assistant.checking import check
from assistant.domain import Diagnostic, Severity
from eval.checker.cases import Case, load_drafts, load_reports
from eval.checker.clean import load_clean
from eval.checker.scoring import Outcome, by_family, by_rule, score, total
from eval.checker.seeding import seeded_cases

GATES: Final = {"seeded": 0.95, "reports": 0.90, "drafts": 0.90}
"""The lowest F1: in every family of the seeded set, and over all of each of the other sets."""

MOST_FALSE_ALARMS: Final = 1.0
"""Alarms in 1,000 words of clean text."""

Checker = Callable[[Case], Sequence[Diagnostic]]


def run_checker_eval(split: str | None = None, checker: Checker | None = None) -> dict[str, Any]:
    """Scores the checker on seeded errors, annotated reports and drafts with invented facts.

    Args:
        split: ``dev``, ``test`` or None for both.
        checker: what checks a case; the product itself by default.

    Returns:
        ``metrics`` (flat), ``passed``, ``sets`` (figures by rule and by family for each set),
        ``clean`` and ``failures``. Only failures of ``dev`` are listed: nobody should tune on
        the test part.
    """
    run = checker or _product
    clean = load_clean(split)
    quiet = {case.id: run(case) for case in clean}
    words = sum(len(case.text.split()) for case in clean)
    false = [d for case in clean for d in quiet[case.id] if d.severity is not Severity.INFO]
    per_thousand = 1000 * len(false) / words if words else 0.0
    sets = {
        "seeded": [
            score(seeded.case, _new(run(seeded.case), quiet[seeded.base]))
            for seeded in seeded_cases(clean)
        ],
        "reports": [score(case, run(case)) for case in load_reports(split)],
        "drafts": [score(case, run(case)) for case in load_drafts(split)],
    }
    figures = {name: _figures(outcomes) for name, outcomes in sets.items()}
    return {
        "split": split or "all",
        "n": {name: len(outcomes) for name, outcomes in sets.items()},
        "metrics": _metrics(figures, per_thousand),
        "passed": _passed(figures, per_thousand),
        "sets": figures,
        "clean": {"texts": len(clean), "words": words, "false_alarms": len(false)},
        "failures": [
            _failure(name, outcome)
            for name, outcomes in sets.items()
            for outcome in outcomes
            if outcome.case.split == "dev" and _failed(outcome)
        ],
    }


def _product(case: Case) -> Sequence[Diagnostic]:
    return check(case.text, case.context).diagnostics


def _new(seeded: Sequence[Diagnostic], before: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Without what was said of the clean text as well: those count as false alarms there."""
    known = {(d.code, d.quote) for d in before}
    return [d for d in seeded if (d.code, d.quote) not in known]


def _figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    rules = by_rule(outcomes)
    return {
        "total": total(rules.values()).as_row(),
        "families": {name: tally.as_row() for name, tally in by_family(rules).items()},
        "rules": {code: tally.as_row() for code, tally in rules.items()},
        "traps": sum(len(outcome.case.traps) for outcome in outcomes),
        "broken_traps": sum(len(outcome.broken_traps) for outcome in outcomes),
    }


def _metrics(figures: dict[str, dict[str, Any]], per_thousand: float) -> dict[str, Any]:
    metrics: dict[str, Any] = {}
    for name, rows in figures.items():
        for figure in ("precision", "recall", "f1"):
            metrics[f"{name}.{figure}"] = rows["total"][figure]
        metrics[f"{name}.lowest_family_f1"] = _lowest(rows)
    metrics["reports.traps"] = figures["reports"]["traps"]
    metrics["reports.broken_traps"] = figures["reports"]["broken_traps"]
    metrics["clean.false_alarms_per_1000_words"] = round(per_thousand, 3)
    return metrics


def _lowest(rows: dict[str, Any]) -> float | None:
    return min((row["f1"] or 0.0 for row in rows["families"].values()), default=None)


def _passed(figures: dict[str, dict[str, Any]], per_thousand: float) -> bool:
    return (
        per_thousand <= MOST_FALSE_ALARMS
        and (_lowest(figures["seeded"]) or 0.0) >= GATES["seeded"]
        and all((figures[n]["total"]["f1"] or 0.0) >= GATES[n] for n in ("reports", "drafts"))
    )


def _failed(outcome: Outcome) -> bool:
    return not all(outcome.found) or bool(outcome.false_alarms or outcome.broken_traps)


def _failure(name: str, outcome: Outcome) -> dict[str, Any]:
    case = outcome.case
    return {
        "set": name,
        "case": case.id,
        "missed": [
            {"code": gold.code, "quotes": [span.of(case.text) for span in gold.spans]}
            for gold, found in zip(case.gold, outcome.found, strict=True)
            if not found
        ],
        "false_alarms": [
            {"code": d.code, "quote": d.quote, "message": d.message} for d in outcome.false_alarms
        ],
        "broken_traps": [trap.span.of(case.text) for trap in outcome.broken_traps],
    }
