"""Takes away what stands inside references without belonging to them; the way back is kept.

Marks of Markdown, characters of no width and quote marks at line starts go; letters that only look
like those of document numbers (Ð of Croatian for Đ, Cyrillic А for A) and unusual blanks become the
usual ones. No character is put in, so that a text without any of them comes back as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from assistant.domain import Span

#: What is taken away. An underscore only as a mark around words: "14_KH/ĐU" keeps its own.
_MARKS = re.compile(
    r"[*`\u00ad\u200b-\u200f\u2060\ufeff]+|(?<![^\W_])_+|_+(?![^\W_])"
    r"|\\(?=[-–_*.()\[\]|#>+!])|^[ \t]*>[> \t]*",
    re.MULTILINE,
)
_MAY_HOLD_MARKS = re.compile("[*`_>\\\\\u00ad\u200b-\u200f\u2060\ufeff]")
_LOOKALIKES = dict(
    zip(
        "ÐðƉɖ" + "АВЕІЈКМНОРСЅТУХасеіјорѕух" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ĐđĐđ" + "ABEIJKMHOPCSTYXaceijopsyx" + "ABEZHIKMNOPTYXo",
        strict=True,
    )
)
_FULL_WIDTH = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
_BLANKS = dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007", " ")
_BLANKS |= dict.fromkeys("\u2008\u2009\u200a\u202f\u205f\u3000", " ")
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2015\u2043\u2212\ufe58\ufe63", "-")
_USUAL = str.maketrans(_LOOKALIKES | _FULL_WIDTH | _BLANKS | _DASHES)
_UNUSUAL = re.compile("[" + "".join(map(re.escape, map(chr, _USUAL))) + "]")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text, and where each piece of it stands in the text that it came from."""

    text: str
    _starts: tuple[int, ...] = (0,)  # of the pieces, in ``text``
    _shifts: tuple[int, ...] = (0,)  # how much further on each stands in the original

    def original(self, span: Span) -> Span:
        """The span of the original that ``span`` of the cleaned text came from."""
        last = max(span.start, span.end - 1)
        return Span(
            span.start + self._shifts[bisect_right(self._starts, span.start) - 1],
            span.end + self._shifts[bisect_right(self._starts, last) - 1],
        )


def clean(text: str) -> Cleaned:
    """``text`` in the form in which references are looked for."""
    if _UNUSUAL.search(text):
        text = text.translate(_USUAL)
    if not _MAY_HOLD_MARKS.search(text):
        return Cleaned(text)
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    length = position = 0
    for mark in _MARKS.finditer(text):
        if mark.start() > position:
            pieces.append(text[position : mark.start()])
            starts.append(length)
            shifts.append(position - length)
            length += mark.start() - position
        position = mark.end()
    pieces.append(text[position:])
    starts.append(length)
    shifts.append(position - length)
    return Cleaned("".join(pieces), tuple(starts), tuple(shifts))
