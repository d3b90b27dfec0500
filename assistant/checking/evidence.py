"""Evidence of diagnostics: the register's entries, the staff's notes, the office's log."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.domain import Evidence, Instrument, OfficeDocument, Period, SourceKind, UserError
from assistant.language.dates import format_date
from assistant.language.periods import find_period, find_periods, parse_period
from assistant.language.text import fold, nfc

_ITEM: Final = re.compile(r"[^\n;]+")
_SAME_PERIOD: Final = re.compile(r"cung ky(?:\s+nam)?\s*(?P<year>20\d\d)?(?!\w)")


def notes_as_evidence(
    name: str, text: str, period: Period | None = None, first: int = 1
) -> tuple[Evidence, ...]:
    """The notes as evidence, one entry for each line or part of a line between ";".

    Args:
        name: the file's name, for locations.
        period: the period that the notes speak of; an item that names its own, or opens with a
            part of it ("quý I: …"), has that one.
        first: number of the first item, so that ids stay apart over several files.

    Returns:
        entries with ids "note:<n>", counted from ``first``.
    """
    entries: list[Evidence] = []
    for number, line in enumerate(nfc(text).splitlines(), start=1):
        for match in _ITEM.finditer(line):
            item = match[0].strip(" \t-+*•#")
            if not item:
                continue
            own = _year_before(item, period) or find_period(item) or _labelled(item, period)
            own = own or period
            entries.append(
                Evidence(
                    id=f"note:{first + len(entries)}",
                    text=item,
                    source=SourceKind.NOTE,
                    period=own.label if own else None,
                    location=f"{name}, dòng {number}",
                )
            )
    return tuple(entries)


def _year_before(item: str, period: Period | None) -> Period | None:
    """The notes' period in the year that an item opens with: "cung ky 2025 thu 70,5 ty"."""
    opening = _SAME_PERIOD.match(fold(item))
    if opening is None or period is None:
        return None
    year = int(opening["year"] or period.start.year - 1)
    label = period.label.replace(str(period.start.year), str(year))
    try:
        return parse_period(label)
    except UserError:
        return None


def _labelled(item: str, period: Period | None) -> Period | None:
    """The part of the notes' period that an item opens with: "6 tháng đầu năm: tn 1.580"."""
    label, colon, _ = item.partition(":")
    if not colon or period is None:
        return None
    for mention in find_periods(label, period.start.year):
        if not label[: mention.span.start].strip() and not label[mention.span.end :].strip():
            return mention.period
    return None


def instrument_as_evidence(instrument: Instrument) -> Evidence:
    """What the register holds of an instrument, in one line; its id is "reg:<id>"."""
    parts = [f"{instrument.kind} {instrument.number} của {instrument.issuer}"]
    if instrument.signed:
        parts.append(f"ký ngày {format_date(instrument.signed)}")
    if instrument.effective:
        parts.append(f"có hiệu lực từ ngày {format_date(instrument.effective)}")
    if instrument.expiry:
        parts.append(f"hết hiệu lực từ ngày {format_date(instrument.expiry)}")
    title = f": {instrument.title}" if instrument.title else ""
    return Evidence(
        id=f"reg:{instrument.id}",
        text=", ".join(parts) + title,
        source=SourceKind.REGISTER,
        location=instrument.number,
    )


def office_log_as_evidence(log: Sequence[OfficeDocument]) -> tuple[Evidence, ...]:
    """The rows of the log of issued documents, one line each, with ids "log:<n>" from 1."""
    return tuple(
        Evidence(
            id=f"log:{number}",
            text=_row_in_one_line(row),
            source=SourceKind.OFFICE_LOG,
            location=row.location,
        )
        for number, row in enumerate(log, start=1)
    )


def _row_in_one_line(row: OfficeDocument) -> str:
    number = f"số {row.number:02d}" + (f"/{row.code}" if row.code else "")
    day = f" ngày {format_date(row.date)}" if row.date else ""
    title = f": {row.title}" if row.title else ""
    return f"{row.kind or 'Văn bản'} {number}{day}{title}"
