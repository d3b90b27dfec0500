"""Articles and clauses that an instrument does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.checking.articles import article_clauses
from assistant.checking.evidence import instrument_as_evidence
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Instrument, Pinpoint, Reference, Severity, Span

_REACH = 60  # characters behind a reference in which its article may stand
_DIGITS = re.compile(r"\d+")


@rule("REF012", Severity.ERROR, "Không có điều, khoản được viện dẫn")
def missing_article(inspection: Inspection) -> Iterator[Finding]:
    """Điều được viện dẫn có số lớn hơn số điều của văn bản, hoặc khoản có số lớn hơn số khoản của
    điều ấy. Chỉ xét những văn bản mà kho đã đếm chắc số điều, số khoản; luật cùng tên có nhiều đời
    thì mọi đời đều không có mới báo. Khoản là cảnh báo, vì văn bản sửa đổi có thể thêm khoản.

    Nguồn: Bộ pháp điển điện tử (số điều, khoản của từng văn bản).
    Sai:
        Các đơn được xử lý theo ⟦Điều 72⟧ Luật Khiếu nại.
    Sai:
        Việc tiếp dân định kỳ thực hiện theo ⟦khoản 8 Điều 15⟧ Luật Tiếp công dân.
    Đúng:
        Việc tiếp dân theo khoản 2 Điều 15 Luật Tiếp công dân; đơn được xử lý theo Điều 17 Luật
        Khiếu nại, Điều 30 Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ.
    """
    for reference, instruments in inspection.identified:
        if not instruments or not reference.pinpoints or not _one_name(instruments):
            continue
        if reference.number is None and not _all_in_effect(instruments, inspection):
            continue  # by name an older law is meant, which the register may lack
        counts = [article_clauses(instrument.id) for instrument in instruments]
        known = [count for count in counts if count is not None]
        if len(known) != len(instruments):
            continue
        for pinpoint in reference.pinpoints:
            fault = _fault(pinpoint, known)
            span = _place(inspection.document.folded, reference, pinpoint)
            if fault is None or span is None:
                continue
            message, severity = fault
            yield Finding(
                span,
                f"{instruments[0].kind} {_name(instruments[0])} {message}.",
                evidence=tuple(instrument_as_evidence(i) for i in instruments),
                severity=severity,
            )


def _all_in_effect(instruments: Sequence[Instrument], inspection: Inspection) -> bool:
    day = inspection.context.report_date
    return all(i.effective is not None and i.effective <= day for i in instruments)


def _one_name(instruments: Sequence[Instrument]) -> bool:
    return len({instrument.title for instrument in instruments}) == 1


def _name(instrument: Instrument) -> str:
    by_name = instrument.kind in ("Luật", "Bộ luật", "Pháp lệnh")
    return instrument.title if by_name else f"số {instrument.number}"


def _fault(
    pinpoint: Pinpoint, counts: Sequence[Sequence[int | None]]
) -> tuple[str, Severity] | None:
    """What is wrong with a pinpoint in every version of the instrument."""
    article = _number(pinpoint.article)
    if article is None or article == 0:
        return None
    most = max(len(count) for count in counts)
    if article > most:
        return f"chỉ có {most} điều, không có Điều {article}", Severity.ERROR
    clause = _number(pinpoint.clause)
    clauses = [count[article - 1] for count in counts if article <= len(count)]
    known = [count for count in clauses if count is not None]
    if clause is None or len(known) != len(clauses) or clause <= max(known) or not all(known):
        return None
    return (
        f"có Điều {article} chỉ gồm {max(known)} khoản, không có khoản {clause}",
        Severity.WARNING,
    )


def _number(written: str | None) -> int | None:
    """The number of "Điều 72" or "2"; None for one with a letter ("12a"), which was added later."""
    if written is None:
        return None
    found = _DIGITS.search(written)
    return int(found[0]) if found and found.end() == len(written) else None


def _place(folded: str, reference: Reference, pinpoint: Pinpoint) -> Span | None:
    """Where the article, with its clause where that stands before it, is written."""
    article = re.escape(str(_number(pinpoint.article)))
    clause = f"khoan\\s+{re.escape(pinpoint.clause)}\\s+(?=dieu)" if pinpoint.clause else "(?!)"
    pattern = rf"(?<!\w)(?:{clause})?(?:dieu\s+)?{article}(?![\w/.]\w)"
    start, end = reference.span.start, min(len(folded), reference.span.end + _REACH)
    number = reference.number_span
    for match in re.compile(pattern).finditer(folded, start, end):
        span = Span(*match.span())
        if number is None or not number.overlaps(span):
            return span
    return None
