"""Numbers that lead to one person: identity papers, telephones, bank accounts; and mail addresses.

A figure of a report and the number of a document are left alone: figures do not begin with 0, have
a unit or come in groups of thousands; a document's number goes on with a stroke.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain import Span
from assistant.language.text import fold
from assistant.privacy.kinds import Personal, PersonalKind

_END = r"(?!\d|\s?/|[.,]\d)"
_START = r"(?<![\w.,/-])"
_FILL = r"[\s:：.#()\-–]*(?:(?:so|la|moi|cu|gan chip)(?!\w)[\s:：.#()\-–]*){0,3}"
_PAPER = (
    r"(?<!\w)(?:cccd|cmnd|cmtnd|cmt|can cuoc(?: cong dan)?|chung minh(?: nhan dan| thu)?|"
    r"(?:so|ma) dinh danh(?: ca nhan)?|ho chieu|passport|bhxh|bhyt)(?!\w)"
)
_BANK = (
    r"(?:ngan hang|nh(?!\w)|agribank|vietcombank|vcb|vietinbank|bidv|mb ?bank|techcombank|"
    r"sacombank|acb(?!\w)|vpbank|tpbank|lpbank|hdbank|kho bac)"
)
_NO_DIGIT_BEFORE = r"(?<![\w.,/])"
_MOBILE = r"\(?(?:\+84|0084|84(?=\d{9}(?!\d))|0)[ .\-]?[35789]\d(?:[ .\-]?\d){7}"
_LANDLINE = r"\(?(?:\+84[ .\-]?|0)2\d{1,2}\)?[ .\-]?\d(?:[ .\-]?\d){6,7}"
_PHONE_LABEL = r"(?<!\w)(?:sdt|(?:so )?dien thoai|dt|di dong|zalo|lien he|phone|tel)(?!\w)"
_ACCOUNT_LABEL = r"(?<!\w)(?:so tai khoan|so tk|stk|tk|tai khoan)(?!\w)"
_OF_BANK = rf"(?:(?:tai )?{_BANK}[^\d\n]{{0,30}})?"
_PATTERNS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (PersonalKind.EMAIL, r"(?<![\w.+-])(?P<v>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)(?!\w)"),
        (PersonalKind.IDENTITY, rf"{_PAPER}{_FILL}(?P<v>[a-z]{{0,2}}\d(?:[ .]?\d){{6,14}}){_END}"),
        # "CMND của bà B số 212345678"
        (
            PersonalKind.IDENTITY,
            rf"{_PAPER}[^\d\n]{{0,60}}?{_START}(?P<v>(?:\d{{3}}[ .]?){{3,4}}){_END}",
        ),
        # The numbers given since 2016 begin with the code of a province, 001 to 096.
        (PersonalKind.IDENTITY, rf"{_START}(?P<v>0\d\d(?:[ .]?\d{{3}}){{3}}){_END}"),
        (PersonalKind.IDENTITY, rf"{_START}(?P<v>[a-z]{{2}}\d{{13}}){_END}"),  # health card
        (
            PersonalKind.ACCOUNT,
            rf"{_ACCOUNT_LABEL}{_FILL}{_OF_BANK}(?P<v>\d(?:[ .\-]?\d){{5,18}}){_END}",
        ),
        (
            PersonalKind.ACCOUNT,
            rf"{_START}(?P<v>\d(?: ?\d){{7,18}})[\s,(–-]*(?:tai |mo tai )?{_BANK}",
        ),
        (PersonalKind.PHONE, rf"{_NO_DIGIT_BEFORE}(?P<v>{_MOBILE}){_END}"),
        (PersonalKind.PHONE, rf"{_NO_DIGIT_BEFORE}(?P<v>{_LANDLINE}){_END}"),
        (PersonalKind.PHONE, rf"{_PHONE_LABEL}{_FILL}(?P<v>\+?\d(?:[ .\-]?\d){{6,11}}){_END}"),
    )
)
_NINE = re.compile(rf"{_START}(?P<v>\d{{9}}){_END}")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_UNIT = re.compile(
    r"\s*(?:dong|d|vnd|trieu|ty|nghin|ha|m2|m3|m|km|kg|tan|ta|luot|nguoi|ho|con|cay|%)(?!\w)"
)
_PUBLIC_LINE = re.compile(r"1[89]00")


def find_numbers(line: str, *, near_person: bool) -> Iterator[Personal]:
    """The numbers in one line of NFC text; nine bare digits count only beside a person."""
    folded = fold(line)
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            value = match["v"]
            if kind is PersonalKind.EMAIL:
                if value.endswith(".gov.vn"):
                    continue
            elif not _is_personal(value, kind) or _UNIT.match(folded, match.end("v")):
                continue
            yield Personal(_span(match), kind)
    if near_person:
        for match in _NINE.finditer(folded):
            if not _UNIT.match(folded, match.end()):
                yield Personal(_span(match), PersonalKind.IDENTITY)


def _span(match: re.Match[str]) -> Span:
    value = match["v"]
    return Span(match.start("v"), match.start("v") + len(value.rstrip(" .")))


def _is_personal(value: str, kind: PersonalKind) -> bool:
    digits = re.sub(r"\D", "", value)
    if _THOUSANDS.fullmatch(value.strip()) and not value.startswith("0"):
        return kind is PersonalKind.IDENTITY and len(digits) in (9, 12)
    return not (kind is PersonalKind.PHONE and _PUBLIC_LINE.match(digits))
