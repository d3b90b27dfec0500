"""Lists of places of which one says the opposite of the other: villages that met, that did not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.checking.document import Document
from assistant.checking.statements import Statement, parts_of, statement_words, words_of
from assistant.domain import Span
from assistant.language.text import fold

_UPPER: Final = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isalpha() and c.isupper())
_KIND: Final = (
    r"(?i:hộ\s+ông|hộ\s+bà|hộ\s+anh|hộ\s+chị|ông|bà|hộ|khu dân cư|khu phố|tổ dân phố|tiểu khu|thôn"
    r"|bản|ấp|xóm|buôn|làng|khối|khu|tiêu chí)"
)
_NAME: Final = (
    rf"(?:số\s+)?(?:[{_UPPER}][\w'’]*(?:[ \t-](?:[{_UPPER}][\w'’]*|\d{{1,2}}(?![\w/%.,]*\d)))*"
    r"|\d{1,2}(?![\w/%]))"
)
_ITEM: Final = re.compile(rf"(?:(?P<kind>{_KIND})\s+)?(?P<name>{_NAME})")
_RUN: Final = re.compile(
    rf"(?<!\w){_KIND}\s+{_NAME}(?:(?:\s*,\s*và|\s*,|\s+và)\s+(?:{_KIND}\s+)?{_NAME})*"
)
#: Names alone behind a colon, when the words before say what they name ("Các thôn đã họp: A, B").
_BARE: Final = re.compile(rf"(?<=:)\s+(?P<list>{_NAME}(?:(?:\s*,\s*và|\s*,|\s+và)\s+{_NAME})*)")
_KIND_BEFORE: Final = re.compile(rf"(?<!\w){_KIND}(?!\w)")
_LABEL_END: Final = re.compile(r"(?:\s(?:là|gồm|bao gồm|gồm có|có|ở|tại)|[:(])\s*(?:các\s+)?$")
_NEGATIVE: Final = re.compile(r"(?<!\w)(?:chưa|không|chẳng)(?!\w)")
_CLAUSE_END: Final = re.compile(r"[,.():]")
_COUNT: Final = re.compile(r"\d\s+[^\W\d_]")  # "có 120 hộ" and "không có hộ nghèo" agree
_NEAR: Final = 3  # paragraphs between lists that share a single word


@dataclass(frozen=True, slots=True)
class _Listing:
    items: tuple[tuple[str, Span], ...]
    words: frozenset[str]
    months: frozenset[str]
    negative: bool
    paragraph: int
    sentence: Span


def in_both_lists(
    document: Document, statements: Sequence[Statement]
) -> Iterator[tuple[Span, Span]]:
    """Items of a list that also stand in an earlier list of the opposite: (here, there)."""
    earlier: dict[str, list[tuple[_Listing, Span]]] = defaultdict(list)
    for statement in statements:
        if statement.planned or statement.past:
            continue
        for listing in _listings(document, statement):
            for key, span in listing.items:
                there = next((s for other, s in earlier[key] if _exclude(listing, other)), None)
                if there is not None:
                    yield span, there
            for key, span in listing.items:
                earlier[key].append((listing, span))


def _exclude(one: _Listing, other: _Listing) -> bool:
    if one.negative == other.negative or one.months != other.months:
        return False
    small, large = sorted((one.words, other.words), key=len)
    if not small:  # "thôn đã có điểm hỗ trợ: …; thôn chưa có: …"
        return one.sentence == other.sentence
    if not small <= large:
        return False
    return len(small) > 1 or abs(one.paragraph - other.paragraph) <= _NEAR


def _listings(document: Document, statement: Statement) -> Iterator[_Listing]:
    text = statement.span.of(document.text)
    runs = list(_RUN.finditer(text))
    if not runs and (bare := _BARE.search(text)) and _KIND_BEFORE.search(text, 0, bare.start()):
        runs = [bare]
    for index, run in enumerate(runs):
        before = text[runs[index - 1].end() if index else 0 : run.start()]
        following = runs[index + 1].start() if index + 1 < len(runs) else len(text)
        told = before if _LABEL_END.search(before) else ""
        words = _told(told)
        if not words and not _NEGATIVE.search(told):
            rest = text[run.end() : following]
            end = _CLAUSE_END.search(rest)
            told = rest[: end.start()] if end else rest
            words = _told(told)
        if (not words and not _NEGATIVE.search(told)) or _COUNT.search(told):
            continue
        months = frozenset(part for part in parts_of(fold(told)) if part[:4] in ("than", "quy "))
        yield _Listing(
            tuple(_items(run, statement.span.start)),
            words,
            months,
            bool(_NEGATIVE.search(told)),
            document.paragraph_at(statement.span.start),
            statement.sentence,
        )


def _items(run: re.Match[str], offset: int) -> Iterator[tuple[str, Span]]:
    kind = ""
    for match in _ITEM.finditer(run[0]):
        kind = fold(match["kind"]) if match["kind"] else kind
        name = fold(match["name"].removeprefix("số "))
        start = offset + run.start() + match.start()
        key = f"{kind} {int(name)}" if name.isdigit() else name
        yield key, Span(start, start + len(match[0]))


def _told(text: str) -> frozenset[str]:
    return frozenset(words_of(fold(text))) - frozenset(statement_words()["plain"])
