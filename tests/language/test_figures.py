from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Span
from assistant.language.figures import find_figures

CASES = [
    ("672 hộ với 2.273 khẩu", [("672", "672", None, "ho"), ("2.273", "2273", None, "khau")]),
    ("chiếm 95% so với", [("95%", "95", "%", "")]),
    ("100 % hồ sơ", [("100 %", "100", "%", "ho so")]),
    ("mở 02 lớp tập huấn cho bà con", [("02", "2", None, "lop tap huan")]),
    ("mở hai lớp tập huấn", [("hai", "2", None, "lop tap huan")]),
    ("mo 2 lop", [("2", "2", None, "lop")]),
    ("2/5 thôn chưa họp", [("2", "2", None, "thon"), ("5", "5", None, "thon")]),
    ("thu 1.250,5 triệu đồng", [("1.250,5 triệu đồng", "1250.5", "triệu đồng", "")]),
    ("có 20 đồng chí", [("20", "20", None, "dong chi")]),  # comrades are no money
    ("rộng 12,5 ha", [("12,5 ha", "12.5", "ha", "")]),
    ("tổng số nhiệm vụ được giao 20;", [("20", "20", None, "nhiem vu duoc giao")]),
    ("tổng số: 20", [("20", "20", None, "")]),
    ("Tổng nhiệm vụ **16** nhiệm vụ thường xuyên", [("16", "16", None, "nhiem vu thuong xuyen")]),
    ("sơ kết 03 năm thực hiện", [("03", "3", None, "nam")]),
    ("thôn 5 có 30 hộ", [("30", "30", None, "ho")]),
    ("1. Có 5 hộ", [("5", "5", None, "ho")]),
    ("đã họp 04 cuộc họp", [("04", "4", None, "cuoc hop")]),
    ("trong số 200 hộ", [("200", "200", None, "ho")]),
    ("đã cấp 20 giấy", [("20", "20", None, "giay")]),
    ("ký 5 bản cam kết", [("5", "5", None, "ban cam ket")]),
    ("2.273 khẩu", [("2.273", "2273", None, "khau")]),  # no heading number
]

NONE = [
    "Điều 5 khoản 2 điểm a",
    "Đề án 06 của Chính phủ",
    "Chương trình 135",
    "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018",
    "Kế hoạch số 06/KH-UBND",
    "năm 2023, quý I/2023, tháng 5/2024, giai đoạn 2021 - 2025",
    "6 tháng đầu năm 2024",
    "dịch COVID-19",
    "2.1 Về cải cách",
    "xã Ba Bích, năm 2023",
    "một cửa, một số mô hình",
    "trong năm cán bộ đã học tập",  # "năm" is the year here
    "ngày 28/2",
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_figures(text: str, expected: list[tuple[str, str, str | None, str]]) -> None:
    found = [(f.span.of(text), str(f.value), f.unit, f.noun) for f in find_figures(text)]
    assert found == expected


@pytest.mark.parametrize("text", NONE)
def test_no_figures(text: str) -> None:
    assert find_figures(text) == []


def test_excluded_spans_hold_no_figures() -> None:
    text = "12 hộ và 15 hộ"
    assert [str(f.value) for f in find_figures(text, [Span(0, 5)])] == ["15"]


@given(st.text(alphabet="0123456789.,/% hộlớp-\nİnăm", max_size=60))
def test_spans_are_ordered_and_hold_their_digits(text: str) -> None:
    figures = find_figures(text)
    spans = [figure.span for figure in figures]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
