"""Dates as they stand in documents: "07/7/2023", "ngày 07 tháng 7 năm 2023", "09-6-2016"."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from assistant.domain import DateMention, Span
from assistant.language.text import fold

# Folded text. A further "/" on either side means a document number, not a date. Spaces around a
# separator are tolerated, as typists leave them.
_DATE: Final = re.compile(
    r"(?<![\w/.,-])(\d{1,2})(?:"
    r" ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4})(?![\w/]|[-.,]\d)"
    r"|\s{1,3}thang\s{1,3}(\d{1,2})\s{1,3}nam\s{1,3}(\d{4})(?!\w)"
    r")"
)


def find_dates(text: str) -> list[DateMention]:
    """Every full date in ``text`` (day, month and year), in order.

    The span starts at the day's digits, without the word "ngày". A date that no calendar has
    (30/02/2023) is returned with ``value`` None. "tháng 5/2024" is a period, not a date.
    """
    mentions = []
    for match in _DATE.finditer(fold(text)):
        day = int(match[1])
        month = int(match[3] or match[5])
        year = int(match[4] or match[6])
        mentions.append(
            DateMention(Span(*match.span()), day, month, year, _value(day, month, year))
        )
    return mentions


def _value(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def format_date(day: date) -> str:
    """As "07/7/2023": a 0 before days below 10 and months 1 and 2 (Decree 30/2020, Annex I)."""
    return f"{day.day:02d}/{_month(day.month)}/{day.year}"


def format_long_date(day: date) -> str:
    """As "ngày 07 tháng 7 năm 2023", as the place-and-date line has it."""
    return f"ngày {day.day:02d} tháng {_month(day.month)} năm {day.year}"


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)
