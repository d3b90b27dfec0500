"""Which words mean which order. Each row says why it is there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.intent import Action, Intent, read_intent
from assistant.language.text import fold

CASES = [
    # the order of the product's first paragraph: section, colon, notes with a comma and a fraction
    (
        "soạn phần tồn tại, hạn chế: tuyên truyền chưa thường xuyên, 2/5 thôn chưa họp dân quý II",
        Action.DRAFT,
        "han-che",
        "tuyên truyền chưa thường xuyên, 2/5 thôn chưa họp dân quý II",
    ),
    # the same typed without accents or comma
    (
        "soan phan ton tai han che: tuyen truyen chua thuong xuyen",
        Action.DRAFT,
        "han-che",
        "tuyen truyen chua thuong xuyen",
    ),
    # notes on the lines below the order
    (
        "soạn phần nhiệm vụ\n- họp dân\n- tập huấn",
        Action.DRAFT,
        "nhiem-vu",
        "- họp dân\n- tập huấn",
    ),
    # no colon: a joint word introduces the notes
    (
        "giúp tôi soạn phần nguyên nhân với các ý cán bộ kiêm nhiệm",
        Action.DRAFT,
        "nguyen-nhan",
        "cán bộ kiêm nhiệm",
    ),
    # polite openers, the verb inside, no section: the open one is meant
    ("Em ơi viết giúp chị mục này: đã họp 5 thôn", Action.DRAFT, None, "đã họp 5 thôn"),
    # "và" instead of the comma in the section's name
    ("Soạn mục tồn tại và hạn chế", Action.DRAFT, "han-che", ""),
    # a colon inside a number is no end of the order
    (
        "soạn phần kết quả: họp lúc 8:30 ngày 02/3",
        Action.DRAFT,
        "ket-qua",
        "họp lúc 8:30 ngày 02/3",
    ),
    ("soạn toàn văn", Action.DRAFT, "toan-van", ""),
    # one paste of notes for the whole report
    ("Soạn cả báo cáo:\n- loa hỏng", Action.DRAFT, "toan-van", "- loa hỏng"),
    ("lập báo cáo dân vận quý III", Action.DRAFT, "toan-van", ""),  # the report is the object
    ("soạn báo cáo phần hạn chế", Action.DRAFT, "han-che", ""),  # a section named beats it
    ("soạn mục này của báo cáo", Action.DRAFT, None, ""),  # the open section, not the report
    ("viết lại phần hạn chế ngắn hơn", Action.REGENERATE, "han-che", ""),
    ("ngan hon", Action.REGENERATE, None, ""),  # a bare wish about the open section
    ("nêu 3 nguyên nhân", Action.REGENERATE, "nguyen-nhan", ""),
    # adding a fact: the words after the colon are evidence, not style
    ("bổ sung: 3 thôn chưa có nhà văn hóa", Action.REGENERATE, None, "3 thôn chưa có nhà văn hóa"),
    # after "viết lại" the colon brings a wish, not a fact
    ("viết lại phần hạn chế: ngắn gọn, trang trọng", Action.REGENERATE, "han-che", ""),
    ("kiểm tra", Action.CHECK, None, ""),
    ("Rà soát giúp tôi phần kết quả", Action.CHECK, "ket-qua", ""),
    ("xuất báo cáo ra Word", Action.EXPORT, None, ""),
    ("tai ve file docx", Action.EXPORT, None, ""),
    ("tìm báo cáo dân vận năm 2022", Action.SEARCH, None, ""),
    ("giúp tôi", Action.HELP, None, ""),  # alone it asks for help; before a verb it is politeness
    ("nghị định nào quy định về cơ chế một cửa?", Action.ASK, None, ""),
    ("nghi dinh nao quy dinh ve co che mot cua", Action.ASK, None, ""),
    # begins like an order to check, but asks about an instrument
    ("kiểm tra xem Nghị định 61/2018/NĐ-CP còn hiệu lực không", Action.ASK, None, ""),
    # names a section, yet is a question
    ("tồn tại và hạn chế là gì?", Action.ASK, None, ""),
    # "lập" inside a question is no order
    ("việc lập dự toán do ai phê duyệt", Action.ASK, None, ""),
    ("", Action.ASK, None, ""),
]


@pytest.mark.parametrize(("message", "action", "section", "notes"), CASES)
def test_intent(message: str, action: Action, section: str | None, notes: str) -> None:
    intent = read_intent(message)
    assert (intent.action, intent.section, intent.notes) == (action, section, notes)


@pytest.mark.parametrize("message", [case[0] for case in CASES])
def test_accents_do_not_change_the_intent(message: str) -> None:
    with_accents, without = read_intent(message), read_intent(fold(message))
    assert (with_accents.action, with_accents.section) == (without.action, without.section)
    assert fold(with_accents.notes) == without.notes


def test_instruction_holds_the_wish_and_not_the_notes() -> None:
    assert (
        read_intent("viết lại phần hạn chế ngắn hơn").instruction
        == "viết lại phần hạn chế ngắn hơn"
    )
    assert read_intent("soạn phần hạn chế thật ngắn: loa hỏng").instruction.endswith("thật ngắn")
    assert read_intent("soạn phần nguyên nhân: thiếu người").instruction == ""


@pytest.mark.parametrize(
    ("message", "report_type"),
    [
        ("tạo báo cáo cải cách hành chính", "cai-cach-hanh-chinh"),
        ("soạn báo cáo CCHC quý III", "cai-cach-hanh-chinh"),  # the clerks' abbreviation
        ("lập báo cáo kinh tế - xã hội", "kinh-te-xa-hoi"),  # hyphen between the words
    ],
)
def test_report_type_named(message: str, report_type: str) -> None:
    assert read_intent(message).report_type == report_type


@given(st.text(max_size=200))
def test_any_text_has_an_intent_and_keeps_its_notes(message: str) -> None:
    intent = read_intent(message)
    assert isinstance(intent, Intent)
    assert intent.notes in intent.text or intent.notes == ""
