"""Dates that cannot be, periods that run backwards, and the form of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from assistant.checking.document import Document
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity, Span
from assistant.language.dates import format_date

#: A day and month without a year, on folded text: "ngay 31/6", "ngay 31 thang 6".
_SHORT_DATE: Final = re.compile(
    r"(?<!\w)(?<!moi )ngay\s+(\d{1,2})(?:/|\s+thang\s+)(\d{1,2})(?!\s*[/\d-]|\.\d|\s+nam\s+\d)"
)
_LONGEST_MONTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_YEARS: Final = range(1900, 2101)
_TO: Final = re.compile(r"[\s)]*(?:,\s*)?(?:den|toi)(?:\s+het)?(?:\s+ngay)?\s*")
_YEAR_RANGE: Final = re.compile(
    r"(?<!\w)(?:giai doan|nhiem ky|tu nam)\s+((?:19|20)\d\d)\s*(?:[-–]|den(?:\s+nam)?)\s*"
    r"((?:19|20)\d\d)(?![\w/])"
)
_MONTH_RANGE: Final = re.compile(
    r"(?<!\w)tu\s+thang\s+(\d{1,2})\s*(?:/|\s+nam\s+)((?:19|20)\d\d)\s+den\s+(?:het\s+)?thang\s+"
    r"(\d{1,2})\s*(?:/|\s+nam\s+)((?:19|20)\d\d)(?!\w)"
)


@rule("DAT001", Severity.ERROR, "Ngày không có trong lịch")
def impossible_date(inspection: Inspection) -> Iterator[Finding]:
    """Ngày, tháng ghi trong báo cáo không tồn tại, như ngày 30 tháng 02 hoặc tháng 13.

    Nguồn: lịch dương.
    Sai:
        Kế hoạch số 12/KH-UBND ngày ⟦30/02/2023⟧ và cuộc họp ngày ⟦31 tháng 4 năm 2023⟧; số liệu
        tính đến ngày ⟦31/6⟧.
    Đúng:
        Kế hoạch số 12/KH-UBND ngày 28/02/2023, cuộc họp ngày 29/02/2024; số liệu tính đến ngày
        30/6; đã giải quyết 30/32 hồ sơ.
    """
    for mention in inspection.document.dates:
        if mention.value is None or mention.year not in _YEARS:
            yield Finding(
                mention.span,
                f"Không có ngày {mention.span.of(inspection.document.text)} trong lịch.",
            )
    for match in _SHORT_DATE.finditer(inspection.document.folded):
        day, month = int(match[1]), int(match[2])
        if not 1 <= month <= 12 or not 1 <= day <= _LONGEST_MONTH[month - 1]:
            span = Span(match.start(1), match.end())
            yield Finding(span, f"Không có ngày {span.of(inspection.document.text)} trong lịch.")


@rule("DAT002", Severity.ERROR, "Khoảng thời gian ngược")
def reversed_period(inspection: Inspection) -> Iterator[Finding]:
    """Ngày cuối của khoảng thời gian đứng trước ngày đầu, thường do ghi nhầm năm.

    Nguồn: lịch dương.
    Sai:
        Từ ngày 01/01/2023 đến ngày ⟦09/6/2016⟧, tổng số nhiệm vụ được giao là 20.
    Sai:
        Trong giai đoạn 2025 - ⟦2021⟧ và từ tháng 9/2023 đến tháng ⟦3/2023⟧.
    Đúng:
        Từ ngày 15/12/2022 đến ngày 14/6/2023; giai đoạn 2021 - 2025; từ tháng 9/2022 đến tháng
        3/2023; Kế hoạch ngày 20/3/2023 và Công văn ngày 07/02/2023.
    """
    document = inspection.document
    for first, last in pairwise(document.dates):
        if first.value is None or last.value is None or last.value >= first.value:
            continue
        if _TO.fullmatch(document.folded, first.span.end, last.span.start):
            yield Finding(
                last.span,
                f"Khoảng thời gian kết thúc ngày {format_date(last.value)}, trước khi bắt đầu "
                f"ngày {format_date(first.value)}.",
                related=(first.span,),
            )
    for match in _YEAR_RANGE.finditer(document.folded):
        if match[2] < match[1]:
            yield Finding(
                Span(*match.span(2)),
                f"Khoảng thời gian kết thúc năm {match[2]}, trước khi bắt đầu năm {match[1]}.",
                related=(Span(*match.span(1)),),
            )
    for match in _MONTH_RANGE.finditer(document.folded):
        if (int(match[4]), int(match[3])) < (int(match[2]), int(match[1])):
            yield Finding(
                Span(match.start(3), match.end(4)),
                f"Khoảng thời gian kết thúc tháng {match[3]}/{match[4]}, trước khi bắt đầu tháng "
                f"{match[1]}/{match[2]}.",
                related=(Span(match.start(1), match.end(2)),),
            )


@rule("DAT005", Severity.INFO, "Ngày, tháng thiếu số 0", safe_fix=True)
def missing_zero(inspection: Inspection) -> Iterator[Finding]:
    """Ngày dưới 10 và tháng 1, tháng 2 phải ghi thêm số 0 ở trước: 02/3/2023, 28/02/2023. Các
    tháng khác không thêm; quy tắc này báo số 0 thừa (16/03/2026) khi phần lớn ngày khác trong báo
    cáo viết không có số 0 ấy.

    Nguồn: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần địa danh và thời gian ban hành (kiến thức
        chung, chưa đối chiếu với phụ lục).
    Sai:
        Kế hoạch số 34/KH-UBND ngày ⟦2/3/2023⟧ và cuộc họp ngày ⟦28/2/2023⟧.
    Sửa: 02/3/2023; 28/02/2023
    Sai:
        Kế hoạch số 34/KH-UBND ngày 02/3/2023, ngày ⟦16/03/2023⟧ sơ kết, ngày 20/5/2023 và ngày
        11/6/2023 kiểm tra.
    Sửa: 16/3/2023
    Đúng:
        Kế hoạch số 34/KH-UBND ngày 02/3/2023, cuộc họp ngày 28/02/2023, ngày 10/10/2023 và ngày
        07/07/2023.
    """
    document = inspection.document
    yield from _needless_zeros(document)
    for mention in document.dates:
        written = mention.span.of(document.text)
        numbers = re.findall(r"\d+", written)
        day, month = numbers[0], numbers[1]
        if mention.value is None or not (
            (len(day) == 1) or (len(month) == 1 and mention.month < 3)
        ):
            continue
        rest = written[len(day) :]
        if mention.month < 3:
            rest = rest.replace(month, month.zfill(2), 1)
        fix = day.zfill(2) + rest
        yield Finding(
            mention.span,
            "Ngày dưới 10 và tháng 1, tháng 2 ghi thêm số 0 ở trước.",
            fix=fix,
        )


def _needless_zeros(document: Document) -> Iterator[Finding]:
    """Months from March to September with a zero, where most are written without."""
    later = [
        (mention, numbers)
        for mention in document.dates
        if mention.value is not None and 3 <= mention.month <= 9
        for numbers in [list(re.finditer(r"\d+", mention.span.of(document.text)))]
    ]
    padded = [(mention, numbers) for mention, numbers in later if len(numbers[1][0]) == 2]
    if len(later) - len(padded) < max(2, 2 * len(padded)):
        return
    for mention, numbers in padded:
        written = mention.span.of(document.text)
        month = numbers[1]
        yield Finding(
            mention.span,
            "Tháng 3 đến tháng 9 không ghi thêm số 0, như phần lớn ngày khác trong báo cáo.",
            fix=written[: month.start()] + month[0][1:] + written[month.end() :],
        )
