"""Drafts every case, scores the drafts and puts the figures together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from time import perf_counter
from typing import Any, Final

from assistant.domain import Draft
from assistant.drafting import DraftRequest, draft_section, load_outline
from eval.drafts.cases import Case, load_cases
from eval.drafts.sample import Sample, Score, Scorer, Version
from eval.drafts.scorers import SCORERS

Drafter = Callable[[DraftRequest], Draft]
_VERSIONS: Final = 5
_WHOLE: Final = "toan-van"


def run_drafts_eval(split: str | None = None, drafter: Drafter | None = None) -> dict[str, Any]:
    """Scores drafts of the cases.

    Args:
        split: ``dev``, ``test`` or None for both.
        drafter: what drafts; the product without a model by default.

    Returns:
        ``metrics`` by scorer, ``passed``, ``types`` (the same figures by report type), ``bars``,
        and ``failures``. Only failures of ``dev`` are listed: nobody should tune on the test part.
    """
    draft = drafter or draft_section
    cases = load_cases(split)
    if cases:
        draft(cases[0].request())  # what the first call loads is no part of a section's time
    scored = [(case, _scores(_sample(case, draft))) for case in cases]
    metrics = figures([scores for _, scores in scored])
    types = sorted({case.report_type for case in cases})
    return {
        "split": split or "all",
        "n": len(cases),
        "metrics": metrics,
        "bars": {scorer.name: scorer.bar for scorer in SCORERS if scorer.bar != inf},
        "passed": all(passes(scorer, metrics[scorer.name]) for scorer in SCORERS),
        "types": {
            name: figures([scores for case, scores in scored if case.report_type == name])
            for name in types
        },
        "failures": [
            {"case": case.id, "scorer": name, "problems": list(score.problems)}
            for case, scores in scored
            if case.split == "dev"
            for name, score in scores.items()
            if score.problems
        ],
    }


def _sample(case: Case, draft: Drafter) -> Sample:
    """The draft and its rewritings, each asked for as the page asks for another one."""
    versions: list[Version] = []
    seconds: list[float] = []
    previous = ""
    for _ in range(_VERSIONS):
        started = perf_counter()
        written = draft(case.request(previous))
        seconds.append((perf_counter() - started) / _sections(case))
        versions.append(Version(written))
        previous = written.text
    return Sample(case, tuple(versions), tuple(seconds))


def _sections(case: Case) -> int:
    if case.section != _WHOLE:
        return 1
    sections = load_outline(case.report_type).sections
    return sum(max(1, len(section.parts)) for section in sections)


def _scores(sample: Sample) -> dict[str, Score]:
    return {scorer.name: scorer(sample) for scorer in SCORERS}


def figures(scored: Sequence[dict[str, Score]]) -> dict[str, float | None]:
    """One figure a scorer over several samples; None where there was nothing to score."""
    return {
        scorer.name: _figure(scorer, [scores[scorer.name] for scores in scored])
        for scorer in SCORERS
    }


def _figure(scorer: Scorer, scores: Sequence[Score]) -> float | None:
    if scorer.kind == "largest":
        return max((round(score.points, 1) for score in scores), default=None)
    points = sum(score.points for score in scores)
    if scorer.kind == "count":
        return points
    whole = sum(score.out_of for score in scores)
    return round(points / whole, 4) if whole else None


def passes(scorer: Scorer, figure: float | None) -> bool:
    """Whether a figure reaches the scorer's bar."""
    if figure is None:
        return True
    return figure >= scorer.bar if scorer.kind == "share" else figure <= scorer.bar
