"""Text with a little Markdown → paragraphs, bullets and tables; pure.

What comes in is what a drafter writes or a clerk types: one paragraph a line, ``- `` and ``+ ``
bullets, ``**bold**``, ``*italic*``, tables with ``|``. Anything else is kept as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.domain import Span

END_MARK = "./."


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of text of one look. A ``gap`` is a place that somebody still has to fill in."""

    text: str
    bold: bool = False
    italic: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    bullet: str = ""  # "-" or "+"


@dataclass(frozen=True, slots=True)
class SubHeading:
    """A heading inside a body: ``level`` counts the hashes, or 0 for a line all in bold."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


BodyBlock = Paragraph | SubHeading | Table

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BOLD_LINE = re.compile(r"\*\*((?:(?!\*\*).)+)\*\*:?")
_BULLET = re.compile(r"([-–*+•▪●])\s+(?=\S)")
_TABLE_RULE = re.compile(r"\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?")
_SENTENCE_END = re.compile(r"[.;:!?…|]['\"”»)\]*_]*$")
_POINT_MARK = re.compile(r"[a-zđ]\)")
_END_MARK = re.compile(r"\s*\.\s*/\s*\.\s*$")

_GAP = re.compile(
    r"\[(?=[^\]]*[^\W\d_]|[^\]]*(?:…|\.{3}|_{2})|\s*\])[^\[\]\n]{0,200}\]"  # [1] is a footnote
    r"|…{2,}|\.{4,}|_{3,}"  # dotted leaders
    # Only after a word that asks for one: elsewhere an ellipsis means "and so on".
    r"|(?:(?<=:[ \u00a0])|(?<=\bxã[ \u00a0])|(?<=\bsố[ \u00a0])|(?<=\bthôn[ \u00a0])"
    r"|(?<=\bngày[ \u00a0])|(?<=\btháng[ \u00a0])|(?<=\bnăm[ \u00a0])|(?<=\btỉnh[ \u00a0])"
    r"|(?<=\bphường[ \u00a0])|(?<=\bhuyện[ \u00a0]))(?:…|\.{3})(?![\w.…])",
    re.IGNORECASE,
)
_LINK = re.compile(r"!?\[([^\[\]\n]+)\]\((?:https?:|mailto:|#|\.?/)[^()\s]*\)")
_EMPHASIS = re.compile(r"(\*{1,3})(?=\S)((?:(?!\1).)+?)(?<=\S)\1(?!\*)")


def fragments(text: str, *, bold: bool = False, italic: bool = False) -> tuple[Fragment, ...]:
    """``text`` cut where its look changes: emphasis read off its asterisks, gaps found."""
    return tuple(_fragments(_LINK.sub(r"\1", text), bold, italic))


def _fragments(text: str, bold: bool, italic: bool) -> Iterator[Fragment]:
    position = 0
    for match in _EMPHASIS.finditer(text):
        yield from _gaps(text[position : match.start()], bold, italic)
        stars = len(match[1])
        yield from _fragments(match[2], bold or stars >= 2, italic or stars != 2)
        position = match.end()
    yield from _gaps(text[position:], bold, italic)


def _gaps(text: str, bold: bool, italic: bool) -> Iterator[Fragment]:
    position = 0
    for match in _GAP.finditer(text):
        if match.start() > position:
            yield Fragment(text[position : match.start()], bold, italic)
        yield Fragment(match[0], bold, italic, gap=True)
        position = match.end()
    if position < len(text):
        yield Fragment(text[position:], bold, italic)


def find_gaps(text: str) -> list[Span]:
    """What in ``text`` is left to be filled in, in order: "[…]", dotted leaders, "số …"."""
    return [Span(match.start(), match.end()) for match in _GAP.finditer(text)]


def plain(text: str) -> str:
    """``text`` without its emphasis marks."""
    return "".join(fragment.text for fragment in fragments(text))


def parse_body(text: str) -> tuple[BodyBlock, ...]:
    """The blocks of ``text`` in order. Lines broken by width alone are joined again."""
    lines = [line.strip() for line in text.splitlines()]
    blocks: list[BodyBlock] = []
    index = 0
    after_blank = True
    while index < len(lines):
        line = lines[index]
        if not line:
            after_blank = True
            index += 1
            continue
        if _starts_table(lines, index):
            table, index = _table(lines, index)
            blocks.append(table)
            after_blank = True
            continue
        block = _line_block(line)
        previous = blocks[-1] if blocks else None
        if not after_blank and isinstance(previous, Paragraph) and _continues(previous, block):
            blocks[-1] = replace(previous, text=f"{previous.text} {line}")
        elif block is not None:
            blocks.append(block)
        after_blank = False
        index += 1
    return tuple(blocks)


def _line_block(line: str) -> BodyBlock | None:
    if heading := _HEADING.fullmatch(line):
        return SubHeading(plain(heading[2]), len(heading[1]))
    if bold := _BOLD_LINE.fullmatch(line):
        return SubHeading(plain(bold[1]), 0)
    if re.fullmatch(r"[-*_]{3,}", line):  # a rule between parts
        return None
    if bullet := _BULLET.match(line):
        return Paragraph(line[bullet.end() :], "+" if bullet[1] == "+" else "-")
    return Paragraph(line)


def _continues(previous: Paragraph, block: BodyBlock | None) -> bool:
    """Whether a line goes on with the sentence of the line above it."""
    if not isinstance(block, Paragraph) or block.bullet or _SENTENCE_END.search(previous.text):
        return False
    return block.text[:1].islower() and not _POINT_MARK.match(block.text)


def _starts_table(lines: list[str], index: int) -> bool:
    return (
        "|" in lines[index]
        and index + 1 < len(lines)
        and "|" in lines[index + 1]
        and _TABLE_RULE.fullmatch(lines[index + 1]) is not None
    )


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]


def _table(lines: list[str], index: int) -> tuple[Table, int]:
    header = _cells(lines[index])
    rows: list[list[str]] = []
    index += 2
    while index < len(lines) and "|" in lines[index]:
        rows.append(_cells(lines[index]))
        index += 1
    # A row with more cells than the header still loses none of them.
    width = max(len(header), *(len(row) for row in rows), 1) if rows else len(header)
    padded = [tuple(row + [""] * (width - len(row))) for row in [header, *rows]]
    return Table(padded[0], tuple(padded[1:])), index


def without_end_mark(text: str) -> str:
    """``text`` with every "./." at a line's end turned into a full stop."""
    return "\n".join(_END_MARK.sub(".", line) for line in text.splitlines())


def with_end_mark(text: str) -> str:
    """The last line of a document's body, ending in "./." and in no other stop before it."""
    stripped = _END_MARK.sub("", text.rstrip()).rstrip(" .;,")
    return stripped + END_MARK
