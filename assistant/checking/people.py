"""Persons and organisations that a report names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from assistant.domain import Span
from assistant.privacy.words import surnames

_CAPITALS: Final = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isalpha() and c.isupper())
_SYLLABLE: Final = rf"[{_CAPITALS}](?:[^\W\d_{_CAPITALS}]|['’])*(?![\w'’])"
_ADDRESS: Final = r"(?i:đồng chí|đ/c|ông|bà|anh|chị|thầy giáo|cô giáo|thầy|cô|cụ|em|cháu|già làng)"
_POST: Final = (
    r"(?i:trưởng (?:thôn|bản|xóm|ấp|buôn|khu phố|ban)|bí thư(?: chi bộ)?|hiệu trưởng|"
    r"người có uy tín|hộ|chủ hộ|gia đình|hộ gia đình|chủ tịch|phó chủ tịch|công dân|giám đốc)"
)
_PERSON: Final = re.compile(
    rf"(?<!\w)(?<!đường )(?<!phố )(?<!Trường )(?:(?P<address>{_ADDRESS})|{_POST})[ \t]+"
    rf"(?P<name>{_SYLLABLE}(?:[ \t]{_SYLLABLE}){{1,4}})"
)
#: Capitalised words that follow "đồng chí" or "bà" without being a name.
_NOT_NAMES: Final = frozenset(
    (
        *("Chủ", "Phó", "Bí", "Trưởng", "Giám", "Hiệu", "Ủy", "Uỷ", "Thường", "Nguyên", "Đảng"),
        *("Tổng", "Thủ", "Bộ", "Công", "Cán", "Đội", "Tổ", "Ban", "Hội", "Chi", "Thư", "Đại", "Xã"),
        *("Thượng", "Trung", "Thiếu", "Chỉ", "Chánh", "Hòa", "Việt", "UBND", "HĐND", "Rịa", "Tô"),
    )
)
#: People whom no commune's notes need to name.
_KNOWN: Final = frozenset(("Hồ Chí Minh", "Tôn Đức Thắng", "Võ Nguyên Giáp", "Phạm Văn Đồng"))

_COMPANY: Final = re.compile(
    r"(?<!\w)(?P<kind>(?i:công ty(?: trách nhiệm hữu hạn| TNHH| cổ phần| CP)?"
    r"(?: một thành viên| MTV)?|hợp tác xã|HTX|doanh nghiệp tư nhân|DNTN|tập đoàn)"
    r"(?:[ \t](?:[^\W\d_]+|-|và|&)){0,6}?)[ \t]"
    rf"(?P<name>{_SYLLABLE}(?:[ \t](?:{_SYLLABLE}|\d+)){{0,5}})"
)


_SCHOOL: Final = re.compile(
    r"(?<!\w)(?P<kind>(?i:trường (?:mầm non|mẫu giáo|tiểu học|trung học cơ sở|trung học phổ thông|"
    r"TH|THCS|THPT|TH&THCS|TH và THCS|phổ thông dân tộc (?:bán|nội) trú|PTDTBT|PTDTNT)"
    rf"(?: THCS)?))[ \t](?P<name>{_SYLLABLE}(?:[ \t]{_SYLLABLE}){{0,3}})"
)


class NamedKind(Enum):
    PERSON = "Người"
    COMPANY = "Tổ chức"
    SCHOOL = "Trường"


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something named.

    ``name`` is the proper name; ``span`` covers it, for an organisation with the kind before it.
    """

    span: Span
    name: str
    kind: NamedKind


def find_named(text: str) -> tuple[Named, ...]:
    """Persons behind a word of address or a post, companies, cooperatives and schools, in order."""
    found = (
        *_persons(text),
        *_organisations(text, _COMPANY, NamedKind.COMPANY),
        *_organisations(text, _SCHOOL, NamedKind.SCHOOL),
    )
    return tuple(sorted(found, key=lambda named: named.span))


def _persons(text: str) -> Iterator[Named]:
    for match in _PERSON.finditer(text):
        syllables = match["name"].split()
        if syllables[0] in _NOT_NAMES:
            continue
        if match["address"] is None and syllables[0] not in surnames():
            continue
        name = " ".join(_without_post(syllables))
        if name in _KNOWN or " " not in name:
            continue
        start = match.start("name")
        yield Named(Span(start, start + _length(match["name"], name)), name, NamedKind.PERSON)


def _organisations(text: str, pattern: re.Pattern[str], kind: NamedKind) -> Iterator[Named]:
    for match in pattern.finditer(text):
        yield Named(Span(match.start(), match.end()), " ".join(match["name"].split()), kind)


def _without_post(syllables: list[str]) -> list[str]:
    """Cuts what begins another name or a post ("Nguyễn Văn A Chủ tịch")."""
    for index, syllable in enumerate(syllables[2:], start=2):
        if syllable in ("Chủ", "Phó", "Bí", "Trưởng", "Giám", "Hiệu", "Ủy", "UBND", "HĐND", "Thôn"):
            return syllables[:index]
    return syllables


def _length(written: str, name: str) -> int:
    """How much of ``written`` the first syllables that make ``name`` take."""
    count = len(name.split())
    ends = [match.end() for match in re.finditer(r"\S+", written)]
    return ends[count - 1]
