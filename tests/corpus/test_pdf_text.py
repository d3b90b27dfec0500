"""Broken text layers: what is set right, what is reported, what is left alone."""

from __future__ import annotations

import pytest

from assistant.corpus.pdf_text import has_accents, is_readable, repaired

CUT = "Ủy ban nhân dân xã báo cáo kết quả thự c hi ện công tác dân vậ n, Nguy ễ n Văn A chủ trì, Vi ệ t Nam, đ ồng bào"


@pytest.mark.parametrize(
    ("reason", "page", "text"),
    [
        ("decomposed", "tiê\u0301n đo\u0323\u0302", "tiến độ"),
        ("marks behind a space", "tiê ́n đô ̣", "tiến độ"),
        ("a font's wrong names", "phƣơng hƣớng, Ƣu tiên, ðồng bào, Ðảng", "phương hướng, Ưu tiên, đồng bào, Đảng"),
        ("signs of a symbol font", "\uf0b7 Thôn Đồi\n\uf0a7 Thôn Suối", "- Thôn Đồi\n- Thôn Suối"),
        ("invisible signs", "Ủy\u200b ban\u00ad", "Ủy ban"),
        ("syllables cut in pieces", CUT, "Ủy ban nhân dân xã báo cáo kết quả thực hiện công tác dân vận, Nguyễn Văn A chủ trì, Việt Nam, đồng bào"),
        ("an old encoding", "Céng hßa x· héi chñ nghÜa ViÖt Nam, ®éc lËp, tù do, h¹nh phóc", "Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập, tự do, hạnh phúc"),
        ("sound text", "Xã có 05 thôn, khu ở mới, ý kiến của dân, a) điểm a; 1 000 m²", "Xã có 05 thôn, khu ở mới, ý kiến của dân, a) điểm a; 1 000 m²"),
        ("sound text with names and short words", "Bà A Lăng Thị Y, buôn Ea H leo, xã Đăk R lấp, tổ chức họp tại nhà văn hóa thôn từ 8 h đến 10 h", "Bà A Lăng Thị Y, buôn Ea H leo, xã Đăk R lấp, tổ chức họp tại nhà văn hóa thôn từ 8 h đến 10 h"),
    ],
    ids=lambda value: value[:20],
)  # fmt: skip
def test_what_is_set_right(reason: str, page: str, text: str) -> None:
    assert repaired([page]) == [text]


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        ("Ủy ban nhân dân xã báo cáo kết quả thực hiện công tác dân vận quý hai", True),
        ("Committee report, nothing Vietnamese in it at all", True),
        ("Uy ban nhan dan xa bao cao ket qua", True),  # typed without accents
        ("(cid:12)(cid:40)(cid:3) (cid:77)", False),
        ("B\ufffdo c\ufffdo k\ufffdt qu\ufffd c\ufffdng t\ufffdc", False),
        ("\ue012\ue013\ue014 \ue015\ue016", False),
        ("Uþ ban nhân dân xñ bæo cæo kÿt quþ thñc hiçn cöng tøc dñn vñn quñ hñi", False),
        ("", True),
    ],
)
def test_whether_a_page_can_be_read(text: str, readable: bool) -> None:
    assert is_readable(text) is readable


def test_what_a_foreign_ocr_leaves_has_no_accents() -> None:
    assert not has_accents("CONG HOA XA HQI CHU NGHIA VIET NAM Doc lap Tu do Hanh phuc " * 5)
    assert has_accents("Cộng hòa xã hội chủ nghĩa Việt Nam " * 10)
    assert has_accents("Bao cao")  # too short to tell
