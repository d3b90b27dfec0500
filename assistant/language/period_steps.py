"""Which period a report of another period may be held against: the one before, or last year's."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from assistant.domain import Period


def is_earlier_like(period: Period, other: Period) -> bool:
    """Whether ``other`` is as long a stretch of whole months as ``period`` and either the same
    months of the year before or the months right before it.

    Periods that are not whole months (from one day to another) are like none.
    """
    return is_same_months_of_last_year(period, other) or is_right_before(period, other)


def is_same_months_of_last_year(period: Period, other: Period) -> bool:
    """Whether ``other`` is ``period`` a year earlier."""
    return (
        _whole_months(period) > 0
        and _whole_months(other) == _whole_months(period)
        and (other.start.year, other.start.month) == (period.start.year - 1, period.start.month)
    )


def is_right_before(period: Period, other: Period) -> bool:
    """Whether ``other`` is the month, quarter, half or year before ``period``.

    Cumulative periods ("9 tháng") have none before them: the months before are of another kind.
    """
    length = _whole_months(period)
    return (
        length in (1, 3, 6, 12)
        and _whole_months(other) == length
        and other.end == period.start - timedelta(days=1)
    )


def _whole_months(period: Period) -> int:
    """How many whole months of one year the period is; 0 where it is none."""
    start, end = period.start, period.end
    if start.day != 1 or start.year != end.year or end < start:
        return 0
    if end != date(end.year, end.month, monthrange(end.year, end.month)[1]):
        return 0
    return end.month - start.month + 1
