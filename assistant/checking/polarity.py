"""What a report denies ("không phát sinh đơn thư") and where it asserts the same thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from assistant.checking.document import Document
from assistant.checking.statements import (
    Statement,
    any_of,
    is_whole,
    names_part,
    scope_of,
    statement_words,
    words_of,
)
from assistant.domain import Span
from assistant.language.text import fold

_LONGEST: Final = 9  # syllables of what is denied; longer phrases are conditions or stories
_REACH: Final = 14  # syllables behind a count or a verb in which the thing may be named
_NOT: Final = "chua"
#: Things that one syllable names well enough.
_SINGLE: Final = frozenset(("don",))

_EXISTS: Final = (
    r"(?:có|còn|để\s+xảy\s+ra|xảy\s+ra|phát\s+sinh|ghi\s+nhận|tiếp\s+nhận|nhận|phát\s+hiện|tồn)"
)
_DENIED: Final = re.compile(rf"(?<!\w)(?:không|chưa)\s+(?:hề\s+)?{_EXISTS}(?!\w)(?:\s+được)?")
_ASSERTED: Final = re.compile(
    rf"(?<!\w){_EXISTS}\s+(?:(?:tình\s+trạng|trường\s+hợp|hiện\s+tượng|một\s+số|một|nhiều|\d[\d.]*)\s+)+"
)
#: A count in words at the head, where its capital could be a name's ("Ba đơn …", "Ba Tơ").
_SPELT: Final = re.compile(r"\A\W*(?:một số|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nhiều)[ \t]+")
_NOT_DONE: Final = re.compile(r"(?<!\w)chưa(?!\w)\s*")
_DONE: Final = re.compile(r"(?<!\w)đã(?!\w)\s*")
_NEGATION: Final = re.compile(r"(?<!\w)(?:không|chưa|chẳng)(?!\w)")
_FALLEN: Final = re.compile(
    r"(?<!\w)(?:giảm|tăng|bớt|thêm|so\s+với|xóa|xoá|khắc\s+phục)(?!\w)[^,;]{0,15}$"
)
#: Where the denied phrase ends: signs, and a comma before a new clause.
_PHRASE_END: Final = re.compile(
    r"[;:.()]|,(?=\s+(?:đã|đang|sẽ|các|xã|ubnd|đồng\s+thời|tuy|nhưng|qua|trong|tình\s+hình|công\s+tác"
    r"|nhân\s+dân|không|chưa|bảo\s+đảm|đảm\s+bảo|góp|do|vì|nhờ|từ|người\s+dân|đạt|được|mọi|việc)(?!\w))"
    r"|\s(?=đến\s+(?:trụ\s+sở|ubnd|cơ\s+quan|nơi)(?!\w))"
)
#: All of something is so: what follows the verb is so of each.
_EACH: Final = re.compile(
    r"(?<!\w)(?:100\s*%|tất\s+cả|toàn\s+bộ)\s+(?:các\s+|số\s+|tổng\s+số\s+|\d+\s+)*"
    r"(?P<head>[^\W\d_]+(?:\s+[^\W\d_]+){0,2}?)\s+(?=(?:đều|đã|được|đạt|có|hoàn\s+thành)(?!\w))"
)
#: A label in front of its count: "Tiếp đột xuất: 02 lượt".
_LABEL: Final = re.compile(
    r"\A[\W\d_]*(?:[a-zđ]\)\s*)?(?P<label>[^\W\d_]+(?:\s+[^\W\d_]+){1,5})\s*:\s*0*[1-9]"
)
_VILLAGE: Final = re.compile(r"(?<!\w)(?=(?:[Tt]hôn|[Ấấ]p|[Xx]óm|[Bb]ản|[Bb]uôn)\s+[^\W_a-zà-ỹ])")
_ALL: Final = r"(?:100\s*%|tat\s+ca|toan\s+bo)\s+(?:cac\s+|so\s+|tong\s+so\s+)*"


@dataclass(frozen=True, slots=True)
class Denial:
    """Something that is said not to be.

    Attributes:
        words: the folded syllables of the thing, brought to one way of saying it.
        verb: the folded verb of an act not done ("to chuc"); empty where a thing is not there.
        scope: words in front that narrow it.
        whole: it says that it speaks of the whole commune and period.
    """

    span: Span
    words: tuple[str, ...]
    verb: str
    scope: frozenset[str]
    whole: bool
    statement: Statement


@dataclass(frozen=True, slots=True)
class Assertion:
    """Something that is said to be: a count above zero, "có …", "đã …"."""

    span: Span
    words: tuple[str, ...]  # from the thing's first syllable on
    verb: str
    scope: frozenset[str]
    before: str
    statement: Statement
    negated: bool = False  # some of the thing is said not to be so ("02 thôn chưa có …")


def contradictions(
    document: Document, statements: Sequence[Statement]
) -> Iterator[tuple[Denial, Assertion]]:
    """Each denial with the first assertion of the same thing that speaks against it."""
    told = [s for s in statements if not s.planned and not s.past]
    denials = [denial for s in told for denial in _denials(document, s)]
    if not denials:
        return
    wanted = {denial.words[0] for denial in denials}
    acts = any(denial.verb for denial in denials)
    by_head: dict[str, list[Assertion]] = defaultdict(list)
    for statement in told:
        for assertion in _assertions(document, statement, wanted, acts):
            by_head[assertion.words[0]].append(assertion)
    for denial in denials:
        against = next(
            (a for a in by_head[denial.words[0]] if _contradict(document, denial, a)), None
        )
        if against is not None:
            yield denial, against


def _contradict(document: Document, denial: Denial, assertion: Assertion) -> bool:
    if assertion.span.overlaps(denial.span) or denial.verb != assertion.verb:
        return False
    if assertion.negated != (_NOT in denial.words):
        return False
    if not set(denial.words) <= set(assertion.words) and not _by_heading(denial, assertion):
        return False
    if denial.verb and (assertion.scope or names_part(assertion.before)):
        return False
    here, there = denial.statement, assertion.statement
    near = document.paragraph_at(here.span.start) == document.paragraph_at(there.span.start)
    if denial.scope and not denial.scope <= assertion.scope:
        return near and not assertion.before.strip(" ,.-+")
    return denial.whole or here.section == there.section or not names_part(here.heading)


def _by_heading(denial: Denial, assertion: Assertion) -> bool:
    """Whether the heading over both says the rest of what is denied.

    "Chưa phát sinh hồ sơ trực tuyến nào", "phát sinh 08 hồ sơ" under "Dịch vụ công trực tuyến".
    """
    heading = assertion.statement.heading
    bare = set(assertion.words) <= set(denial.words)
    rest = set(denial.words) - set(assertion.words)
    one_section = denial.statement.section == assertion.statement.section
    return bare and not denial.verb and one_section and rest <= set(words_of(heading))


def _denials(document: Document, statement: Statement) -> Iterator[Denial]:
    lowered = statement.span.of(document.text).lower()
    folded = statement.span.of(document.folded)
    if len(lowered) != len(folded):
        return
    for match in _DENIED.finditer(lowered):
        end = _phrase_end(lowered, match.end())
        words = _thing(folded[match.end() : end])
        case = folded[match.end() :].lstrip().startswith("vu ")
        if words and (len(words) > 1 or case or words[0] in _SINGLE):
            yield _denial(statement, folded, match.start(), end, words, "")
    for match in _NOT_DONE.finditer(lowered):
        verb = _verb().match(folded, match.end())
        end = _phrase_end(lowered, match.end())
        if verb is None or _manner().search(folded, verb.end(), end):
            continue
        words, act = _act(folded, verb, end)
        scope = scope_of(folded[: match.start()])
        if len(words) > 1 and not scope and not names_part(folded[: match.start()]):
            yield _denial(statement, folded, match.start(), end, words, act)
    for match in _EACH.finditer(lowered):
        end = _phrase_end(lowered, match.end())
        so = tuple(w for w in _thing(folded[match.end() : end]) if w not in _helping())
        head = words_of(fold(match["head"]))
        if so and len(so) <= _LONGEST:
            denial = _denial(statement, folded, match.start(), end, (*head, _NOT, *so), "")
            yield replace(denial, whole=True) if names_part(f"{' '.join(head)} x") else denial
    for pattern, denied in _wholes():
        for match in pattern.finditer(folded):
            yield _denial(statement, folded, match.start(), match.end(), denied(match), "")


def _denial(
    statement: Statement, folded: str, start: int, end: int, words: tuple[str, ...], verb: str
) -> Denial:
    before = folded[:start].rsplit(",", 1)[-1] if not verb else folded[:start]
    length = len(folded[start:end].rstrip(" ,."))
    return Denial(
        Span(statement.span.start + start, statement.span.start + start + length),
        words, verb, scope_of(before), is_whole(folded[:start]), statement,
    )  # fmt: skip


def _assertions(
    document: Document, statement: Statement, wanted: set[str], acts: bool
) -> Iterator[Assertion]:
    lowered = statement.span.of(document.text).lower()
    folded = statement.span.of(document.folded)
    if len(lowered) != len(folded):
        return
    base = statement.span.start
    heads = [(m.start(), m.end()) for m in _ASSERTED.finditer(lowered)]
    written = statement.span.of(document.text)
    heads += [
        m.span() for m in _SPELT.finditer(lowered) if written[m.end() : m.end() + 1].islower()
    ]
    heads += [(m.start(), m.end()) for m in _VILLAGE.finditer(written)]
    heads += [
        (figure.span.start - base, figure.span.end - base)
        for figure in statement.figures
        if figure.value and figure.unit is None
    ]
    for start, end in heads:
        before = lowered[:start].rsplit(",", 1)[-1]
        if _NEGATION.search(before[-40:]) or _FALLEN.search(before):
            continue
        stop = _phrase_end(lowered, end)
        words = _without_filler(_same(words_of(folded[end:stop])[:_REACH]))
        if words and words[0] in wanted:
            span = Span(base + start, base + max(end, stop))
            scope = scope_of(folded[:stop])
            negated = _denied_again(lowered[end:stop], words)
            if negated:
                words = tuple(_NOT if word == "khong" else word for word in words)
            yield Assertion(span, words, "", scope, folded[:start], statement, negated)
    if label := _LABEL.match(lowered):
        words = _without_filler(_same(words_of(fold(label["label"]))))
        if words and words[0] in wanted:
            span = Span(base + label.start("label"), base + label.end())
            yield Assertion(span, words, "", frozenset(), "", statement)
    if not acts:
        return
    for match in _DONE.finditer(lowered):
        verb = _verb().match(folded, match.end())
        if verb is None:
            continue
        stop = _phrase_end(lowered, match.end())
        words, act = _act(folded, verb, stop, longest=_REACH)
        if words and words[0] in wanted:
            span = Span(base + match.start(), base + stop)
            before = folded[: match.start()]
            yield Assertion(span, words, act, scope_of(before), before, statement)
    for match in _times().finditer(folded):
        words = words_of(match["act"])
        for first in range(len(words)):
            if words[first] in wanted and not _NEGATION.search(lowered[: match.end()]):
                span = Span(base + match.start(), base + match.end())
                yield Assertion(span, words[first:], "*", frozenset(), "", statement)


def _denied_again(lowered: str, words: tuple[str, ...]) -> bool:
    """Whether a negation follows that is no way of saying "left over" ("03 đơn không đủ …")."""
    return bool(_NEGATION.search(lowered)) and "ton" not in words


def _act(
    folded: str, verb: re.Match[str], end: int, longest: int = _LONGEST
) -> tuple[tuple[str, ...], str]:
    """What is done and the verb that says so; a light verb says nothing and is "*"."""
    light = _light().fullmatch(verb[0])
    words = words_of(folded[verb.end() : end])
    if light:
        inner = _verb().match(folded, verb.end())
        while inner is not None and _light().fullmatch(inner[0]):
            words = words_of(folded[inner.end() : end])
            inner = _verb().match(folded, inner.end())
    kept = _without_filler(words)
    limit = kept[: longest + 1]
    if longest == _LONGEST and len(kept) > _LONGEST:
        return (), ""
    return limit, "*" if light else " ".join(verb[0].split())


def _thing(folded: str) -> tuple[str, ...]:
    words = _without_filler(_same(words_of(folded)))
    return words if len(words) <= _LONGEST else ()


def _without_filler(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _filler())


def _same(words: Sequence[str]) -> tuple[str, ...]:
    """The syllables with other ways of saying one thing replaced."""
    text = " ".join(words)
    return tuple(_other_ways().sub(lambda match: _data()["same"][match[0]], text).split())


def _phrase_end(lowered: str, start: int) -> int:
    end = _PHRASE_END.search(lowered, start)
    return end.start() if end else len(lowered)


@lru_cache(maxsize=1)
def _wholes() -> tuple[tuple[re.Pattern[str], Any], ...]:
    """Claims that all of something is well, and what they deny."""
    found = []
    for entry in _data()["whole"]:
        nouns = "|".join(entry["all"])
        good = "|".join(entry["good"])
        pattern = re.compile(
            rf"{_ALL}(?P<all>{nouns})(?!\w)[^;.%\d]{{0,60}}?(?<!\w)(?:{good})(?!\w)"
        )
        found.append((pattern, _denied_by(entry["denies"])))
    return tuple(found)


def _denied_by(template: str) -> Any:
    return lambda match: _same(words_of(template.replace("{all}", match["all"])))


@lru_cache(maxsize=1)
def _verb() -> re.Pattern[str]:
    verbs = sorted([*_data()["light"], *_data()["acts"]], key=len, reverse=True)
    return re.compile(r"\s*(?P<verb>" + "|".join(verbs) + r")(?!\w)")


@lru_cache(maxsize=1)
def _light() -> re.Pattern[str]:
    return re.compile(r"\s*(?:" + "|".join(_data()["light"]) + ")")


@lru_cache(maxsize=1)
def _manner() -> re.Pattern[str]:
    return any_of(_data()["manner"])


@lru_cache(maxsize=1)
def _times() -> re.Pattern[str]:
    """An act with how often it was done: "tự kiểm tra được tiến hành 01 đợt"."""
    times = "|".join(_data()["times"])
    light = "|".join(_data()["light"])
    return re.compile(
        rf"(?P<act>[^\d,;.:()]{{3,60}}?)\s+(?:(?:{light})\s+)*(?:duoc\s+)?0*[1-9]\d*\s+(?:{times})(?!\w)"
    )


@lru_cache(maxsize=1)
def _other_ways() -> re.Pattern[str]:
    return any_of(list(_data()["same"]))


@lru_cache(maxsize=1)
def _helping() -> frozenset[str]:
    """Syllables that stand by a verb and do not tell what is so."""
    return frozenset(_data()["helping"])


@lru_cache(maxsize=1)
def _filler() -> frozenset[str]:
    return frozenset(_data()["filler"])


def _data() -> Any:
    return statement_words()["denials"]
