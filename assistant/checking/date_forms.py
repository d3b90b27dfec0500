"""A day written as another one is written."""

from __future__ import annotations

from datetime import date

from assistant.language.dates import format_date, format_long_date


def in_form_of(written: str, day: date) -> str:
    """``day`` in the form of ``written``: with strokes, dots, dashes or in words."""
    if "/" in written:
        return format_date(day)
    for separator in ".-":
        if separator in written:
            return format_date(day).replace("/", separator)
    return format_long_date(day).removeprefix("ngày ")
