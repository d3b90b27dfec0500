from datetime import date

import pytest

from assistant.domain import UserError
from assistant.language.periods import find_period, parse_period

TODAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("text", "start", "end", "label"),
    [
        ("2023", "2023-01-01", "2023-12-31", "năm 2023"),
        ("năm 2023", "2023-01-01", "2023-12-31", "năm 2023"),
        ("Cả năm 2023", "2023-01-01", "2023-12-31", "năm 2023"),
        ("quý III năm 2026", "2026-07-01", "2026-09-30", "quý III năm 2026"),
        ("Quý I/2023", "2023-01-01", "2023-03-31", "quý I năm 2023"),
        ("quý 3/2026", "2026-07-01", "2026-09-30", "quý III năm 2026"),
        ("quy iv nam 2024", "2024-10-01", "2024-12-31", "quý IV năm 2024"),
        ("quý II", "2026-04-01", "2026-06-30", "quý II năm 2026"),  # this year's
        ("6 tháng đầu năm 2024", "2024-01-01", "2024-06-30", "6 tháng đầu năm 2024"),
        ("sáu tháng đầu năm 2024", "2024-01-01", "2024-06-30", "6 tháng đầu năm 2024"),
        ("06 tháng đầu năm 2024", "2024-01-01", "2024-06-30", "6 tháng đầu năm 2024"),
        ("6 tháng cuối năm", "2026-07-01", "2026-12-31", "6 tháng cuối năm 2026"),
        ("9 tháng năm 2024", "2024-01-01", "2024-09-30", "9 tháng năm 2024"),
        ("9 tháng đầu năm 2024", "2024-01-01", "2024-09-30", "9 tháng năm 2024"),
        ("3 tháng cuối năm 2024", "2024-10-01", "2024-12-31", "3 tháng cuối năm 2024"),
        ("tháng 5/2024", "2024-05-01", "2024-05-31", "tháng 5 năm 2024"),
        ("tháng 02 năm 2024", "2024-02-01", "2024-02-29", "tháng 2 năm 2024"),
        ("2023-Q3", "2023-07-01", "2023-09-30", "quý III năm 2023"),
        ("2024-H2", "2024-07-01", "2024-12-31", "6 tháng cuối năm 2024"),
        ("2024-05", "2024-05-01", "2024-05-31", "tháng 5 năm 2024"),
        ("2024-9M", "2024-01-01", "2024-09-30", "9 tháng năm 2024"),
        ("giai đoạn 2021-2025", "2021-01-01", "2025-12-31", "giai đoạn 2021 - 2025"),
        (
            "2024-01-01..2024-06-10",
            "2024-01-01",
            "2024-06-10",
            "từ ngày 01/01/2024 đến ngày 10/6/2024",
        ),
        (
            "từ ngày 01/01/2023 đến ngày 30/6/2023",
            "2023-01-01",
            "2023-06-30",
            "từ ngày 01/01/2023 đến ngày 30/6/2023",
        ),
    ],
)
def test_parse(text: str, start: str, end: str, label: str) -> None:
    period = parse_period(text, TODAY)
    assert (period.start.isoformat(), period.end.isoformat(), period.label) == (start, end, label)
    again = parse_period(period.label)
    assert again == period  # a label can be typed back


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "Không hiểu"),
        ("hôm qua", "Không hiểu"),
        ("tháng 13/2024", "Không hiểu"),
        ("quý V năm 2024", "Không hiểu"),
        ("2024-13", "Không hiểu"),
        ("năm 2023 và 2024", "Không hiểu"),
        ("quý II", "chưa ghi năm"),  # no today given
        ("2024-06-30..2024-01-01", "trước ngày đầu"),
        ("2024-02-30..2024-03-01", "không tồn tại"),
        ("15 tháng năm 2024", "Không hiểu"),
    ],
)
def test_parse_refuses(text: str, part: str) -> None:
    with pytest.raises(UserError, match=part) as error:
        parse_period(text)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Báo cáo Quý I/2023, so với năm 2022", "quý I năm 2023"),
        ("kỷ luật 6 tháng đầu năm và nhiệm vụ 6 tháng cuối năm 2023", "6 tháng cuối năm 2023"),
        ("công tác 9 tháng năm 2024", "9 tháng năm 2024"),
        ("ngày 05 tháng 7 năm 2023", None),  # a date
        ("trong 3 tháng qua", None),
        ("Xã có 5 thôn", None),
    ],
)
def test_find(text: str, label: str | None) -> None:
    period = find_period(text)
    assert (period.label if period else None) == label
