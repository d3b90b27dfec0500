"""Documents named by their kind alone: "Nghị định này", "Công văn nêu trên", the Constitution."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain import Reference, Span
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


#: The first word behind such a kind, searched first, as it is rarer than what kinds begin with.
_BEHIND = re.compile(r"(?:này|đó|ấy|trên|vừa|đã|nói|nêu|kể|dẫn)(?!\w)")
#: "theo quy định nêu trên" speaks of a rule, not of a document.
_KIND_AT_END = re.compile(
    rf"(?:(?P<sure>{_first_large(_LEGAL)}|{_first_large(_ORDINARY)}|{_SHORT}|{_LEGAL})"
    rf"|(?!quy\s+định)(?:{_ORDINARY}))\s+$"
)
_SURE_TAIL = re.compile(rf"(?:{_THIS}|(?P<above>{_ABOVE}|{_ALONE}))(?!\w)")
_TAIL = re.compile(r"(?P<above>(?:nói|nêu|kể)\s+trên|trên\s+đây)(?!\w)")
#: The same without accents, where they are left out.
_PLAIN_TAIL = re.compile(r"(?:nay|(?P<above>(?:noi|neu|ke)\s+tren))(?!\w)")
_PLAIN_KIND_AT_END = re.compile(
    r"(?<!\w)(?:nghi\s+dinh|nghi\s+quyet|thong\s+tu|phap\s+lenh|chi\s+thi|quyet\s+dinh|"
    r"cong\s+van)\s+$"
)
#: The last words of these kinds: what stands before is looked up before it is parsed.
_LAST_WORDS = frozenset(
    re.findall(
        r"\w+",
        "định quyết tịch tư lệnh thị luật pháp luận chế ước quy lệ hoạch văn điện cáo báo dẫn "
        "trình án mời bản nđ nq qđ cv ttr",
    )
)
_LONGEST_KIND = 28
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
        yield from _by_kind(text, folded, taken, span, Span(*match.span()), year=number)


def back_references(text: str, folded: str, taken: Taken) -> Iterator[Reference]:
    """ "Nghị định này", "Công văn nêu trên", "Điều 5 của Luật": a kind alone, for one before."""
    for behind in _BEHIND.finditer(text):
        start = behind.start()
        before = text[max(0, start - 9) : start].lower().split()
        if not before or before[-1] not in _LAST_WORDS:
            continue
        kind = _KIND_AT_END.search(text, max(0, start - _LONGEST_KIND), start)
        tail = kind and (_SURE_TAIL if kind["sure"] else _TAIL).match(text, start)
        if kind and tail:
            yield from _back(text, folded, taken, kind, tail)
    for tail in _PLAIN_TAIL.finditer(text) if "nay" in text or "tren" in text else ():
        start = tail.start()
        kind = _PLAIN_KIND_AT_END.search(folded, max(0, start - _LONGEST_KIND), start)
        if kind and text[kind.start() : start].isascii():
            yield from _back(text, folded, taken, kind, tail)
    for bare in _BARE.finditer(text):
        if _ARTICLE.search(folded, max(0, bare.start() - 20), bare.start()):
            yield from _by_kind(text, folded, taken, Span(*bare.span()), Span(*bare.span()))


def _back(
    text: str, folded: str, taken: Taken, kind: re.Match[str], tail: re.Match[str]
) -> Iterator[Reference]:
    issuer_span = None
    if tail["above"]:
        stop = taken.next_start(tail.end(), line_end(text, tail.end(), REACH))
        issuer_span = issuer_at(text, folded, tail.end(), min(stop, tail.end() + REACH))
    core = Span(kind.start(), tail.end())
    kind_span = Span(kind.start(), kind.start() + len(kind[0].rstrip()))
    yield from _by_kind(text, folded, taken, core, kind_span, issuer_span=issuer_span)


def _by_kind(
    text: str,
    folded: str,
    taken: Taken,
    core: Span,
    kind_span: Span,
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
        kind=_kind(folded, kind_span),
        year=year,
        issuer=tidy(issuer_span.of(text)) if issuer_span else None,
        pinpoints=places
        or pinpoints.after(text, folded, core.end, line_end(text, core.end, REACH)),
        kind_span=kind_span,
        issuer_span=issuer_span,
    )


def _kind(folded: str, span: Span) -> str:
    written = _SPACE.sub(" ", span.of(folded))
    return "Hiến pháp" if written.startswith("hien phap") else KIND_SPELLINGS[written]
