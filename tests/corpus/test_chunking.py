"""Headings, facts and passages."""

from __future__ import annotations

import re
from datetime import date

import pytest

from assistant.corpus import chunk_document, describe, indexed_text
from assistant.corpus.assembly import Line, assemble
from assistant.corpus.budget import count_tokens
from assistant.corpus.headings import heading_levels, pattern_rank
from assistant.corpus.text_files import load_text
from assistant.domain import LoadedDocument


def markdown(text: str, name: str = "a.md") -> LoadedDocument:
    return load_text(name, text.encode(), "md")


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("I. Đặc điểm tình hình", True),
        ("II. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO", True),
        ("**III. Tồn tại, hạn chế**", True),
        ("1. Công tác tuyên truyền", True),
        ("2.1 Về cải cách hành chính", True),
        ("a) Kết quả:", True),
        ("đ) Cải cách thể chế", True),
        ("PHẦN THỨ NHẤT", True),
        ("B. NHIỆM VỤ TRỌNG TÂM", True),
        ("1. UBND xã đã tổ chức 05 buổi tuyên truyền.", False),  # a numbered sentence
        ("2.273 khẩu, 672 hộ", False),  # a figure, not 2.273 as a number of a heading
        ("Xã có 05 thôn", False),
        ("- Tuyên truyền", False),
        ("10/01/2023 là ngày họp", False),
    ],
)
def test_numbered_headings(line: str, heading: bool) -> None:
    assert (pattern_rank(line) is not None) is heading


def test_same_number_same_level_whatever_its_style() -> None:
    lines = ["BÁO CÁO", "I. Một", "1. Hai", "chữ", "II. Ba", "1. Bốn"]
    styled = [1, 0, 0, 0, 2, 3]  # as real files are: a style in one place, none in the next
    assert heading_levels(lines, styled) == [1, 2, 3, 0, 2, 3]


REPORT = """---
title: Báo cáo dân vận năm 2024
report_type: dan-van
office: Ủy ban nhân dân xã Suối Mây
period: năm 2024
date: 2024-12-05
---
# BÁO CÁO

## I. Kết quả

### 1. Tuyên truyền

Xã tổ chức 05 buổi.

### 2. Dân chủ

### 3. Hòa giải

Hòa giải 04 vụ.
"""


def test_report_passages_carry_their_headings_and_facts() -> None:
    document = markdown(REPORT)
    facts = describe(document)
    chunks = chunk_document(document, facts, "s1")
    assert [(c.path, c.text) for c in chunks] == [
        ("BÁO CÁO › I. Kết quả › 1. Tuyên truyền", "Xã tổ chức 05 buổi."),
        ("BÁO CÁO › I. Kết quả", "2. Dân chủ"),  # a heading with nothing under it stays findable
        ("BÁO CÁO › I. Kết quả › 3. Hòa giải", "Hòa giải 04 vụ."),
    ]
    assert {(c.kind, c.office, c.period) for c in chunks} == {
        ("report", "Ủy ban nhân dân xã Suối Mây", "năm 2024")
    }
    assert facts.report_type == "dan-van"
    assert facts.document_date == date(2024, 12, 5)
    assert "Tuyên truyền" in indexed_text(chunks[0])


def test_ids_are_stable_and_unique() -> None:
    document = markdown("I. Một\n\nGiống nhau.\n\nII. Hai\n\nKhác.\n\nI. Một\n\nGiống nhau.\n")
    facts = describe(document)
    first, again = (chunk_document(document, facts, "s1") for _ in range(2))
    assert [c.id for c in first] == [c.id for c in again]
    assert len({c.id for c in first}) == len(first) == 3
    assert not {c.id for c in first} & {c.id for c in chunk_document(document, facts, "s2")}


LAW = """LUẬT
THỰC HIỆN MỘT VIỆC

Chương I
NHỮNG QUY ĐỊNH CHUNG

Điều 1. Phạm vi điều chỉnh
Luật này quy định một việc.

Điều 2. Giải thích từ ngữ
1. Một là một.
2. Hai là hai.

Chương II
THỰC HIỆN

Điều 3. Cách làm
Làm đúng.
"""


