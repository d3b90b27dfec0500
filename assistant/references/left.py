"""What stands before a number: its kind, the name of a law, articles and clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.domain import Pinpoint, Span
from assistant.references import pinpoints
from assistant.references.codes import KIND_SPELLINGS, kind_fits, kinds_of_code

#: How far to the left a kind or a law's name may stand.
_REACH = 190
_NEAR = 56


def _alternatives(spellings: list[str]) -> str:
    ordered = sorted(spellings, key=len, reverse=True)
    return "|".join(re.escape(spelling).replace(r"\ ", r"\s+") for spelling in ordered)


KIND_WORDS = _alternatives(list(KIND_SPELLINGS))
_WHOLE_WORDS = _alternatives([spelling for spelling in KIND_SPELLINGS if len(spelling) > 4])
_OPEN = r"[\s_“«\"'(:]*"
_KIND_BEFORE = re.compile(
    rf"(?<!\w)(?P<kind>{KIND_WORDS})(?:\s+(?:nd-cp|nq-cp|qd-ttg|ct-ttg|qd-ubnd))?"
    rf"(?P<so>{_OPEN}(?:so\s*[.:]?\s*){{1,2}})?[-–]?{_OPEN}$"
)
#: "Kế hoạch kế hoạch số …", "Quyết định QĐ số …".
_REPEATED = re.compile(rf"(?<!\w)(?P<kind>{KIND_WORDS})(?:\s+so)?[\s:]*$")
#: "Công văn của Phòng Nội vụ số …", "Kế hoạch kiểm tra số …": the nearest kind.
_QUALIFIED = re.compile(
    rf".*(?<!\w)(?P<kind>{_WHOLE_WORDS})\s+(?P<between>(?:[^\W\d_]+\s+){{1,9}}?)so\s*[.:]?\s*$",
    re.DOTALL,
)
_LETTER_SORTS = re.compile(r"(?:cua|chi dao|hoa toc|khan|tra loi|don doc|huong dan|de nghi)\s")
#: "Các Quyết định 12, 13/QĐ-UBND": the kind stands before the first serial.
_SERIALS_BEFORE = re.compile(
    rf"(?<!\w)(?P<kind>{KIND_WORDS})\s+(?:so\s+)?"
    r"(?:\d{1,5}[a-z]?(?:/(?:19|20)\d\d)?(?:\s*,\s*|\s+va\s+|\s*&\s*)(?:so\s+)?){1,6}$"
)
_LAW_START = re.compile(r"(?<!\w)(?P<kind>bo\s+luat|luat|phap\s+lenh)\s+")
#: Not the "luật" of "pháp luật", "kỷ luật", "quy luật", a subject of study, a firm or a person.
_OTHER_SENSE = re.compile(
    r"(?<!\w)(?P<word>phap|ky|quy|nganh|khoa|truong|dh|mon|hoc|ong|ba|em|y|nhan|ty|hoi|doan)\s+$"
)
_ACCENTED_SENSES = frozenset(
    re.findall(
        r"\w+",
        "pháp kỷ kỉ quy ngành khoa trường đh môn học ông bà em y nhân ty hội đoàn",
    )
)
_AMENDING = re.compile(r"(?:sua\s+doi|bo\s+sung|bai\s+bo)(?!\w)")
_BEFORE_NUMBER = re.compile(r"[,\s(]*(?:(?:nam\s+)?(?:19|20)\d\d[,\s(]*)?so\s*[.:]?\s*$")
_REVISED = re.compile(r"\(sua doi\)")
_NO_NAME = re.compile(r"[.;:()\n|]")
#: Forms, technical standards and the like have numbers that look like those of documents. The
#: word before a form's number is often run into it: "theomẫu số 01/QĐ-KHTNT".
_NO_DOCUMENT = re.compile(
    r"(?:mau(?=\s+so)|(?<!\w)(?:mau|bieu|phu\s+luc|qcvn|tcvn|tccs|tcn|tcxdvn|goi\s+thau|tai\s+khoan|tu\s+dien))"
    r"\s*(?:bieu\s*)?(?:so\s*)?:?\s*(?:so\s*)?$"
)
_SO_BEFORE = re.compile(r"(?<!\w)so\s*[.:]?\s*$")


@dataclass(frozen=True, slots=True)
class Left:
    start: int
    kind: str | None = None
    kind_span: Span | None = None
    name_span: Span | None = None
    issuer_span: Span | None = None
    pinpoints: tuple[Pinpoint, ...] = ()
    numbered: bool = False  # "số" stands before the number
    repeated: bool = False  # the kind is written twice


def look_left(text: str, folded: str, start: int, limit: int, code: str = "") -> Left:
    """Kind, law name and pinpoints that end at ``start``; nothing before ``limit`` is read.

    Args:
        code: that of the number at ``start``, by which a kind that stands further off is told.
    """
    near = max(limit, start - _NEAR)
    found = _KIND_BEFORE.search(folded, near, start)
    if found:
        kind_span, repeated = _first_of_repeated(folded, Span(*found.span("kind")), near)
        begin, places = pinpoints.before(text, folded, kind_span.start, limit)
        kind = _kind(found["kind"])
        numbered = found["so"] is not None
        return Left(begin, kind, kind_span, None, None, places, numbered, repeated)
    if not _SO_BEFORE.search(folded, near, start):
        serials = _SERIALS_BEFORE.search(folded, near, start)
        if serials:
            return Left(start, _kind(serials["kind"]), Span(*serials.span("kind")))
        return Left(start)
    return (
        _law(text, folded, start, max(limit, start - _REACH), limit)
        or _qualified(text, folded, start, max(limit, start - _REACH), limit, code)
        or Left(start, numbered=True)
    )


def other_sense(text: str, folded: str, start: int) -> bool:
    """Whether the "luật" at ``start`` is none that is enacted: "pháp luật", but not "kỹ Luật"."""
    found = _OTHER_SENSE.search(folded, max(0, start - 8), start)
    if found is None:
        return False
    word = text[slice(*found.span("word"))].lower()
    return word in _ACCENTED_SENSES or (word.isascii() and not text[start].isupper())


def no_document(folded: str, start: int) -> bool:
    """Whether what stands before ``start`` shows that no document's number begins there."""
    return _NO_DOCUMENT.search(folded, max(0, start - 24), start) is not None


