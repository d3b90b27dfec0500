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
#: Units of one quantity, each with what it is worth in the smallest.
_WORTH: Final = {
    "đồng": ("money", 1), "nghìn đồng": ("money", 10**3), "triệu đồng": ("money", 10**6),
    "triệu": ("money", 10**6), "tỷ đồng": ("money", 10**9), "tỷ": ("money", 10**9),
    "m": ("length", 1), "km": ("length", 10**3),
    "m²": ("area", 1), "ha": ("area", 10**4), "km²": ("area", 10**6),
    "kg": ("weight", 1), "tạ": ("weight", 100), "tấn": ("weight", 1000),
}  # fmt: skip
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
        timed: what may say which period it is of: the sentence up to the end of its clause, and
            the head of its column.
        behind: the folded text right behind it.
    """

    figure: Figure
    noun: tuple[str, ...]
    lead: frozenset[str]
    near: frozenset[str]
    around: frozenset[str]
    sentence: str
    before: str
    timed: str = ""
    behind: str = ""


def stated(
    figure: Figure,
    *,
    before: str,
    lead: str,
    clause: str,
    sentence: str,
    heading: str,
    timed: str = "",
    behind: str = "",
) -> Stated:
    """A figure of a report, ready to be judged.

    Args:
        before: the sentence up to the figure.
        lead: the words of its clause in front of it, back to the figure before.
        clause, sentence: the text around it, the narrower and the wider.
        heading: the headings that it stands under.
        timed: what may say which period it is of; the sentence when left out.
        behind: the sentence from the figure on.
    """
    noun = full_noun(figure.noun)
    near = content_words(clause) | frozenset(noun)
    around = content_words(f"{sentence}\n{heading}")
    told = fold(before)[-_LEAD:]
    return Stated(
        figure, noun, content_words(lead), near, around, sentence, told,
        timed or sentence, fold(behind)[:_LEAD],
    )  # fmt: skip


def values_in_units(figure: Figure) -> list[Decimal]:
    """The figure's value as written, and in other units of the same quantity."""
    values = [figure.value]
    if figure.noun.split(" ", 1)[0] == _TEN_THOUSANDS:
        values.append(figure.value * 10_000)
    for factor in _FACTORS.get(figure.unit or "", ()):
        values += [figure.value * factor, figure.value / factor]
    return values


def worth(value: Decimal, unit: str | None) -> tuple[str, Decimal] | None:
    """The quantity that ``unit`` measures and ``value`` in its smallest unit; None for others."""
    known = _WORTH.get(unit or "")
    return None if known is None else (known[0], value * known[1])


def one_quantity(one: str | None, other: str | None) -> bool:
    """Whether two units are the same, or measure the same quantity."""
    here, there = _WORTH.get(one or ""), _WORTH.get(other or "")
    return one == other or (here is not None and there is not None and here[0] == there[0])
