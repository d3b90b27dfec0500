"""Rewriting in other words, open accents that official texts settle, clauses typed without them."""

from datetime import date

import pytest

from assistant.drafting import DraftRequest, NoteSource, draft_section
from assistant.drafting.accents import accent_dictionary
from assistant.drafting.phrases import abbreviations, initials
from assistant.drafting.settling import Step, settle
from assistant.drafting.spelling import write_out
from assistant.drafting.voice import Chooser
from assistant.language.periods import parse_period
from assistant.language.syllables import syllables


def draft(notes: str, section: str, report_type: str = "dan-van", previous: str = "") -> str:
    request = DraftRequest(
        report_type,
        section,
        (NoteSource("ghi-chu.txt", notes),),
        date(2023, 12, 15),
        period=parse_period("năm 2023"),
        previous=previous,
    )
    return draft_section(request).text


def test_rewriting_goes_through_all_patterns_of_a_list() -> None:
    patterns = [
        f"Cách viết thứ {name} của {{topic}}." for name in ("nhất", "nhì", "ba", "tư", "năm")
    ]
    seen, previous = [], ""
    for _ in patterns:
        seen.append(Chooser(7, previous).draw("openings", patterns))
        previous = seen[-1].format(topic="công tác dân vận")
    assert sorted(seen) == sorted(patterns)


def test_five_rewritings_open_in_five_ways() -> None:
    texts, previous = [], ""
    for _ in range(5):
        previous = draft(
            "tuyên truyền chưa thường xuyên\n2/5 thôn chưa họp dân", "han-che", previous=previous
        )
        texts.append(previous)
    assert len({text.splitlines()[0] for text in texts}) == 5
    assert all("02/05 thôn" in text for text in texts)


@pytest.mark.parametrize(
    ("words", "expected", "reason"),
    [
        (["tổ", "chuc*", "hội"], "chức", "the texts leave no doubt"),
        (["den*"], None, "no neighbour says anything"),
        (["tổ", "xyz*", "hội"], None, "no syllable"),
        (["học", "ba*"], "bạ", "one neighbour is enough where the pair is firm"),
        (["đúng?", "hạn"], None, "what a rule said and the texts say too stays as it is"),
    ],
)
def test_settle(words: list[str], expected: str | None, reason: str) -> None:
    """A star marks an open word, a question mark one that a weak rule read."""
    steps = [Step(w.rstrip("*?"), fixed=w[-1] not in "*?", weak=w[-1] == "?") for w in words]
    at = next(index for index, word in enumerate(words) if word[-1] in "*?")
    assert settle(steps, syllables())[at] == expected, reason


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("hop giao ban CCHC 6 lan, ktra đột xuất 2 lần", "họp giao ban cải cách hành chính 6 lần"),
        ("giải ngân vốn ĐTC 90%", "vốn đầu tư công"),
        ("thành lập tổ CNSCĐ, rà soát TTPL", "TTPL"),  # nothing has these initials alone
        ("1 số người đứng đầu thôn chưa quan tâm", "một số người"),
        ("1 bộ phận dân trông chờ ỷ lại", "một bộ phận dân"),
        ("2 TC chưa bền vững: môi trường", "2 tiêu chí"),
        ("dân chưa quen nộp online", "nộp trực tuyến"),
    ],
)
def test_written_out(raw: str, wanted: str) -> None:
    assert wanted in write_out(raw, accent_dictionary())[0]


def test_law_by_number_and_year_has_its_own_name() -> None:
    text = draft("tiep tuc quan triet luat thuc hien dan chu co so 10/2022", "nhiem-vu")
    assert "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15" in text


def test_part_of_another_statement_is_no_second_value() -> None:
    notes = "tiep 64 luot / 71 nguoi\nchu tich tiep dinh ky 24 ngay, tiep 30 luot"
    text = draft(notes, "ket-qua.tiep-cong-dan", "tiep-cong-dan")
    assert "64 lượt" in text
    assert "đề nghị xác nhận" not in text


def test_target_is_not_striven_for_twice() -> None:
    assert "Phấn đấu phấn đấu" not in draft("2024: phan dau 90% ho so truc tuyen", "nhiem-vu")


def test_capitals_that_only_one_phrase_begins_with_are_that_phrase() -> None:
    letters, phrase = next(
        (letters, phrase)
        for letters, phrase in initials().items()
        if letters.upper() not in abbreviations().exact and letters not in abbreviations().lowercase
    )
    assert phrase in write_out(f"tuyên truyền {letters.upper()} tại thôn", accent_dictionary())[0]