@cache
def _kind(spelling: str) -> str:
    return KIND_SPELLINGS[re.sub(r"\s+", " ", spelling)]


def _first_of_repeated(folded: str, kind_span: Span, base: int) -> tuple[Span, bool]:
    before = _REPEATED.search(folded, base, kind_span.start)
    same = before and _kind(before["kind"]) == _kind(folded[kind_span.start : kind_span.end])
    return (
        (Span(before.start("kind"), kind_span.end), True) if before and same else (kind_span, False)
    )


def _law(text: str, folded: str, start: int, base: int, limit: int) -> Left | None:
    """ "Luật Tiếp công dân số …"; a law that amends others is named with theirs."""
    number = _BEFORE_NUMBER.search(folded, base, start)
    laws = [
        law
        for law in _LAW_START.finditer(folded, base, start)
        if not other_sense(text, folded, law.start())
    ]
    if not number or not laws:
        return None
    law = next((law for law in laws if _AMENDING.match(folded, law.end())), laws[-1])
    name_span = Span(law.end(), number.start())
    name = _REVISED.sub("", name_span.of(folded))
    if not 3 <= name_span.end - name_span.start <= 150 or _NO_NAME.search(name):
        return None
    kind_span = Span(law.start(), law.end() - len(law[0]) + len(law["kind"]))
    begin, places = pinpoints.before(text, folded, kind_span.start, limit)
    return Left(begin, _kind(law["kind"]), kind_span, name_span, None, places, True)


def _qualified(text: str, folded: str, start: int, base: int, limit: int, code: str) -> Left | None:
    found = _QUALIFIED.match(folded, base, start)
    if not found or no_document(folded, start):
        return None
    kind, between = _kind(found["kind"]), found["between"]
    if kinds_of_code(code):
        fits = kind != "Văn bản" and kind_fits(kind, code)
    else:
        fits = kind in ("Công văn", "Văn bản") and _LETTER_SORTS.match(between) is not None
    if not fits:
        return None
    issuer_span = None
    if between.startswith("cua "):
        issuer_span = Span(
            found.start("between") + 4, found.start("between") + len(between.rstrip())
        )
    kind_span = Span(*found.span("kind"))
    begin, places = pinpoints.before(text, folded, kind_span.start, limit)
    return Left(begin, kind, kind_span, None, issuer_span, places, True)