def test_law_by_clause_under_its_article_and_chapter() -> None:
    document = load_text("luat.txt", LAW.encode(), "txt")
    facts = describe(document)
    chunks = chunk_document(document, facts, "s1", instrument="1/2020/QH14")
    assert facts.kind == "law"
    assert [(c.article, c.path) for c in chunks[1:]] == [
        ("Điều 1", "Chương I NHỮNG QUY ĐỊNH CHUNG › Điều 1. Phạm vi điều chỉnh"),
        ("Điều 2", "Chương I NHỮNG QUY ĐỊNH CHUNG › Điều 2. Giải thích từ ngữ"),
        ("Điều 2", "Chương I NHỮNG QUY ĐỊNH CHUNG › Điều 2. Giải thích từ ngữ"),
        ("Điều 3", "Chương II THỰC HIỆN › Điều 3. Cách làm"),
    ]
    assert [c.text for c in chunks[2:4]] == ["1. Một là một.", "2. Hai là hai."]
    assert {c.instrument for c in chunks} == {"1/2020/QH14"}


def test_long_passages_are_cut_within_the_budget_and_lose_nothing() -> None:
    sentence = "Ủy ban nhân dân xã đã tổ chức tuyên truyền, phổ biến pháp luật đến nhân dân. "
    document = markdown("I. Kết quả\n\n" + sentence * 40 + "\n\n" + sentence * 2)
    chunks = chunk_document(document, describe(document), "s", budget=120)
    assert all(count_tokens(c.text) <= 120 for c in chunks)
    assert " ".join(c.text for c in chunks).split() == (sentence * 42).split()


@pytest.mark.parametrize(
    ("text", "office", "when"),
    [
        (
            "ỦY BAN NHÂN DÂN\nXÃ ĐỒNG TIẾN\n\nĐồng Tiến, ngày 05 tháng 7 năm 2024\n\nBÁO CÁO",
            "UBND xã Đồng Tiến",
            date(2024, 7, 5),
        ),
        (
            "Ủy ban nhân dân xã Suối Mây báo cáo kết quả. Thực hiện Công văn ngày 01/02/2024.",
            "UBND xã Suối Mây",
            None,  # the date of another document is not this one's
        ),
        ("UBND huyện Lam và UBND xã Mây họp.", "UBND xã Mây", None),  # the lower one reports
        ("Không nói ai cả.", None, None),
    ],
)
def test_facts_from_the_text(text: str, office: str | None, when: date | None) -> None:
    facts = describe(markdown(text))
    assert (facts.office, facts.document_date) == (office, when)


def test_notes_have_no_period_of_their_own() -> None:
    facts = describe(markdown("so voi nam 2010 thi tang 3 ho", "a.notes.md"))
    assert (facts.kind, facts.period) == ("note", None)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Báo cáo công tác dân vận 6 tháng đầu năm và nhiệm vụ trọng tâm 6 tháng cuối năm 2023", "6 tháng đầu năm 2023"),
        ("Báo cáo công tác quý II, phương hướng, nhiệm vụ quý III năm 2026", "quý II năm 2026"),
        ("Báo cáo tình hình năm 2023, nhiệm vụ năm 2024", "năm 2023"),
        ("Báo cáo công tác tháng 5, nhiệm vụ tháng 6 năm 2024", "tháng 5 năm 2024"),
        # "nhiệm vụ" and "kế hoạch" may also be what is reported on
        ("Báo cáo kết quả thực hiện nhiệm vụ năm 2023", "năm 2023"),
        ("Báo cáo thực hiện Kế hoạch số 12/KH-UBND quý I năm 2024", "quý I năm 2024"),
        ("Báo cáo kết quả thực hiện nhiệm vụ 9 tháng đầu năm 2024 và nhiệm vụ quý IV năm 2024", "9 tháng năm 2024"),
        ("Kế hoạch công tác năm 2024", "năm 2024"),
    ],
)  # fmt: skip
def test_the_period_reported_on_is_not_the_one_planned_for(title: str, period: str) -> None:
    text = f"UBND XÃ\n{title.upper()}\nXã báo cáo như sau."
    assert describe(load_text("a.txt", text.encode(), "txt")).period == period


def test_a_passage_knows_the_page_that_it_begins_on() -> None:
    lines = [
        Line("I. Kết quả", page=1),
        *(Line(f"Thôn {n} đã họp dân, bàn giao hồ sơ.", page=n) for n in range(1, 60)),
    ]
    document = assemble("a.pdf", "pdf", lines)
    chunks = chunk_document(document, describe(document), "s", budget=60)
    assert len(chunks) > 10
    for chunk in chunks:
        first = re.search(r"Thôn (\d+)", chunk.text)
        assert first
        assert chunk.page == int(first[1])
