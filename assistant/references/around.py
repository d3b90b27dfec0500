"""What stands around a number: kind and pinpoints before it, date, issuer and title after it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.domain import Pinpoint, Span
from assistant.language.text import fold
from assistant.references.codes import ISSUERS_BY_CODE, KIND_SPELLINGS

#: How far to the left a kind, a law's name or a pinpoint may stand.
_LEFT = 220
_RIGHT = 420

_KIND_WORDS = "|".join(
    re.escape(spelling).replace(r"\ ", r"\s+")
    for spelling in sorted(KIND_SPELLINGS, key=len, reverse=True)
)
_MARKS = r"[\s*_“\"'(]*"
KIND_BEFORE = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND_WORDS})(?:{_MARKS}(?:so|\bso\s*:))?{_MARKS}:?\s*$"
)
_LAW_BEFORE = re.compile(
    r"(?<!\w)(?P<kind>bo\s+luat|luat|phap\s+lenh)\s+(?P<name>[^.;:()\n]{3,150}?),?\s+so\s*:?\s*$"
)
_PINPOINT = re.compile(
    r"(?:diem\s+(?P<point>[a-z])\b,?\s+)?(?:khoan\s+(?P<clause>\d{1,2}[a-z]?)\b,?\s+)?"
    r"dieu\s+(?P<article>\d{1,3}[a-z]?)\b"
)
_PINPOINTS_BEFORE = re.compile(
    r"(?:(?:(?:diem\s+[a-z]\b|khoan\s+\d{1,2}[a-z]?\b|dieu\s+\d{1,3}[a-z]?\b)(?:\s*,|\s+va)?\s+)+)"
    r"(?:cua\s+)?$"
)

_DATE = re.compile(
    r"(?P<lead>(?:\s+(?:xa|phuong|huyen|tinh)\b)?[\s*_]*[,(]?[\s*_]*(?:(?:duoc\s+)?(?:ban\s+hanh|ky|thong\s+qua)\s+)?)"
    r"ngay\s+(?P<d>\d{1,2})\s*(?:[/.\-]|thang)\s*(?P<m>\d{1,2})\s*(?:[/.\-]|nam)\s*(?P<y>\d{4})(?!\d)"
)
_ISSUER_LEAD = re.compile(r"[\s*_]*[,)]?[\s*_]*(?:do|cua)\s+")
#: With accents, since without them "tại" ends a name and "Tài chính" does not.
_ISSUER_STOP = re.compile(
    r"[,;:.()\n“”\"*]|\sngày\s+\d|\s(?:về|quy\s+định|ban\s+hành|hướng\s+dẫn|sửa\s+đổi|phê\s+duyệt|"
    r"triển\s+khai|thực\s+hiện|và|đã|trên|tại|được|có|kiện\s+toàn|phân\s+công|thành\s+lập|"
    r"chi\s+tiết|công\s+bố|hợp\s+nhất|nâng\s+cao|trong|gồm|thay|công\s+nhận|giao|bãi\s+bỏ|"
    r"đẩy\s+mạnh|tăng\s+cường)(?=[\s,])",
    re.IGNORECASE,
)
_PLAIN_ISSUER_STOP = re.compile(
    r"[,;:.()\n“”\"*]|\sngay\s+\d|\s(?:ve|quy\s+dinh|ban\s+hanh|huong\s+dan|sua\s+doi)(?=[\s,])"
)
#: Who signs for a body: "Bộ trưởng Bộ Nội vụ", "Chủ tịch Ủy ban nhân dân tỉnh".
_HEAD = re.compile(r"(?:bo truong|chu tich|tong thanh tra|thong doc|chanh an|vien truong)\s+")
#: "Ủy ban nhân dân (UBND) huyện …", "UBND xã Khe Sậu (cũ)".
_ASIDE = re.compile(r"\s*\((?:[a-z]{2,8}|cu|sau day[^)]{0,60})\)")
_TITLE_LEAD = re.compile(
    r"[\s*_]*[,)]?[\s*_]*[“\"]?(?:ve\s+viec|ve|quy\s+dinh|ban\s+hanh|sua\s+doi|huong\s+dan|"
    r"phe\s+duyet|trien\s+khai|thuc\s+hien|kien\s+toan|thanh\s+lap|nang\s+cao|day\s+manh|"
    r"tiep\s+tuc|tang\s+cuong|ket\s+qua|so\s+ket|tong\s+ket|phoi\s+hop|tuyen\s+truyen|ra\s+soat)\b"
)
_TITLE_STOP = re.compile(
    r"[;:.](?=\s|$)|\n|\)|,\s+(?=[A-ZĐỦÁÂ])|”|\s\(|"
    r",?\s+(?=(?:được\s+(?:sửa|thay)|(?:đã\s+)?(?:hết\s+hiệu\s+lực|được\s+)|trên\s+cơ\s+sở|đồng\s+thời)\s)|"
    r",\s+(?=(?:thay\s+thế|văn\s+bản|xã|Ủy|UBND)\s)"
)

_KNOWN_ISSUERS = sorted(
    {fold(name) for names in ISSUERS_BY_CODE.values() for name in names}, key=len, reverse=True
)


@dataclass(frozen=True, slots=True)
class Left:
    start: int
    kind: str | None = None
    kind_span: Span | None = None
    name: str | None = None
    name_span: Span | None = None
    pinpoints: tuple[Pinpoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Right:
    end: int
    signed: date | None = None
    signed_span: Span | None = None
    issuer: str | None = None
    issuer_span: Span | None = None
    title: str | None = None
    title_span: Span | None = None


def look_left(text: str, folded: str, start: int, limit: int) -> Left:
    """Kind, law name and pinpoints that end at ``start``; nothing before ``limit`` is read."""
    base = max(limit, start - _LEFT)
    window = folded[base:start]
    kind = kind_span = name = name_span = None
    begin = start
    law = _LAW_BEFORE.search(window)
    found = KIND_BEFORE.search(window)
    if found and not (law and law.start() < found.start() and found["kind"] == "so"):
        kind = KIND_SPELLINGS[re.sub(r"\s+", " ", found["kind"])]
        kind_span = Span(base + found.start("kind"), base + found.end("kind"))
        begin = kind_span.start
    elif law:
        kind = KIND_SPELLINGS[re.sub(r"\s+", " ", law["kind"])]
        kind_span = Span(base + law.start("kind"), base + law.end("kind"))
        name_span = Span(base + law.start("name"), base + law.end("name"))
        name = name_span.of(text)
        begin = kind_span.start
    begin, pinpoints = pinpoints_before(folded, begin, limit)
    return Left(begin, kind, kind_span, name, name_span, pinpoints)


def pinpoints_before(folded: str, start: int, limit: int) -> tuple[int, tuple[Pinpoint, ...]]:
    """Where the pinpoints that lead up to ``start`` begin, and what they are."""
    base = max(limit, start - 90)
    places = _PINPOINTS_BEFORE.search(folded[base:start])
    if not places:
        return start, ()
    pinpoints = tuple(
        Pinpoint(f"Điều {match['article']}", match["clause"], match["point"])
        for match in _PINPOINT.finditer(places[0])
    )
    return (base + places.start(), pinpoints) if pinpoints else (start, ())


def look_right(text: str, folded: str, end: int, limit: int) -> Right:
    """Date, issuer and title that follow ``end``; nothing from ``limit`` on is read."""
    stop = min(limit, end + _RIGHT)
    signed: date | None = None
    signed_span = issuer_span = title_span = None
    issuer = title = None
    position = end
    issuer_span = _issuer_at(text, folded, position, stop)
    if issuer_span:
        position = issuer_span.end
    found = _DATE.match(folded, position, stop)
    if found:
        signed_span = Span(found.start("d"), found.end("y"))
        signed = _date(int(found["y"]), int(found["m"]), int(found["d"]))
        position = found.end()
        if position < stop and folded[position] == ")":
            position += 1
    issuer_span = issuer_span or _issuer_at(text, folded, position, stop)
    if issuer_span:
        issuer = issuer_span.of(text)
        position = max(position, issuer_span.end)
    lead = _TITLE_LEAD.match(folded, position, stop)
    if lead:
        title_stop = _TITLE_STOP.search(text, lead.end(), stop)
        begin = position + len(lead[0]) - len(lead[0].lstrip(' ,)*_“"\n\t'))
        finish = title_stop.start() if title_stop else stop
        while finish > begin and text[finish - 1] in " *_,":
            finish -= 1
        title_span = Span(begin, finish)
        title = re.sub(r"\s+", " ", title_span.of(text)).strip('“”"* ')
        position = finish
    return Right(position, signed, signed_span, issuer, issuer_span, title, title_span)


def _issuer_at(text: str, folded: str, position: int, stop: int) -> Span | None:
    lead = _ISSUER_LEAD.match(folded, position, stop)
    if not lead or lead.end() >= stop or not text[lead.end()].isupper():
        return None
    start = lead.end()
    head = _HEAD.match(folded, start, stop)
    end = named = head.end() if head else start
    for name in _KNOWN_ISSUERS:
        if folded.startswith(name, named):
            end = named + len(name)
            break
    aside = _ASIDE.match(folded, end, stop)
    if aside:
        end = aside.end()
    if text[position:stop].isascii():
        found = _PLAIN_ISSUER_STOP.search(folded, end, stop)
    else:
        found = _ISSUER_STOP.search(text, end, stop)
    end = found.start() if found else stop
    aside = _ASIDE.match(folded, end, stop)
    if aside:
        end = aside.end()
    if end - start > 110:
        return None
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
