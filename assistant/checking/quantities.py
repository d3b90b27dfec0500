"""Quantities of which a report has one value: how many households the commune has, what was spent.

Three kinds are told apart: totals of the commune ("toàn xã có 672 hộ"), figures with one label
("chi thường xuyên là 7.490 triệu đồng"), and a count taken up again ("bốn đơn này").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

import yaml

from assistant.checking.document import Document
from assistant.checking.statements import (
    Statement,
    any_of,
    names_part,
    parts_of,
    scope_of,
    statement_words,
    verbs,
)
from assistant.checking.tables import NumericCell
from assistant.domain import Figure, Span
from assistant.resources import data_folder

_WORD: Final = re.compile(r"[^\W\d_]+")
_LABEL_START: Final = re.compile(
    r"[,;:.(|\n]|(?<!\w)(?:gom|trong do|bao gom|voi|va|cung|chia ra|cu the|nhu sau)(?!\w)"
)
_LONGEST_LABEL: Final = 9  # syllables
_SHORTEST_LABEL: Final = 3
#: The words in front of a total of the commune.
_OF_COMMUNE: Final = re.compile(
    r"(?:(?:toan xa|toan phuong|tren dia ban xa|dia ban|dia phuong|(?<!\w)xa|phuong)"
    r"(?:\s+(?!co\b|\d)[^\W\d_]+){0,4}\s+(?:hien\s+)?(?:co|gom)(?:\s+(?:tong so|tat ca|tong cong))?"
    r"|tong so\s+(?:ho|khau|nhan khau|thon|ban|ap|xom)(?:\s+(?:dan|gia dinh))?"
    r"(?:\s+(?:cua|tren|trong)(?:\s+[^\W\d_]+){1,4})?\s*(?:la|co|hien co|:)?"
    r"|dan so(?:\s+(?:toan xa|cua xa|la|co|hien co|gom))*)"
    r"\s*:?\s*$"
)
_OWNED: Final = re.compile(
    r"[^,;.:\d]{0,40}?\s(?:cua (?:toan )?xa|tren dia ban (?:toan )?xa)(?!\w)"
)
_TOTAL_ROW: Final = re.compile(r"\s*(?:tong(?:\s+cong|\s+so)?|cong)\s*")
_BESIDE: Final = 25  # rows and paragraphs between a table's last row and prose that sums it up
_EVERY: Final = re.compile(r"(?<!\w)(?:ca|toan bo|tat ca)\s*$")
_CHAINED: Final = re.compile(r"\s*(?:,|voi|va|\()?\s*(?:(?:va|voi|tong so)\s*)?")
_AGAIN: Final = re.compile(
    r"\W*(?P<number>hai|ba|bon|nam|sau|bay|tam|chin|muoi|\d{1,3})\s+(?P<noun>[^\W\d_]+(?:\s+[^\W\d_]+)?)"
    r"\s+(?:nay|neu tren|noi tren|tren)(?!\w)"
)
_NUMBERS: Final = {
    "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A figure and where the same quantity has another value."""

    span: Span
    value: str
    other: Span
    part: bool = False  # it is of a part, and larger than the whole


@dataclass(frozen=True, slots=True)
class _Mention:
    figure: Figure
    value: Decimal
    step: Decimal  # what its last digit is worth
    statement: Statement
    label: tuple[str, ...]
    before: str  # folded, from the statement's beginning to the label

    @property
    def wide(self) -> bool:
        """Whether the label names something of the whole commune."""
        return bool(_commune_wide().search(" ".join(self.label)))


def disagreements(document: Document, statements: Sequence[Statement]) -> Iterator[Disagreement]:
    """The figures that give a quantity another value than an earlier place does."""
    told = [s for s in statements if not s.planned and not s.past]
    seen: set[Span] = set()
    for found in (
        *_totals(document, told),
        *_stocks(document, told),
        *_labelled(document, told),
        *_again(document),
    ):
        if found.span not in seen:
            seen.add(found.span)
            yield found


def _totals(document: Document, told: Sequence[Statement]) -> Iterator[Disagreement]:
    """Totals of the commune, and parts of them that are larger."""
    mentions: dict[int, list[Figure]] = defaultdict(list)
    others: list[tuple[int, Figure]] = []
    for statement in told:
        previous: Figure | None = None
        for figure in statement.figures:
            key = _total_key(figure)
            if figure.unit is not None or key is None or figure.value < 2:
                continue
            if _is_total(document, statement, figure, previous, key):
                mentions[key].append(figure)
                previous = figure
            elif figure.noun not in _data()["totals"][key]:
                others.append((key, figure))
    for key, figures in mentions.items():
        counts = Counter(figure.value for figure in figures)
        usual = max(counts, key=lambda value: (counts[value], value == figures[0].value))
        first = next(figure for figure in figures if figure.value == usual)
        for figure in figures:
            if figure.value != usual:
                yield _disagree(document, figure, first)
        for other_key, figure in others:
            if other_key == key and figure.value > usual and _is_part(document, figure):
                yield Disagreement(
                    figure.span, first.span.of(document.text), first.span, part=True
                )  # fmt: skip


