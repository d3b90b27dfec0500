"""Each scorer on a small draft that is right, and on one with the fault it looks for."""

from dataclasses import replace
from datetime import date
from math import inf

import pytest

from assistant.domain import Draft, DraftSentence, Evidence, Profile, SourceKind
from assistant.drafting import NoteSource
from assistant.language.periods import parse_period
from eval.drafts.cases import Case
from eval.drafts.facts import read_fact, read_words
from eval.drafts.sample import Sample, Score, Version
from eval.drafts.scorers import SCORERS

CASE = Case(
    id="dan-van/thử",
    split="dev",
    report_type="dan-van",
    section="han-che",
    report_date=date(2025, 12, 10),
    period=parse_period("năm 2025"),
    profile=Profile(commune="xã Tam Hải", province="thành phố Đà Nẵng"),
    notes=(NoteSource("ghi-chu.txt", "2/7 thon chua hop dan\nCB ngại va chạm ở cơ sở"),),
    facts=(read_fact("2/7 thôn ~ họp"), read_fact("ngại & va chạm")),
    requires=(read_words("hạn chế|tồn tại"),),
    absent=("huyện",),
    meanings=(("CB", ("cán bộ",)),),
    derived=(),
    grounds=frozenset(("10/2022/QH15", "34/2007/PL-UBTVQH11")),
)
RIGHT = "Bên cạnh đó vẫn còn hạn chế. Còn 02/07 thôn chưa họp dân. Một số cán bộ còn ngại va chạm."


def draft(text: str) -> Draft:
    note = Evidence("note:1", CASE.notes[0].text, SourceKind.NOTE)
    return Draft(text, (DraftSentence(text, ("note:1",)),), (note,), (), "composer")


def score(name: str, text: str, *others: str, case: Case = CASE) -> Score:
    versions = tuple(Version(draft(written)) for written in (text, *others))
    sample = Sample(case, versions, tuple(0.1 for _ in versions))
    return next(scorer for scorer in SCORERS if scorer.name == name)(sample)


@pytest.mark.parametrize(
    "scorer", [s for s in SCORERS if s.name != "distinct_4"], ids=lambda s: s.name
)
def test_right_draft_has_no_problem(scorer: object) -> None:
    assert score(scorer.name, RIGHT, RIGHT).problems == ()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("fact_recall", "Vẫn còn hạn chế. Cán bộ còn ngại va chạm.", "2/7 thôn"),
        ("unsupported_own", RIGHT + " Có 15 hộ chưa tham gia.", "số 15"),
        ("unsupported_own", RIGHT + " Họp ngày 05/9/2025.", "05/9/2025"),
        ("unsupported_own", RIGHT + " Theo Nghị định số 30/2021/NĐ-CP.", "30/2021/NĐ-CP"),
        ("unsupported_own", RIGHT + " Ông Trần Văn Nam phụ trách.", "Trần Văn Nam"),
        ("unsupported_own", RIGHT + " Đề nghị huyện hỗ trợ.", "huyện"),
        ("unsupported_rules", RIGHT + " Đã họp ngày 30/02/2025.", "DAT001"),
        ("citations", RIGHT + " Theo Pháp lệnh số 34/2007/PL-UBTVQH11.", "expired"),
        ("citations", RIGHT + " Theo Nghị định số 999/2021/NĐ-CP.", "không có trong danh mục"),
        ("required_content", "Còn 02/07 thôn chưa họp dân.", "hạn chế"),
        ("verbatim", "Hiện CB ngại va chạm ở cơ sở.", "CB ngại"),
        ("unaccented", "Vẫn còn hạn chế trong cong tác tuyên truyền.", "cong"),
        ("to_confirm", "Tủ [“sach” – cần xác nhận dấu] còn ít.", "sach"),
        ("abbreviations", RIGHT + " Phối hợp với MTTQ xã.", "MTTQ"),
        ("abbreviations", "Vẫn còn hạn chế, CB ngại va chạm.", "CB"),
        ("ended", "Vẫn còn hạn chế", "Vẫn còn hạn chế"),
        ("ended", "Vẫn còn hạn chế (02/07 thôn.", "(02/07"),
        ("form_rules", "Cán bộ cán bộ còn ngại va chạm.", "STR005"),
    ],
)
def test_fault_is_found(name: str, text: str, problem: str) -> None:
    assert any(problem in told for told in score(name, text).problems)


def test_explained_abbreviation_and_number_reckoned_from_others_are_right() -> None:
    text = RIGHT + " Mặt trận Tổ quốc (MTTQ) xã cho biết; MTTQ đề nghị họp."
    assert score("abbreviations", text).problems == ()
    case = replace(CASE, facts=(read_fact("40 đơn"), read_fact("50 đơn")))
    assert score("unsupported_own", "Có 40 đơn, bằng 80% của 50 đơn.", case=case).problems == ()
    assert score("unsupported_own", "Có 40 đơn, bằng 81% của 50 đơn.", case=case).points == 1


def test_sentence_without_known_evidence() -> None:
    bare = Draft(RIGHT, (DraftSentence(RIGHT, ("note:9",)),), (), (), "composer")
    scorer = next(s for s in SCORERS if s.name == "evidenced")
    assert scorer(Sample(CASE, (Version(bare),), (0.1,))).points == 0


def test_variety_masks_what_has_to_stay() -> None:
    same = score("distinct_4", *["Còn 02/07 thôn chưa họp dân."] * 5)
    other = score(
        "distinct_4", "Còn 02/07 thôn chưa họp dân.", *["Còn 03/09 thôn chưa họp dân."] * 4
    )
    assert same.points / same.out_of == other.points / other.out_of == pytest.approx(0.2)


def test_facts_lost_by_rewriting() -> None:
    lost = score("facts_kept", RIGHT, RIGHT, "Vẫn còn hạn chế, ngại va chạm.")
    assert lost.problems == ("2/7 thôn ~ họp (lần 3)",)
    assert (lost.points, lost.out_of) == (3, 4)


def test_every_scorer_has_a_name_of_its_own_and_a_bar() -> None:
    assert len({scorer.name for scorer in SCORERS}) == len(SCORERS)
    assert [s.name for s in SCORERS if s.bar == inf] == ["to_confirm"]
