"""Articles, clauses and points: "điểm a, điểm c khoản 3 Điều 8", "các Điều 5, 6 và 7"."""

from __future__ import annotations

import re
from itertools import product

from assistant.domain import Pinpoint

#: "mục c, d khoản 1" is said of points too, never "mục I".
_LEVEL = r"(?:diem|khoan|(?:cac\s+)?dieu|d\.|k\.|muc(?=\s+[abcdegh](?!\w)))"
#: Where a run may begin: at a word, or where a blank was lost ("tạikhoản 5", "vàĐiều 10").
_BEGIN = r"(?:(?<!\w)|(?:(?<=tai)|(?<=va)|(?<=theo)|(?<=cua))(?=khoan|dieu|diem))"
_VALUE = r"(?:\d{1,3}[a-z]?|[a-z])(?:\s*\([ivx]{1,4}\))?"
_JOIN = r"(?:\s*,\s*(?:va\s+)?|\s+va\s+|\s+den\s+|\s*-\s*|\s*\(\s*(?=khoan|diem)|\)?\s+)"
#: A run of pinpoints that ends where the instrument begins: "… Điều 7 của Nghị định".
_BEFORE = re.compile(
    rf"{_BEGIN}(?P<places>(?:tu\s+)?{_LEVEL}\s*{_VALUE}(?!\w)"
    rf"(?:{_JOIN}(?:(?:tu\s+)?{_LEVEL}\s*)?{_VALUE}(?!\w))*)\)?,?\s+(?:cua\s+|trong\s+|tai\s+)?$"
)
_PLACES = rf"(?P<places>{_LEVEL}\s*{_VALUE}(?!\w)(?:{_JOIN}(?:{_LEVEL}\s*)?{_VALUE}(?!\w))*)"
_IN_BRACKETS = re.compile(rf"\s*\((?:tai\s+)?{_PLACES}\)")
#: Behind the document, as far as they do not belong to the next one.
_BEHIND = re.compile(
    rf"\s*,?\s+(?:tai\s+|o\s+)?(?>{_PLACES})"
    r"(?=\s*(?:[,.;:?!]|$)|\s+(?:quy|co|neu|noi|giao|thi|ve|da|duoc|va|cho|khong|la)(?!\w))"
    r"(?!\s*,?\s*(?:cua\s+|trong\s+)?(?:bo\s+luat|luat|nghi|thong\s+tu|phap\s+lenh))"
)
_TOKEN = re.compile(rf"(?P<level>{_LEVEL})|(?P<to>\bden\b|-)|(?P<value>\b{_VALUE}(?!\w))")
_NO_POINT: list[str | None] = [None]
_LEVELS = {"d.": "dieu", "k.": "khoan", "muc": "diem"}
_DIGIT = re.compile(r"\d")
_REACH = 240
_LONGEST_RANGE = 200
_POINTS = "abcdđeghiklmnopqrstuvxy"


def before(text: str, folded: str, start: int, limit: int) -> tuple[int, tuple[Pinpoint, ...]]:
    """Where the pinpoints that lead up to ``start`` begin, and what they are."""
    base = max(limit, start - _REACH)
    if not _DIGIT.search(folded, max(base, start - 16), start):
        return start, ()  # an article has a number
    found = _BEFORE.search(folded, base, start)
    pinpoints = _read(text, found) if found else ()
    return (found.start("places"), pinpoints) if found and pinpoints else (start, ())


def after(text: str, folded: str, end: int, limit: int) -> tuple[Pinpoint, ...]:
    """The pinpoints right behind ``end``: "61/2018/NĐ-CP (khoản 4 Điều 12)", "…, tại Điều 12,"."""
    found = _IN_BRACKETS.match(folded, end, limit) or _BEHIND.match(folded, end, limit)
    return _read(text, found) if found else ()


def _groups(text: str, found: re.Match[str]) -> list[tuple[str, list[str]]]:
    """ "khoản 2 Điều 5, 6" → [("khoan", ["2"]), ("dieu", ["5", "6"])]; ranges are spelt out."""
    groups: list[tuple[str, list[str]]] = []
    ranged = False
    for token in _TOKEN.finditer(found.string, *found.span("places")):
        if token["level"]:
            level = _LEVELS.get(token["level"], token["level"].split()[-1])
            if not (ranged and groups and groups[-1][0] == level):
                groups.append((level, []))
        elif token["to"]:
            ranged = True
        else:
            values = groups[-1][1]
            value = text[slice(*token.span("value"))].split("(")[0].strip().lower()
            if ranged and values and values[-1].isdigit() and value.isdigit():
                first, last = int(values[-1]) + 1, int(value)
                values.extend(map(str, range(first, min(last, first + _LONGEST_RANGE) + 1)))
            elif ranged and values and {values[-1], value} <= set(_POINTS):
                values.extend(_POINTS[_POINTS.index(values[-1]) + 1 : _POINTS.index(value) + 1])
            else:
                values.append(value)
            ranged = False
    return groups


def _read(text: str, found: re.Match[str]) -> tuple[Pinpoint, ...]:
    """Points belong to the clause after them, clauses to the article after them.

    Behind the last article they belong to that one: "Đ.12 k.3".
    """
    pinpoints: list[Pinpoint] = []
    points: list[str] = []
    inside: list[tuple[str | None, str | None]] = []  # (clause, point)
    articles: list[str] = []

    def placed() -> list[Pinpoint]:
        places = inside + [(None, point) for point in points] or [(None, None)]
        found = [Pinpoint(f"Điều {a}", clause, point) for a in articles for clause, point in places]
        inside.clear()
        points.clear()
        return found

    for level, values in _groups(text, found):
        if level == "dieu":
            articles = values
            pinpoints += placed()
        elif level == "khoan":
            inside += product(values, [*points] or _NO_POINT)
            points.clear()
        else:
            points += values
    if articles and (inside or points):
        pinpoints[-len(articles) :] = placed()
    return tuple(pinpoints)