def _stocks(document: Document, told: Sequence[Statement]) -> Iterator[Disagreement]:
    """What the commune has of a thing ("toàn xã có 214 hộ kinh doanh"), and all of it elsewhere."""
    first: dict[tuple[str | None, str], Figure] = {}
    open_: dict[tuple[str | None, str], list[Figure]] = defaultdict(list)
    for statement in told:
        for figure in statement.figures:
            words = figure.noun.split(" ")
            if len(words) < 2 or words[0] in statement_words()["denials"]["times"]:
                continue
            before = document.folded[statement.span.start : figure.span.start]
            after = document.folded[figure.span.end : statement.span.end]
            if names_part(before) or _excluded().search(before[-20:]):
                continue
            key = (figure.unit, figure.noun)
            owned = _OF_COMMUNE.search(before) or _OWNED.match(after)
            if owned and key not in first:
                first[key] = figure
            elif owned or _EVERY.search(before):
                open_[key].append(figure)
    for key, figures in open_.items():
        for figure in figures:
            if key in first and figure.value != first[key].value and _whole_noun(figure, key[0]):
                yield _disagree(document, figure, first[key])


def _whole_noun(figure: Figure, unit: str | None) -> bool:
    """Whether the commune's total is no matter of :func:`_totals`."""
    return unit is not None or _total_key(figure) is None or len(figure.noun.split(" ")) > 2


def _total_key(figure: Figure) -> int | None:
    for key, nouns in enumerate(_data()["totals"]):
        if any(figure.noun == noun or figure.noun.startswith(noun + " ") for noun in nouns):
            return None if figure.noun.startswith(("ho so", "ho tro", "ho tich")) else key
    return None


def _is_total(
    document: Document, statement: Statement, figure: Figure, previous: Figure | None, key: int
) -> bool:
    if figure.noun not in _data()["totals"][key]:
        return False
    before = document.folded[statement.span.start : figure.span.start]
    if before.endswith("/"):
        return False
    if document.text[figure.span.start - 1 : figure.span.start] == "/":
        return False
    after = document.folded[figure.span.end : figure.span.end + 1]
    if after == "/" or names_part(before):
        return False
    if _OF_COMMUNE.search(before):
        return True
    if previous is not None and _chained(document, previous, figure):
        return True
    return figure.noun in _data()["villages"] and bool(_EVERY.search(before))


def _chained(document: Document, previous: Figure, figure: Figure) -> bool:
    between = document.folded[previous.span.end : figure.span.start]
    noun = re.match(rf"\s*{re.escape(previous.noun)}", between)
    return noun is not None and _CHAINED.fullmatch(between, noun.end()) is not None


def _is_part(document: Document, figure: Figure) -> bool:
    """Whether a figure counts some of the commune's ("06 ấp văn hóa")."""
    before = document.folded[max(0, figure.span.start - 30) : figure.span.start]
    return not _excluded().search(before) and "/" not in before[-1:]


def _labelled(document: Document, told: Sequence[Statement]) -> Iterator[Disagreement]:
    """Figures with one label, unit and scope, in the prose or in the last row of a table."""
    mentions = [m for statement in told for m in _mentions(document, statement)]
    groups: dict[tuple[str | None, tuple[str, ...]], list[_Mention]] = defaultdict(list)
    for mention in mentions:
        groups[(_family(mention.figure.unit)[0], mention.label)].append(mention)
    for group in groups.values():
        for index, mention in enumerate(group):
            against = next((other for other in group[:index] if _differ(other, mention)), None)
            if against is not None:
                yield _disagree(document, mention.figure, against.figure)
    yield from _against_tables(document, mentions)


def _mentions(document: Document, statement: Statement) -> Iterator[_Mention]:
    for figure in statement.figures:
        label, start = _label(document, statement, figure)
        if label:
            factor = _family(figure.unit)[1]
            exponent = figure.value.as_tuple().exponent
            step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * factor
            before = document.folded[statement.span.start : start]
            yield _Mention(figure, figure.value * factor, step, statement, label, before)


def _differ(one: _Mention, other: _Mention) -> bool:
    here, there = one.statement, other.statement
    if here.sentence == there.sentence:
        return False
    narrows = parts_of if one.wide else scope_of
    if narrows(one.before) != narrows(other.before):
        return False
    if here.section != there.section and (
        not one.wide or names_part(here.heading) or names_part(there.heading)
    ):
        return False
    return abs(one.value - other.value) >= max(one.step, other.step)


