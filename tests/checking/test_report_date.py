from datetime import date

import pytest

from assistant.checking import report_date_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("*Ba Bích, ngày 07 tháng 7 năm 2023*\n\nBÁO CÁO", date(2023, 7, 7)),
        ("| Số: 61/BC-UBND | Ba Bích, ngày 07 tháng 7 năm 2023 |", date(2023, 7, 7)),
        ("Số: 61/BC-UBND          Ba Bích, ngày 07 tháng 7 năm 2023\n", date(2023, 7, 7)),
        ("---\ntitle: x\ndate: 2023-07-10\n---\n\nBÁO CÁO", date(2023, 7, 10)),
        ("---\r\ndate: 10/7/2023\r\n---\r\nBÁO CÁO", date(2023, 7, 10)),
        # A date in running text is another document's.
        ("Thực hiện Công văn số 217/PNV ngày 07/7/2023 của Phòng Nội vụ", None),
        ("Hôm nay, ngày 07 tháng 7 năm 2023, UBND xã họp", None),
        ("Ba Bích, ngày 31 tháng 6 năm 2023", None),
        ("", None),
    ],
)
def test_report_date(text: str, day: date | None) -> None:
    assert report_date_of(text) == day
