"""Documents named by their kind alone: "Nghị định này", "Công văn nêu trên", the Constitution."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain import Reference, Span
from assistant.language.text import fold
from assistant.references import pinpoints
from assistant.references.codes import KIND_SPELLINGS
from assistant.references.issuers import issuer_at
from assistant.references.right import REACH, tidy
from assistant.references.taken import Taken, inside_word, line_end

_SPACE = re.compile(r"\s+")
#: Kinds of legal documents: their small-letter forms are nothing else ("nghị định này").
_LEGAL = (
    r"nghị\s+định|nghị\s+quyết(?:\s+liên\s+tịch)?|thông\s+tư(?:\s+liên\s+tịch)?|pháp\s+lệnh|"
    r"chỉ\s+thị"
)
#: Kinds that are ordinary words too: with a capital, since "kế hoạch này" need be no document.
_ORDINARY = (
    r"bộ\s+luật|luật|hiến\s+pháp|quyết\s+định|kết\s+luận|quy\s+định|quy\s+chế|quy\s+ước|hương\s+ước|"
    r"nội\s+quy|điều\s+lệ|kế\s+hoạch|công\s+văn|công\s+điện|báo\s+cáo|thông\s+báo|hướng\s+dẫn|"
    r"chương\s+trình|đề\s+án|phương\s+án|tờ\s+trình|giấy\s+mời|văn\s+bản"
)
_SHORT = r"NĐ|NQ|QĐ|CV|TTr"
_THIS = r"này|đó|ấy"
_ABOVE = (
    r"(?:nói|nêu|kể|dẫn)\s+trên|trên\s+đây|vừa\s+(?:nêu|nói|dẫn|ban\s+hành)|"
    r"đã\s+(?:nêu|dẫn)(?:\s+trên)?"
)
#: "trên" alone, where no place follows: "Nghị quyết trên địa bàn xã" names no document.
_ALONE = (
    r"trên(?=\s*(?:[,.;:?!)”\"]|$)|\s+(?:của|đã|đang|được|do|và|là|thì|có|không|chưa|vẫn|còn|cũng|"
    r"sẽ|phải|đến|tới|hết|quy|giao|nêu|ra|thay|vào|từ|bị|cho|gửi|yêu|đều)(?!\w))"
)


def _first_large(kinds: str) -> str:
    """The kinds with their first letter in capitals, or all of them."""
    return "|".join(f"{kind[0].upper()}{kind[1:]}" for kind in kinds.split("|"))


_BACK = re.compile(
    rf"(?P<kind>(?:{_first_large(_LEGAL)}|{_first_large(_ORDINARY)}|{_SHORT}|{_LEGAL})"
    rf"(?=\s+(?:{_THIS}|{_ABOVE}|{_ALONE})(?!\w))"
    rf"|(?:{_ORDINARY})(?=\s+(?:(?:nói|nêu|kể)\s+trên|trên\s+đây)(?!\w)))"
    rf"\s+(?:{_THIS}|(?P<above>{_ABOVE}|{_ALONE}))(?!\w)"
)
#: The same without accents, where the line has none.
_PLAIN_BACK = re.compile(
    r"(?<!\w)(?P<kind>nghi\s+dinh|nghi\s+quyet|thong\s+tu|phap\s+lenh|chi\s+thi|quyet\s+dinh|cong\s+van)"
    r"\s+(?:nay|(?P<above>(?:noi|neu|ke)\s+tren))(?!\w)"
)
#: "khoản 3 Điều 23 của Luật", with nothing behind it that names the law.
_BARE = re.compile(
    rf"(?P<kind>{_first_large(_LEGAL)}|Bộ\s+luật|Luật|Quyết\s+định|Quy\s+chế)"
    r"(?=\s*(?:[,.;:)]|$)|\s+(?:là|thì|được|bao|gồm|phải|có|và|do|hoặc|như|đối|trong)(?!\w))"
)
_ARTICLE = re.compile(r"dieu\s+\d{1,3}[a-z]?\s*,?\s+(?:cua\s+)?$")
_CONSTITUTION = re.compile(
    r"hien\s+phap(?!\w)(?:\s+nuoc\s+(?:cong\s+hoa\s+(?:xa\s+hoi\s+chu\s+nghia|xhcn)|chxhcn)\s+"
    r"viet\s+nam)?"
)
_YEAR = re.compile(r"\s*,?\s*(?:\(?\s*nam\s+)?(?P<year>(?:19|20)\d\d)\b(?![/\-])")


def constitution(text: str, folded: str, taken: Taken) -> Iterator[Reference]:
    """ "Hiến pháp năm 2013": there is one at a time, so a year is all that it needs."""
    for match in _CONSTITUTION.finditer(folded):
        first = text[match.start() : match.start() + 4].lower()
        if first not in ("hiến", "hien"):
            continue  # "thực hiện pháp luật"
        year = _YEAR.match(folded, match.end())
        end = year.end("year") if year else match.end()
        number = int(year["year"]) if year else None
        span = Span(match.start(), end)
        yield from _by_kind(
            text, folded, taken, span, Span(*match.span()), "Hiến pháp", year=number
        )


def back_references(text: str, folded: str, taken: Taken) -> Iterator[Reference]:
    """ "Nghị định này", "Công văn nêu trên", "Điều 5 của Luật": a kind alone, for one before."""
    for match in _BACK.finditer(text):
        yield from _back(text, folded, taken, match)
    for match in _PLAIN_BACK.finditer(folded):
        if text[slice(*match.span())].isascii():
            yield from _back(text, folded, taken, match)
    for match in _BARE.finditer(text):
        if _ARTICLE.search(folded, max(0, match.start() - 20), match.start()):
            yield from _back(text, folded, taken, match)


def _back(text: str, folded: str, taken: Taken, match: re.Match[str]) -> Iterator[Reference]:
    written = _SPACE.sub(" ", fold(match["kind"]))
    kind = KIND_SPELLINGS.get(written, match["kind"])
    issuer_span = None
    if match.groupdict().get("above"):
        stop = taken.next_start(match.end(), line_end(text, match.end(), REACH))
        issuer_span = issuer_at(text, folded, match.end(), min(stop, match.end() + REACH))
    kind_span = Span(*match.span("kind"))
    span = Span(match.start(), match.end())
    yield from _by_kind(text, folded, taken, span, kind_span, kind, issuer_span=issuer_span)


def _by_kind(
    text: str,
    folded: str,
    taken: Taken,
    core: Span,
    kind_span: Span,
    kind: str,
    *,
    year: int | None = None,
    issuer_span: Span | None = None,
) -> Iterator[Reference]:
    """The reference that is a kind and stands at ``core``, unless another has claimed it."""
    if inside_word(text, core.start) or taken.overlaps(core):
        return
    start, places = pinpoints.before(text, folded, core.start, 0)
    span = Span(start, core.end)
    if taken.overlaps(span):
        span = core
    yield Reference(
        span=span,
        text=span.of(text),
        kind=kind,
        year=year,
        issuer=tidy(issuer_span.of(text)) if issuer_span else None,
        pinpoints=places
        or pinpoints.after(text, folded, core.end, line_end(text, core.end, REACH)),
        kind_span=kind_span,
        issuer_span=issuer_span,
    )
