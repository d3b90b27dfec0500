"""A figure of a report with the words that say what it is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assistant.checking.note_facts import content_words, full_noun
from assistant.domain import Figure
from assistant.language.text import fold

#: Factors between units of one quantity: thousand and million đồng, hectares and square metres.
_FACTORS: Final = {
    "đồng": (Decimal(1000), Decimal(10**6), Decimal(10**9)),
    "nghìn đồng": (Decimal(1000), Decimal(10**6)),
    "triệu đồng": (Decimal(1000), Decimal(10**6)),
    "triệu": (Decimal(1000), Decimal(10**6)),
    "tỷ đồng": (Decimal(1000), Decimal(10**6), Decimal(10**9)),
    "tỷ": (Decimal(1000), Decimal(10**6), Decimal(10**9)),
    "ha": (Decimal(10**4), Decimal(100)),
    "km²": (Decimal(100), Decimal(10**6)),
    "km": (Decimal(1000),),
    "m": (Decimal(1000),),
    "m²": (Decimal(10**4), Decimal(10**6)),
    "kg": (Decimal(1000),),
    "tấn": (Decimal(1000), Decimal(10)),
    "tạ": (Decimal(10), Decimal(100)),
}
_MONEY: Final = frozenset(("đồng", "nghìn đồng", "triệu đồng", "triệu", "tỷ đồng", "tỷ"))
_TEN_THOUSANDS: Final = "van"  # "12,8 vạn con"
_LEAD: Final = 60  # characters in front of a figure that tell how it came about


@dataclass(frozen=True, slots=True)
class Stated:
    """A report's figure with its words.

    Attributes:
        noun: folded words of what is counted.
        lead: content words of its clause in front of it, none where another figure stands there.
        near, around: content words of its clause, and of its sentence and headings.
        before: the folded text right in front of it.
    """

    figure: Figure
    noun: tuple[str, ...]
    lead: frozenset[str]
    near: frozenset[str]
    around: frozenset[str]
    sentence: str
    before: str


def stated(
    figure: Figure, *, before: str, lead: str, clause: str, sentence: str, heading: str
) -> Stated:
    """A figure of a report, ready to be judged.

    Args:
        before: the sentence up to the figure.
        lead: the words of its clause in front of it, back to the figure before.
        clause, sentence: the text around it, the narrower and the wider.
        heading: the headings that it stands under.
    """
    noun = full_noun(figure.noun)
    near = content_words(clause) | frozenset(noun)
    around = content_words(f"{sentence}\n{heading}")
    told = fold(before)[-_LEAD:]
    return Stated(figure, noun, content_words(lead), near, around, sentence, told)


def values_in_units(figure: Figure) -> list[Decimal]:
    """The figure's value as written, and in other units of the same quantity."""
    values = [figure.value]
    if figure.noun.split(" ", 1)[0] == _TEN_THOUSANDS:
        values.append(figure.value * 10_000)
    for factor in _FACTORS.get(figure.unit or "", ()):
        values += [figure.value * factor, figure.value / factor]
    return values


def same_unit(one: str | None, other: str | None) -> bool:
    """Whether two figures measure one quantity in units that add up."""
    return one == other or (one in _MONEY and other in _MONEY)
