"""The period that a report covers, as its head names it."""

from __future__ import annotations

import re
from typing import Final

from assistant.checking.document import Document
from assistant.domain import Period, Span, UserError
from assistant.language.periods import find_period, parse_period

_FRONT_MATTER_PERIOD: Final = re.compile(r"^period[ \t]*:[ \t]*[\"']?([^\"'\r\n]+)", re.M)
#: The line that names the kind of document.
_KIND_LINE: Final = re.compile(r"^[ \t|]*bao cao[ \t|]*$", re.M)
_BLANK: Final = re.compile(r"\n[ \t]*\n")
_TITLE_LENGTH: Final = 600  # characters behind the kind's line


def report_period(document: Document) -> Period | None:
    """The period in the front matter (``period:``) or in the title behind the line "BÁO CÁO".

    None when neither names one: what the body names may be another period.
    """
    if match := _FRONT_MATTER_PERIOD.search(document.front_matter):
        try:
            return parse_period(match[1])
        except UserError:
            return find_period(match[1])
    title = title_span(document)
    return find_period(title.of(document.text)) if title else None


def title_span(document: Document) -> Span | None:
    """The paragraph behind the line "BÁO CÁO", which says what the report is on."""
    kind = _KIND_LINE.search(document.folded)
    if kind is None:
        return None
    start = kind.end()
    while start < len(document.text) and document.text[start].isspace():
        start += 1
    blank = _BLANK.search(document.text, start, start + _TITLE_LENGTH)
    end = blank.start() if blank else min(len(document.text), start + _TITLE_LENGTH)
    while end > start and document.text[end - 1].isspace():
        end -= 1
    return Span(start, end)
