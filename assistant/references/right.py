"""What stands behind a number or a law's name: date, issuer, title, articles and clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.domain import Pinpoint, Span
from assistant.language.numbers import words_to_number
from assistant.references import pinpoints
from assistant.references.issuers import issuer_at

#: How far to the right a date, an issuer or a title may stand.
REACH = 420

_NUMERIC = r"(?P<d>\d{1,2})\s*[/.\-]\s*(?P<m>\d{1,2})\s*[/.\-]\s*(?P<y>\d{4})(?!\d)"
_LEAD = (
    r"(?:\s+(?:xa|phuong|huyen|tinh)(?!\w))?[\s,(|;–-]*"
    r"(?:(?:duoc\s+)?(?:(?:ky\s+)?ban\s+hanh|ky|thong\s+qua|ra|de|cung|phat\s+hanh|lap|luc|hoi)\s+"
    r"(?:vao\s+)?)?(?:\d{1,2}\s*[h:]\s*(?:\d\d)?\s*,?\s*)?"
    r"ngay\s*(?:thu\s+[a-z]+\s*,?\s*|ky\s*:?\s*|ban\s+hanh\s*:?\s*)?"
)
_DATE = re.compile(
    _LEAD + r"(?P<d>\d{1,2})\s*(?:[/.\-]|thang)\s*(?P<m>\d{1,2})\s*(?:[/.\-]|nam|thang)\s*"
    r"(?P<y>\d{4}|\d\d)(?![\d/])"
)
_SPELT = re.compile(
    _LEAD + r"(?:m[uo]ng\s+)?(?P<d>\d{1,2}|[a-z]+(?:\s+[a-z]+){0,2}?)\s+"
    r"thang\s+(?P<m>\d{1,2}|[a-z]+(?:\s+[a-z]+)?)\s+nam\s+(?P<y>\d{4}|[a-z]+(?:\s+[a-z]+){1,8})"
)
_MONTHS = {"gieng": 1, "tu": 4, "chap": 12}
#: Without "ngày": after a comma, in parentheses, in the next cell of a table.
_BARE_DATE = re.compile(rf"(?:\s*[,(|;]\s*|\s+){_NUMERIC}")
#: A period in place of a date: "tháng 4/2018 của UBND xã", "năm 2022 của UBND huyện".
_PERIOD = re.compile(
    r"[\s,(]*(?:thang\s+\d{1,2}\s*(?:/|nam)\s*\d{4}|(?:quy\s+\w+\s*(?:/|nam)\s*|nam\s+)\d{4})\)?"
    r"(?=\s+cua\s)"
)
_TITLE_LEAD = re.compile(
    r"\s*[,()]?\s*(?:ve\s+viec|v/v:?|ve|quy\s+dinh|ban\s+hanh|sua\s+doi|huong\s+dan|phe\s+duyet|"
    r"trien\s+khai|thuc\s+hien|kien\s+toan|thanh\s+lap|nang\s+cao|day\s+manh|"
    r"tiep\s+tuc(?!\s+(?:duoc|co|hoat\s+dong)\s)|"
    r"tang\s+cuong|ket\s+qua|so\s+ket|tong\s+ket|phoi\s+hop|tuyen\s+truyen|ra\s+soat)(?!\w)"
    r"(?!\s+(?:nhu\s+sau|tai|(?:nhu\s+)?the\s+nao|gi|nao|ra\s+sao|bao\s+nhieu|may|o\s+dau)(?!\w))"
)
_ABOUT = re.compile(r"[\s,(]*v/v:?\s*")
_QUOTED_TITLE = re.compile(
    r"\s*[,(]?\s*(?:ve\s+viec\s+|ve\s+|v/v:?\s+)?(?:[“\"](?P<title>[^“”\"\n]{3,300})[”\"]"
    r"|«(?P<french>[^«»\n]{3,300})»)"
)
_TITLE_STOP = re.compile(
    r"[;:.](?=\s|$)|\n|\)|,\s+(?=[A-ZĐỦÁÂ])|[”|»]|\s\(|"
    r",?\s+(?=(?:được\s+(?:sửa|thay|tiếp\s+tục|thực\s+hiện|áp\s+dụng|trích|để\s+lại)|đã\s+được|"
    r"(?:đã\s+)?hết\s+hiệu\s+lực|trên\s+cơ\s+sở|đồng\s+thời|"
    r"thì|như\s+sau|nhưng|nếu|sẽ|có\s+hiệu\s+lực|có\s+trách\s+nhiệm|tiếp\s+tục\s+có|"
    r"(?:kể\s+từ|trước|sau|đến\s+hết)\s+ngày|cho\s+đến\s+(?:khi|hết|ngày)|"
    r"(?:và|hoặc)\s+(?:(?:các|những)\s+)?(?:văn\s+bản|quy\s+định)\s+"
    r"(?:(?:có\s+)?liên|của|tại|pháp|hướng|khác|sửa)|"
    r"và\s+(?:các\s+hướng\s+dẫn|hướng\s+dẫn\s+(?:của|tại)|pháp\s+luật\s+(?:có\s+)?liên)|"
    r"(?:và|hoặc)\s+(?:Thông\s+tư|Nghị\s+định|Nghị\s+quyết|Quyết\s+định|Luật|Pháp\s+lệnh)"
    r"(?:\s+liên\s+tịch)?\s+này|(?:và|hoặc)\s+(?:Chương|Phụ\s+lục|Điều)\s+[\dIVX]+\s+(?:của\s+)?"
    r"(?:Thông\s+tư|Nghị\s+định|Quyết\s+định|Luật)\s+này)(?!\w))|"
    r",\s+(?=(?:thay\s+thế|văn\s+bản|xã|Ủy|UBND|bao\s+gồm|gồm|cụ\s+thể|trong\s+đó|trừ|"
    r"quy\s+định\s+tại)\s)"
)
_BLANKS = re.compile(r"\s+")
#: The title goes on with the next document's own reference, so that half of it would stand here.
#: That a document amends is said by the half.
_CUT_OFF = re.compile(r"\s(?:một\s+số\s+điều\s+)?của\s*$")
_LOOSE_END = re.compile(r"(?:[\s,_]|(?<!\w)(?:và|hoặc|theo|tại|với))+$")


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


def look_right(text: str, folded: str, end: int, limit: int, *, joint: bool = False) -> Right:
    """Date, issuer, title and pinpoints that follow ``end``; from ``limit`` on nothing is read.

    Args:
        joint: whether several bodies may have issued the document.
    """
    stop = min(limit, end + REACH)
    if end >= stop:
        return Right(end)
    period = _PERIOD.match(folded, end, stop)
    position = period.end() if period else end
    issuer_span = issuer_at(text, folded, position, stop, joint=joint)
    position = issuer_span.end if issuer_span else end
    signed_span, signed, position = _signed(folded, position, stop)
    if issuer_span is None:
        issuer_span = issuer_at(text, folded, position, stop, joint=joint)
        position = issuer_span.end if issuer_span else position
    title_span = _title(text, folded, position, stop)
    return Right(
        end=title_span.end if title_span else position,
        signed=signed,
        signed_span=signed_span,
        issuer=tidy(issuer_span.of(text)) if issuer_span else None,
        issuer_span=issuer_span,
        title=tidy(title_span.of(text)) if title_span else None,
        title_span=title_span,
        pinpoints=pinpoints.after(text, folded, end, stop),
    )


def _signed(folded: str, position: int, stop: int) -> tuple[Span | None, date | None, int]:
    """Where the date stands, the date, and where reading goes on."""
    found = _DATE.match(folded, position, stop) or _BARE_DATE.match(folded, position, stop)
    if found:
        year = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0)
        signed = _date(year, int(found["m"]), int(found["d"]))
        span = Span(found.start("d"), found.end("y"))
    else:
        found = _SPELT.match(folded, position, stop)
        spelt = _spelt(found) if found else None
        if found is None or spelt is None:
            return None, None, position
        signed, length = spelt
        span = Span(found.start("d"), found.start("y") + length)
    end = span.end
    return span, signed, end + 1 if folded[end : end + 1] == ")" else end


def _spelt(found: re.Match[str]) -> tuple[date | None, int] | None:
    """The date that is partly or wholly in words, and how long its year is; None for no date."""
    day, month = _whole(found["d"]), _MONTHS.get(found["m"]) or _whole(found["m"])
    words = found["y"].split()
    for count in range(len(words), 0, -1):
        year = _whole(" ".join(words[:count]))
        if year and 1900 <= year < 2100 and day and month:
            length = list(re.finditer(r"\S+", found["y"]))[count - 1].end()
            return _date(year, month, day), length
    return None


def _whole(written: str) -> int | None:
    return int(written) if written.isdigit() else words_to_number(written)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _title(text: str, folded: str, position: int, stop: int) -> Span | None:
    quoted = _QUOTED_TITLE.match(folded, position, stop)
    if quoted:
        return Span(*quoted.span("title" if quoted["title"] else "french"))
    lead = _TITLE_LEAD.match(folded, position, stop)
    if not lead:
        return None
    found = _TITLE_STOP.search(text, lead.end(), stop)
    while found and found[0] == "”" and _opened(text[lead.end() : found.start()]):
        found = _TITLE_STOP.search(text, found.end(), stop)
    about = _ABOUT.match(folded, position, stop)
    start = about.end() if about else position + len(lead[0]) - len(lead[0].lstrip(" ,()\n\t"))
    end = found.start() if found else stop
    if _CUT_OFF.search(text, start, end) and not folded.startswith("sua doi", start):
        return None
    loose = _LOOSE_END.search(text, start, end)
    end = loose.start() if loose else end
    return Span(start, end) if end > start else None


def _opened(written: str) -> bool:
    """Whether a quotation begins in ``written`` that does not end there."""
    return written.count("“") > written.count("”")


def tidy(written: str) -> str:
    """A name or title on one line, without a quote mark that has no counterpart in it."""
    plain = _BLANKS.sub(" ", written).strip('«»" ')
    return plain if plain.count("“") == plain.count("”") else plain.strip("“” ")
