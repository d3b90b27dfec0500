"""Documents signed after the report."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity
from assistant.language.dates import format_date


@rule("REF008", Severity.ERROR, "Văn bản ký sau ngày báo cáo")
def signed_later(inspection: Inspection) -> Iterator[Finding]:
    """Ngày ký của văn bản được viện dẫn đứng sau ngày báo cáo, nên một trong hai ngày sai.

    Nguồn: lịch dương; Nghị định 30/2020/NĐ-CP, Phụ lục I (thời gian ban hành văn bản).
    Ngày báo cáo: 2023-07-10
    Sai:
        UBND xã đã ban hành Kế hoạch số 34/KH-UBND ngày ⟦02/9/2023⟧ về dân vận.
    Đúng:
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
