"""Documents and acts that rest on a document signed after them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from assistant.checking.document import Document
from assistant.checking.inspection import Inspection
from assistant.checking.own_documents import is_own, issued_on
from assistant.checking.rule import Finding, rule
from assistant.domain import Reference, Severity, Span
from assistant.language.dates import format_date
from assistant.language.text import fold

_ON: Final = (
    r"(?<!\w)(?:thuc hien|trien khai|can cu|theo|tren co so|chap hanh|tiep thu|cu the hoa)"
    r"(?:\s+(?:cac|noi dung|tinh than|chi dao|huong dan|yeu cau|tai|cua|y kien))*\s+$"
)
#: In front of the document that is acted on.
_ACTED_ON: Final = re.compile(_ON)
#: The same between a document and the one that it acts on, in one breath.
_ACTS_ON: Final = re.compile(
    r"(?!.*(?<!\w)(?:sua doi|bo sung|thay the|bai bo|huy bo|het hieu luc|dinh chinh)(?!\w))"
    rf"[^;:\n]{{0,200}}?{_ON}"
)
#: Between the document acted on and the document issued.
_THEN_ISSUED: Final = re.compile(
    r"(?!.*(?<!\w)(?:bao cao ket qua|sua doi|thay the|bai bo)(?!\w))[^;:\n]{0,240},[^;:\n]{0,80}"
    r"(?<!\w)(?:ban hanh|xay dung|trinh|tham muu|ky|phat hanh)(?:\s+ra)?\s+$"
)
#: Between the document acted on and the day of the act.
_THEN_DAY: Final = re.compile(r"(?:[^;:.\n]{0,240})?,\s*(?:vao\s+)?ngay\s*$")
#: Behind that day: somebody did something.
_WAS_DONE: Final = re.compile(
    r"[^;:.]{0,70}?(?<!\w)(?:da\s+)?(?:ban hanh|to chuc|trinh|trien khai|gui|bao cao|hop|mo|ky"
    r"|thanh lap|kien toan|kiem tra|xay dung|nop|hoan thanh|tien hanh|cong khai|niem yet|phat|lap"
    r"|ra soat|co(?= (?:cong van|van ban|bao cao))|(?<=da )[a-z]+)(?!\w)"
)


@rule("REF015", Severity.WARNING, "Thực hiện văn bản ký sau")
def acts_on_later(inspection: Inspection) -> Iterator[Finding]:
    """Một văn bản hoặc một việc làm được ghi là thực hiện văn bản khác, nhưng văn bản ấy ký sau đó:
    một trong hai ngày ghi sai. Văn bản nhắc lại không ghi ngày thì lấy ngày đã ghi ở chỗ khác trong
    báo cáo.

    Nguồn: lịch dương; Nghị định 30/2020/NĐ-CP, Phụ lục I (thời gian ban hành văn bản).
    Sai:
        Thực hiện Công văn số 205/UBND-KT ngày 20/8/2023 của UBND huyện, ngày ⟦15/8/2023⟧ UBND xã
        ban hành Kế hoạch số 70/KH-UBND.
    Ngày báo cáo: 2023-12-10
    Sai:
        UBND xã ban hành Kế hoạch số 70/KH-UBND ngày ⟦12/7/2023⟧ triển khai Công văn số 205/UBND-KT
        ngày 02/8/2023 của UBND huyện.
    Đúng:
        Thực hiện Công văn số 205/UBND-KT ngày 02/7/2023 của UBND huyện, UBND xã ban hành Kế hoạch
        số 70/KH-UBND ngày 12/7/2023. Ngày 05/01/2023 UBND xã ban hành Kế hoạch số 02/KH-UBND, được
        thay thế theo Công văn số 31/UBND ngày 20/02/2023.
    """
    document = inspection.document
    days = _days(document)
    by_sentence: dict[Span, list[Reference]] = defaultdict(list)
    for reference in document.references:
        if reference.number is not None and reference.number_span is not None:
            by_sentence[document.sentence_at(reference.span.start)].append(reference)
    for sentence, references in by_sentence.items():
        told: set[Span] = set()
        for index, one in enumerate(references):
            day = days.get(_key(one))
            if day is None:
                continue
            following = references[index + 1] if index + 1 < len(references) else None
            found = _acts_on(document, one, day, following, days)
            if found is None and _ACTED_ON.search(document.folded, sentence.start, one.span.start):
                later = references[index + 1 :]
                found = _issued_before(inspection, one, day, later) or _done_before(
                    document, sentence, references, one, day
                )
            if found is not None and found.span not in told:
                told.add(found.span)
                yield found


def _key(reference: Reference) -> tuple[str | None, str]:
    return reference.kind, fold(reference.number or "")


def _days(document: Document) -> dict[tuple[str | None, str], date]:
    """The day of each document that is cited with one day throughout."""
    days: dict[tuple[str | None, str], set[date]] = defaultdict(set)
    for reference in document.references:
        issued = issued_on(document, reference) if reference.number else None
        if issued:
            days[_key(reference)].add(issued[0])
    return {key: found.pop() for key, found in days.items() if len(found) == 1}


def _acts_on(
    document: Document,
    one: Reference,
    day: date,
    following: Reference | None,
    days: dict[tuple[str | None, str], date],
) -> Finding | None:
    """ "Kế hoạch … ngày 12/7 triển khai Công văn … ngày 02/8"."""
    if following is None or one.number_span is None:
        return None
    later = days.get(_key(following))
    between = document.folded[one.number_span.end : following.span.start]
    if later is None or later <= day or not _ACTS_ON.fullmatch(between):
        return None
    return _finding(document, one, day, following, later)


def _issued_before(
    inspection: Inspection, acted_on: Reference, day: date, references: list[Reference]
) -> Finding | None:
    """ "Thực hiện Công văn … ngày 20/8, UBND xã ban hành Kế hoạch … ngày 15/8"."""
    document = inspection.document
    assert acted_on.number_span is not None
    for issued in references:
        signed = issued_on(document, issued)
        if signed is None or signed[0] >= day:
            continue
        between = document.folded[acted_on.number_span.end : issued.span.start]
        own = is_own(document, issued, inspection.context.profile)
        if own and _THEN_ISSUED.fullmatch(between):
            return _finding(document, issued, signed[0], acted_on, day)
    return None


def _done_before(
    document: Document,
    sentence: Span,
    references: list[Reference],
    acted_on: Reference,
    day: date,
) -> Finding | None:
    """ "Thực hiện Công văn … ngày 22/7, ngày 10/7 xã đã trình danh sách"."""
    assert acted_on.number_span is not None
    start = (acted_on.signed_span or acted_on.number_span).end
    signed = {reference.signed_span for reference in references}
    for mention in document.dates_within(Span(start, sentence.end)):
        if mention.value is None or mention.value >= day or mention.span in signed:
            continue
        between = document.folded[start : mention.span.start]
        if _THEN_DAY.fullmatch(between) and _WAS_DONE.match(document.folded, mention.span.end):
            return Finding(
                mention.span,
                f"Việc ngày {format_date(mention.value)} được ghi là thực hiện "
                f"{_name(acted_on)} ký sau đó, ngày {format_date(day)}.",
                related=(acted_on.signed_span or acted_on.number_span,),
            )
    return None


def _finding(
    document: Document, earlier: Reference, day: date, acted_on: Reference, later: date
) -> Finding:
    issued = issued_on(document, earlier)
    span = issued[1] if issued else earlier.number_span
    other = acted_on.signed_span or acted_on.number_span
    assert span is not None
    assert other is not None
    return Finding(
        span,
        f"{_name(earlier)} ngày {format_date(day)} được ghi là thực hiện {_name(acted_on)} ký sau "
        f"đó, ngày {format_date(later)}.",
        related=(other,),
    )


def _name(reference: Reference) -> str:
    return f"{reference.kind or 'văn bản'} số {reference.number}"
