"""Placeholders: the same for the same value, reversible, and nothing passes for one unseen."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.text import nfc
from assistant.privacy.masking import Masking, placeholders_in, redact
from tests.privacy.test_find import FOUND, STAYS


@pytest.mark.parametrize("text", [*(text for text, _ in FOUND), *STAYS])
def test_masking_is_undone_exactly(text: str) -> None:
    masking = Masking()
    masked = masking.mask(text)
    assert masking.unmask(masked).text == nfc(text)
    assert masking.unmask(masked).unknown == ()


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_no_value_is_left_in_a_masked_text(text: str, expected: list[str]) -> None:
    masked = Masking().mask(text)
    for each in expected:
        value = each.partition(":")[2]
        if len(value) > 1:
            assert value not in masked


_PIECES = st.sampled_from(
    [
        *("ông Nguyễn Văn A", "bà Hoa", " 0912345678", " CCCD 051085001234", "\n", ", ", " ", "<<"),
        *("TEN_1", "<<TEN_1>>", "[[TEN 2]]", ">>", "12/QĐ-UBND", "thôn Gò Da", "trú tại", "ten_3"),
        *("&lt;&lt;DIACHI_1&gt;&gt;", "GIAYTO-4", "«TEN_1»", "é", "e\u0301", "1.250 đồng"),
    ]
)


@given(st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=12))
def test_any_text_comes_back(pieces: list[str]) -> None:
    text = "".join(pieces)
    masking = Masking()
    assert masking.unmask(masking.mask(text)).text == nfc(text)


def test_the_same_value_has_one_placeholder_in_every_text() -> None:
    masking = Masking()
    first = masking.mask("ông Nguyễn Văn An khiếu nại")
    second = masking.mask("đã trả lời ông Nguyễn Văn An; bà Lê Thị Bé chưa đồng ý")
    assert first == "ông <<TEN_1>> khiếu nại"
    assert second == "đã trả lời ông <<TEN_1>>; bà <<TEN_2>> chưa đồng ý"


def test_a_value_of_before_is_replaced_where_nothing_gives_it_away() -> None:
    masking = Masking()
    masking.mask("bà Lê Bé gửi đơn, cmnd 212345678")
    assert masking.mask("Đơn của bà con; “Lê Bé” và 212345678") == (
        "Đơn của bà con; “<<TEN_1>>” và <<GIAYTO_1>>"
    )


@pytest.mark.parametrize(
    "written",
    ["<<TEN_1>>", "<< TEN_1 >>", "<<ten_1>>", "[[TEN_1]]", "«TEN_1»", "<TEN_1>", "TEN_1", "TEN 1",
     "<<TEN-1>>", "&lt;&lt;TEN_1&gt;&gt;", "[TEN_1]", "<<TEN1>>"],
)  # fmt: skip
def test_a_placeholder_is_known_in_the_forms_that_models_give_it(written: str) -> None:
    masking = Masking()
    masking.mask("ông Nguyễn Văn An")
    back = masking.unmask(f"Ông {written} đã rút đơn.")
    assert back.text == "Ông Nguyễn Văn An đã rút đơn."
    assert back.used == ("<<TEN_1>>",)
    assert back.unknown == ()


@pytest.mark.parametrize("written", ["<<TEN_2>>", "<<GIAYTO_1>>", "TEN_7", "<<TEN>>", "<<TEN_B>>"])
def test_an_altered_placeholder_is_told_and_never_filled(written: str) -> None:
    masking = Masking()
    masking.mask("ông Nguyễn Văn An")
    back = masking.unmask(f"Ông {written} đã rút đơn.")
    assert back.unknown
    assert "Nguyễn Văn An" not in back.text


def test_words_of_the_text_are_no_placeholders() -> None:
    masking = Masking()
    masking.mask("ông Nguyễn Văn An")
    text = "Có 1 trường hợp ghi tên 1 lần, số giấy tờ 2 bản, KITEN_1."
    assert masking.unmask(text).text == text


def test_placeholders_of_a_text_and_their_values() -> None:
    masking = Masking()
    (placeholder,) = placeholders_in(masking.mask("ông Nguyễn Văn An khiếu nại"))
    assert masking.value_of(placeholder) == "Nguyễn Văn An"
    assert masking.kind_of(placeholder).told == "tên người"
    assert placeholders_in(masking.mask("họp dân 5 thôn")) == ()


def test_a_log_keeps_the_line_without_the_person() -> None:
    assert redact("lỗi ở ghi chú “ông Lê Tám, sđt 0912345678”") == (
        "lỗi ở ghi chú “ông [tên người], sđt [số điện thoại]”"
    )


@pytest.mark.parametrize(
    "unit",
    ["Ông Lê Văn An, trú tại thôn Gò Da, sđt 0912345678 ", "bà ", "số nhà 1, ", "a@", "<<TEN", "0"],
)
def test_long_lines_take_time_in_proportion(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    masking = Masking()
    started = time.process_time()
    assert masking.unmask(masking.mask(text)).text == text
    assert time.process_time() - started < 5
