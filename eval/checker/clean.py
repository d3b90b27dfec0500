"""Texts in which nothing is wrong: the shipped sample reports, and the marked ones corrected.

They measure false alarms, and errors are seeded into them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

import yaml

from assistant.checking import CheckContext, notes_as_evidence
from assistant.language.periods import parse_period
from assistant.resources import data_folder
from eval.checker.cases import Case, load_reports

#: Sample reports held out; the others are for development.
_TEST_SAMPLES: Final = frozenset(
    {
        "cai-cach-hanh-chinh-tan-hac-quy-1-2024",
        "dan-van-da-vac-6-thang-dau-nam-2026",
        "dan-van-khe-vac-nam-2022",
        "tiep-cong-dan-son-hac-nam-2023",
    }
)


def load_clean(split: str | None = None) -> tuple[Case, ...]:
    """The clean texts of ``dev`` or ``test``, or all of them. No case has gold or traps."""
    cases = [*_samples(), *(_corrected(case) for case in load_reports())]
    return tuple(case for case in cases if split is None or case.split == split)


def _corrected(case: Case) -> Case:
    return replace(case, text=case.right, gold=(), traps=(), open_places=())


def _samples() -> list[Case]:
    folder = data_folder("knowledge") / "reports"
    names = sorted(
        file.name.removesuffix(".notes.md")
        for file in folder.iterdir()
        if file.name.endswith(".notes.md")
    )
    return [
        _sample(
            name,
            (folder / f"{name}.md").read_text("utf-8"),
            (folder / f"{name}.notes.md").read_text("utf-8"),
        )
        for name in names
    ]


def _sample(name: str, report: str, notes: str) -> Case:
    _, front, body = report.split("---\n", 2)
    facts: dict[str, Any] = yaml.load(front, yaml.CSafeLoader)
    day, period = facts["date"], parse_period(facts["period"])
    context = CheckContext(
        report_date=day if isinstance(day, date) else date.fromisoformat(day),
        period=period,
        report_type=facts["report_type"],
        notes=notes_as_evidence(f"{name}.notes.md", notes, period),
    )
    split = "test" if name in _TEST_SAMPLES else "dev"
    return Case(id=name, split=split, text=body, right=body, context=context, gold=())
