"""Splits administrative Vietnamese into sentences."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain import Span

#: Short forms whose full stop ends no sentence when a capital follows.
_ABBREVIATIONS: Final = frozenset(
    (
        "TP", "Tp", "tp", "TX", "Tx", "tx", "TT", "Tt", "P", "Q", "H", "X", "KP", "Kp", "ThS",
        "Ths", "TS", "PGS", "GS", "BS", "KS", "CN", "TM", "KT", "TL", "TUQ", "Tr", "tr", "St",
        "Mr", "Dr",
    )
)  # fmt: skip

#: What may stand at the head of a sentence and ends in a full stop that belongs to it: "1.",
#: "2.1.", "IV.", "a.", "Điều 5.", "Chương II."; Markdown marks may surround it.
_ENUMERATOR: Final = re.compile(
    r"[\s#>*_+–-]*(?:(?:Điều|Chương|Mục|Phần|Phụ lục|Bước)\s+)?"
    r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[a-zđA-ZĐ])\.[*_]*\Z"
)
#: A line that starts something new whatever stood before it.
_NEW_LINE: Final = re.compile(
    r"[ \t]*(?:[#>|+*•–−-]|\d{1,3}(?:\.\d{1,3})*[.)]|[IVXLC]{1,6}\.|[a-zđ]\)|[^\W\d_a-zà-ỹđ]|\Z)"
)
_TERMINATOR: Final = re.compile(r"[.!?…]+[\"'”’»)\]*_]*(?=\s|\Z)")
_BREAK: Final = re.compile(r"\r\n|\r|\n")
_OPENERS: Final = "\"'“‘«([*_-–+#"


def split_sentences(text: str) -> list[Span]:
    """The sentences of ``text`` in order, without the space around them.

    A heading, a list item and a table row are sentences of their own; ";" and ":" end none inside
    a line. A line break ends a sentence unless the next line goes on in lower case. Enumerators
    ("1.", "Điều 5.") stay with what they number.
    """
    spans: list[Span] = []
    start = 0
    for end, following in _line_breaks(text):
        spans.extend(_split_paragraph(text, start, end))
        start = following
    spans.extend(_split_paragraph(text, start, len(text)))
    return spans


def _line_breaks(text: str) -> list[tuple[int, int]]:
    """The line breaks that end a paragraph: (end of it, start of the next)."""
    breaks = []
    for match in _BREAK.finditer(text):
        following = match.end()
        next_line = text[following : following + 80].split("\n", 1)[0].rstrip("\r")
        if not next_line.strip() or _starts_new(next_line) or _closed(text, match.start()):
            breaks.append((match.start(), following))
    return breaks


def _starts_new(line: str) -> bool:
    match = _NEW_LINE.match(line)
    if match is None:
        return False
    first = line.lstrip()[0]
    return not first.isalpha() or first.isupper() or line.lstrip()[1:2] == ")"


def _closed(text: str, end: int) -> bool:
    """Whether the line that ends at ``end`` is blank or closed by punctuation."""
    line_start = max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1
    line = text[max(line_start, end - 80) : end].rstrip(" \t\"'”’»)*_")
    return not line or line[-1] in ".!?…;:"


def _split_paragraph(text: str, start: int, end: int) -> list[Span]:
    spans = []
    position = start
    for match in _TERMINATOR.finditer(text, start, end):
        if match.end() >= end or not _ends_sentence(text, position, match, end):
            continue
        spans.append((position, match.end()))
        position = match.end()
    spans.append((position, end))
    return [span for begin, stop in spans if (span := _trim(text, begin, stop)) is not None]


def _ends_sentence(text: str, start: int, match: re.Match[str], end: int) -> bool:
    following = _next_character(text, match.end(), end)
    if not following or not (following.isupper() or following.isdigit() or following in _OPENERS):
        return False
    if match[0].strip("\"'”’»)]*_") != ".":
        return True
    word_start = match.start()
    while word_start > start and text[word_start - 1].isalpha():
        word_start -= 1
    if text[word_start : match.start()] in _ABBREVIATIONS:
        return False
    head = text[start : match.end()] if match.end() - start <= 40 else ""
    return not _ENUMERATOR.match(head)


def _next_character(text: str, position: int, end: int) -> str:
    while position < end and text[position].isspace():
        position += 1
    return text[position] if position < end else ""


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
