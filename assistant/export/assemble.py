"""Drafted sections and the facts of a report → a ``ReportDocument``; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain import Profile
from assistant.export.model import GAP, ReportDocument, ReportSection

OPENING, CLOSING = "mo-dau", "ket-thuc"
_APPENDIX = "phu-luc-"

ROMAN = r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
HEADING_MARK = re.compile(
    rf"(?P<roman>{ROMAN})\s*[.)/]\s+|(?P<decimal>\d+(?:\.\d+)+)\s*[.)]?\s+"
    r"|(?P<arabic>\d+)\s*[.)/]\s+|(?P<point>[a-zđ])\s*[.)]\s+"
)


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section as the outline and the drafter know it: "ket-qua.dan-chu-co-so" is a part."""

    key: str
    heading: str
    text: str


def assemble_report(
    profile: Profile,
    sections: Sequence[SectionText],
    *,
    title: str,
    number: str = "",
    report_date: date | None = None,
    place: str = "",
    addressee: Sequence[str] = (),
    recipients: Sequence[str] = (),
) -> ReportDocument:
    """The report that ``sections`` make, in their order.

    "mo-dau" becomes the preamble and "ket-thuc" the closing; the others are numbered I., II., …
    and their parts 1., 2., …, whatever marks their headings bear. A section without text and
    without parts is printed with a gap. The addressee defaults to the profile's superior.
    """
    preamble, closing = "", ""
    made: list[ReportSection] = []
    parents = {section.key.partition(".")[0] for section in sections if "." in section.key}
    tops = parts = 0
    current = ""
    for section in sections:
        if section.key == OPENING:
            preamble = section.text
            continue
        if section.key == CLOSING:
            closing = section.text
            continue
        if is_appendix(section.key):
            made.append(ReportSection(section.heading, section.text.strip() or GAP, "", 1))
            continue
        parent, _, part = section.key.partition(".")
        if part and parent == current:
            parts += 1
            mark, level = f"{parts}.", 2
        else:
            tops += 1
            parts, current = 0, section.key
            mark, level = f"{to_roman(tops)}.", 1
        body = section.text.strip()
        if not body and section.key not in parents:
            body = GAP
        made.append(ReportSection(without_mark(section.heading), body, mark, level))
    return ReportDocument(
        profile=profile,
        title=abstract(title),
        number=number,
        place=place,
        date=report_date,
        addressee=tuple(addressee) or ((profile.superior,) if profile.superior else ()),
        preamble=preamble,
        sections=tuple(made),
        closing=closing,
        recipients=tuple(recipients),
    )


def is_appendix(key: str) -> bool:
    """Whether a section is an appendix, which has a name of its own and no number."""
    return key.startswith(_APPENDIX)


def without_mark(heading: str) -> str:
    """ "II. Kết quả" → "Kết quả"."""
    heading = heading.strip()
    mark = HEADING_MARK.match(heading)
    return heading[mark.end() :] if mark else heading


def abstract(title: str) -> str:
    """The abstract alone: "Báo cáo kết quả …" → "Kết quả …"; the kind has its own line."""
    rest = re.sub(r"^\s*báo cáo\s*[:-]?\s+", "", title, flags=re.IGNORECASE).strip()
    return rest[:1].upper() + rest[1:]


def to_roman(number: int) -> str:
    signs = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    result = ""
    for value, sign in signs:
        count, number = divmod(number, value)
        result += sign * count
    return result
