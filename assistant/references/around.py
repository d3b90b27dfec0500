"""What stands around a number: kind before it; date, issuer, title and pinpoints after it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.domain import Pinpoint, Reference, Span
from assistant.references import pinpoints
from assistant.references.codes import KIND_SPELLINGS
from assistant.references.issuers import issuer_at

#: Between two numbers of one enumeration: "217-QĐ/TW và 218-QĐ/TW", "…, số 06/KH-UBND".
COORDINATION = re.compile(r"[\s,;]*(?:va|hoac|,|;)\s*(?:so\s*)?")

#: How far to the left a kind or a law's name, and to the right a date or title, may stand.
_LEFT = 190
_RIGHT = 420

_KIND_WORDS = "|".join(
    re.escape(spelling).replace(r"\ ", r"\s+")
    for spelling in sorted(KIND_SPELLINGS, key=len, reverse=True)
)
_KIND_BEFORE = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND_WORDS})(?P<so>[\s_“\"'(]*so(?!\w))?[\s_“\"'(]*:?\s*$"
)
_LAW_BEFORE = re.compile(
    r"(?<!\w)(?P<kind>bo\s+luat|luat|phap\s+lenh)\s+(?P<name>[^.;:()\n|]{3,150}?),?\s+so\s*:?\s*$"
)

_NUMERIC = r"(?P<d>\d{1,2})\s*[/.\-]\s*(?P<m>\d{1,2})\s*[/.\-]\s*(?P<y>\d{4})(?!\d)"
_DATE = re.compile(
    r"(?:\s+(?:xa|phuong|huyen|tinh)(?!\w))?[\s,(|]*"
    r"(?:(?:duoc\s+)?(?:ban\s+hanh|ky|thong\s+qua|ra|de|cung)\s+)?"
    r"ngay\s+(?P<d>\d{1,2})\s*(?:[/.\-]|thang)\s*(?P<m>\d{1,2})\s*(?:[/.\-]|nam)\s*(?P<y>\d{4})(?!\d)"
)
#: Without "ngày": after a comma, in parentheses, in the next cell of a table.
_BARE_DATE = re.compile(rf"(?:\s*[,(|]\s*|\s+){_NUMERIC}")
_TITLE_LEAD = re.compile(
    r"\s*[,)]?\s*(?:ve\s+viec|ve|quy\s+dinh|ban\s+hanh|sua\s+doi|huong\s+dan|phe\s+duyet|"
    r"trien\s+khai|thuc\s+hien|kien\s+toan|thanh\s+lap|nang\s+cao|day\s+manh|tiep\s+tuc|"
    r"tang\s+cuong|ket\s+qua|so\s+ket|tong\s+ket|phoi\s+hop|tuyen\s+truyen|ra\s+soat)\b"
)
_QUOTED_TITLE = re.compile(
    r"\s*[,(]?\s*(?:ve\s+viec\s+|ve\s+|v/v\s+)?[“\"](?P<title>[^“”\"\n]{3,300})[”\"]"
)
_TITLE_STOP = re.compile(
    r"[;:.](?=\s|$)|\n|\)|,\s+(?=[A-ZĐỦÁÂ])|[”|]|\s\(|"
    r",?\s+(?=(?:được\s+(?:sửa|thay)|(?:đã\s+)?(?:hết\s+hiệu\s+lực|được\s+)|trên\s+cơ\s+sở|đồng\s+thời)\s)|"
    r",\s+(?=(?:thay\s+thế|văn\s+bản|xã|Ủy|UBND)\s)"
)


@dataclass(frozen=True, slots=True)
class Left:
    start: int
    kind: str | None = None
    kind_span: Span | None = None
    name: str | None = None
    name_span: Span | None = None
    pinpoints: tuple[Pinpoint, ...] = ()
    numbered: bool = False  # "số" stands between kind and number


@dataclass(frozen=True, slots=True)
class Right:
    end: int
    signed: date | None = None
    signed_span: Span | None = None
    issuer: str | None = None
    issuer_span: Span | None = None
    title: str | None = None
    title_span: Span | None = None
    pinpoints: tuple[Pinpoint, ...] = ()


def look_left(text: str, folded: str, start: int, limit: int) -> Left:
    """Kind, law name and pinpoints that end at ``start``; nothing before ``limit`` is read."""
    base = max(limit, start - _LEFT)
    name = name_span = None
    numbered = False
    found = _KIND_BEFORE.search(folded, max(base, start - 60), start)
    if not found and "luat" not in (window := folded[base:start]) and "lenh" not in window:
        return Left(start)
    if not found:
        law = _LAW_BEFORE.search(folded, base, start)
        if not law:
            return Left(start)
        name_span = Span(*law.span("name"))
        name = _tidy(name_span.of(text))
        found = law
    else:
        numbered = found["so"] is not None
    kind = KIND_SPELLINGS[re.sub(r"\s+", " ", found["kind"])]
    kind_span = Span(*found.span("kind"))
    begin, places = pinpoints.before(folded, kind_span.start, limit)
    return Left(begin, kind, kind_span, name, name_span, places, numbered)


def look_right(text: str, folded: str, end: int, limit: int) -> Right:
    """Date, issuer, title and pinpoints that follow ``end``; from ``limit`` on nothing is read."""
    stop = min(limit, end + _RIGHT)
    issuer_span = issuer_at(text, folded, end, stop)
    position = issuer_span.end if issuer_span else end
    signed = signed_span = None
    found = _DATE.match(folded, position, stop) or _BARE_DATE.match(folded, position, stop)
    if found:
        signed_span = Span(found.start("d"), found.end("y"))
        signed = _date(int(found["y"]), int(found["m"]), int(found["d"]))
        position = found.end()
        if folded[position : position + 1] == ")":
            position += 1
    if issuer_span is None:
        issuer_span = issuer_at(text, folded, position, stop)
        position = issuer_span.end if issuer_span else position
    title_span = _title(text, folded, position, stop)
    return Right(
        end=title_span.end if title_span else position,
        signed=signed,
        signed_span=signed_span,
        issuer=_tidy(issuer_span.of(text)) if issuer_span else None,
        issuer_span=issuer_span,
        title=_tidy(title_span.of(text)) if title_span else None,
        title_span=title_span,
        pinpoints=pinpoints.after(folded, end, stop),
    )


def _title(text: str, folded: str, position: int, stop: int) -> Span | None:
    quoted = _QUOTED_TITLE.match(folded, position, stop)
    if quoted:
        return Span(*quoted.span("title"))
    lead = _TITLE_LEAD.match(folded, position, stop)
    if not lead:
        return None
    found = _TITLE_STOP.search(text, lead.end(), stop)
    start = position + len(lead[0]) - len(lead[0].lstrip(" ,)\n\t"))
    end = found.start() if found else stop
    while end > start and text[end - 1] in " _,":
        end -= 1
    return Span(start, end)


def _tidy(written: str) -> str:
    return re.sub(r"\s+", " ", written).strip('“”" ')


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def inside_word(text: str, position: int) -> bool:
    """Whether ``position`` is in the middle of a word."""
    return position > 0 and text[position - 1].isalnum()


def line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def share(references: list[Reference], folded: str) -> list[Reference]:
    """What follows an enumeration speaks of all of it.

    "217-QĐ/TW và 218-QĐ/TW, ngày 12/12/2013 của Bộ Chính trị" gives both a date and an issuer.
    """
    for index in range(len(references) - 2, -1, -1):
        this, following = references[index], references[index + 1]
        if this.signed_span or this.issuer_span or this.title or this.kind != following.kind:
            continue
        start = following.kind_span or following.number_span
        if (
            this.number_span
            and start
            and COORDINATION.fullmatch(folded, this.number_span.end, start.start)
        ):
            references[index] = replace(this, signed=following.signed, issuer=following.issuer)
    return references
