"""Whether a report names something as what it was, and not as what it is."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from assistant.checking.document import Document
from assistant.domain import Reference, Span

#: Words that tell of a body or a unit as past, before or behind it in its sentence. With accents:
#: folded, "cũ" is "khu dân cư" and "nguyên" is everybody named Nguyễn.
_PAST: Final = re.compile(
    r"(?<!\w)(?:trước đây|trước ngày|trước tháng|trước khi|cũ|bàn giao|chuyển giao|kế thừa|"
    r"tiếp nhận từ|nguyên là|nguyên thuộc|giải thể|kết thúc hoạt động|sáp nhập|sát nhập|hợp nhất|"
    r"sắp xếp|bỏ cấp huyện|không còn|tiền thân|thay cho|thay thế|lưu trữ)(?!\w)",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?<![\w/])(?:nam|/)\s*((?:19|20)\d\d)(?![\w/])")


def is_past(document: Document, span: Span, until: date) -> bool:
    """Whether ``span`` is named by a document of its time, or as the past.

    Args:
        until: the first day without the body or unit.
    """
    sentence = document.sentence_at(span.start)
    for reference in document.references:
        if sentence.overlaps(_reach(reference)) and _issued(reference, span):
            return _signed_before(reference, until)
    if _PAST.search(document.text, sentence.start, sentence.end):
        return True
    years = [int(year) for year in _YEAR.findall(sentence.of(document.folded))]
    return bool(years) and max(years) < until.year


def _reach(reference: Reference) -> Span:
    last = reference.issuer_span or reference.title_span or reference.span
    return Span(reference.span.start, max(reference.span.end, last.end))


def _issued(reference: Reference, span: Span) -> bool:
    """Whether the span is in the reference's issuer, or in its title."""
    parts = (reference.issuer_span, reference.title_span, reference.span)
    return any(part is not None and part.overlaps(span) for part in parts)


def _signed_before(reference: Reference, until: date) -> bool:
    if reference.signed is not None:
        return reference.signed < until
    return reference.year is None or reference.year <= until.year
