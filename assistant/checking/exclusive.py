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
#: What is so of the places in front: "xóm 3, xóm 8 đã ghi đủ".
_STATE: Final = re.compile(r"\s+(?:đã|chưa|không|đều|còn)(?!\w)")
#: A list of things behind its label: "Đã bàn giao: đường xóm 3, kênh N5", "dự án chưa xong là …".
_LABELLED: Final = re.compile(
    r"(?P<label>[^,;.:()\n]{3,70}?)(?:\s*:|\s+(?:là|gồm có|gồm|bao gồm))\s+"
    r"(?P<list>[^;.:()\n]{2,200})"
)
_NOT_YET: Final = re.compile(
    r"(?<!\w)(?:chưa|không|còn lại|còn đơn|còn tồn|chuyển sang|quá hạn|chậm)(?!\w)"
)
_NOT_YET_FOLDED: Final = re.compile(
    r"(?<!\w)(?:chua|khong|con (?:lai|don|ton)|chuyen sang|qua han|cham)(?!\w)"
)
_LATER: Final = re.compile(r"(?<!\w)(?:nam|quy|ky) sau(?!\w)")  # carried over, not of the past
_IS_SO: Final = re.compile(r"(?<!\w)(?:đã|đạt|xong|được|hoàn thành|đúng hạn|có)(?!\w)")
_SEPARATOR: Final = re.compile(r"\s*(?:,\s*(?:và\s+)?|\s+và\s+)")
_COUNTED: Final = re.compile(
    r"^\W*(?:trong đó|còn|và|tuy nhiên|nhưng)?\W*"
    r"(?:các|những|\d+|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)?\s+"
)
_NEAR: Final = 3  # paragraphs between lists that share a single word


_LAST: Final = 6  # lists looked back at
_YES_OR_NO: Final = frozenset(("trong", "nam", "ky", "quy", "duoc", "co", "thuoc", "dien"))


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
    found: set[Span] = set()
    for here, there in (*_of_places(document, statements), *_of_things(document, statements)):
        if here not in found:
            found.add(here)
            yield here, there


def place_lists(
    document: Document, statements: Sequence[Statement]
) -> Iterator[tuple[tuple[str, Span], ...]]:
    """The lists of villages that statements on results name: folded names with their places."""
    for statement in statements:
        if statement.planned or statement.past:
            continue
        for run in _RUN.finditer(statement.span.of(document.text)):
            items = tuple(_items(run, statement.span.start))
            if len(items) > 1:
                yield items


def _of_places(document: Document, statements: Sequence[Statement]) -> Iterator[tuple[Span, Span]]:
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


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A list of things that its label says are so, or not so.

    Attributes:
        things: the folded noun that the label begins with.
        words: the label's other folded syllables, without those that say yes or no.
    """

    items: tuple[tuple[str, Span], ...]
    things: str
    words: frozenset[str]
    negative: bool
    paragraph: int
    sentence: Span


def _of_things(document: Document, statements: Sequence[Statement]) -> Iterator[tuple[Span, Span]]:
    """Things of any kind that two opposite labels list, close by."""
    lists: list[_Labelled] = []
    close = _paragraphs_of_negatives(document, statements)
    for statement in statements if close else ():
        if document.paragraph_at(statement.span.start) not in close:
            continue
        later = _LATER.search(statement.span.of(document.folded))
        if statement.planned or (statement.past and not later):
            continue
        for listed in _labelled_lists(document, statement):
            for other in reversed(lists[-_LAST:]):
                if listed.paragraph - other.paragraph > _NEAR:
                    break
                if _opposite(listed, other):
                    names = dict(reversed(other.items))
                    yield from ((span, names[k]) for k, span in listed.items if k in names)
            lists.append(listed)


def _paragraphs_of_negatives(document: Document, statements: Sequence[Statement]) -> set[int]:
    """The paragraphs in reach of a list of what is not so: elsewhere there is nothing to hold."""
    return {
        near
        for statement in statements
        if _NOT_YET_FOLDED.search(document.folded, statement.span.start, statement.span.end)
        and any(listed.negative for listed in _labelled_lists(document, statement))
        for here in (document.paragraph_at(statement.span.start),)
        for near in range(here - _NEAR, here + _NEAR + 1)
    }


def _opposite(one: _Labelled, other: _Labelled) -> bool:
    if one.negative == other.negative:
        return False
    shared = one.words & other.words
    small = min(len(one.words), len(other.words))
    if one.sentence == other.sentence:
        return bool(shared) or not small or one.things == other.things
    return one.things == other.things and bool(shared) and 2 * len(shared) >= small


def _labelled_lists(document: Document, statement: Statement) -> Iterator[_Labelled]:
    text = statement.span.of(document.text)
    for match in _LABELLED.finditer(text):
        label = match["label"].lower()
        negative = bool(_NOT_YET.search(label))
        if not negative and not _IS_SO.search(label):
            continue
        bare = _COUNTED.sub("", label)
        words = words_of(fold(bare))
        items, start = [], statement.span.start + match.start("list")
        position = 0
        for cut in (*_SEPARATOR.finditer(match["list"]), None):
            end = cut.start() if cut else len(match["list"].rstrip())
            item = match["list"][position:end].strip()
            if _STATE.match(" " + item.lower()):
                break  # the list has ended
            if len(item) > 1 or item.isupper():
                key = fold(item).removeprefix("so ")
                items.append((key, Span(start + position, start + position + len(item))))
            position = cut.end() if cut else end
        if items and words:
            said = frozenset(words) - frozenset(statement_words()["plain"]) - _YES_OR_NO
            yield _Labelled(
                tuple(items), words[0], said - {words[0]}, negative,
                document.paragraph_at(statement.span.start), statement.sentence,
            )  # fmt: skip


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
        after = text[run.end() : following]
        if _STATE.match(after) and told and not _NEGATIVE.search(told):
            end = _CLAUSE_END.search(after)
            told = after[: end.start()] if end else after
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
