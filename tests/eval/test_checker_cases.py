"""The annotated cases are as many, as varied and as well formed as they are said to be."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from eval.checker.cases import Case, load_drafts, load_reports, read_case
from eval.checker.clean import load_clean

RULES = {
    "REF": 15,
    "NUM": 8,
    "DAT": 5,
    "NAM": 5,
    "STR": 7,
    "CLM": 3,
    "STY": 4,
    "SRC": 2,
}
ALL_CODES = {f"{family}{n:03d}" for family, count in RULES.items() for n in range(1, count + 1)}


def codes(cases: tuple[Case, ...]) -> Counter[str]:
    return Counter(gold.code for case in cases for gold in case.gold)


def test_enough_reports_errors_and_traps() -> None:
    reports = load_reports()
    assert len(reports) >= 12
    assert sum(len(report.gold) for report in reports) >= 250
    assert sum(len(report.traps) for report in reports) >= 150
    assert all(600 <= len(report.text.split()) <= 1500 for report in reports)


@pytest.mark.parametrize("split", ["dev", "test"])
def test_every_rule_has_errors_in_either_half(split: str) -> None:
    reports = load_reports(split)
    assert len(reports) >= 8
    assert set(codes(reports)) == ALL_CODES


def test_reports_differ_in_type_year_and_side_of_the_reform() -> None:
    reports = load_reports()
    assert len({report.context.report_type for report in reports}) == 8
    assert len({report.context.report_date.year for report in reports}) >= 7
    after = [report for report in reports if report.context.report_date.isoformat() >= "2025-07"]
    assert len(reports) > len(after) >= 4
    assert any(report.context.notes for report in reports)
    assert any(report.context.office_log for report in reports)
    assert any(report.context.profile for report in reports)


def test_enough_drafts_with_notes() -> None:
    drafts = load_drafts()
    assert len(drafts) >= 30
    assert all(draft.context.notes and draft.gold for draft in drafts)
    assert sum("live-gemma" in draft.id for draft in drafts) >= 3
    assert {draft.split for draft in drafts} == {"dev", "test"}


def test_a_corrected_text_is_another_text_without_marks() -> None:
    for case in (*load_reports(), *load_drafts()):
        assert case.right != case.text
        assert not set("⟦⟧→") & set(case.text + case.right)


def test_clean_texts_are_split_by_report() -> None:
    dev, test = load_clean("dev"), load_clean("test")
    assert not {case.id for case in dev} & {case.id for case in test}
    assert len(dev) + len(test) == len(load_clean())
    assert not any(case.gold or case.traps for case in load_clean())


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "x.marked.md"
    broken.write_text("---\nsplit: dev\nreport_date: 2024-01-02\n---\n⟦NUM003|a", "utf-8")
    with pytest.raises(ValueError, match=r"x\.marked\.md"):
        read_case(broken)
