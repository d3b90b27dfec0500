"""One place under two spellings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import yaml

from assistant.checking.document import Document
from assistant.checking.inspection import Inspection
from assistant.checking.names import (
    PlaceLevel,
    PlaceName,
    accents_only,
    differing_syllables,
    one_letter_apart,
    spelling_key,
)
from assistant.checking.person_names import misnamed
from assistant.checking.rule import Finding, rule
from assistant.checking.units import units
from assistant.domain import Profile, Severity, Span
from assistant.language.syllables import syllables
from assistant.resources import data_folder

#: Levels whose names may be the same place: a township often bears its district's name.
_COMPARED: Final = {
    PlaceLevel.PROVINCE: "province",
    PlaceLevel.DISTRICT: "district",
    PlaceLevel.TOWN: "district",
    PlaceLevel.COMMUNE: "commune",
    PlaceLevel.VILLAGE: "village",
}
_KINDS: Final = re.compile(
    r"^(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường)\s+", re.IGNORECASE
)
#: Between two names of an enumeration; "thôn", "xã" … may be repeated.
_LISTED: Final = re.compile(
    r"\s*(?:,|;|và|hoặc|đến|-|–|với)\s*(?:các\s+|với\s+)?"
    r"(?:xã|phường|huyện|thôn|tỉnh|thị trấn|thị xã|thành phố|bản|xóm|ấp|làng)?\s*",
    re.IGNORECASE,
)
_LETTERHEAD_LENGTH: Final = 900  # characters
_DATE_LINE: Final = re.compile(
    r"(?:^|\||[ \t]{2})[ \t]*(?P<name>[^\W\d_]+(?:[ \t][^\W\d_]+){1,3}),[ \t]+ngày[ \t]+\d{1,2}"
    r"[ \t]+tháng",
    re.M,
)
_BORDERS: Final = re.compile(r"\bgiap\b")
#: Words that speak of another place than the report's.
_ELSEWHERE: Final = re.compile(r"\b(?:giap|hoc tap|kinh nghiem|giao luu|tham|lien ket|ket nghia)\b")
_OWN_AREA: Final = re.compile(r"dia ban\s*$")


@dataclass
class _Spelling:
    """One spelling of a name, with every place where it stands."""

    name: str
    places: list[PlaceName] = field(default_factory=list)


@rule("NAM001", Severity.WARNING, "Một địa danh, một tên người viết hai cách")
def two_spellings(inspection: Inspection) -> Iterator[Finding]:
    """Hai địa danh cùng cấp chỉ khác nhau một chữ cái hoặc một dấu, nhiều khả năng là một nơi viết
    hai cách. Chỗ bị báo là cách viết trái với hồ sơ đơn vị hoặc danh sách tỉnh, huyện; không có căn
    cứ ấy thì là cách viết ít gặp hơn, và cần người soạn xác định cách đúng. Không báo: hai cách bỏ
    dấu đều đúng (Hòa, Hoà), hai nơi được kể cạnh nhau hoặc cùng là nơi giáp ranh, hai xã khác nhau
    một chữ cái (Ba Trang, Ba Trung), trừ khi một bên chính là địa bàn của báo cáo.
    Tên người khác nhau một dấu hoặc một chữ cái cũng vậy: trái với ghi chú, hồ sơ cơ quan thì nêu
    tên ở đó; hai cách trong báo cáo thì báo cách ít gặp hơn, trừ khi hai tên đứng trong một câu
    hoặc đi kèm hai chức vụ, hai thôn khác nhau.

    Nguồn: Nghị định 30/2020/NĐ-CP, Phụ lục II (viết hoa, viết đúng tên địa lý); danh sách tỉnh theo
        Nghị quyết 202/2025/QH15 và trước đó.
    Sai:
        Xã cách trung tâm huyện ⟦Ba Tư⟧ 5 km. Phòng Nội vụ huyện ⟦Ba Tư⟧ đã kiểm tra. Chương trình
        nông thôn mới trên địa bàn huyện Ba Tơ được thực hiện.
    Sửa: Ba Tơ; Ba Tơ
    Sai:
        Ủy ban nhân dân tỉnh Quảng Ngãi giao nhiệm vụ; tỉnh ⟦Quảng Ngải⟧ đã kiểm tra.
    Sửa: Quảng Ngãi
    Sai:
        Đơn của ông Lê Văn Tám đã được thụ lý. Ngày 12/3/2023, ông ⟦Lê Văn Tâm⟧ rút đơn.
        Bà Nguyễn Thị Út Êm đã nhận kết quả; bà ⟦Út Em⟧ cảm ơn xã.
    Đúng:
        Ông Lê Văn Tám, Trưởng thôn 1 và ông Lê Văn Tâm, Trưởng thôn 2 cùng dự. Bà Huỳnh Thị Sáu rút
        đơn; bà Sáu đồng ý với kết quả. Ông Trần Văn Hùng, thôn 3, ủng hộ 05 triệu đồng. Ông Trần
        Văn Hưng, thôn 5, hiến đất.
    Đúng:
        Đông giáp: Xã Ba Trang
        Tây giáp: Xã Ba Trung
        Xã Ba Dinh và xã Ba Đinh cùng thuộc huyện Ba Tơ. Thôn Hòa Bình và thôn Hoà Bình là một.
        Xã học tập kinh nghiệm của xã Ba Trung.
    """
    yield from _people(inspection)
    spellings: dict[tuple[str, str], _Spelling] = {}
    for place in (*inspection.document.place_names, *_date_line(inspection.document)):
        key = (_COMPARED[place.level], spelling_key(place.name))
        spellings.setdefault(key, _Spelling(place.name)).places.append(place)
    official = _official(inspection.context.profile)
    for one, other, level in _near_pairs(spellings):
        if not _one_place(inspection, one, other, level):
            continue
        right = _right(one, other, level, official)
        wrong = other if right is one else one
        if right is None:
            wrong, right = sorted((one, other), key=_rarity)
            certain = False
        else:
            certain = True
        for place in wrong.places:
            yield Finding(
                place.span,
                _message(wrong, right, certain),
                related=tuple(p.span for p in right.places),
                fix=right.name if certain else None,
                severity=Severity.ERROR if certain else None,
            )


def _people(inspection: Inspection) -> Iterator[Finding]:
    context = inspection.context
    for found in misnamed(inspection.document, context.profile, context.notes):
        written = found.person.span.of(inspection.document.text)
        if found.sure:
            source = "ghi chú" if found.evidence else "hồ sơ cơ quan"
            message = f"Tên người khác với {source}: “{found.right}”."
        else:
            message = (
                f"“{written}” và “{found.right}” có lẽ là một người viết hai cách; cần thống nhất "
                "theo tên đúng."
            )
        yield Finding(
            found.person.span,
            message,
            related=found.others,
            fix=found.right if found.sure else None,
            evidence=(found.evidence,) if found.evidence else (),
        )


def _date_line(document: Document) -> Iterator[PlaceName]:
    """The commune's name before the date in the letterhead ("Hải Anh, ngày 18 tháng 9 …")."""
    match = _DATE_LINE.search(document.text, 0, _LETTERHEAD_LENGTH)
    if match is not None:
        span = Span(*match.span("name"))
        yield PlaceName(span, " ".join(match["name"].split()), "xã", PlaceLevel.COMMUNE)


