"""What a report says of all of something ("thôn nào cũng đã họp") and where it counts less.

:mod:`assistant.checking.polarity` holds denials against what is said to be; here the counts speak:
a share below the whole, a part done of a larger number, a rest that is named.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from assistant.checking.document import Document
from assistant.checking.statements import Statement, parts_of, statement_words, words_of
from assistant.domain import Figure, Span
from assistant.language.text import fold

_NEAR: Final = 4  # paragraphs in which a count is of the things that are spoken of
_CLOSE: Final = 1  # paragraphs in which it may leave out what it counts
_HALF: Final = 0.5  # of the predicate's words that the count must be told with
_LONGEST: Final = 8  # syllables of what all is said of
_REACH: Final = 50  # characters beside a count that tell what it counts

_NAME: Final = r"[^,;.:()\d]{1,60}?"
_END: Final = r"(?=[,;.:()]|$)"
#: "các vụ việc đều đã được làm rõ", "mọi vụ việc … đều bắt được đối tượng".
_ALL: Final = re.compile(
    rf"(?<!\w)(?:mọi|tất cả(?: các| số)?|toàn bộ(?: số| các)?|100\s*%(?: số| các)?|các|những|cả)\s+"
    rf"(?P<what>{_NAME})\s+(?:đều|cũng)(?!\w)(?P<so>[^,;.:()]{{2,80}})"
)
#: "quầy hàng nào ở chợ cũng đã nhận thanh toán không tiền mặt".
_EVERY: Final = re.compile(
    r"(?<!\w)(?P<what>[^\W\d_]+(?:\s+[^\W\d_]+){0,2}?\s+nào(?:\s+[^,;.:()\d]{1,30}?)?)\s+cũng(?!\w)"
    r"(?P<so>[^,;.:()]{2,80})"
)
#: "không ý kiến nào còn bỏ ngỏ", "không còn thôn nào chưa họp".
_NONE: Final = re.compile(
    r"(?<!\w)không(?:\s+(?:còn|có))?\s+(?P<what>[^\W\d_]+(?:\s+[^\W\d_]+){0,2}?)\s+nào\s+"
    r"(?:còn\s+|bị\s+)?(?:chưa\s+(?P<so>[^,;.:()]{2,60})|bỏ ngỏ|tồn đọng|bỏ sót|tồn|sót lại)"
)
#: "trên địa bàn đã hết nhà tạm", "không còn nhà tạm".
_GONE: Final = re.compile(
    r"(?<!\w)(?:đã hết|đã xóa hết|đã xoá hết|xóa xong|không còn)\s+(?P<what>[^,;.:()\d]{2,30}?)"
    rf"(?:\s+(?:trên|ở|tại|trong)\s[^,;.:()]*)?{_END}"
)
#: Without one of these words nothing is said of all, or of none.
_CUE: Final = re.compile(r"(?<!\w)(?:deu|cung|nao|het|xong|khong con)(?!\w)")
_NOT_SO: Final = re.compile(r"(?<!\w)(?:chưa|không|đang)(?!\w)")
_LEFT: Final = re.compile(r"(?<!\w)(?:còn|còn lại|tồn|riêng|vẫn)(?!\w)[^,;.]{0,25}$")
#: A part of the things, not counted: "còn thôn Cốc Cài chưa họp", "những vụ không thành".
_SOME: Final = re.compile(
    r"(?<!\w)(?:còn|riêng|những|một số|vẫn còn)\s+(?P<what>[^,;.:()\d]{2,40}?)\s+(?:chưa|không)\s+"
    r"(?P<so>[^,;.:()]{2,60})"
)
_FALLEN: Final = re.compile(r"(?<!\w)(?:giảm|xuống|so với)(?!\w)[^,;]*$")


@dataclass(frozen=True, slots=True)
class _Universal:
    """Something said of all.

    Attributes:
        what: folded syllables of the things, the first of them the noun.
        so: folded syllables of what is said; none where it is just that they are done or gone.
    """

    span: Span
    what: tuple[str, ...]
    so: frozenset[str]
    statement: Statement
    counted: bool = False  # by a count that leaves nothing over, and no word for all


def not_all(document: Document, statements: Sequence[Statement]) -> Iterator[tuple[Span, Span]]:
    """Statements on all of something, each with the first place that tells of fewer."""
    told = [s for s in statements if not s.planned and not s.past]
    paragraphs = [document.paragraph_at(s.span.start) for s in told]
    for statement, here in zip(told, paragraphs, strict=True):
        for universal in _universals(document, statement):
            first = bisect_left(paragraphs, here - _NEAR)
            last = bisect_left(paragraphs, here + _NEAR + 1)
            against = next(
                (
                    place
                    for other, there in zip(told[first:last], paragraphs[first:last], strict=True)
                    for place in _fewer(document, universal, other, abs(there - here))
                ),
                None,
            )
            if against is not None:
                yield universal.span, against


def _universals(document: Document, statement: Statement) -> Iterator[_Universal]:
    folded = statement.span.of(document.folded)
    yield from _complete(document, statement, folded)
    if not _CUE.search(folded):
        return
    lowered = statement.span.of(document.text).lower()
    if len(lowered) != len(folded):
        return
    for pattern in (_ALL, _EVERY, _NONE, _GONE):
        for match in pattern.finditer(lowered):
            groups = match.groupdict()
            what = _things(fold(match["what"]))
            so = _content(fold(groups.get("so") or ""))
            if what and len(what) <= _LONGEST and not parts_of(folded[: match.start()]):
                start = statement.span.start + match.start()
                written = match[0].rstrip()
                yield _Universal(Span(start, start + len(written)), what, so, statement)


def _complete(document: Document, statement: Statement, folded: str) -> Iterator[_Universal]:
    """Counts that leave nothing over: "13/13 thôn đã họp", "nhận 12 phản ánh, đã xử lý 12"."""
    for part, whole in pairwise(statement.figures):
        if part.unit is not None or part.value != whole.value or part.value < 2:
            continue
        if parts_of(folded):
            return
        between = document.folded[part.span.end : whole.span.start]
        words = _lead_words(between)
        share = between == "/"
        same = not _behind(document, whole) or whole.noun.split(" ")[0] == part.noun.split(" ")[0]
        done = bool(words & _data()["done"]) and same
        noun = whole.noun if share else part.noun
        if not noun or not (share or done):
            continue
        said = _around(document, part, whole) if share else words
        so = frozenset(said - frozenset(noun.split()[:1]) - _data()["light"] - _data()["measures"])
        if so:
            span = Span(part.span.start, whole.span.end)
            yield _Universal(span, (noun.split()[0],), so, statement, counted=True)


def _lead_words(between: str) -> frozenset[str]:
    """The words since the last sign in front of a figure."""
    return frozenset(words_of(re.split(r"[,;.:()\d]", between)[-1]))


def _things(folded: str) -> tuple[str, ...]:
    return tuple(w for w in words_of(folded.replace("dia ban", "")) if w not in _data()["filler"])


def _content(folded: str) -> frozenset[str]:
    return frozenset(words_of(folded)) - frozenset(_data()["light"])


def _fewer(
    document: Document, universal: _Universal, other: Statement, apart: int
) -> Iterator[Span]:
    """Where ``other`` counts fewer of the things than all, or names some that are not so."""
    figures = other.figures
    beside = _in_sentence(document, other)
    if universal.counted and apart > _CLOSE:
        return
    for index, figure in enumerate(figures):
        if universal.span.overlaps(figure.span) or figure.unit is not None:
            continue
        if universal.counted:
            if figure.value and _is_rest(document, universal, other, figure, apart):
                yield figure.span
        elif index + 1 < len(figures) and _is_fraction(document, figure, figures[index + 1]):
            whole = figures[index + 1]
            if 0 < figure.value < whole.value and _is_share(document, universal, figure, whole):
                yield Span(figure.span.start, whole.span.end)
        elif (figure.value and _is_rest(document, universal, other, figure, apart)) or _is_done(
            document, universal, beside, figure
        ):
            yield figure.span
    yield from _some(document, universal, other)


def _in_sentence(document: Document, statement: Statement) -> tuple[Figure, ...]:
    """The figures of the sentence that a statement is part of."""
    figures = document.figures
    first = bisect_left(figures, statement.sentence.start, key=lambda f: f.span.start)
    last = bisect_left(figures, statement.sentence.end, key=lambda f: f.span.start)
    return tuple(figures[first:last])


def _is_fraction(document: Document, one: Figure, other: Figure) -> bool:
    return document.text[one.span.end : other.span.start] == "/"


def _is_share(document: Document, universal: _Universal, part: Figure, whole: Figure) -> bool:
    words = _around(document, part, whole)
    return _of_things(universal, words) and _told_with(universal, words)


def _is_rest(
    document: Document, universal: _Universal, other: Statement, figure: Figure, apart: int
) -> bool:
    """ "còn 05 trường hợp chưa nhận được thư", "còn 37 nhà"."""
    text = other.span.of(document.text).lower()
    start, end = figure.span.start - other.span.start, figure.span.end - other.span.start
    before = text[max(0, start - _REACH) : start]
    behind = re.split(r"[,;.:()]", text[end : end + 2 * _REACH])[0]
    negated = _NOT_SO.search(behind)
    left = _LEFT.search(before)
    if not (negated or left):
        return False
    words = frozenset(words_of(fold(re.split(r"[;.:]", before)[-1] + " " + behind)))
    if not _of_things(universal, words | frozenset(figure.noun.split())):
        return False
    if universal.counted and not negated:
        return False
    if negated:
        return _told_with(universal, frozenset(words_of(fold(behind[negated.end() :]))))
    return apart <= _CLOSE and not _FALLEN.search(before) and _plain_rest(universal, words)


def _plain_rest(universal: _Universal, words: frozenset[str]) -> bool:
    """Whether a rest with nothing said of it is of what the universal says is done or gone."""
    return universal.so <= words | frozenset(_data()["done"])


def _is_done(
    document: Document, universal: _Universal, beside: Sequence[Figure], figure: Figure
) -> bool:
    """ "22 vụ việc …, làm rõ 19 vụ": a part of the whole of the things, told as what was said."""
    head = universal.what[0]
    wholes = [
        f
        for f in beside
        if f.unit is None and f.noun.split(" ")[0] == head and f.span < figure.span
    ]
    if not wholes or not 0 < figure.value < wholes[0].value:
        return False
    if figure.noun and figure.noun.split(" ")[0] != head and _behind(document, figure):
        return False
    lead = document.folded[max(0, figure.span.start - _REACH) : figure.span.start]
    words = frozenset(words_of(re.split(r"[,;.:()\d]", lead)[-1]))
    if not words & (universal.so | frozenset(_data()["done"])):
        return False
    extra = frozenset(universal.what[1:])
    said = _around(document, wholes[0], wholes[0]) | words
    return _told_with(universal, words) and len(extra - said) * 2 <= len(extra)


def _behind(document: Document, figure: Figure) -> bool:
    """Whether the figure's noun stands behind it."""
    rest = document.folded[figure.span.end : figure.span.end + _REACH].lstrip()
    return rest.startswith(figure.noun.split(" ")[0])


