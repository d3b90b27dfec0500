"""The date that a report bears."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from assistant.checking.document import Document
from assistant.language.dates import find_dates

_FRONT_MATTER_DATE: Final = re.compile(
    r"^(?:date|report_date|ngay)\s*:\s*[\"']?(\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4})", re.M
)
#: "Ba Bích, ngày 07 tháng 7 năm 2023": a place, then the date, then nothing.
_PLACE_AND_DATE: Final = re.compile(
    r"(?:^[ \t]{0,9}|\|[ \t]{0,9}|(?<=[ \t]{3}))[^\W\d_][^\n,;:|]{0,60},"
    r"\s*ngày\s+(?=\d{1,2}\s+tháng)",
    re.I | re.M,
)
_REST_OF_LINE: Final = re.compile(r"[ \t.|]*(?=\r|\n|\Z)")


def report_date_of(text: str) -> date | None:
    """The report's own date, from its front matter (``date:``) or its place-and-date line.

    Dates in running text ("Công văn số 217/PNV ngày 07/7/2023") are not the report's. None when
    it bears none, or an impossible one.
    """
    document = Document(text)
    if match := _FRONT_MATTER_DATE.search(document.front_matter):
        try:
            return date.fromisoformat(match[1])
        except ValueError:
            dates = find_dates(match[1])
            return dates[0].value if dates else None
    starts = {match.end() for match in _PLACE_AND_DATE.finditer(document.text)}
    for mention in document.dates:
        if mention.span.start in starts and _REST_OF_LINE.match(document.text, mention.span.end):
            return mention.value
    return None
