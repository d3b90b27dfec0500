from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.numbers import format_count, format_number, parse_number, words_to_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("02", "2"),
        ("2.273", "2273"),  # dots group thousands
        ("1.250,5", "1250.5"),
        ("95,25", "95.25"),
        ("2.5", "2.5"),  # a calculator's decimal point
        ("1,250,000", "1250000"),  # English grouping is clear only when repeated
        ("1,250", "1.250"),  # else the comma opens decimals
    ],
)
def test_parse_number(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "a", "1.2.3", "1,2,3", "1.", "-5"])
def test_parse_number_refuses(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number(text)


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_format_and_parse_agree(whole: int, cents: int) -> None:
    value = Decimal(f"{whole}.{cents:02d}")
    assert parse_number(format_number(value)) == value


def test_format_count() -> None:
    assert [format_count(n) for n in (0, 2, 10, 1250)] == ["0", "02", "10", "1.250"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("hai", 2),
        ("mười", 10),
        ("mười hai", 12),
        ("hai mươi", 20),
        ("hai mươi mốt", 21),
        ("mười lăm", 15),
        ("ba mươi tư", 34),
        ("một trăm", 100),
        ("một trăm linh năm", 105),
        ("hai trăm mười hai", 212),
        ("hai nghìn ba trăm", 2300),
        ("một triệu hai trăm nghìn", 1_200_000),
        ("muoi hai", 12),  # typed without accents
        ("hai muoi lam", 25),
        ("Hai", 2),
        ("mười hai phẩy năm", None),  # decimals are not guessed
        ("hai ba", None),  # two digits side by side are no number
        ("trăm", None),
        ("nghìn hai", None),
        ("hai lớp", None),
        ("", None),
    ],
)
def test_words_to_number(text: str, value: int | None) -> None:
    assert words_to_number(text) == value
