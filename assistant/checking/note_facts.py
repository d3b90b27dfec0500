"""What the staff's notes say, figure by figure: how many of what, in which words, of which period.

Notes are terse ("tn 732 hs, gq 720 (dh 714)"), often without accents, so words are compared folded
and with their abbreviations written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

import yaml

from assistant.domain import Evidence, Figure, Period, Span, UserError
from assistant.language.dates import find_dates
from assistant.language.figures import find_figures
from assistant.language.numbers import NUMBER, parse_number, words_to_number
from assistant.language.periods import find_periods, parse_period
from assistant.language.text import fold
from assistant.resources import data_folder

_WORD: Final = re.compile(r"[^\W\d_]+")
_CLAUSE_END: Final = re.compile(r"[,;:.()+=\n]|->|\s[-–]\s")
_HEADING_LENGTH: Final = 8  # words of a line without figures that speaks for the lines below it
#: Without accents "nam" is more often the year and "sau" the word for after: not at the head.
_SPELT: Final = re.compile(
    r"(?<!\w)(?:mot|hai|ba|bon|bay|tam|chin|muoi)"
    r"(?:\s+(?:mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi|tram|nghin|linh|le))*(?!\w)"
)
_BRACKET: Final = re.compile(r"\([^()]*\)")
#: Words in front of a bare number of which it is the name: "quy 3", "thon 12", "thang 4".
_NAMES: Final = re.compile(
    r"(?<!\w)(?:quy|thang|ngay|tuan|ky|dieu|khoan|thon|ap|xom|buon|khu|duong|t)\s*$"
)
_CODE: Final = re.compile(r"\d+(?:/\d{4})?[/-][^\W\d_]{2,}[\w/-]*")  # a document's number
_LONGEST_RUN: Final = 12  # figures that a sum may have
_NOUN_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class NoteFigure:
    """A number in a note.

    Attributes:
        noun: folded, abbreviations written out; empty where the note names none, or names it by
            an abbreviation with several meanings.
        near: the words of its own clause.
        around: the words of its line and of the heading that the line stands under.
        loose: a bare number that reads like no figure ("t9"); it can bear out, not contradict.
        counts: its noun stands behind it ("412 ngay cong"), so it is no measure.
        sum_of: the figures it is the sum of, when the notes do not write it themselves.
    """

    evidence: Evidence
    value: Decimal
    unit: str | None
    noun: tuple[str, ...]
    near: frozenset[str]
    around: frozenset[str]
    period: Period | None
    loose: bool = False
    sum_of: tuple[Decimal, ...] = ()
    counts: bool = False


def read_notes(notes: Sequence[Evidence]) -> tuple[NoteFigure, ...]:
    """Every number of the notes, as written and as sums of neighbours in one item."""
    lines: dict[str | None, frozenset[str]] = {}
    for note in notes:
        lines[note.location] = lines.get(note.location, frozenset()) | content_words(note.text)
    found: list[NoteFigure] = []
    heading: frozenset[str] = frozenset()
    for note in notes:
        if not any(c.isdigit() for c in note.text) and len(note.text.split()) <= _HEADING_LENGTH:
            heading = content_words(note.text)
        around = lines[note.location] | heading
        around |= {other for word in around for other in _synonyms().get(word, ())}
        written = list(_numbers(note, around))
        found += written
        found += _sums(note, written, around)
    return tuple(found)


def counted(noun: Sequence[str]) -> frozenset[int]:
    """The families of things that a noun may count; empty when it is in none."""
    for length in range(min(len(noun), _NOUN_WORDS), 0, -1):
        families = _families().get(" ".join(noun[:length]))
        if families:
            return families
    return frozenset()


def full_noun(noun: str) -> tuple[str, ...]:
    """The folded words of a noun, its abbreviations written out ("luot cd" → "luot cong dan").

    Empty when it begins with an abbreviation of several meanings.
    """
    words: list[str] = []
    for word in noun.split():
        readings = _written_out().get(word, ((word,),))
        if len(readings) > 1 and not words:
            return ()
        words += readings[0]
    return tuple(words)


def content_words(text: str) -> frozenset[str]:
    """Folded words that tell what a text speaks of, with abbreviations also written out."""
    words: set[str] = set()
    for match in _WORD.finditer(fold(text)):
        words.add(match[0])
        words.update(*_written_out().get(match[0], ()))
    return frozenset(words - _unspecific() - _measures())


def clause_around(text: str, span: Span) -> Span:
    """The stretch between punctuation that holds ``span``."""
    start = 0
    for match in _CLAUSE_END.finditer(text):
        if match.end() <= span.start:
            start = match.end()
        elif match.start() >= span.end:
            return Span(start, match.start())
    return Span(start, len(text))


def _numbers(note: Evidence, around: frozenset[str]) -> Iterator[NoteFigure]:
    period = _period(note.period)
    figures = find_figures(note.text)
    seen = [mention.span for mention in find_dates(note.text)]
    seen += [Span(*match.span()) for match in _CODE.finditer(note.text)]
    for figure in figures:
        seen.append(figure.span)
        yield _note_figure(note, figure, around, period)
    for match in NUMBER.finditer(note.text):
        span = Span(*match.span())
        if any(other.overlaps(span) for other in seen):
            continue
        if _is_name(note.text, span):
            continue
        try:
            value = parse_number(match[0])
        except ValueError:
            continue
        words = tuple(_WORD.findall(fold(note.text[span.end : span.end + 30])))
        noun = words[:2] if counted(words) else ()
        near = _near(note.text, span)
        yield NoteFigure(
            note, value, None, noun, near, around, period, loose=not noun, counts=bool(noun)
        )  # fmt: skip
    for match in _SPELT.finditer(fold(note.text)):
        value_in_words = words_to_number(match[0])
        span = Span(*match.span())
        if value_in_words is not None and not any(other.overlaps(span) for other in seen):
            near = _near(note.text, span)
            value = Decimal(value_in_words)
            yield NoteFigure(note, value, None, (), near, around, period, True)


def _is_name(text: str, span: Span) -> bool:
    """Whether a bare number is the name of what stands before it, and counts nothing behind."""
    if not _NAMES.search(fold(text[max(0, span.start - 8) : span.start])):
        return False
    return not counted(_WORD.findall(fold(text[span.end : span.end + 30])))


def _note_figure(
    note: Evidence, figure: Figure, around: frozenset[str], period: Period | None
) -> NoteFigure:
    noun = full_noun(figure.noun)
    if noun and noun[0] in _measures():
        noun = ()
    near = _near(note.text, figure.span) | frozenset(noun)
    unit = figure.unit or _short_units().get(figure.noun.split(" ", 1)[0])
    period = _period_at(note.text, figure.span.start, period)
    behind = fold(note.text[figure.span.end : figure.span.end + 30]).lstrip()
    counts = bool(noun) and behind.startswith(figure.noun.split(" ", 1)[0])
    return NoteFigure(note, figure.value, unit, noun, near, around, period, counts=counts)


def _period_at(text: str, position: int, period: Period | None) -> Period | None:
    """The period of a figure of a line that is of ``period`` by a name somewhere in it.

    A bracket's holds inside the bracket alone, one behind a comma not before it: there the period
    is open, None ("thu 62 trd (nam 2021: 57,5)", "thu 62 trd, nam 2021: 57,5 trd").
    """
    if period is None:
        return None
    for bracket in _BRACKET.finditer(text):
        named = find_periods(bracket[0])
        if not named:
            continue
        if bracket.start() < position < bracket.end():
            return named[0].period
        if named[0].period == period and find_figures(bracket[0]):
            return None
    for named_later in find_periods(text)[:1]:
        before = text[: named_later.span.start].rstrip()
        if position < named_later.span.start and before.endswith((",", ".", "-")):
            return None
    return period


def _near(text: str, span: Span) -> frozenset[str]:
    return content_words(clause_around(text, span).of(text))


def _sums(
    note: Evidence, figures: Sequence[NoteFigure], around: frozenset[str]
) -> Iterator[NoteFigure]:
    """Sums of counts that stand side by side, at least two and not too many."""
    counts = [figure for figure in figures if figure.unit is None and not figure.loose]
    for start in range(len(counts)):
        parts = [counts[start]]
        for figure in counts[start + 1 : start + _LONGEST_RUN]:
            parts.append(figure)
            values = tuple(part.value for part in parts)
            noun = next((part.noun for part in parts if part.noun), ())
            yield NoteFigure(
                note, sum(values, Decimal(0)), None, noun, around, around,
                figure.period, sum_of=values,
            )  # fmt: skip


def _period(label: str | None) -> Period | None:
    if label is None:
        return None
    try:
        return parse_period(label)
    except UserError:
        return None


@lru_cache(maxsize=1)
def _families() -> dict[str, frozenset[int]]:
    table: dict[str, set[int]] = {}
    for number, family in enumerate(_data()["families"]):
        for noun in family:
            table.setdefault(fold(noun), set()).add(number)
    return {noun: frozenset(numbers) for noun, numbers in table.items()}


@lru_cache(maxsize=1)
def _measures() -> frozenset[str]:
    return frozenset(fold(word) for word in _data()["measures"])


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, list[str]]:
    """A folded word of notes → the words that reports say it with."""
    return {word: meaning.split() for word, meaning in _data()["synonyms"].items()}


@lru_cache(maxsize=1)
def _short_units() -> dict[str, str]:
    """Folded abbreviations of units that notes write behind a number → the unit."""
    return dict(_data()["short_units"])


@lru_cache(maxsize=1)
def distinguishing() -> frozenset[str]:
    """Folded words of which one figure's clause has one and another's not: two things."""
    return frozenset(fold(word) for word in _data()["distinguishing"])


@lru_cache(maxsize=1)
def _unspecific() -> frozenset[str]:
    return frozenset(fold(word) for word in _data()["unspecific"])


@lru_cache(maxsize=1)
def _written_out() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Folded abbreviation → what it may stand for, each in folded words."""
    text = (data_folder("knowledge") / "phrases" / "abbreviations.yaml").read_text("utf-8")
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    table: dict[str, dict[tuple[str, ...], None]] = {}
    for short, full in (*data["exact"].items(), *data["lowercase"].items()):
        table.setdefault(fold(short), {})[tuple(_WORD.findall(fold(full)))] = None
    for short, readings in data["contextual"].items():
        for reading in readings:
            table.setdefault(fold(short), {})[tuple(_WORD.findall(fold(reading["means"])))] = None
    return {short: tuple(readings) for short, readings in table.items()}


@lru_cache(maxsize=1)
def _data() -> Any:
    text = (data_folder("knowledge") / "structure" / "counted.yaml").read_text("utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
