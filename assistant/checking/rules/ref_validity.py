"""Instruments that were no longer in force on the report's date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from assistant.checking.document import Document
from assistant.checking.evidence import instrument_as_evidence
from assistant.checking.inspection import Inspection
from assistant.checking.rule import Finding, rule
from assistant.domain import Instrument, Reference, Severity, Span, Status, Validity
from assistant.language.dates import format_date
from assistant.language.periods import find_period

#: Folded words in the same clause that make a citation one of history.
_HISTORY: Final = re.compile(
    r"\b(?:thay the|thay cho|sua doi|bai bo|het hieu luc|truoc day|truoc do|da ban hanh truoc|"
    r"het thoi han|cham dut hieu luc|ke thua|giai doan truoc|thoi ky truoc|da ap dung|"
    r"(?:so|tong) ket \d+ nam)\b"
)
#: The same where a reader of references takes a remark behind the title for a part of it.
_ENDED_IN_TITLE: Final = re.compile(
    r"\b(?:da het hieu luc|(?:duoc|bi) thay the|(?:duoc|bi) bai bo|da (?:duoc )?thay the)\b"
)
_CLAUSE_END: Final = re.compile(r";|\.(?=\s)|\n\s*\n")
#: Between a document and the older one that it carries out.
_CARRIES_OUT: Final = re.compile(r"\b(?:thuc hien|trien khai|quan triet|theo|ket qua)\b")
_BEFORE: Final = re.compile(r"\btruoc(?:\s+ngay)?\s*$")
_NEAR: Final = 200  # characters of a clause looked at on either side


@rule("REF007", Severity.WARNING, "Văn bản đã hết hiệu lực vào ngày báo cáo")
def no_longer_in_force(inspection: Inspection) -> Iterator[Finding]:
    """Văn bản được viện dẫn như đang áp dụng nhưng đã hết hiệu lực vào ngày báo cáo; nêu văn bản
    thay thế nếu biết. Là lỗi khi văn bản hết hiệu lực từ trước kỳ báo cáo, là cảnh báo khi hết hiệu
    lực trong kỳ. Không báo khi văn bản được nhắc như việc đã qua (thay thế, sửa đổi, bãi bỏ, trước
    đây, sự việc của năm trước, kế hoạch ban hành khi văn bản còn hiệu lực), và khi chưa rõ hiệu
    lực. Mỗi văn bản báo một lần, ở chỗ viện dẫn đầu tiên.

    Nguồn: kho văn bản (ngày có hiệu lực, hết hiệu lực, văn bản thay thế); Luật Ban hành văn bản quy
        phạm pháp luật, quy định về hiệu lực của văn bản.
    Ngày báo cáo: 2023-07-10
    Sai:
        Xã thực hiện Nghị định số ⟦149/2018/NĐ-CP⟧ ngày 07/11/2018 của Chính phủ.
    Sai:
        Căn cứ Pháp lệnh số ⟦34/2007/PL-UBTVQH11⟧ của Ủy ban Thường vụ Quốc hội.
    Đúng:
        Luật Thực hiện dân chủ ở cơ sở thay thế Pháp lệnh số 34/2007/PL-UBTVQH11.

        Năm 2022, xã đã thực hiện Pháp lệnh số 34/2007/PL-UBTVQH11.

        Kế hoạch số 23/KH-UBND ngày 13/02/2023 thực hiện Pháp lệnh số 34/2007/PL-UBTVQH11.

        Xã thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ.
    """
    cited: dict[str, list[Reference]] = {}
    found: dict[str, tuple[Instrument, Validity]] = {}
    for reference, instruments in inspection.identified:
        expired = _expired(inspection, instruments)
        if expired is None:
            continue
        instrument, validity = expired
        if _is_history(inspection, reference, validity.until):
            continue
        cited.setdefault(instrument.id, []).append(reference)
        found[instrument.id] = expired
    for id, references in cited.items():
        instrument, validity = found[id]
        yield Finding(
            _anchor(references[0]),
            _message(references[0], instrument, validity, inspection),
            related=tuple(_anchor(reference) for reference in references[1:]),
            evidence=tuple(
                instrument_as_evidence(entry)
                for entry in (instrument, *inspection.register.successors(instrument))
            ),
            severity=Severity.ERROR if _before_period(inspection, validity.until) else None,
        )


def _expired(
    inspection: Inspection, instruments: tuple[Instrument, ...]
) -> tuple[Instrument, Validity] | None:
    """The instrument meant, when every one that may be meant has expired."""
    on = inspection.context.report_date
    seen = [(i, inspection.register.validity(i, on)) for i in instruments]
    if not seen or any(validity.status is not Status.EXPIRED for _, validity in seen):
        return None
    return seen[0]


def _anchor(reference: Reference) -> Span:
    return reference.number_span or reference.title_span or reference.span


def _message(
    reference: Reference, instrument: Instrument, validity: Validity, inspection: Inspection
) -> str:
    name = f"{instrument.kind} {instrument.number}"
    if reference.number is None:
        name = f"{instrument.kind} {instrument.title} (số {instrument.number})"
    since = f" từ ngày {format_date(validity.until)}" if validity.until else ""
    successors = [_with_kind(inspection, number) for number in validity.replaced_by if number]
    by = f"; văn bản thay thế: {', '.join(successors)}" if successors else ""
    on = format_date(inspection.context.report_date)
    return f"{name} đã hết hiệu lực{since}{by} (tính đến ngày báo cáo {on})."


def _with_kind(inspection: Inspection, number: str) -> str:
    entries = inspection.register.by_number(number)
    return f"{entries[0].kind} {number}" if entries else number


def _before_period(inspection: Inspection, until: date | None) -> bool:
    if until is None:
        return False
    period = inspection.context.period
    start = period.start if period else date(inspection.context.report_date.year, 1, 1)
    return until <= start


def _is_history(inspection: Inspection, reference: Reference, until: date | None) -> bool:
    document = inspection.document
    clause = _clause(document, reference.span)
    before = _line(document.folded[clause.start : reference.span.start])
    # A title may say "sửa đổi"; what stands around the reference counts, not the reference itself.
    after = _line(document.folded[reference.span.end : clause.end])
    own = _line(reference.span.of(document.folded))
    if _HISTORY.search(_line(document.introduction(reference.span.start))):
        return True
    if _HISTORY.search(before) or _HISTORY.search(after) or _ENDED_IN_TITLE.search(own):
        return True
    if until is None:
        return False
    if _carried_out_in_time(inspection, reference, clause, until):
        return True
    return _dated_before(inspection, reference, clause, until)


def _clause(document: Document, span: Span) -> Span:
    """The part of the sentence around ``span`` between semicolons, not too far away."""
    start = max(document.sentence_at(span.start).start, span.start - _NEAR)
    end = min(max(document.sentence_at(span.end - 1).end, span.end), span.end + _NEAR)
    for match in _CLAUSE_END.finditer(document.folded, start, span.start):
        start = match.end()
    ending = _CLAUSE_END.search(document.folded, span.end, end)
    return Span(start, ending.start() if ending else end)


def _line(text: str) -> str:
    """``text`` with its line breaks and runs of spaces as single spaces."""
    return " ".join(text.split())


def _carried_out_in_time(
    inspection: Inspection, reference: Reference, clause: Span, until: date
) -> bool:
    """Whether an office document of before ``until`` carries the instrument out."""
    folded = inspection.document.folded
    for other in inspection.document.references:
        if other.span.start >= reference.span.start:
            break
        if other.span.start < clause.start or other.signed is None or other.signed >= until:
            continue
        if other.year is None and other.number_span is not None:
            between = _line(folded[other.number_span.end : reference.span.start])
            if _CARRIES_OUT.search(between):
                return True
    return False


def _dated_before(inspection: Inspection, reference: Reference, clause: Span, until: date) -> bool:
    """Whether the clause speaks of a time that ended before the instrument did."""
    document = inspection.document
    own = [other.span for other in document.references if clause.overlaps(other.span)]
    for mention in document.dates_within(clause):
        inside = any(span.contains(mention.span) for span in own)
        if inside or mention.value is None:
            continue
        # "trước ngày 01/7/2023" is before the day that the instrument ended on.
        ahead = _BEFORE.search(document.folded[clause.start : mention.span.start])
        if mention.value < until or (ahead and mention.value == until):
            return True
    for start, end in ((clause.start, reference.span.start), (reference.span.end, clause.end)):
        gap = Span(start, end)
        for other in own:
            if gap.overlaps(other) and other != reference.span:
                if other.start < reference.span.start:
                    gap = Span(max(gap.start, min(other.end, gap.end)), gap.end)
                else:
                    gap = Span(gap.start, max(gap.start, min(gap.end, other.start)))
        period = find_period(gap.of(document.text))
        if period is not None and period.end < until:
            return True
    return False
