from datetime import date

import pytest

from assistant.language.dates import find_dates, format_date, format_long_date


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("ngày 07/7/2023 của", "07/7/2023", date(2023, 7, 7)),
        ("ngày 07 tháng 7 năm 2023", "07 tháng 7 năm 2023", date(2023, 7, 7)),
        ("NGÀY 07 THÁNG 7 NĂM 2023", "07 THÁNG 7 NĂM 2023", date(2023, 7, 7)),
        ("ngay 07 thang 7 nam 2023", "07 thang 7 nam 2023", date(2023, 7, 7)),
        ("đến 09-6-2016.", "09-6-2016", date(2016, 6, 9)),
        ("ngày 07.7.2023.", "07.7.2023", date(2023, 7, 7)),
        ("ngày 07/ 7/ 2023", "07/ 7/ 2023", date(2023, 7, 7)),  # stray spaces
        ("ngày 30/02/2023", "30/02/2023", None),
        ("ngày 31 tháng 4 năm 2023", "31 tháng 4 năm 2023", None),
        ("ngày 12/13/2023,", "12/13/2023", None),
    ],
)
def test_dates(text: str, quote: str, value: date | None) -> None:
    (mention,) = find_dates(text)
    assert mention.span.of(text) == quote
    assert mention.value == value


@pytest.mark.parametrize(
    "text",
    [
        "tháng 5/2024",  # a period
        "số 61/2018/NĐ-CP",
        "số 12/10/2022/QĐ-UBND",  # a number that looks like one
        "07/7-2023",  # mixed separators
        "ngày 28/2",  # no year
        "1.2.2023.4",
    ],
)
def test_no_dates(text: str) -> None:
    assert find_dates(text) == []


def test_formats_follow_decree_30() -> None:
    assert format_date(date(2023, 2, 3)) == "03/02/2023"
    assert format_date(date(2023, 7, 7)) == "07/7/2023"
    assert format_long_date(date(2023, 10, 5)) == "ngày 05 tháng 10 năm 2023"
