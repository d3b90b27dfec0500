"""What a report tells as done on a day or in a period that had not come, and data of other days.

Used by DAT003.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Final

from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding
from assistant.domain import Period, Span
from assistant.language.dates import format_date

#: "đã" before a verb; "đã được phê duyệt", "đã và đang" and "đã nêu" tell of no act of that day.
_DONE: Final = r"(?<!\w)da\s+(?!nang\b|so\b|dang\b|phan\b|va\b|neu\b|dinh\b|len lich\b)[a-z]{2,}"
_THEN_DONE: Final = re.compile(rf"[^.;]{{0,160}}?{_DONE}")
#: In front of the day that opens a clause.
_OPENS: Final = re.compile(
    r"(?:\A|[;:.+*•–-]|\d[.)])\s*(?:vao\s+|trong\s+|rieng\s+)?(?:cac\s+)?(?:ngay\s*)?\Z"
)
#: "đã … vào ngày", "đã … trong" with nothing that puts the day after the act.
_DONE_ON: Final = re.compile(
    rf"{_DONE}(?!.*(?<!\w)(?:tu|den|truoc|het|den het|ke tu|thoi han|han)\s+(?:ngay\s*)?\Z)"
    r"[^.;:,]{0,120}?(?<!\w)(?:(?P<sure>vao(?:\s+ngay)?|trong)|ngay)\s*\Z"
)
#: Words that put what is told ahead of the act: what was announced, agreed or planned then.
_AHEAD: Final = re.compile(
    r"(?<!\w)(?:se|du kien|ke hoach|lich|thong bao|dang ky|moi|hen|chuan bi|thong nhat|chot|"
    r"phe duyet|(?<!ban )giao|phan dau|truoc ngay|cham nhat|han|han cuoi|hieu luc|ap dung|thi hanh|"
    r"ke tu|de nghi|phuong an|chuong trinh|nhiem vu|bo tri)(?!\w)"
)
_DATA: Final = re.compile(
    r"(?<!\w)(?:so lieu|ky bao cao|ky so lieu|thoi gian lay so lieu|thoi ky bao cao)"
    r"(?:\s+(?:duoc|lay|chot|tinh|tong hop|bao cao|ke|trong ky))*\s*[:(,]?\s*tu\s+(?:ngay\s+)?\Z"
)
_TO: Final = re.compile(r"\s*(?:den|-|–)\s*(?:het\s+)?(?:ngay\s+)?")
_OTHER_DATA: Final = re.compile(r"(?<!\w)(?:cung ky|nam truoc|ky truoc|so voi|doi chieu)(?!\w)")
_LEAD: Final = timedelta(days=46)  # data open a month and a half before the period at the earliest


def done_too_early(inspection: Inspection) -> Iterator[Finding]:
    """Days and periods after the report in clauses that say that something was done then."""
    document = inspection.document
    today = inspection.context.report_date
    signed = [r.signed_span for r in document.references if r.signed_span]
    for mention in document.dates:
        if mention.value is None or mention.value <= today or mention.span in signed:
            continue
        if _is_done(inspection, mention.span):
            yield Finding(
                mention.span,
                f"Ngày {format_date(mention.value)} sau ngày báo cáo mà kể việc đã làm.",
            )
    titles = [r.span for r in document.references]
    for period in document.periods:
        if period.period.start <= today or any(t.overlaps(period.span) for t in titles):
            continue
        if _is_done(inspection, period.span):
            yield Finding(period.span, f"{_upper(period.period.label)} chưa đến mà kể việc đã làm.")


def _is_done(inspection: Inspection, span: Span) -> bool:
    document = inspection.document
    sentence = document.sentence_at(span.start)
    folded = document.folded
    before = folded[sentence.start : span.start]
    opening = _OPENS.search(before)
    if opening:
        then = _THEN_DONE.match(folded, span.end, sentence.end)
        return then is not None and not _AHEAD.search(then[0])
    done = _DONE_ON.search(before)
    if done is None:
        return False
    told = done[0]
    return not _AHEAD.search(told) and (done["sure"] is not None or len(told.split()) <= 9)


def data_of_another_period(inspection: Inspection, period: Period) -> Iterator[Finding]:
    """A span of days that the report gives for its data, and that its period does not hold."""
    document = inspection.document
    folded = document.folded
    for first, last in pairwise(document.dates):
        if first.value is None or last.value is None:
            continue
        if not _TO.fullmatch(folded, first.span.end, last.span.start):
            continue
        before = folded[max(0, first.span.start - 60) : first.span.start]
        if not _DATA.search(before) or _OTHER_DATA.search(before):
            continue
        too_early = first.value < period.start - _LEAD
        if too_early or last.value < period.start or first.value > period.end:
            span = first.span if too_early else last.span
            yield Finding(
                span,
                f"Số liệu từ ngày {format_date(first.value)} đến ngày {format_date(last.value)} "
                f"không phải của kỳ báo cáo ({period.label}).",
                related=(last.span if too_early else first.span,),
            )


def _upper(label: str) -> str:
    return label[:1].upper() + label[1:]
