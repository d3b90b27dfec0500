import pytest

from assistant.checking.document import Document
from assistant.checking.headings import Style, roman_numeral, roman_value


def test_levels_and_groups() -> None:
    text = (
        "**BÁO CÁO**\n\n**I. Đặc điểm**\n\n**1. Chung**\n\n2. Bộ máy\n\n## **II. Kết quả**\n\n"
        "### **1. Dân vận**\n\n#### *2.1 Về cải cách*\n\n- a) ý\n\na) Ý một\n"
    )
    headings = Document(text).headings
    assert [(h.label, h.style, h.number) for h in headings] == [
        ("I", Style.ROMAN, 1),
        ("1", Style.ARABIC, 1),
        ("2", Style.ARABIC, 2),
        ("II", Style.ROMAN, 2),
        ("1", Style.ARABIC, 1),
        ("2.1", Style.MULTI, 1),
        ("a", Style.LETTER, 1),
    ]
    first, second = headings[0], headings[3]
    assert first.group == second.group
    assert headings[1].group != headings[4].group
    assert headings[1].level > first.level


@pytest.mark.parametrize(
    "line",
    [
        "672 hộ với 2.273 khẩu",  # a figure, not a number of a heading
        "2.273 khẩu",
        "07/KH-UBND ngày 18/01/2023 về kiểm tra",
        "Xã có 5 thôn",
        "V/v báo cáo kết quả",
        "- Kết quả",
        "5 - 10 ha",
    ],
)
def test_no_heading(line: str) -> None:
    assert Document(line).headings == ()


def test_span_of_label_and_title() -> None:
    text = "## **II. Kết quả thực hiện**"
    (heading,) = Document(text).headings
    assert heading.number_span is not None
    assert heading.number_span.of(text) == "II"
    assert heading.title == "Kết quả thực hiện"


def test_roman_numerals() -> None:
    assert [roman_value(roman_numeral(n)) for n in range(1, 40)] == list(range(1, 40))
    assert roman_value("IIII") is None
