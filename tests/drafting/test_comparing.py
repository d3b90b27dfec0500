"""Figures held against the office's earlier report: when, how told, and what the checker says."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.checking import CheckContext, check
from assistant.domain import Draft, Profile, SourceKind
from assistant.drafting import DraftRequest, NoteSource, draft_section
from assistant.drafting.comparable import comparable_figures
from assistant.drafting.prior import PriorReport, compared_with
from assistant.language.periods import parse_period

OFFICE = Profile(commune="xã Khe Vạc")
NOTES = "tiếp 280 lượt công dân\nhòa giải 12 vụ việc, hòa giải thành 9 vụ việc"
BEFORE = """BÁO CÁO

Kết quả công tác dân vận {period}

## II. Kết quả thực hiện

UBND xã đã tiếp 250 lượt công dân. Ủy ban nhân dân xã Khe Vạc đã hòa giải 12 vụ việc, hòa giải
thành 08 vụ việc.
"""


def request(
    notes: str, before: str, *, period: str = "năm 2023", prior: str = "năm 2022"
) -> DraftRequest:
    return DraftRequest(
        "dan-van",
        "ket-qua",
        (NoteSource("ghi-chu.txt", notes),),
        date(2023, 12, 10),
        OFFICE,
        parse_period(period),
        prior=PriorReport("bao-cao-truoc.docx", parse_period(prior), before),
    )


def drafted(notes: str, before: str = BEFORE, **periods: str) -> Draft:
    return draft_section(request(notes, before, **periods))


def test_a_rise_is_told_with_arithmetic_and_both_sources() -> None:
    draft = drafted(NOTES)
    assert "280 lượt công dân, tăng 12% so với năm 2022 (250 lượt công dân)" in draft.text
    (sentence,) = [s for s in draft.sentences if "280" in s.text]
    known = {entry.id: entry for entry in draft.evidence}
    used = [known[id] for id in sentence.evidence]
    sources = [entry.source for entry in used]
    assert SourceKind.NOTE in sources
    (prior,) = [entry for entry in used if entry.source is SourceKind.PRIOR_REPORT]
    assert prior.text == "UBND xã đã tiếp 250 lượt công dân."
    assert prior.period == "năm 2022"
    assert prior.location == "bao-cao-truoc.docx, mục “II. Kết quả thực hiện”"
    assert any(entry.text == "(280 − 250) / 250 × 100 = 12%" for entry in used)
    assert draft.diagnostics == () or all(d.severity == "info" for d in draft.diagnostics)


def test_small_numbers_are_told_by_their_difference_and_equal_ones_as_equal() -> None:
    text = drafted(NOTES).text
    assert "12 vụ việc, bằng năm 2022 (12 vụ việc)" in text
    assert "09 vụ việc, tăng 01 vụ việc so với năm 2022 (08 vụ việc)" in text


def test_an_earlier_report_that_compares_itself_is_read_all_the_same() -> None:
    before = BEFORE.replace(
        "250 lượt công dân", "250 lượt công dân, tăng 25% so với năm 2021 (200 lượt công dân)"
    )
    draft = drafted("tiếp 280 lượt công dân", before)
    assert "280 lượt công dân, tăng 12% so với năm 2022 (250 lượt công dân)" in draft.text
    (prior,) = [e for e in draft.evidence if e.source is SourceKind.PRIOR_REPORT]
    assert prior.text == "UBND xã đã tiếp 250 lượt công dân […]."


def test_rounding_is_stated_in_the_arithmetic() -> None:
    draft = drafted("tiếp 283 lượt công dân", BEFORE.replace("250 lượt", "270 lượt"))
    assert "tăng 4,81% so với năm 2022 (270 lượt công dân)" in draft.text
    assert any("làm tròn đến hai chữ số thập phân" in entry.text for entry in draft.evidence)


@pytest.mark.parametrize(
    ("period", "prior", "words"),
    [
        ("6 tháng đầu năm 2023", "6 tháng đầu năm 2022", "cùng kỳ năm 2022"),
        ("quý II năm 2023", "quý I năm 2023", "quý I năm 2023"),
        ("tháng 5 năm 2023", "tháng 4 năm 2023", "tháng 4 năm 2023"),
        ("9 tháng năm 2023", "9 tháng năm 2022", "cùng kỳ năm 2022"),
        ("năm 2023", "6 tháng đầu năm 2022", ""),
        ("quý I năm 2023", "quý III năm 2022", ""),
        ("9 tháng năm 2023", "năm 2022", ""),
        ("năm 2023", "năm 2021", ""),
        ("năm 2023", "năm 2023", ""),
    ],
)
def test_only_periods_of_one_kind_are_compared(period: str, prior: str, words: str) -> None:
    earlier = PriorReport("", parse_period(prior), BEFORE)
    assert compared_with(parse_period(period), earlier) == words
    text = drafted("tiếp 280 lượt công dân", period=period, prior=prior).text
    assert (f"so với {words} (250" in text) is bool(words)
    assert ("so với" in text) is bool(words)


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("Chủ tịch UBND xã tiếp 250 lượt công dân.", "another actor"),
        ("UBND xã đã tiếp 250 lượt người dân.", "another noun"),
        ("UBND xã đã mời 250 lượt công dân.", "another act"),
        ("UBND xã đã tiếp khoảng 250 lượt công dân.", "not exact"),
        ("Trong quý I năm 2022, UBND xã đã tiếp 250 lượt công dân.", "a part of the period"),
        ("Năm 2021, UBND xã đã tiếp 250 lượt công dân.", "an earlier period yet"),
        ("Phấn đấu tiếp 250 lượt công dân.", "a plan"),
        ("Ngày 12/9/2022, UBND xã đã tiếp 250 lượt công dân.", "one day"),
        ("UBND xã đã tiếp 250 lượt công dân tại thôn Vạc Dưới.", "a part of the commune"),
        ("UBND xã đã tiếp 250 lượt công dân. UBND xã đã tiếp 240 lượt công dân.", "two values"),
        ("Xã nhận 90 đơn; trong đó lĩnh vực đất đai 40 đơn, tiếp 250 lượt công dân.", "a field"),
        ("UBND xã đã tiếp 0 lượt công dân.", "no base"),
    ],
)
def test_what_is_not_surely_the_same_is_not_compared(before: str, why: str) -> None:
    draft = drafted("tiếp 280 lượt công dân", f"BÁO CÁO\n\nKết quả năm 2022\n\n{before}\n")
    assert "so với" not in draft.text, why
    assert "bằng năm" not in draft.text, why


def test_a_term_with_a_comma_is_one_noun() -> None:
    period = parse_period("năm 2023")
    (now,) = comparable_figures("Xã có 22 cán bộ, công chức.", period)
    (narrower,) = comparable_figures("Xã có 20 cán bộ, công chức đạt trình độ đại học.", period)
    assert now.noun == "cán bộ, công chức"
    assert now.key != narrower.key


def test_two_values_in_the_draft_are_not_compared() -> None:
    draft = drafted("tiếp 280 lượt công dân\ntiếp 290 lượt công dân")
    assert "so với" not in draft.text


def test_tasks_are_not_compared() -> None:
    own = request("tiếp 280 lượt công dân", BEFORE)
    draft = draft_section(DraftRequest(
        own.report_type, "nhiem-vu", own.notes, own.report_date, own.profile, own.period,
        prior=own.prior,
    ))  # fmt: skip
    assert "so với" not in draft.text


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("tăng 12%", "tăng 13%", "NUM004"),
        ("tăng 12%", "giảm 12%", "NUM003"),
        ("(250 lượt", "(240 lượt", "NUM004"),
        ("280 lượt", "290 lượt", "NUM004"),
        ("tăng 01 vụ", "tăng 02 vụ", "NUM003"),
        ("(08 vụ", "(07 vụ", "NUM003"),
        ("bằng năm 2022 (12 vụ", "bằng năm 2022 (11 vụ", "NUM003"),
    ],
)
def test_an_altered_number_is_an_error(right: str, wrong: str, code: str) -> None:
    own = request(NOTES, BEFORE)
    draft = draft_section(own)
    assert draft.text.count(right) == 1
    context = CheckContext(
        own.report_date, own.period, own.report_type, own.profile, draft.evidence
    )
    assert not [d for d in check(draft.text, context).diagnostics if d.severity != "info"]
    found = check(draft.text.replace(right, wrong), context).diagnostics
    assert code in {d.code for d in found if d.severity == "error"}


def test_the_earlier_figure_does_not_bear_out_one_of_this_period() -> None:
    own = request("tiếp 280 lượt công dân", BEFORE)
    draft = draft_section(own)
    context = CheckContext(
        own.report_date, own.period, own.report_type, own.profile, draft.evidence
    )
    text = "Ủy ban nhân dân xã đã tiếp 250 lượt công dân."
    assert {"NUM006", "NUM002"} & {d.code for d in check(text, context).diagnostics}
