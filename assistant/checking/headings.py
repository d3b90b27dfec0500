"""Numbered and Markdown headings, and which of them stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from assistant.domain import Span
from assistant.language.text import fold


class Style(Enum):
    """How a heading is numbered, outermost first."""

    PART = 0
    ROMAN = 1
    CAPITAL = 2
    ARABIC = 3
    MULTI = 4
    LETTER = 5
    NONE = 6


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading or a numbered line that reads like one.

    Attributes:
        number: the ordinal among its siblings (II → 2, "2.3" → 3, "b" → 2); None without number.
        label: the number as written, without the sign behind it ("II", "2.3", "b").
        number_span: where the label stands.
        level: depth in the outline that the text shows, from 1.
        group: headings with the same group are siblings under one parent.
        firm: marked as a heading ("#", bold), not only numbered.
        run_in: the line goes on as prose or is a list item; it counts, and is not judged.
    """

    span: Span
    style: Style
    title: str
    number: int | None = None
    label: str = ""
    number_span: Span | None = None
    level: int = 1
    group: int = 0
    firm: bool = False
    run_in: bool = False


_NUMBERED: Final = re.compile(
    r"(?:(?P<roman>[IVX]{1,6})|(?P<capital>[A-HĐ])|(?P<multi>\d{1,2}(?:\.\d{1,2})+)"
    r"|(?P<arabic>\d{1,2})|(?P<letter>[a-zđ]))(?P<sign>[.)]|\s*[-–](?=\s))?\s*(?=[^\W\d_]|[“\"'(])"
)
_PART: Final = re.compile(
    r"(?:phan|chuong)\s+(?:thu\s+)?(?P<number>[ivx]{1,5}|\d{1,2}|nhat|hai|ba|tu|nam)\b"
)
_ARTICLE: Final = re.compile(r"Điều\s+\d+[a-z]?\s*\.")
_ARTICLE_LEVEL: Final = 3  # closes numbered clauses, not parts and chapters
_PART_NUMBERS: Final = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5}
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10}
#: Vietnamese lists count a, b, c, d, đ, e, …; many typists leave "đ" out.
_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_LONGEST_TITLE: Final = 40  # words
_PROSE: Final = 12  # words of a line that shows that the letterhead and the title are over
_BARE_LEVEL: Final = 2  # a title in capitals without a number stands as "##" does
#: What such a title begins with, folded.
_BARE_TITLE: Final = re.compile(
    r"(?:dac diem|tinh hinh|ket qua|cong tac|ton tai|han che|kho khan|nguyen nhan|phuong huong|"
    r"nhiem vu|giai phap|kien nghi|de xuat|bai hoc|danh gia|uu diem|thuan loi|khuyet diem|"
    r"muc tieu|to chuc thuc hien)(?!\w)[^.;:|\d/]{0,120}(?:(?:nam|quy|thang) [\w ]+)?$"
)
_ENDED: Final = ".;:,"


def roman_value(numeral: str) -> int | None:
    """The value of a Roman numeral in its normal form, else None ("IIII")."""
    total = 0
    for letter, following in zip(numeral, numeral[1:] + " ", strict=True):
        value = _ROMAN_VALUES[letter]
        total += -value if value < _ROMAN_VALUES.get(following, 0) else value
    return total if roman_numeral(total) == numeral else None


def roman_numeral(number: int) -> str:
    """1 → "I", up to 39."""
    tens, units = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[units]


def find_headings(text: str, lines: Iterable[tuple[Span, int, bool, bool]]) -> list[Heading]:
    """The headings of a text.

    Args:
        text: normal text.
        lines: the lines that are not blank: span, number of "#" in front, whether bold, whether
            the paragraph goes on behind the line.
    """
    rows = list(lines)
    found: list[Heading] = []
    prose = False
    for index, row in enumerate(rows):
        heading = _heading(text, *row)
        following = rows[index + 1] if index + 1 < len(rows) else None
        if heading is not None and following is not None and _goes_below(text, heading, following):
            below = following[0]
            span = Span(heading.span.start, below.end)
            title = f"{heading.title} {below.of(text)}"
            heading = replace(heading, span=span, title=title, firm=True)
        elif found and found[-1].span.end >= row[0].end:
            continue  # the second line of the one above
        elif heading is None and prose and _is_bare_title(text, rows, index):
            heading = Heading(row[0], Style.NONE, row[0].of(text), level=_BARE_LEVEL, firm=True)
        if heading is not None:
            found.append(heading)
        prose = prose or len(row[0].of(text).split()) >= _PROSE
    return _grouped(found)


def _goes_below(text: str, heading: Heading, following: tuple[Span, int, bool, bool]) -> bool:
    """Whether a part's heading is a mere number ("Phần thứ tư") and its title stands below."""
    below, marks, bold, _ = following
    if heading.style is not Style.PART or heading.number_span is None:
        return False
    if text[heading.number_span.end : heading.span.end].strip(" .:–-*"):
        return False
    if text.count("\n", heading.span.end, below.start) > 2:
        return False
    title = below.of(text)
    is_title = title.isupper() or bold or marks > 0
    return is_title and not title.startswith("|") and _NUMBERED.match(title) is None


