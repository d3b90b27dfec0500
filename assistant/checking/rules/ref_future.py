"""Documents signed after the report, or not yet in force on its day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.evidence import instrument_as_evidence
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity, Status
from assistant.language.dates import format_date

#: Right in front of a reference: it is applied, not only spoken of.
_APPLIED: Final = re.compile(
    r"(?<!\w)(?:theo|can cu|ap dung|tai|thuc hien|dua tren)"
    r"(?:\s+(?:dung\s+)?(?:quy dinh|khoan|dieu|diem|cua|tai|\d+))*\s*(?:cua\s+|tai\s+)?$"
)
_AHEAD: Final = re.compile(
    r"(?<!\w)(?:se|khi co hieu luc|co hieu luc (?:tu|ke tu)|pho bien|quan triet|tuyen truyen|"
    r"chuan bi|nghien cuu|tap huan|gop y|sap toi|thoi gian toi|ke hoach)(?!\w)"
)


@rule("REF008", Severity.ERROR, "Văn bản ký sau ngày báo cáo")
def signed_later(inspection: Inspection) -> Iterator[Finding]:
    """Ngày ký của văn bản được viện dẫn đứng sau ngày báo cáo, nên một trong hai ngày sai; hoặc văn
    bản được áp dụng (theo, căn cứ…) khi chưa có hiệu lực, là cảnh báo. Văn bản được nhắc để phổ
    biến, chuẩn bị triển khai không bị báo.

    Nguồn: lịch dương; Nghị định 30/2020/NĐ-CP, Phụ lục I (thời gian ban hành văn bản).
    Ngày báo cáo: 2023-07-10
    Sai:
        UBND xã đã ban hành Kế hoạch số 34/KH-UBND ngày ⟦02/9/2023⟧ về dân vận.
    Sai:
        Số lượng công chức được bố trí theo Nghị định số ⟦33/2023/NĐ-CP⟧ ngày 10/6/2023 của Chính
        phủ.
    Đúng:
        UBND xã đã phổ biến Nghị định số 33/2023/NĐ-CP ngày 10/6/2023 của Chính phủ.
        UBND xã đã ban hành Kế hoạch số 34/KH-UBND ngày 10/7/2023 về dân vận.
    """
    report_date = inspection.context.report_date
    for reference in inspection.document.references:
        signed = reference.signed
        if signed is None or reference.signed_span is None or signed <= report_date:
            continue
        if reference.year is not None and reference.year != signed.year:
            continue  # REF002 speaks of it
        yield Finding(
            reference.signed_span,
            f"Văn bản ghi ký ngày {format_date(signed)}, sau ngày báo cáo "
            f"{format_date(report_date)}.",
        )
    yield from _not_yet_in_force(inspection)


def _not_yet_in_force(inspection: Inspection) -> Iterator[Finding]:
    on = inspection.context.report_date
    document = inspection.document
    for reference, instruments in inspection.identified:
        if not instruments or reference.number_span is None:
            continue
        if reference.signed is not None and reference.signed > on:
            continue  # told above
        lives = [inspection.register.validity(instrument, on) for instrument in instruments]
        if any(life.status is not Status.NOT_YET for life in lives):
            continue
        sentence = document.sentence_at(reference.span.start)
        before = document.folded[sentence.start : reference.span.start]
        if not _APPLIED.search(before) or _AHEAD.search(sentence.of(document.folded)):
            continue
        day = instruments[0].effective
        told = document.dates_within(sentence)
        if day and any(mention.value and mention.value >= day for mention in told):
            continue  # "từ ngày 01/7/2026 thực hiện theo …" speaks of the time to come
        since = f"; có hiệu lực từ ngày {format_date(day)}" if day else ""
        yield Finding(
            reference.number_span,
            f"Văn bản chưa có hiệu lực vào ngày báo cáo {format_date(on)}{since}.",
            evidence=tuple(instrument_as_evidence(instrument) for instrument in instruments),
            severity=Severity.WARNING,
        )
