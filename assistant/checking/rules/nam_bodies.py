"""Names of bodies and posts with a syllable missing, wrong or too many."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import yaml

from assistant.checking.inspection import Inspection
from assistant.checking.names import accents_only, one_letter_apart, spelling_key
from assistant.checking.rule import Finding, rule
from assistant.domain import Severity, Span
from assistant.resources import data_folder

_WORD: Final = re.compile(r"[^\W\d_]+")
_JOIN: Final = re.compile(r"[ \t]*(?:[-–,][ \t]*|\n[ \t]*)?|[ \t]+")
#: Where a name ends: the level or the place that follows it.
_LEVELS: Final = frozenset(
    ("xã", "phường", "huyện", "tỉnh", "thị", "quận", "thành", "các", "cấp", "trung", "việt")
)
_LONGEST: Final = 14  # syllables looked at behind the first one
_LONG: Final = 4  # syllables of a name in which any one of them may be wrong
_SHORTEST_CUT: Final = 3  # … in which one may be missing


#: The abbreviations that reports live by.
_SHORT_NAMES: Final = ("UBND", "HĐND", "MTTQ", "UBMTTQ", "UBMTTQVN")
_CAPITALS: Final = re.compile(
    r"(?<![\w/.-])[A-ZĐ]{3,9}(?=[ \t]+(?i:xã|phường|huyện|quận|tỉnh|thị xã|thị trấn|thành phố|"
    r"các xã|các cấp|cấp|việt nam)(?!\w))"
)


@rule("NAM004", Severity.ERROR, "Tên cơ quan viết sai", safe_fix=True)
def miswritten_body(inspection: Inspection) -> Iterator[Finding]:
    """Tên cơ quan nhà nước, đoàn thể, chức danh viết thiếu, thừa, sai một tiếng hoặc đảo hai tiếng
    so với danh sách tên đúng, như “Ủy ban nhân xã”, “Phòng Nội huyện”; chữ viết tắt UBND, HĐND,
    MTTQ gõ đảo, thừa hoặc thiếu một chữ cái trước tên cấp.

    Nguồn: Hiến pháp, Luật Tổ chức chính quyền địa phương, các nghị định về cơ quan chuyên môn (tên
        các cơ quan; knowledge/names/bodies.yaml); Nghị định 30/2020/NĐ-CP, Phụ lục II (viết hoa).
    Sai:
        ⟦Ủy ban nhân⟧ xã đã ban hành Quyết định; ⟦Hội đồng nhân⟧ huyện giám sát; ⟦Phòng Nội⟧ huyện
        và ⟦Trung tâm Trợ pháp lý⟧ tỉnh phối hợp.
    Sửa: Ủy ban nhân dân; Hội đồng nhân dân; Phòng Nội vụ; Trung tâm Trợ giúp pháp lý
    Sai:
        ⟦UBDN⟧ xã đã họp với ⟦HDND⟧ xã; Ban Thường trực ⟦Mặt trận Quốc tổ⟧ xã dự.
    Sửa: UBND; HĐND; Mặt trận Tổ quốc
    Đúng:
        Ủy ban nhân dân xã, Uỷ ban nhân dân huyện, Hội đồng nhân dân tỉnh và Ủy ban Mặt trận Tổ quốc
        Việt Nam xã phối hợp. Hội đồng nhân sự được thành lập. Ban hành các văn bản. Sở Nội vụ tỉnh,
        Phòng Y tế huyện. HĐNVQS xã, UBKT huyện và UBMTTQ xã phối hợp.
    """
    yield from _short_names(inspection.document.text)
    text = inspection.document.text
    words = list(_WORD.finditer(text))
    keys = [spelling_key(word[0]) for word in words]
    position = 0
    while position < len(words):
        names = _names().get(keys[position])
        if names is None or not words[position][0][0].isupper():
            position += 1
            continue
        length, level = _reach(text, words, position)
        written = tuple(keys[position : position + length])
        right = _nearest(written, level, names)
        if right is None:
            position += 1
            continue
        size, name = right
        span = Span(words[position].start(), words[position + size - 1].end())
        shown = name.upper() if span.of(text).isupper() else name
        yield Finding(span, f"Tên viết sai: đúng là “{name}”.", fix=shown)
        position += size


def _short_names(text: str) -> Iterator[Finding]:
    for match in _CAPITALS.finditer(text):
        right = _misspelt_short_names().get(match[0])
        if right is not None:
            yield Finding(
                Span(*match.span()), f"Chữ viết tắt viết sai: đúng là “{right}”.", fix=right
            )


@lru_cache(maxsize=1)
def _misspelt_short_names() -> dict[str, str]:
    """What one slip of the keys makes of each abbreviation, where it can be no other's."""
    meant: dict[str, set[str]] = defaultdict(set)
    for name in _SHORT_NAMES:
        places = range(len(name))
        slips = {name[:i] + name[i + 1 :] for i in places}
        slips |= {name[:i] + name[i] + name[i:] for i in places}
        slips |= {name[:i] + name[i + 1] + name[i] + name[i + 2 :] for i in places[:-1]}
        slips |= {name.replace("Đ", "D")}
        if name.endswith("D"):
            slips.add(name[:-1] + "Đ")
        for slip in slips - set(_SHORT_NAMES):
            meant[slip].add(name)
    return {slip: names.pop() for slip, names in meant.items() if len(names) == 1}


