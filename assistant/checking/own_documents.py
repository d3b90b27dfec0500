"""Which documents of a report its own office issued, and when.

A number such as 12/KH-UBND says "a people's committee": which one, the words around it tell.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.checking.document import Document
from assistant.domain import Profile, Reference, Span
from assistant.language.text import fold
from assistant.references.codes import kinds_of_code

_OWN_LEVEL: Final = r"(?:xã|phường|thị trấn|đặc khu)"
_COMMITTEE: Final = r"(?:UBND|(?:Ủy|Uỷ) ban (?:nhân dân|nhân))"
#: Somebody who may have issued a document, named before it; "own" where it is a commune's body.
_BODY: Final = re.compile(
    rf"(?<!\w)(?:(?P<own>(?i:{_COMMITTEE}\s+{_OWN_LEVEL}(?!\w))"
    r"|(?i:(?:xã|phường|địa phương)\s+(?:đã|có|cũng|vẫn)(?!\w)))"
    rf"|(?i:{_COMMITTEE}\s+(?:tỉnh|thành phố|huyện|quận|thị xã)(?!\w))"
    r"|(?:Sở|Phòng(?! chống)|Bộ(?! phận| máy)|Ban(?! hành)|Hội(?! nghị)|Huyện ủy|Tỉnh ủy"
    r"|Thành ủy|Đảng ủy|Công an|Văn phòng)\s+[^\W\d_]"
    r"|(?i:cấp trên|trung ương|của (?:tỉnh|huyện|thành phố|bộ|chính phủ))(?!\w))"
)
#: Folded words that open a list of other bodies' documents.
_OF_OTHERS: Final = re.compile(
    r"(?<!\w)(?:cap tren|trung uong|(?:ubnd|uy ban nhan dan|cua|cap) (?:tinh|huyen|thanh pho|quan)"
    r"|thuc hien cac (?:van ban|quy dinh|chi thi)|can cu (?:cac )?van ban)(?!\w)"
)
_OWN_ISSUER: Final = re.compile(
    r"(?:chu tich )?(?:ubnd|uy ban nhan dan)(?: \(ubnd\))?"
    r"(?:\s+(?:xa|phuong|thi tran|dac khu)\s*(?P<name>.*))?$"
)
#: Right before a document: it is acted on, so it need not be the office's own.
_ACTED_ON: Final = re.compile(
    r"(?:theo|can cu|thuc hien|trien khai|quan triet|tiep thu|chap hanh|tai|cua|den|nhan duoc|"
    r"tren co so|tinh than|noi dung|cac|cung|kem|voi|ve|sau khi co|dinh kem)\s+$"
)
_ISSUING: Final = r"(?:ban hanh|xay dung|ky|phat hanh|co|trinh|gui|tham muu|thong qua|cong bo)"
#: Between two documents of one enumeration; an acting or issuing verb begins something new.
_ENUMERATED: Final = re.compile(
    r"(?!.*(?<!\w)(?:ban hanh|thuc hien|theo|can cu|trien khai)(?!\w).{0,12}$)[^;:\n]*(?:,|va)\s+"
    r"(?:so\s+)?"
)
#: Between a day and the document of that day: "Ngày 28/02/2023, UBND xã ban hành Kế hoạch số …".
_DAY_THEN_ISSUED: Final = re.compile(
    rf"\s*,?\s*[\w\s]{{0,60}}?(?<!\w){_ISSUING}"
    r"(?:\s+(?:ra|van ban|cac|ngay))?\s*:?\s*$"
)
_DAY_WORD: Final = re.compile(r"(?<!\w)ngay\s*$")
_LETTERHEAD_LENGTH: Final = 900  # characters in which the report's own number stands
_NUMBER_WORD: Final = re.compile(r"(?:^|[|\n]|\s{2})[ \t]*so\s*:?\s*$")
_NEW_OFFICES: Final = date(2025, 7, 1)  # new communes began to count anew (72/2025/QH15)


@dataclass(frozen=True, slots=True)
class OwnDocument:
    """A document of the reporting office.

    Attributes:
        series: what it is numbered with: kind, year, and half of 2025.
        span: its kind and number, where a diagnostic stands.
        day_span: where its date stands; None for the report's own number.
    """

    reference: Reference
    series: tuple[str, int, bool]
    number: int
    day: date
    span: Span
    day_span: Span | None


def own_documents(
    document: Document, profile: Profile | None, report_date: date
) -> tuple[OwnDocument, ...]:
    """The documents that the reporting office surely or most likely issued, in order.

    Those acted on without an issuer ("thực hiện Kế hoạch số 12/KH-UBND"), which may be a superior
    body's, are left out; so are those whose number or date is malformed. The report's own number
    counts when its head bears the report's date.
    """
    return tuple(_own_documents(document, profile, report_date))


def series_of(kind: str, day: date) -> tuple[str, int, bool]:
    """What a document of this kind and day is numbered with (Decree 30/2020, article 15)."""
    return kind, day.year, day >= _NEW_OFFICES


def document_kind(reference: Reference) -> str:
    """The kind as written, else the one that the code names; an official letter has none."""
    if reference.kind:
        return reference.kind
    kinds = kinds_of_code(reference.code or "")
    return kinds[0] if kinds else "Công văn"


def issued_on(document: Document, reference: Reference) -> tuple[date, Span] | None:
    """The day a document bears, behind its number or before it ("Ngày …, UBND xã ban hành …")."""
    if reference.signed is not None and reference.signed_span is not None:
        return reference.signed, reference.signed_span
    if reference.signed_span is not None:
        return None
    sentence = document.sentence_at(reference.span.start)
    before = document.dates_within(Span(sentence.start, reference.span.start))
    if not before:
        return None
    last = before[-1]
    day = last.value
    if not _DAY_WORD.search(document.folded, max(0, last.span.start - 8), last.span.start):
        return None
    between = document.folded[last.span.end : reference.span.start]
    if day is None or not _DAY_THEN_ISSUED.fullmatch(between):
        return None
    return day, last.span


def is_own(document: Document, reference: Reference, profile: Profile | None = None) -> bool:
    """Whether the reporting office issued it, as far as the words around it tell."""
    suffix = fold(profile.code_suffix) if profile else "ubnd"
    atoms = re.split(r"[-/]", fold(reference.code or ""))
    if reference.number is None or reference.year is not None or suffix not in atoms:
        return False
    if reference.issuer:
        return _is_own_body(fold(reference.issuer), profile)
    start = reference.span.start
    sentence = document.sentence_at(start)
    beside = _listed_behind(document, reference, sentence)
    if beside is not None:
        return is_own(document, beside, profile)
    if _ACTED_ON.search(document.folded, sentence.start, start):
        return False
    named = list(_BODY.finditer(document.text, sentence.start, start))
    if named:
        return bool(named[-1]["own"])
    return not _OF_OTHERS.search(document.introduction(start))


def _listed_behind(document: Document, reference: Reference, sentence: Span) -> Reference | None:
    """The document before it in one enumeration: "Kế hoạch số 5… và Kế hoạch số 6…"."""
    references = document.references
    index = bisect_left(references, reference.span.start, key=lambda r: r.span.start)
    if index == 0:
        return None
    before = references[index - 1]
    if before.number_span is None or before.span.start < sentence.start:
        return None
    end = before.number_span.end
    if not _ENUMERATED.fullmatch(document.folded, end, reference.span.start):
        return None
    named = _BODY.search(document.text, end, reference.span.start)
    return None if named and named.start() >= before.span.end else before


def _is_own_body(issuer: str, profile: Profile | None) -> bool:
    """Whether the issuer, folded, is the commune's committee; a former commune's is not."""
    match = _OWN_ISSUER.match(issuer)
    if match is None or "(cu)" in issuer:
        return False
    own = fold(profile.commune) if profile else ""
    return not own or not match["name"] or own.endswith(match["name"])


def _own_documents(
    document: Document, profile: Profile | None, report_date: date
) -> Iterator[OwnDocument]:
    for reference in document.references:
        if not (reference.serial or "").isdigit() or "kind_code_mismatch" in reference.problems:
            continue
        assert reference.number_span is not None
        assert reference.serial is not None
        issued = issued_on(document, reference)
        day, day_span = issued or (None, None)
        if day is None and _is_own_number(document, reference):
            day = report_date if _bears(document, report_date) else None
        elif not is_own(document, reference, profile):
            continue
        if day is None:
            continue
        start = reference.kind_span or reference.number_span
        yield OwnDocument(
            reference,
            series_of(document_kind(reference), day),
            int(reference.serial),
            day,
            Span(start.start, reference.number_span.end),
            day_span,
        )


def _is_own_number(document: Document, reference: Reference) -> bool:
    """Whether it is the number in the report's letterhead ("Số: 126/BC-UBND")."""
    if reference.kind or reference.number_span is None or "UBND" not in (reference.code or ""):
        return False
    start = reference.number_span.start
    head = next((line.span.start for line in document.lines), 0)
    if start > head + _LETTERHEAD_LENGTH:
        return False
    line_start = document.text.rfind("\n", 0, start) + 1
    return bool(_NUMBER_WORD.search(document.folded, max(0, line_start - 1), start))


def _bears(document: Document, day: date) -> bool:
    """Whether the report's head bears this day."""
    head = next((line.span.start for line in document.lines), 0)
    return any(
        mention.value == day and mention.span.start < head + _LETTERHEAD_LENGTH
        for mention in document.dates[:3]
    )