def _rarity(spelling: _Spelling) -> tuple[int, int]:
    """The rarer first; of equally frequent ones, the one that appears later."""
    return len(spelling.places), -spelling.places[0].span.start


def _near_pairs(
    spellings: dict[tuple[str, str], _Spelling],
) -> Iterator[tuple[_Spelling, _Spelling, str]]:
    """Pairs that differ in one syllable, found through their keys with that syllable left out."""
    buckets: dict[tuple[str, str], list[tuple[str, _Spelling]]] = defaultdict(list)
    for (level, key), spelling in spellings.items():
        syllables = key.split(" ")
        if len(syllables) < 2:
            continue  # names of one syllable are too short to tell
        for index in range(len(syllables)):
            pattern = " ".join("*" if i == index else s for i, s in enumerate(syllables))
            buckets[level, pattern].append((syllables[index], spelling))
    for (level, _), entries in buckets.items():
        for index, (a, one) in enumerate(entries):
            for b, other in entries[index + 1 :]:
                if accents_only(a, b) or one_letter_apart(a, b):
                    yield one, other, level


def _one_place(inspection: Inspection, one: _Spelling, other: _Spelling, level: str) -> bool:
    """Whether the two are likely one place rather than neighbours with similar names."""
    if _named_together(inspection, one, other):
        return False
    if level in ("province", "district"):
        return not (level == "province" and {one.name, other.name} <= provinces())
    pair = differing_syllables(one.name, other.name)
    if pair is not None and accents_only(*pair):
        return level == "commune" or min(len(one.places), len(other.places)) == 1
    rare, common = sorted((one, other), key=_rarity)
    if len(rare.places) == 1 and len(common.places) >= 2 and _is_no_name(rare, common, level):
        sentence = inspection.document.sentence_at(rare.places[0].span.start)
        return not _ELSEWHERE.search(sentence.of(inspection.document.folded))
    return (
        level == "commune"
        and len(rare.places) == 1
        and len(common.places) >= 3
        and _is_own_area(inspection, rare.places[0])
        and any(_is_own_area(inspection, place) for place in common.places)
    )


