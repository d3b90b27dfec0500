"""Statements of one report that cannot both be true."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity


@rule("CLM003", Severity.WARNING, "Hai nhận định trái nhau")
def contradicting_statements(inspection: Inspection) -> Iterator[Finding]:
    """Một chỗ ghi không có, chưa làm hoặc tất cả đều đạt; chỗ khác của báo cáo ghi có, đã làm hoặc
    còn phần chưa đạt, cùng một việc và cùng kỳ báo cáo. Nhận định về một thôn, một lĩnh vực, một kỳ
    khác hoặc về nhiệm vụ sắp tới không đem ra so.

    Nguồn: Nghị định 09/2019/NĐ-CP về chế độ báo cáo (thông tin trung thực, chính xác, thống nhất).
    Sai:
        Trong kỳ ⟦không phát sinh đơn thư⟧. Ba đơn kiến nghị về đất rừng được giải quyết chậm; còn
        03 đơn chưa giải quyết.
    Sai:
        Đến thời điểm báo cáo UBND xã ⟦chưa tổ chức tự kiểm tra⟧. UBND xã đã tổ chức tự kiểm tra 02
        lần.
    Sai:
        Có 17/21 thôn tổ chức họp dân. ⟦Thôn nào trong xã cũng đã họp dân⟧. Xảy ra 22 vụ việc, làm
        rõ 19 vụ. ⟦Các vụ việc đều đã được làm rõ⟧.
    Đúng:
        Trong kỳ không phát sinh đơn tố cáo; có 03 đơn kiến nghị. UBND xã chưa tổ chức tự kiểm tra
        đột xuất. UBND xã đã tổ chức tự kiểm tra định kỳ 02 lần. Nhận 21 đơn, giải quyết 19 đơn; các
        đơn đã giải quyết đều đúng hạn.
    """
    for denial, assertion in inspection.contradictions:
        quote = " ".join(assertion.span.of(inspection.document.text).split())
        yield Finding(
            denial.span,
            f"Trái với chỗ khác của báo cáo: “{quote}”.",
            related=(assertion.span,),
        )
    denied = {denial.span for denial, _ in inspection.contradictions}
    for span, fewer in inspection.not_all:
        if any(span.overlaps(other) for other in denied):
            continue
        sentence = inspection.document.sentence_at(fewer.start)
        quote = " ".join(sentence.of(inspection.document.text).split())
        yield Finding(
            span, f"Nói về tất cả, trong khi chỗ khác của báo cáo ghi: “{quote}”.", related=(fewer,)
        )