def _against_tables(document: Document, mentions: Sequence[_Mention]) -> Iterator[Disagreement]:
    """Figures of the prose that name a column and are not its total."""
    for table in document.tables:
        for column, head in enumerate(table.heads):
            total = _column_total(table.labels, table.rows, column)
            words = tuple(_WORD.findall(_prefixes().sub("", head)))
            if total is None or len(words) < 2 or table.is_share(column):
                continue
            for mention in mentions:
                nouns = tuple(mention.figure.noun.split())
                named = mention.label == words or mention.label == (*nouns, *words)
                near = _near(document, mention, total)
                if named and near and mention.figure.unit is None and mention.value != total.value:
                    yield Disagreement(
                        mention.figure.span, total.span.of(document.text), total.span
                    )  # fmt: skip


def _column_total(
    labels: Sequence[str], rows: Sequence[Sequence[NumericCell | None]], column: int
) -> NumericCell | None:
    last = rows[-1]
    return last[column] if _TOTAL_ROW.fullmatch(labels[-1]) and column < len(last) else None


def _near(document: Document, mention: _Mention, total: NumericCell) -> bool:
    """Whether a figure stands in the paragraphs around a table, on the whole of it."""
    if parts_of(mention.before):
        return False
    here = document.paragraph_at(mention.figure.span.start)
    return abs(here - document.paragraph_at(total.span.start)) <= _BESIDE


def _label(document: Document, statement: Statement, figure: Figure) -> tuple[tuple[str, ...], int]:
    """The folded words that name a figure, and where they begin; none when unclear."""
    folded = document.folded
    start = statement.span.start
    for match in _LABEL_START.finditer(folded, start, figure.span.start):
        if folded[match.end() : figure.span.start].strip(" :"):
            start = match.end()
    lead = folded[start : figure.span.start]
    if (
        document.text[figure.span.start - 1] == "/"
        or folded[figure.span.end : figure.span.end + 1] == "/"
    ):
        return (), start
    if re.search(r"\d", lead) or _excluded().search(lead) or names_part(lead):
        return (), start
    words = lead.replace(":", " ").strip(" -+*•")
    words = _prefixes().sub("", words).strip()
    words = _copulas().sub("", words).strip()
    label = tuple(_WORD.findall(words))
    if figure.unit is None and figure.noun:
        label = _with_noun(label, figure.noun)
    if not _SHORTEST_LABEL <= len(label) <= _LONGEST_LABEL or set(label) <= _metrics():
        return (), start
    return (label, start) if _is_name(document, start, label) else ((), start)


def _with_noun(label: tuple[str, ...], noun: str) -> tuple[str, ...]:
    """A state by itself ("quá hạn 07 hồ sơ"), or no label at all, needs the noun."""
    nouns = tuple(noun.split())
    if " ".join(label) in _data()["states"]:
        return nouns + label
    if not label and _commune_wide().fullmatch(noun):
        return nouns
    return label


def _is_name(document: Document, start: int, label: tuple[str, ...]) -> bool:
    """Whether the label is a noun phrase: acts are told many times with other figures."""
    return not verbs().match(" ".join(label)) or bool(_commune_wide().search(" ".join(label)))


def _family(unit: str | None) -> tuple[str | None, Decimal]:
    for family in _data()["families"]:
        if unit in family:
            return family[0], Decimal(_data()["factors"].get(unit, 1))
    return unit, Decimal(1)


def _again(document: Document) -> Iterator[Disagreement]:
    """A count taken up again by "này" that the sentence before does not have."""
    sentences = document.sentences
    by_sentence = dict(document.figures_by_sentence())
    for index, sentence in enumerate(sentences[1:], start=1):
        match = _AGAIN.match(document.folded, sentence.start, sentence.end)
        if match is None:
            continue
        number = Decimal(_NUMBERS.get(match["number"], 0) or match["number"])
        head = match["noun"].split()[0]
        before = [
            f for f in by_sentence.get(sentences[index - 1], ()) if f.noun.split(" ")[0] == head
        ]
        if len(before) == 1 and before[0].unit is None and before[0].value != number:
            span = Span(match.start("number"), match.end("noun"))
            yield Disagreement(span, before[0].span.of(document.text), before[0].span)


def _disagree(document: Document, figure: Figure, other: Figure) -> Disagreement:
    return Disagreement(figure.span, other.span.of(document.text), other.span)


@lru_cache(maxsize=1)
def _prefixes() -> re.Pattern[str]:
    words = "|".join(sorted(_data()["prefixes"], key=len, reverse=True))
    return re.compile(rf"^(?:(?:{words})\s+)+")


@lru_cache(maxsize=1)
def _copulas() -> re.Pattern[str]:
    words = "|".join(sorted(_data()["copulas"], key=len, reverse=True))
    return re.compile(rf"(?:\s+(?:{words}))+$")


@lru_cache(maxsize=1)
def _excluded() -> re.Pattern[str]:
    return any_of(_data()["excluded"])


@lru_cache(maxsize=1)
def _commune_wide() -> re.Pattern[str]:
    return any_of(_data()["commune_wide"])


@lru_cache(maxsize=1)
def _metrics() -> frozenset[str]:
    return frozenset(_data()["metrics"])


@lru_cache(maxsize=1)
def _data() -> Any:
    text = (data_folder("knowledge") / "structure" / "quantities.yaml").read_text("utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
