"""The day a question is about."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answering.when import find_when
from assistant.language.text import fold

AS_OF = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("hồi 2022 làm theo nghị định nào", "2022-12-31"),
        ("cchc 2015 theo nghị quyết nào", "2015-12-31"),  # a bare year
        ("đầu năm nay xếp loại", "2026-01-01"),
        ("năm nay", "2026-11-20"),  # of the running year what has passed
        ("cuối năm ngoái", "2025-12-31"),
        ("trước 1/7/2025 thì", "2025-06-30"),  # the day before
        ("trước năm 2021", "2020-12-31"),
        ("tại ngày 30/6/2023", "2023-06-30"),
        ("ngày 01 tháng 7 năm 2023", "2023-07-01"),
        ("tháng 8/2022", "2022-08-31"),
        ("tháng 12 vừa rồi", "2025-12-31"),  # the last December, not the next
        ("quý I năm 2026", "2026-03-31"),
        ("6 tháng đầu năm 2024", "2024-06-30"),
        ("2016-06-30", "2016-06-30"),
    ],
)
def test_times_as_people_name_them(text: str, day: str) -> None:
    found = find_when(fold(text), AS_OF)
    assert found is not None
    assert found.day == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "chương trình giai đoạn 2021 - 2025",  # the programme's name
        "đến năm 2025, định hướng đến năm 2030",
        "ngày 30/2/2023",  # no such day
        "nghị định 61/2018/NĐ-CP",  # a number
        "một cửa theo văn bản nào",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert find_when(fold(text), AS_OF) is None


def test_a_year_keeps_both_its_ends_and_a_day_has_none() -> None:
    year = find_when("nam 2024", AS_OF)
    assert year is not None
    assert year.around == (date(2024, 1, 1), date(2024, 12, 31))
    day = find_when("ngay 1/2/2024", AS_OF)
    assert day is not None
    assert day.around is None
