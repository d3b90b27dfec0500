"""Everyday words and abbreviations become the register's, in questions and phrases alike."""

from __future__ import annotations

import pytest

from assistant.answering.essence import essence
from assistant.answering.parts import parts_of
from assistant.answering.words import canonical, spelled_out


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sổ đỏ", "giấy chứng nhận quyền sử dụng đất"),
        ("lam so hong", "lam bia do"),  # without accents as well
        ("giải quyết TTHC", "giải quyết thủ tục hành chính"),
        ("pccc o cho", "phong chay, chua chay o cho"),
    ],
)
def test_two_names_of_one_thing(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    "text",
    [
        "áp dụng biện pháp",  # "ấp" is a hamlet only with its accents
        "ap dung bien phap",
        "phong chong bao luc gia dinh",  # "bạo lực", not "bão lụt"
    ],
)
def test_what_only_looks_like_an_everyday_word_stays(text: str) -> None:
    assert canonical(text) == text


def test_numbers_of_documents_are_not_spelled_out() -> None:
    assert spelled_out("Nghị định 61/2018/NĐ-CP về TTHC") == (
        "Nghị định 61/2018/NĐ-CP về thủ tục hành chính"
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("nghị định nào quy định về cơ chế một cửa", "cơ chế một cửa"),
        ("chứng thực bản sao theo văn bản nào", "chứng thực bản sao"),  # not the "sao" of "ra sao"
        ("thay đổi chỗ ở thì làm sao", "thay đổi chỗ ở làm"),
        ("nam 2019 mot cua theo nd nao", "nam 2019 mot cua"),  # "cua" may be "cửa"
    ],
)
def test_the_frame_goes_and_the_matter_stays(text: str, left: str) -> None:
    assert essence(text) == left


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Văn thư theo nghị định nào, còn lưu trữ theo luật nào?", 2),
        ("Nghị định 61/2018/NĐ-CP và Nghị định 107/2021/NĐ-CP còn hiệu lực không", 2),
        ("luật nào, nghị định nào quy định tiếp công dân", 1),  # one matter
        ("Nghị định 107/2021/NĐ-CP sửa đổi Nghị định 61/2018/NĐ-CP phải không", 1),
        ("chi tiền cho hòa giải, tuyên truyền theo thông tư nào", 1),
    ],
)
def test_questions_in_one_message(text: str, count: int) -> None:
    assert len(parts_of(text, ())) == count
