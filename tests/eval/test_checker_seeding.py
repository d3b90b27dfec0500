"""Seeded errors: the same each time, at the places that are marked, for every rule."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.domain import Diagnostic, Severity
from eval.checker import run_checker_eval, table, write_page
from eval.checker.cases import Case
from eval.checker.clean import load_clean
from eval.checker.seeding import SeededCase, all_seeders, seeded_cases
from eval.checker.seeding.inserted import inserting_seeders
from tests.eval.test_checker_cases import ALL_CODES


@pytest.fixture(scope="module")
def seeded() -> dict[str, list[SeededCase]]:
    return {split: list(seeded_cases(load_clean(split))) for split in ("dev", "test")}


def test_every_rule_has_a_seeder() -> None:
    assert set(all_seeders()) == ALL_CODES


@pytest.mark.parametrize("split", ["dev", "test"])
def test_every_rule_is_seeded_several_times(
    seeded: dict[str, list[SeededCase]], split: str
) -> None:
    counts = Counter(gold.code for one in seeded[split] for gold in one.case.gold)
    assert set(counts) == ALL_CODES
    assert min(counts.values()) >= 3, counts


def test_seeds_are_fixed(seeded: dict[str, list[SeededCase]]) -> None:
    assert list(seeded_cases(load_clean("dev"))) == seeded["dev"]


def test_something_changed_and_the_places_exist(seeded: dict[str, list[SeededCase]]) -> None:
    clean = {case.id: case for case in load_clean()}
    for one in (*seeded["dev"], *seeded["test"]):
        case = one.case
        assert case.gold
        assert case.text != clean[one.base].text
        for gold in case.gold:
            assert all(span.of(case.text).strip() for span in gold.spans), (case.id, gold)


def test_an_error_by_the_text_alone_has_no_notes(seeded: dict[str, list[SeededCase]]) -> None:
    for one in seeded["dev"]:
        by_notes = {"NUM001", "NUM002", "CLM001", "CLM002", "NAM005", "NUM006"}
        assert bool(one.case.context.notes) == any(g.code in by_notes for g in one.case.gold)


def test_dev_and_test_are_seeded_with_other_sentences(
    seeded: dict[str, list[SeededCase]],
) -> None:
    """Of the sentences that are put in; what is altered in a text is the text's own."""
    quotes = {
        split: {
            span.of(one.case.text)
            for one in cases
            for gold in one.case.gold
            if gold.code in inserting_seeders() and gold.code not in ("REF007", "REF008")
            for span in gold.spans
        }
        for split, cases in seeded.items()
    }
    assert quotes["dev"]
    assert not quotes["dev"] & quotes["test"]


def oracle(case: Case) -> list[Diagnostic]:
    return [
        Diagnostic(g.code, Severity.ERROR, "", s.start, s.end, s.of(case.text))
        for g in case.gold
        for s in g.spans[:1]
    ]


def test_a_checker_that_knows_all_gets_all() -> None:
    result = run_checker_eval("dev", oracle)
    for name in ("seeded", "reports", "drafts"):
        assert result["sets"][name]["total"]["f1"] == 1.0
        assert result["sets"][name]["broken_traps"] == 0
    assert result["passed"]
    assert result["failures"] == []


def test_a_checker_that_says_nothing_finds_nothing() -> None:
    result = run_checker_eval("test", lambda case: [])
    assert result["metrics"]["reports.recall"] == 0
    assert result["metrics"]["clean.false_alarms_per_1000_words"] == 0
    assert not result["passed"]
    assert result["failures"] == [], "cases of the test part are never shown"
    assert "| **REF** |" in table(result)


def test_alarms_on_clean_text_are_counted_there_and_not_again() -> None:
    def nervous(case: Case) -> list[Diagnostic]:
        always = Diagnostic("STR001", Severity.WARNING, "", 0, 5, "trước")
        return [*oracle(replace(case, traps=())), always]

    result = run_checker_eval("dev", nervous)
    assert result["clean"]["false_alarms"] == result["clean"]["texts"]
    assert result["sets"]["seeded"]["total"]["false_alarms"] == 0
    assert result["sets"]["reports"]["total"]["false_alarms"] > 0


def test_the_page_has_its_tables_and_plots(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="plots need the extra dev")
    page = write_page(run_checker_eval("dev", oracle), tmp_path / "page")
    text = page.read_text("utf-8")
    assert "| REF011 |" in text
    plots = sorted(page.parent.glob("*.png"))
    assert [f"({plot.name})" in text for plot in plots] == [True, True]
    assert all(plot.read_bytes().startswith(b"\x89PNG") for plot in plots)