def _reach(text: str, words: Sequence[re.Match[str]], position: int) -> tuple[int, int | None]:
    """How many syllables stand together from ``position`` on, and where a level follows."""
    length = 1
    while length < _LONGEST and position + length < len(words):
        before, word = words[position + length - 1], words[position + length]
        if not _JOIN.fullmatch(text, before.end(), word.start()):
            return length, length
        if word[0].lower() in _LEVELS and not (word[0][0].isupper() and word[0].lower() == "việt"):
            return length, length
        length += 1
    at_end = position + length >= len(words)
    return length, length if at_end else None


def _nearest(
    written: tuple[str, ...], level: int | None, names: Sequence[tuple[tuple[str, ...], str]]
) -> tuple[int, str] | None:
    """(syllables that are meant, right name) when they are one slip from a name and no name."""
    known = {key for key, _ in names}
    if any(written[: len(key)] == key for key in known):
        return None
    for key, name in sorted(names, key=lambda entry: -len(entry[0])):
        size = len(key)
        # "Ban hành các văn bản" is no "Ban Chấp hành"; a "Phòng Nội huyện" is nothing else.
        cut = size >= _LONG or (size == _SHORTEST_CUT and name.startswith(("Phòng ", "Sở ")))
        if cut and level == size - 1 and _one_missing(written[:level], key):
            return size - 1, name
        if cut and level == size + 1 and _one_missing(key, written[:level]):
            return size + 1, name
        if len(written) >= size and (level == size or size > _LONG):
            odd = [i for i in range(size) if written[i] != key[i]]
            if _swapped(written, key, odd) and size >= _LONG:
                return size, name
            if len(odd) == 1 and _is_slip(written[odd[0]], key[odd[0]], size, level):
                return size, name
    return None


def _swapped(written: Sequence[str], key: Sequence[str], odd: Sequence[int]) -> bool:
    """Whether two neighbouring syllables changed places ("Quốc tổ")."""
    if len(odd) != 2 or odd[1] != odd[0] + 1:
        return False
    first, second = odd
    return written[first] == key[second] and written[second] == key[first]


def _is_slip(written: str, right: str, size: int, level: int | None) -> bool:
    if size >= _LONG and level == size:
        return True
    return accents_only(written, right) or (
        size >= _SHORTEST_CUT and one_letter_apart(written, right)
    )


def _one_missing(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether ``short`` is ``long`` without one of its syllables, the first kept."""
    if len(short) != len(long) - 1:
        return False
    return any(tuple(short) == (*long[:i], *long[i + 1 :]) for i in range(1, len(long)))


@lru_cache(maxsize=1)
def _names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First syllable → names that begin with it, by their syllables in any lawful spelling."""
    text = (data_folder("knowledge") / "names" / "bodies.yaml").read_text("utf-8")
    table: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for name in yaml.load(text, Loader=yaml.CSafeLoader):
        key = tuple(spelling_key(word) for word in _WORD.findall(name))
        table[key[0]].append((key, name))
    return dict(table)
