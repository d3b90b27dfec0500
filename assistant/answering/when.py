"""The day that a question is about, from how people name it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain import Span

_BEFORE = r"(?P<before>truoc\s+)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\w/]|-\d)"
#: What stands before a time and goes with it.
_LEAD = r"(?:(?:tai|vao|hoi|luc|sau|ke tu|tu|trong|cua|thoi diem|bao cao|den)\s+)*"
#: Years that belong to the name of a programme, not to the question.
_PROGRAMME = re.compile(
    r"(?:giai doan|dinh huong(?:\s+den)?|tam nhin|den nam|muc tieu|nhiem ky)"
    r"\s+(?:nam\s+)?(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?|(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class When:
    """The day asked for, and where the question says so.

    ``around`` are the first and last day of the year, quarter or month that it names instead of a
    day; None where it names a day.
    """

    day: date
    around: tuple[date, date] | None
    span: Span


def _month_end(year: int, month: int) -> date:
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _day(match: re.Match[str], as_of: date) -> tuple[date, date] | None:
    found = date(int(match["year"]), int(match["month"]), int(match["day"]))
    return found, found


def _months(first: int, last: int) -> Callable[[int], tuple[date, date]]:
    return lambda year: (date(year, first, 1), _month_end(year, last))


def _month(match: re.Match[str], as_of: date) -> tuple[date, date] | None:
    month = int(match["month"])
    year = _year_of(match, as_of)
    if not 1 <= month <= 12 or year is None:
        return None
    if match.groupdict().get("year") is None and date(year, month, 1) > as_of:
        year -= 1  # "tháng 12 vừa rồi", said in March
    return _months(month, month)(year)


def _quarter(match: re.Match[str], as_of: date) -> tuple[date, date] | None:
    year, number = _year_of(match, as_of), _QUARTERS[match["quarter"]]
    return _months(3 * number - 2, 3 * number)(year) if year else None


def _half(match: re.Match[str], as_of: date) -> tuple[date, date] | None:
    year = _year_of(match, as_of)
    months = int(match["months"])
    if year is None or not 1 <= months <= 11:
        return None
    return _months(1, months)(year) if match["end"] == "dau" else _months(13 - months, 12)(year)


def _whole_year(match: re.Match[str], as_of: date) -> tuple[date, date] | None:
    year = _year_of(match, as_of)
    if year is None or year > as_of.year + 1:
        return None
    part = (match.groupdict().get("part") or "").strip()
    if part == "dau":
        return date(year, 1, 1), date(year, 3, 31)
    if part == "giua":
        return date(year, 5, 1), date(year, 7, 31)
    return date(year, 1, 1), date(year, 12, 31)


def _year_of(match: re.Match[str], as_of: date) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    relative = groups.get("relative")
    if relative in (None, "", "nay", "nay day"):
        return as_of.year
    return as_of.year - (2 if relative == "kia" else 1)


_RELATIVE = r"nam\s+(?P<relative>nay|ngoai|truoc|roi|qua|vua roi|vua qua|kia)"
_SHAPES = (
    (
        rf"{_LEAD}{_BEFORE}(?:ngay\s+)?(?<![\w/.-])(?P<day>\d{{1,2}})\s*(?:[/.\-]|\s+thang\s+)\s*"
        rf"(?P<month>\d{{1,2}})\s*(?:[/.\-]|\s+nam\s+)\s*{_YEAR}",
        _day,
    ),
    (rf"{_LEAD}{_BEFORE}(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", _day),
    (rf"{_LEAD}{_BEFORE}(?P<months>\d{{1,2}})\s+thang\s+(?P<end>dau|cuoi)\s+nam\s+{_YEAR}", _half),
    (rf"{_LEAD}{_BEFORE}(?P<months>\d{{1,2}})\s+thang\s+(?P<end>dau|cuoi)\s+{_RELATIVE}", _half),
    (
        rf"{_LEAD}{_BEFORE}quy\s+(?P<quarter>iv|i{{1,3}}|[1-4])\s*(?:[/.,\-]|nam|\s)\s*{_YEAR}",
        _quarter,
    ),
    (rf"{_LEAD}{_BEFORE}quy\s+(?P<quarter>iv|i{{1,3}}|[1-4])\s+{_RELATIVE}", _quarter),
    (rf"{_LEAD}{_BEFORE}thang\s+(?P<month>\d{{1,2}})\s*(?:[/.,\-]|nam|\s)\s*{_YEAR}", _month),
    (rf"{_LEAD}{_BEFORE}thang\s+(?P<month>\d{{1,2}})\s+{_RELATIVE}", _month),
    (rf"{_LEAD}thang\s+(?P<month>\d{{1,2}})\s+(?:nay|vua roi|vua qua|roi|qua)(?!\w)", _month),
    (
        rf"{_LEAD}{_BEFORE}(?P<part>dau\s+|cuoi\s+|giua\s+)?(?:nam\s+)?(?<![\w/.\-]){_YEAR}",
        _whole_year,
    ),
    (rf"{_LEAD}(?P<part>dau\s+|cuoi\s+|giua\s+)?{_RELATIVE}(?!\w)", _whole_year),
)
_PATTERNS = tuple((re.compile(rf"(?<!\w){pattern}"), read) for pattern, read in _SHAPES)


def find_when(folded: str, as_of: date) -> When | None:
    """The first and most exact time that ``folded`` (a folded question) names.

    "Trước ngày 01/7/2025" is the day before; of a year, quarter or month the last day counts that
    is not after ``as_of``, of "đầu năm" the first. Years of programmes ("giai đoạn 2021 - 2025")
    and dates that no calendar has are no times.
    """
    for programme in _PROGRAMME.finditer(folded):
        start, end = programme.span()
        folded = folded[:start] + "#" * (end - start) + folded[end:]
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(folded):
            try:
                around = read(match, as_of)
            except ValueError:
                continue
            if around is None:
                continue
            return _when(match, around, as_of)
    return None


def _when(match: re.Match[str], around: tuple[date, date], as_of: date) -> When:
    first, last = around
    span = Span(match.start(), match.end())
    groups = match.groupdict()
    if groups.get("before"):
        return When(first - timedelta(days=1), None, span)
    if first == last:
        return When(first, None, span)
    if (groups.get("part") or "").strip() == "dau":
        return When(first, (first, date(first.year, 12, 31)), span)
    return When(min(last, as_of) if first <= as_of else last, around, span)