def _some(document: Document, universal: _Universal, other: Statement) -> Iterator[Span]:
    text = other.span.of(document.text).lower()
    for match in _SOME.finditer(text):
        span = Span(other.span.start + match.start(), other.span.start + match.end())
        words = frozenset(words_of(fold(match["what"])))
        so = frozenset(words_of(fold(match["so"])))
        if span.overlaps(universal.span) or not universal.so or universal.what[0] not in words:
            continue
        plain = words <= {*universal.what, "con"}
        if _told_with(universal, so) and (plain or _of_things(universal, words | so)):
            yield span


def _of_things(universal: _Universal, words: frozenset[str]) -> bool:
    """Whether what is counted is what the universal speaks of."""
    extra = frozenset(universal.what[1:])
    return universal.what[0] in words and len(extra - words) * 2 <= len(extra)


def _told_with(universal: _Universal, words: frozenset[str]) -> bool:
    """Whether a count is told with what is said of all."""
    if not universal.so or universal.so <= frozenset(_data()["done"]):
        return not universal.so or bool(words & frozenset(_data()["done"]))
    return len(universal.so & words) >= _HALF * len(universal.so)


def _around(document: Document, first: Figure, last: Figure) -> frozenset[str]:
    before = document.folded[max(0, first.span.start - _REACH) : first.span.start]
    behind = document.folded[last.span.end : last.span.end + _REACH]
    lead = re.split(r"[,;.:\n]", before)[-1]
    rest = re.split(r"[,;.:\n]", behind)[0]
    return frozenset((*words_of(lead), *words_of(rest), *last.noun.split()))


@lru_cache(maxsize=1)
def _data() -> Any:
    return {name: frozenset(words) for name, words in statement_words()["universals"].items()}