def _is_bare_title(text: str, rows: Sequence[tuple[Span, int, bool, bool]], index: int) -> bool:
    """Whether a line in capitals between paragraphs names a part of a report without a number."""
    line = rows[index][0].of(text)
    if not line.isupper() or not _BARE_TITLE.match(fold(line)):
        return False
    beside = [rows[i][0].of(text) for i in (index - 1, index + 1) if 0 <= i < len(rows)]
    return not any(other.isupper() and _NUMBERED.match(other) is None for other in beside)


def _heading(text: str, span: Span, marks: int, bold: bool, goes_on: bool) -> Heading | None:
    line = span.of(text)
    firm = marks > 0 or bold
    part = _PART.match(fold(line[:40]))
    if _ARTICLE.match(line):
        return Heading(span, Style.NONE, line, level=marks or _ARTICLE_LEVEL, firm=True)
    if part and ";" not in line and (firm or len(line.split()) <= 12):
        number = _part_number(part["number"])
        label = Span(span.start + part.start("number"), span.start + part.end("number"))
        return Heading(span, Style.PART, line, number, label.of(text), label, firm=firm)
    match = _NUMBERED.match(line)
    if match is None or (match["sign"] is None and match["multi"] is None):
        return Heading(span, Style.NONE, line, level=marks, firm=True) if marks else None
    style, number = _style_and_number(match)
    if number is None:
        return None
    label_end = next(match.end(name) for name in _GROUPS if match[name])
    title = line[match.end() :].strip()
    long = len(title.split()) > _LONGEST_TITLE
    run_in = not firm and (goes_on or long or title[-1:] in _ENDED)
    return Heading(
        span, style, title, number, line[:label_end], Span(span.start, span.start + label_end),
        firm=firm, run_in=run_in,
    )  # fmt: skip


_GROUPS: Final = ("roman", "capital", "multi", "arabic", "letter")


def _part_number(written: str) -> int | None:
    if written.isdigit():
        return int(written)
    return _PART_NUMBERS.get(written) or roman_value(written.upper())


def _style_and_number(match: re.Match[str]) -> tuple[Style, int | None]:
    if match["roman"]:
        return Style.ROMAN, roman_value(match["roman"])
    if match["capital"]:
        return Style.CAPITAL, "ABCDĐEGH".find(match["capital"]) + 1 or None
    if match["multi"]:
        return Style.MULTI, int(match["multi"].rsplit(".", 1)[1])
    if match["arabic"]:
        return Style.ARABIC, int(match["arabic"])
    return Style.LETTER, _LETTERS.find(match["letter"]) + 1 or None


def _grouped(headings: list[Heading]) -> list[Heading]:
    """Gives every heading its level and group.

    A stack of open groups, outermost first: a heading whose kind is open closes what is deeper and
    joins; another opens a group of its own. "2.1" is keyed by "2" as well, so that "3.1" opens a
    new group, and plain numbered lines apart from marked headings, so that a list inside a section
    does not mix with the sections.
    """
    grouped: list[Heading] = []
    stack: list[tuple[tuple[object, ...], int]] = []
    next_group = 1
    for heading in headings:
        key = _key(heading)
        depth = next((i for i, (open_key, _) in enumerate(stack) if open_key == key), None)
        if heading.style in (Style.PART, Style.ROMAN, Style.NONE):
            stack = _outer(stack, heading)
            depth = next((i for i, (open_key, _) in enumerate(stack) if open_key == key), None)
        if depth is None:
            stack.append((key, next_group))
            next_group += 1
            depth = len(stack) - 1
        del stack[depth + 1 :]
        grouped.append(replace(heading, level=depth + 1, group=stack[depth][1]))
    return grouped


def _key(heading: Heading) -> tuple[object, ...]:
    match heading.style:
        case Style.PART | Style.ROMAN:
            return (heading.style,)
        case Style.MULTI:
            return (heading.style, heading.label.rsplit(".", 1)[0])
        case Style.NONE:
            return (heading.style, heading.level)
        case _:
            return (heading.style, heading.firm, heading.run_in and not heading.firm)


def _outer(
    stack: list[tuple[tuple[object, ...], int]], heading: Heading
) -> list[tuple[tuple[object, ...], int]]:
    """What stays open when a part, a Roman numeral or a "#" heading without number begins."""

    def stays(key: tuple[object, ...]) -> bool:
        style, *rest = key
        if heading.style is Style.PART:
            return style is Style.PART
        if heading.style is Style.ROMAN:
            return style in (Style.PART, Style.ROMAN, Style.NONE)
        if style is Style.NONE:
            return isinstance(rest[0], int) and rest[0] <= heading.level
        return style in (Style.PART, Style.ROMAN) or heading.level > 3

    return [entry for entry in stack if stays(entry[0])]
