"""Figures, dates, references and names of the draft that the case does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile
from typing import Final, Literal

from assistant.domain import Span
from assistant.language.dates import find_dates
from assistant.language.figures import find_figures
from assistant.language.text import fold
from assistant.register import load_register
from eval.drafts.facts import has_all
from eval.drafts.quantities import Quantity, find_quantities, same_words
from eval.drafts.sample import Sample, Score, count

_NAMED: Final = re.compile(
    r"(?<!\w)(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Tt]hôn|[Xx]óm|[Ấấ]p|[Bb]uôn|[Bb]ản|[Tt]rường|[Cc]ông ty)"
    r"((?:\s+[\w']+){1,5})"
)
_ROUNDING: Final = Decimal("0.051")


@dataclass(frozen=True, slots=True)
class Unsupported:
    """What is neither in the notes (by the case's list) nor reckoned from them."""

    name: str = "unsupported_own"
    label: str = "Không có căn cứ (theo ca mẫu)"
    kind: Literal["count"] = "count"
    bar: float = 0

    def __call__(self, sample: Sample) -> Score:
        return count(
            [
                *_figures(sample),
                *_dates(sample),
                *_references(sample),
                *_names(sample),
                *_unwanted(sample),
            ]
        )


def _figures(sample: Sample) -> Iterator[str]:
    known = [*sample.case.derived, *(q for fact in sample.case.facts for q in fact.quantities)]
    values = {q.value for q in known}
    text = sample.first.text
    closed = [r.span for r in sample.first.references]
    starts = {figure.span.start for figure in find_figures(text, closed)}
    for quantity in find_quantities(text, closed):
        # What find_figures leaves out names something: a year, a period, "thôn 3", "1." of a list.
        if quantity.span.start not in starts or quantity.value in values:
            continue
        if not _in_words(quantity.value, sample) and not _reckoned(quantity, known):
            yield f"số {quantity.span.of(text)}"


def _in_words(value: Decimal, sample: Sample) -> bool:
    """Numbers that stand inside the words of a fact ("giai đoạn 2026 - 2030", "3 sao")."""
    return any(
        value == quantity.value
        for fact in sample.case.facts
        for quantity in find_quantities(fact.written)
    )


def _reckoned(quantity: Quantity, known: Sequence[Quantity]) -> bool:
    """Whether it is a share, a sum or a difference of two known ones."""
    for one in known:
        for other in known:
            if one is other:
                continue
            results = [one.value + other.value, one.value - other.value]
            if quantity.measure == "%" and other.value:
                results = [
                    100 * one.value / other.value,
                    100 * (one.value - other.value) / other.value,
                ]
            if any(abs(abs(r) - quantity.value) < _ROUNDING for r in results):
                return True
    return False


def _dates(sample: Sample) -> Iterator[str]:
    case = sample.case
    known = {fact.day for fact in case.facts if fact.day}
    known |= {case.report_date, case.period.start, case.period.end}
    cited = [r.span for r in sample.first.references if not _is_offices(r.number, sample)]
    for mention in find_dates(sample.first.text):
        if mention.value not in known and not any(s.contains(mention.span) for s in cited):
            yield f"ngày {mention.span.of(sample.first.text)}"


def _is_offices(number: str | None, sample: Sample) -> bool:
    """Whether the notes gave the reference, and its date with it."""
    given = {fold(fact.number) for fact in sample.case.facts if fact.number}
    return number is not None and fold(number) in given and not load_register().by_number(number)


def _references(sample: Sample) -> Iterator[str]:
    case = sample.case
    known = {fold(fact.number) for fact in case.facts if fact.number}
    known |= {fold(number) for number in case.grounds}
    notes = " ".join(same_words(source.text) for source in case.notes)
    for reference in sample.first.references:
        meant = load_register().resolve(reference).instruments
        numbers = {fold(instrument.number) for instrument in meant} or {
            fold(reference.number or "")
        }
        by_name = same_words(reference.title or reference.text)
        if numbers.isdisjoint(known) and (reference.number or by_name not in notes):
            yield f"viện dẫn {reference.number or reference.text}"


def _names(sample: Sample) -> Iterator[str]:
    case = sample.case
    profile = (case.profile.commune, case.profile.district, case.profile.province)
    known = " ".join(same_words(t) for t in (*(s.text for s in case.notes), *profile))
    text = _without(sample.first.text, [r.span for r in sample.first.references])
    for match in _NAMED.finditer(text):
        name = " ".join(takewhile(lambda word: word[0].isupper(), match[1].split()))
        if same_words(name) not in known:
            yield f"tên {name}"


def _unwanted(sample: Sample) -> Iterator[str]:
    text = _without(sample.first.text, [r.span for r in sample.first.references])
    numbers = {fold(r.number) for r in sample.first.references if r.number}
    for words in sample.case.absent:
        if fold(words) in numbers or has_all(text, ((words,),)):
            yield f"không được có “{words}”"


def _without(text: str, spans: Sequence[Span]) -> str:
    """``text`` with blanks for ``spans``: titles of documents say what they like."""
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text
