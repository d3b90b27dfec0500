"""Reporting periods: "quý III năm 2026", "6 tháng đầu năm 2024", "2023-Q3", "D1..D2"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.domain import Period, Span, UserError
from assistant.language.dates import find_dates, format_date
from assistant.language.text import fold, nfc

_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTERS: Final = ("I", "II", "III", "IV")
_MONTH_WORDS: Final = {"ba": 3, "sau": 6, "chin": 9}
_HELP: Final = (
    "hãy ghi như: 2023; quý III năm 2026; 6 tháng đầu năm 2024; tháng 5/2024; "
    "9 tháng năm 2024; 2024-01-01..2024-06-30"
)


def year_period(year: int) -> Period:
    """The whole of ``year``."""
    return Period(date(year, 1, 1), date(year, 12, 31), f"năm {year}")


def quarter_period(year: int, quarter: int) -> Period:
    """Quarter 1 to 4 of ``year``."""
    return _months(year, quarter * 3 - 2, quarter * 3, f"quý {_QUARTERS[quarter - 1]} năm {year}")


def half_period(year: int, half: int) -> Period:
    """The first (1) or second (2) six months of ``year``."""
    name = "đầu" if half == 1 else "cuối"
    return _months(year, half * 6 - 5, half * 6, f"6 tháng {name} năm {year}")


def month_period(year: int, month: int) -> Period:
    """Month 1 to 12 of ``year``."""
    return _months(year, month, month, f"tháng {month} năm {year}")


def _months(year: int, first: int, last: int, label: str) -> Period:
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]), label)


def _first_months(year: int, count: int) -> Period:
    return (
        half_period(year, 1) if count == 6 else _months(year, 1, count, f"{count} tháng năm {year}")
    )


def _last_months(year: int, count: int) -> Period:
    if count == 6:
        return half_period(year, 2)
    return _months(year, 13 - count, 12, f"{count} tháng cuối năm {year}")


def _range_period(start: date, end: date) -> Period:
    return Period(start, end, f"từ ngày {format_date(start)} đến ngày {format_date(end)}")


def _some_months(match: re.Match[str], year: int) -> Period | None:
    count = _MONTH_WORDS.get(match["count"]) or int(match["count"])
    if not 1 <= count <= 12:
        return None
    return (_last_months if match["part"] == "cuoi" else _first_months)(year, count)


def _quarter(match: re.Match[str], year: int) -> Period:
    return quarter_period(year, _ROMAN.get(match["quarter"]) or int(match["quarter"]))


def _month(match: re.Match[str], year: int) -> Period | None:
    month = int(match["month"])
    return month_period(year, month) if 1 <= month <= 12 else None


def _year(_: re.Match[str], year: int) -> Period:
    return year_period(year)


def _year_range(match: re.Match[str], year: int) -> Period | None:
    last = int(match["last"])
    if last <= year:
        return None
    return Period(date(year, 1, 1), date(last, 12, 31), f"giai đoạn {year} - {last}")


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period and where a text names it."""

    span: Span
    period: Period


@dataclass(frozen=True)
class _Form:
    """A way of writing a period: its words, then the year in group ``year`` or right behind.

    ``year_needed`` forms say nothing without a year ("9 tháng" is a duration).
    """

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], int], Period | None]
    year_needed: bool = False


# On folded text. Where two match at one place the longer wins.
_YEAR_BEHIND: Final = re.compile(
    r"(?:\s*[/-]\s*|\s*,?\s+(?:cua\s+)?)(?:nam\s+)?((?:19|20)\d\d)(?![\w/])"
)
_FORMS: Final = (
    _Form(
        re.compile(
            r"(?<![\w/.,])(?P<count>\d{1,2}|ba|sau|chin)\s+thang\s+(?P<part>dau|cuoi)\s+nam(?!\w)"
        ),
        _some_months,
    ),
    _Form(
        re.compile(
            r"(?<![\w/.,])(?P<count>\d{1,2}|ba|sau|chin)\s+thang(?=\s*/|\s+nam\s+\d)(?P<part>)"
        ),
        _some_months,
        year_needed=True,
    ),
    _Form(re.compile(r"(?<!\w)quy\s+(?P<quarter>iv|iii|ii|i|[1-4])(?!\w)"), _quarter),
    _Form(re.compile(r"(?<!\d )(?<!\w)thang\s+(?P<month>\d{1,2})(?!\d)"), _month),
    _Form(
        re.compile(
            r"(?<!\w)(?:giai doan|nhiem ky)\s+(?P<year>(?:19|20)\d\d)\s*[-–]\s*"
            r"(?P<last>20\d\d)(?!\w)"
        ),
        _year_range,
    ),
    _Form(re.compile(r"(?<!\w)nam\s+(?P<year>(?:19|20)\d\d)(?![\w/])"), _year),
)

