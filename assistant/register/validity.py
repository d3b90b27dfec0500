"""Validity of an instrument on a date, computed from dates and chains.

A wrong "in force" is worse than "unknown": without an effective date nothing is in force, an entry
that its source could not verify is unknown, and past the day to which an entry was verified nothing
is asserted that the dates do not show.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from assistant.domain import Amendment, Instrument, Status, Validity
from assistant.language.dates import format_date
from assistant.language.text import fold

Lookup = Callable[[str], tuple[Instrument, ...]]

_YEAR_IN_NUMBER = re.compile(r"\d+[a-z]?/((?:19|20)\d\d)/")

#: Statuses of the source that leave the present status open.
_OPEN = frozenset({"unverified", "unknown", ""})
_ENDED = frozenset({"expired", "period_ended"})


def replacement_chain(instrument: Instrument, lookup: Lookup) -> tuple[Instrument, ...]:
    """What replaced ``instrument``, what replaced that, and so on, nearest first."""
    return _chain(instrument, lambda one: one.replaced_by, lookup)


def predecessor_chain(instrument: Instrument, lookup: Lookup) -> tuple[Instrument, ...]:
    """What ``instrument`` replaced, what that replaced, and so on, nearest first."""
    return _chain(instrument, lambda one: one.replaces, lookup)


def _chain(
    instrument: Instrument, links: Callable[[Instrument], tuple[str, ...]], lookup: Lookup
) -> tuple[Instrument, ...]:
    chain: list[Instrument] = []
    seen = {instrument.id}
    frontier = list(links(instrument))
    while frontier:
        for found in lookup(frontier.pop(0)):
            if found.id not in seen:
                seen.add(found.id)
                chain.append(found)
                frontier.extend(links(found))
    return tuple(chain)


def _end(instrument: Instrument, lookup: Lookup) -> date | None:
    """First day on which the instrument is no longer in force, as far as it is known.

    Where the source says that it has ended and gives no day, the day is that on which its
    successors took effect, provided that they all did on one day.
    """
    if instrument.expiry or instrument.recorded_status not in _ENDED:
        return instrument.expiry
    starts = {
        successor.effective for number in instrument.replaced_by for successor in lookup(number)
    }
    return starts.pop() if len(starts) == 1 else None


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def amendments_by(instrument: Instrument, on: date, lookup: Lookup) -> tuple[Amendment, ...]:
    """The amendments in effect by ``on``, in order of effect.

    One whose day of effect is not known counts from the day it was signed, and last of that day;
    its ``effective`` stays None.
    """
    known: list[tuple[date, bool, Amendment]] = []
    for amendment in instrument.amended_by:
        entries = lookup(amendment.number)
        start = amendment.effective or next((e.effective for e in entries if e.effective), None)
        signed = next((e.signed for e in entries if e.signed), None)
        number = entries[0].number if entries else amendment.number
        counts_from = start or signed
        if counts_from is not None and counts_from <= on:
            known.append((counts_from, start is None, Amendment(number, start, amendment.remark)))
    known.sort(key=lambda item: item[:2])
    return tuple(amendment for _, _, amendment in known)


def validity_on(instrument: Instrument, on: date, lookup: Lookup) -> Validity:
    """What is known of ``instrument`` on the day ``on``.

    Args:
        lookup: an id or number → the register's entries of that name.
    """
    chain = replacement_chain(instrument, lookup)
    start, end = instrument.effective, _end(instrument, lookup)
    amendments = amendments_by(instrument, on, lookup)
    horizon = instrument.verified_on

    def result(status: Status, reason: str, *, with_successors: bool = False) -> Validity:
        started = tuple(s for s in chain if s.effective is None or s.effective <= on)
        return Validity(
            status=status,
            on=on,
            since=start,
            until=end,
            replaced_by=tuple(s.number for s in (started if with_successors else chain)),
            amended_by=tuple(a.number for a in amendments),
            horizon=horizon,
            reason=reason,
        )

    if end is not None and on >= end:
        successors = ", ".join(s.number for s in chain)
        by = f", được thay thế bởi {successors}" if successors else ""
        return result(
            Status.EXPIRED, f"Hết hiệu lực từ ngày {format_date(end)}{by}.", with_successors=True
        )
    if instrument.signed and on < instrument.signed:
        return result(
            Status.NOT_YET, f"Đến ngày {format_date(instrument.signed)} mới được ký ban hành."
        )
    year = _YEAR_IN_NUMBER.match(instrument.number)
    if not instrument.signed and year and on.year < int(year[1]):
        return result(Status.NOT_YET, f"Số, ký hiệu là của năm {year[1]}.")
    if instrument.recorded_status in _ENDED and end is None:
        if horizon and on >= horizon:
            return result(Status.EXPIRED, "Đã hết hiệu lực, chưa rõ từ ngày nào.")
        return result(Status.UNKNOWN, "Đã hết hiệu lực nhưng chưa rõ từ ngày nào.")
    if start is None:
        return result(Status.UNKNOWN, "Chưa rõ ngày có hiệu lực.")
    if on < start:
        return result(Status.NOT_YET, f"Có hiệu lực từ ngày {format_date(start)}.")
    if instrument.recorded_status in _OPEN:
        return result(Status.UNKNOWN, "Chưa xác minh được hiệu lực của văn bản.")
    if horizon is None:
        return result(Status.UNKNOWN, "Chưa rõ dữ liệu được xác minh đến ngày nào.")
    if on > horizon:
        # Sources state the present status to the month; past that month it is only a guess.
        known = on <= _month_end(horizon)
        return result(
            _living(instrument, on, amendments) if known else Status.UNKNOWN,
            f"Có hiệu lực từ ngày {format_date(start)}; theo dữ liệu đến ngày "
            f"{format_date(horizon)}, chưa rõ sau đó.",
        )
    numbers = ", ".join(a.number for a in amendments)
    tail = f", được sửa đổi, bổ sung bởi {numbers}" if numbers else ""
    return result(
        _living(instrument, on, amendments), f"Có hiệu lực từ ngày {format_date(start)}{tail}."
    )


def _living(instrument: Instrument, on: date, amendments: tuple[Amendment, ...]) -> Status:
    """The status of an instrument that has begun and not ended.

    What repeals a part leaves it partly in force from that day. Where the source only says that it
    was amended, or is partly in force, and not since when, that is known to hold on the day of the
    source.
    """
    at_source = instrument.verified_on is not None and on >= instrument.verified_on
    repeals = [a for a in instrument.amended_by if _repeals_a_part(a)]
    begun = {amendment.remark for amendment in amendments}
    if any(repeal.remark in begun for repeal in repeals):
        return Status.PARTLY
    if "part" in instrument.recorded_status and (at_source or not repeals):
        return Status.PARTLY
    if any(a.effective for a in amendments):
        return Status.AMENDED
    return (
        Status.AMENDED if at_source and "amended" in instrument.recorded_status else Status.IN_FORCE
    )


def _repeals_a_part(amendment: Amendment) -> bool:
    return fold(amendment.remark).startswith(("bai bo", "lam het hieu luc"))
