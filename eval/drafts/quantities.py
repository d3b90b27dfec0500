"""Quantities of a text in one measure, so that "02 lớp" is "hai lớp" and 1,2 tỷ is 1.200 triệu."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assistant.domain import Span
from assistant.language.dates import find_dates
from assistant.language.figures import find_figures
from assistant.language.numbers import NUMBER, parse_number
from assistant.language.text import fold

#: A unit as written: its measure and how many of the measure it is.
_UNITS: Final = {
    "tỷ đồng": ("đồng", 10**9), "tỷ": ("đồng", 10**9), "tỉ đồng": ("đồng", 10**9),
    "triệu đồng": ("đồng", 10**6), "triệu": ("đồng", 10**6), "nghìn đồng": ("đồng", 10**3),
    "ngàn đồng": ("đồng", 10**3), "đồng": ("đồng", 1), "đ": ("đồng", 1),
    "%": ("%", 1), "phần trăm": ("%", 1),
    "ha": ("ha", 1), "m²": ("m²", 1), "m2": ("m²", 1), "mét vuông": ("m²", 1), "km": ("km", 1),
    "ki-lô-mét": ("km", 1), "tấn": ("tấn", 1), "tạ": ("tạ", 1), "kg": ("kg", 1),
}  # fmt: skip
_UNIT: Final = re.compile(
    r"\s{0,2}("
    + "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
    + r")(?![\w²])(?!\s+(?:bộ|chí|bào|thời))"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """``value`` in ``measure`` ("đồng", "%", "ha" …; empty for a count) and where it stands.

    The span covers the unit too.
    """

    span: Span
    value: Decimal
    measure: str = ""


def find_quantities(text: str, exclude: Sequence[Span] = ()) -> list[Quantity]:
    """Every number of ``text`` outside ``exclude`` and full dates, in order.

    Numbers in digits count whatever they stand for; those in words where they count something.
    """
    closed = [*exclude, *(mention.span for mention in find_dates(text))]
    found: dict[int, Quantity] = {}
    for match in NUMBER.finditer(text):
        if any(span.start <= match.start() < span.end for span in closed):
            continue
        try:
            value = parse_number(match[0])
        except ValueError:
            continue
        found[match.start()] = _measured(text, Span(*match.span()), value)
    for figure in find_figures(text, closed):
        if not text[figure.span.start].isdigit():
            found.setdefault(figure.span.start, Quantity(figure.span, figure.value))
    return _shares(text, [found[start] for start in sorted(found)])


def read_quantity(written: str) -> tuple[Quantity, str]:
    """The quantity at the head of ``written`` and what follows it.

    Raises:
        ValueError: ``written`` does not begin with a number.
    """
    match = NUMBER.match(written)
    if match is None:
        raise ValueError(f"no number at the head of {written!r}")
    quantity = _measured(written, Span(*match.span()), parse_number(match[0]))
    return quantity, written[quantity.span.end :].strip()


def _measured(text: str, span: Span, value: Decimal) -> Quantity:
    unit = _UNIT.match(text.lower() if len(text.lower()) == len(text) else text, span.end)
    if unit is None:
        return Quantity(span, value)
    measure, many = _UNITS[unit[1]]
    return Quantity(Span(span.start, unit.end()), value * many, measure)


def _shares(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "6,3/7 tỷ đồng": the unit of the whole is the unit of the part."""
    shared = list(found)
    for index in range(len(found) - 2, -1, -1):
        one, other = shared[index], shared[index + 1]
        if not one.measure and text[one.span.end : other.span.start] == "/" and other.measure:
            unit = _UNIT.search(text.lower(), other.span.start)
            many = _UNITS[unit[1]][1] if unit else 1
            shared[index] = Quantity(one.span, one.value * many, other.measure)
    return shared


def same_words(text: str) -> str:
    """``text`` folded, its runs of signs and blanks one blank."""
    return re.sub(r"[\W_]+", " ", fold(text)).strip()