# What only a command line takes; each must match from end to end.
_CODES: Final = (
    _Form(re.compile(r"(?:ca nam\s+)?(?P<year>(?:19|20)\d\d)"), _year),
    _Form(re.compile(r"(?P<year>\d{4})-?q(?P<quarter>[1-4])"), _quarter),
    _Form(
        re.compile(r"(?P<year>\d{4})-?h(?P<half>[12])"), lambda m, y: half_period(y, int(m["half"]))
    ),
    _Form(re.compile(r"(?P<year>\d{4})-?(?P<count>\d{1,2})m(?P<part>)"), _some_months),
    _Form(re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})"), _month),
    _Form(re.compile(r"(?P<month>\d{1,2})/(?P<year>\d{4})"), _month),
    _Form(re.compile(r"(?P<year>\d{4})\s*[-–]\s*(?P<last>\d{4})"), _year_range),
)
_ISO_RANGE: Final = re.compile(r"(\d{4}-\d{2}-\d{2})\s*\.\.\s*(\d{4}-\d{2}-\d{2})")


def parse_period(text: str, today: date | None = None) -> Period:
    """The period that ``text`` names, whole.

    Args:
        text: as officials write it ("năm 2023", "6 tháng đầu năm 2024", "9 tháng năm 2024", "từ
            ngày 01/01/2023 đến ngày 30/6/2023") or as a code (2023-Q3, 2024-H1, 2024-05, 2024-9M,
            2024-01-01..2024-06-30).
        today: gives the year to a period written without one ("quý III", "6 tháng cuối năm").

    Raises:
        UserError: ``text`` names no period, or needs a year and has none.
    """
    written = nfc(text).strip()
    folded = fold(written).strip(" .;")
    if match := _ISO_RANGE.fullmatch(folded):
        return _parse_range(written, match[1], match[2])
    dates = find_dates(written)
    if len(dates) == 2 and dates[0].value and dates[1].value:
        return _ordered_range(written, dates[0].value, dates[1].value)
    for code in _CODES:
        if match := code.pattern.fullmatch(folded):
            period = _read(code, match, int(match["year"]))
            if period is not None:
                return period
    lacks_year = False
    for form in _FORMS:
        found = form.pattern.match(folded)
        if found is None:
            continue
        year, end = _year_of(folded, found)
        if end != len(folded):
            continue
        if year is None and today is not None and not form.year_needed:
            year = today.year
        if year is None:
            lacks_year = True
            continue
        period = _read(form, found, year)
        if period is not None:
            return period
    if lacks_year:
        raise UserError(f"Kỳ báo cáo “{written}” chưa ghi năm; {_HELP}.")
    raise UserError(f"Không hiểu kỳ báo cáo “{written}”; {_HELP}.")


def find_period(text: str) -> Period | None:
    """The first period that ``text`` names with its year; None when it names none."""
    mentions = find_periods(text)
    return mentions[0].period if mentions else None


def find_periods(text: str, year: int | None = None) -> list[PeriodMention]:
    """The periods that ``text`` names, in order; the longest at each place.

    Args:
        year: the year of a period written without one ("quý I", "6 tháng đầu năm"); None leaves
            such a period out.
    """
    folded = fold(text)
    for day in find_dates(text):  # the year of a date names no period
        start, end = day.span.start, day.span.end
        folded = folded[:start] + "#" * (end - start) + folded[end:]
    found = []
    for form in _FORMS:
        for match in form.pattern.finditer(folded):
            named, end = _year_of(folded, match)
            if named is None and not form.year_needed:
                named = year
            period = _read(form, match, named) if named is not None else None
            if period is not None:
                found.append(PeriodMention(Span(match.start(), end), period))
    found.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    mentions: list[PeriodMention] = []
    for mention in found:
        if not mentions or mention.span.start >= mentions[-1].span.end:
            mentions.append(mention)
    return mentions


def _read(form: _Form, match: re.Match[str], year: int) -> Period | None:
    return form.read(match, year) if 1900 <= year <= 2100 else None


def _year_of(folded: str, match: re.Match[str]) -> tuple[int | None, int]:
    """The year that belongs to ``match`` and where the whole phrase ends."""
    if "year" in match.re.groupindex:
        return int(match["year"]), match.end()
    behind = _YEAR_BEHIND.match(folded, match.end())
    return (int(behind[1]), behind.end()) if behind else (None, match.end())


def _parse_range(written: str, first: str, last: str) -> Period:
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise UserError(f"Kỳ báo cáo “{written}” có ngày không tồn tại; {_HELP}.") from None
    return _ordered_range(written, start, end)


def _ordered_range(written: str, start: date, end: date) -> Period:
    if end < start:
        raise UserError(f"Kỳ báo cáo “{written}” có ngày cuối trước ngày đầu; hãy đổi lại thứ tự.")
    return _range_period(start, end)
