"""Names of places behind the word for their kind: "xã Ba Bích", "thị trấn …", "thôn …"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from assistant.domain import Span
from assistant.language.text import fold


class PlaceLevel(Enum):
    """What kinds of places may be one and the same, by the word in front."""

    PROVINCE = "province"
    DISTRICT = "district"
    TOWN = "town"  # a township often bears its district's name
    COMMUNE = "commune"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class PlaceName:
    """``span`` covers the name alone; ``kind`` is the word in front, lower case."""

    span: Span
    name: str
    kind: str
    level: PlaceLevel


_LEVELS: Final = {
    "tỉnh": PlaceLevel.PROVINCE,
    "huyện": PlaceLevel.DISTRICT,
    "quận": PlaceLevel.DISTRICT,
    "thị xã": PlaceLevel.DISTRICT,
    "thành phố": PlaceLevel.DISTRICT,
    "thị trấn": PlaceLevel.TOWN,
    "xã": PlaceLevel.COMMUNE,
    "phường": PlaceLevel.COMMUNE,
    "thôn": PlaceLevel.VILLAGE,
    "bản": PlaceLevel.VILLAGE,
    "ấp": PlaceLevel.VILLAGE,
    "xóm": PlaceLevel.VILLAGE,
    "buôn": PlaceLevel.VILLAGE,
    "làng": PlaceLevel.VILLAGE,
    "khu phố": PlaceLevel.VILLAGE,
    "tổ dân phố": PlaceLevel.VILLAGE,
}
_CAPITALS: Final = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isalpha() and c.isupper())
_SYLLABLE: Final = rf"[{_CAPITALS}](?:[^\W\d_{_CAPITALS}]|['’])*(?![\w'’])"
_PLACE: Final = re.compile(
    r"(?<!\w)(?<![Tt]ác )(?P<kind>(?i:"  # "hợp tác xã Dừa" is no commune
    + "|".join(kind.replace(" ", r"\s+") for kind in sorted(_LEVELS, key=len, reverse=True))
    + rf"))[ \t]+(?P<name>{_SYLLABLE}(?:(?:[ \t]|-){_SYLLABLE}){{0,4}})"
)
_WORD: Final = re.compile(r"\S+")
_MOVABLE: Final = ("oa", "oe", "uy")  # rhymes whose tone stands on either letter
#: Capitalised words that follow a name without belonging to it ("xã Ba Bích Báo cáo số 61").
_NOT_OF_A_NAME: Final = frozenset(
    ("Báo", "Quyết", "Ủy", "Uỷ", "Đảng", "Phó", "Thực", "Trong", "Căn", "Kế", "Nghị", "Chủ", "Các")
)


def find_place_names(text: str) -> list[PlaceName]:
    """The named places of ``text`` in order; names in capitals throughout are left out."""
    found = []
    for match in _PLACE.finditer(text):
        syllables = list(re.finditer(rf"{_SYLLABLE}", match["name"]))
        end = match.end("name")
        for syllable in syllables[1:]:
            if syllable[0] in _NOT_OF_A_NAME:
                end = match.start("name") + syllable.start()
                break
        while not text[end - 1].isalpha():
            end -= 1
        kind = " ".join(match["kind"].lower().split())
        span = Span(match.start("name"), end)
        found.append(PlaceName(span, " ".join(span.of(text).split()), kind, _LEVELS[kind]))
    return _without_tails(found, text)


def _without_tails(names: list[PlaceName], text: str) -> list[PlaceName]:
    """Cuts what follows a name when the shorter name stands by itself elsewhere."""
    known = {(name.level, name.name) for name in names}
    cut = []
    for place in names:
        words = place.name.split(" ")
        for length in range(2, len(words)):
            shorter = " ".join(words[:length])
            if (place.level, shorter) in known:
                parts = list(_WORD.finditer(text, place.span.start, place.span.end))
                span = Span(place.span.start, parts[length - 1].end())
                place = PlaceName(span, shorter, place.kind, place.level)
                break
        cut.append(place)
    return cut


@lru_cache(maxsize=4096)
def spelling_key(name: str) -> str:
    """What lawful spellings of one name share: "Hòa" and "Hoà", "Lý" and "Lí", any case."""
    return " ".join(_syllable_key(syllable) for syllable in re.split(r"[\s-]+", name.lower()))


def _syllable_key(syllable: str) -> str:
    """Letters with their quality marks, then the tone, wherever it was put."""
    tone = ""
    letters = []
    for character in unicodedata.normalize("NFD", syllable):
        if character in "\u0300\u0301\u0303\u0309\u0323":
            tone = character
        else:
            letters.append(character)
    base = unicodedata.normalize("NFC", "".join(letters)).replace("’", "'")
    if base.endswith("y") and base[-2:-1] not in ("a", "â", "u"):
        base = base[:-1] + "i"
    return base + tone


def lawful_twins(one: str, other: str) -> bool:
    """Whether two syllables are both right: the tone of oa, oe and uy, and i or y at the end."""
    if spelling_key(one) != spelling_key(other):
        return False
    bare = _plain(unicodedata.normalize("NFD", one.lower()))
    return bare.endswith(_MOVABLE) or bare[-1:] in "iy"


def differing_syllables(one: str, other: str) -> tuple[str, str] | None:
    """The one pair of syllables in which two names of equal length differ; else None."""
    left, right = spelling_key(one).split(" "), spelling_key(other).split(" ")
    if len(left) != len(right):
        return None
    different = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    return different[0] if len(different) == 1 else None


def accents_only(one: str, other: str) -> bool:
    """Whether two syllables are the same without accents ("bích", "bịch")."""
    return fold(_plain(one)) == fold(_plain(other))


def one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter changed, added or left out turns one syllable into the other."""
    a, b = sorted((fold(_plain(one)), fold(_plain(other))), key=len)
    if len(b) - len(a) > 1:
        return False
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return any(b[:i] + b[i + 1 :] == a for i in range(len(b)))


def _plain(syllable: str) -> str:
    return "".join(c for c in syllable if not unicodedata.combining(c))