def _is_no_name(rare: _Spelling, common: _Spelling, level: str) -> bool:
    """Whether only the common spelling is a name: of a known unit, or made of real syllables."""
    if level == "commune":
        known = units()
        return bool(known.old_communes(common.name)) and not known.old_communes(rare.name)
    counts = syllables()
    odd = set(rare.name.lower().split()) - set(common.name.lower().split())
    usual = set(common.name.lower().split()) - set(rare.name.lower().split())
    return all(not counts.times(s) for s in odd) and all(counts.times(s) for s in usual)


def _is_own_area(inspection: Inspection, place: PlaceName) -> bool:
    before = inspection.document.folded[max(0, place.span.start - 24) : place.span.start]
    return bool(_OWN_AREA.search(before.rstrip().removesuffix("xa").removesuffix("phuong")))


def _named_together(inspection: Inspection, one: _Spelling, other: _Spelling) -> bool:
    """Whether both stand in one enumeration, or both as neighbours across a border."""
    text = inspection.document.text
    for a in one.places:
        for b in other.places:
            first, second = sorted((a.span, b.span))
            if second.start - first.end < 40 and _LISTED.fullmatch(text, first.end, second.start):
                return True
    return _at_border(inspection, one) and _at_border(inspection, other)


def _at_border(inspection: Inspection, spelling: _Spelling) -> bool:
    folded = inspection.document.folded
    for place in spelling.places:
        line_start = folded.rfind("\n", 0, place.span.start) + 1
        if _BORDERS.search(folded[max(line_start, place.span.start - 120) : place.span.start]):
            return True
    return False


def _right(
    one: _Spelling, other: _Spelling, level: str, official: dict[str, str]
) -> _Spelling | None:
    """The spelling that the office's profile or the lists of provinces and districts have, if only
    one of the two is there."""
    names = {official[level]} if official.get(level) else set()
    if level == "province":
        names |= {spelling_key(name) for name in provinces()}
    known = [s for s in (one, other) if spelling_key(s.name) in names]
    if not known and level == "district":
        known = [s for s in (one, other) if units().districts(s.name)]
    return known[0] if len(known) == 1 else None


def _official(profile: Profile | None) -> dict[str, str]:
    """Level → spelling key of the office's own names."""
    if profile is None:
        return {}
    written = {
        "commune": profile.commune,
        "district": profile.district,
        "province": profile.province,
    }
    return {level: spelling_key(_KINDS.sub("", name)) for level, name in written.items() if name}


@lru_cache(maxsize=1)
def provinces() -> frozenset[str]:
    """Names of provinces and cities under the central government, before and after 01/7/2025."""
    text = (data_folder("knowledge") / "names" / "provinces.yaml").read_text("utf-8")
    return frozenset(yaml.load(text, Loader=yaml.CSafeLoader))


def _message(wrong: _Spelling, right: _Spelling, certain: bool) -> str:
    kind = wrong.places[0].kind
    pair = f"“{kind} {wrong.name}” và “{right.places[0].kind} {right.name}”"
    if certain:
        return f"Viết sai địa danh: {pair} là một; đúng là “{right.name}”."
    return (
        f"Một địa danh viết hai cách: {pair} (lần lượt {len(wrong.places)} và "
        f"{len(right.places)} lần); cần thống nhất một cách viết đúng."
    )
