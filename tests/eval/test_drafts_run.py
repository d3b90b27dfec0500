"""The cases, the figures over them and how they are shown."""

from collections import Counter
from pathlib import Path

import pytest

from assistant.domain import Draft, DraftSentence
from assistant.drafting import DraftRequest, load_outline
from eval.drafts import run_drafts_eval, table, write_page
from eval.drafts.cases import load_cases, read_cases
from eval.drafts.run import passes
from eval.drafts.scorers import SCORERS


def parrot(request: DraftRequest) -> Draft:
    """A drafter that gives the notes back."""
    text = "\n".join(source.text for source in request.notes)
    return Draft(text, (DraftSentence(text, ()),), (), (), "vẹt")


def test_cases_cover_every_type_in_both_splits() -> None:
    cases = load_cases()
    assert len(cases) >= 64
    per_part = Counter((case.report_type, case.split) for case in cases)
    assert len(per_part) == 16
    assert min(per_part.values()) >= 4
    assert len({case.id for case in cases}) == len(cases)


def test_cases_ask_for_sections_that_exist_and_carry_facts() -> None:
    for case in load_cases():
        outline = load_outline(case.report_type)
        assert case.section == "toan-van" or outline.section(case.section)
        assert case.facts
        assert case.period.start <= case.report_date
        assert case.grounds


def test_malformed_case_names_its_place(tmp_path: Path) -> None:
    path = tmp_path / "dan-van-dev.yaml"
    path.write_text("report_type: dan-van\ncases:\n- id: thieu\n  section: han-che\n", "utf-8")
    with pytest.raises(ValueError, match=r"dan-van-dev\.yaml, thieu"):
        read_cases(path, "dev")


def test_parrot_fails_and_only_dev_is_told() -> None:
    result = run_drafts_eval("dev", parrot)
    assert not result["passed"]
    assert result["metrics"]["evidenced"] == 0.0
    assert result["metrics"]["verbatim"] > 0
    assert result["failures"]
    assert "chép nguyên văn" in table(result)
    assert run_drafts_eval("test", parrot)["failures"] == []


def test_page_has_table_and_plot(tmp_path: Path) -> None:
    page = write_page(run_drafts_eval("test", parrot), tmp_path / "trang")
    assert "| Dữ kiện có mặt |" in page.read_text("utf-8")
    assert (page.parent / "drafts.png").stat().st_size > 0


def test_bars() -> None:
    by_name = {scorer.name: scorer for scorer in SCORERS}
    assert passes(by_name["fact_recall"], 1.0)
    assert not passes(by_name["fact_recall"], 0.999)
    assert not passes(by_name["unsupported_own"], 1)
    assert passes(by_name["milliseconds"], 299.0)
    assert passes(by_name["citations"], None)  # nothing was cited
