"""A report's statements: the parts of its sentences between ";", with what they speak of.

Rules that hold one statement against another must know whether both tell results, of one period
and of the whole commune.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import yaml

from assistant.checking.document import Document
from assistant.checking.sections import Section
from assistant.domain import Figure, Span
from assistant.language.text import fold
from assistant.resources import data_folder

_WORD: Final = re.compile(r"[^\W\d_]+")
_YEAR: Final = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/.-])")
#: Folded, "bản" is also the "ban" of "ban hành", so a few kinds need their number.
_PLACE: Final = re.compile(
    r"(?<!\w)(?:(?:thon|ap|xom|buon|to dan pho|khu dan cu|khu pho)\s+\w"
    r"|(?:ban|lang|khu|khoi|to)\s+\d)"
)
_PLACE_NUMBER: Final = re.compile(r"(?:thon|ban|ap|xom|khu|khoi|to)\s+\d+")
_MONTHS: Final = re.compile(r"(?:thang|quy)\s+(?:\d+|[ivx]+)(?!\w)")
_TOLD: Final = re.compile(
    r"(?:[^\W\d_]+,?\s+){0,9}?(?:da|chua|con|hien|deu)(?!\w)|nho (?:do|vay)|ket qua|nguyen nhan"
)
_TASK_ROLES: Final = frozenset(("nhiem-vu", "kien-nghi"))


@dataclass(frozen=True, slots=True)
class Statement:
    """A part of a sentence.

    Attributes:
        section: number of the innermost section it stands in, -1 before the first.
        heading: that section's folded title.
        planned: it tells what is to be done, a condition or a rule, not a result.
        past: it speaks of an earlier period, or compares with one.
        figures: the figures inside.
    """

    span: Span
    sentence: Span
    section: int
    heading: str
    planned: bool
    past: bool
    figures: tuple[Figure, ...]


def find_statements(
    document: Document, sections: Sequence[Section], year: int
) -> tuple[Statement, ...]:
    """The statements of ``document`` in order, headings and rows of tables left out.

    Args:
        year: the report's own; a statement that names only other years speaks of the past.
    """
    heads = {section.heading.span.start for section in sections}
    figures = iter(document.figures)
    figure = next(figures, None)
    found = []
    index = -1
    for sentence in document.sentences:
        while (
            index + 1 < len(sections) and sections[index + 1].heading.span.start <= sentence.start
        ):
            index += 1
        skipped = sentence.start in heads or document.text[sentence.start] == "|"
        above = _titles_above(sections, index, sentence.start)
        in_tasks = any(_TASK_ROLES.intersection(section.roles) for section in above)
        for span in _parts(document.text, sentence):
            inside = []
            while figure is not None and figure.span.start < span.end:
                if figure.span.start >= span.start:
                    inside.append(figure)
                figure = next(figures, None)
            if skipped:
                continue
            folded = span.of(document.folded)
            years = {int(match[0]) for match in _YEAR.finditer(folded)}
            found.append(
                Statement(
                    span=span,
                    sentence=sentence,
                    section=index,
                    heading=sections[index].heading.span.of(document.folded) if index >= 0 else "",
                    planned=_is_planned(folded) or (in_tasks and not _is_told(folded)),
                    past=bool(years and year not in years) or bool(either("past").search(folded)),
                    figures=tuple(inside),
                )
            )
    return tuple(found)


def scope_of(folded: str) -> frozenset[str]:
    """The words of a folded text that may narrow what is said, with the parts that it names."""
    return parts_of(folded) | (frozenset(_WORD.findall(folded)) - _unscoped())


def parts_of(folded: str) -> frozenset[str]:
    """The villages, months and fields of work that a folded text names."""
    found = [*_PLACE_NUMBER.findall(folded), *_MONTHS.findall(folded)]
    return frozenset((*found, *either("fields").findall(folded)))


def is_whole(folded: str) -> bool:
    """Whether a folded text says that it speaks of the whole commune and period."""
    return bool(either("whole").search(folded))


def names_part(folded: str) -> bool:
    """Whether a folded text names a village or a field of work."""
    return bool(_PLACE.search(folded) or either("fields").search(folded))


def words_of(folded: str) -> tuple[str, ...]:
    """The syllables of a folded text."""
    return tuple(_WORD.findall(folded))


def _parts(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    for match in re.finditer(r";", sentence.of(text)):
        yield Span(start, sentence.start + match.start())
        start = sentence.start + match.end()
    if start < sentence.end:
        yield Span(start, sentence.end)


def _titles_above(sections: Sequence[Section], index: int, position: int) -> list[Section]:
    """The sections around a place, innermost first: the last one and those that cover it."""
    above = []
    depth = 99
    for section in reversed(sections[max(0, index - 60) : index + 1]):
        if section.heading.level < depth and section.whole.start <= position < section.whole.end:
            above.append(section)
            depth = section.heading.level
    return above


def _is_planned(folded: str) -> bool:
    opening = re.sub(r"^[\W\d_]+", "", folded)
    return bool(either("planned").search(folded) or either("planned_starts").match(opening))


def _is_told(folded: str) -> bool:
    """Whether a statement among tasks tells what is: it has a subject, then "đã", "chưa", "còn"."""
    opening = re.sub(r"^[\W\d_]+(?:[a-z]\)\s*)?", "", folded)
    return _TOLD.match(opening) is not None and verbs().match(opening) is None


@lru_cache(maxsize=1)
def _unscoped() -> frozenset[str]:
    return frozenset(word for phrase in statement_words()["unscoped"] for word in phrase.split())


@lru_cache(maxsize=8)
def either(name: str) -> re.Pattern[str]:
    """Any of the folded phrases under ``name`` in ``knowledge/structure/statements.yaml``."""
    return any_of(statement_words()[name])


def any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    """Matches any of the phrases as whole words, the longest first."""
    ordered = sorted(phrases, key=len, reverse=True)
    joined = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in ordered)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)")


@lru_cache(maxsize=1)
def verbs() -> re.Pattern[str]:
    """Verbs that acts begin with, folded, from the composer's word list."""
    text = (data_folder("knowledge") / "phrases" / "lexicon.yaml").read_text("utf-8")
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    return any_of(["da", *sorted({fold(verb) for verb in data["verbs"]} - {"thu", "chi"})])


@lru_cache(maxsize=1)
def statement_words() -> Any:
    text = (data_folder("knowledge") / "structure" / "statements.yaml").read_text("utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
