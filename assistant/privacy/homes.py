"""Where private people live: house, street and hamlet. The commune and above stay.

A hamlet is an address only where it is said of a person or behind a label ("trú tại"); "thôn 3 chưa
họp dân" is a fact of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.domain import Span
from assistant.language.text import fold
from assistant.privacy.words import Words, words

_NUMBER = r"\d+[a-zđ]?(?:[/\-]\d+[a-z]?)*(?!\w|[.,]\d)"
_ROMAN = r"[ivx]+(?!\w)"
_UPPER = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isalpha() and c.isupper())
_CAPITAL = rf"[{_UPPER}][^\W\d_]*"
_NUMBERED = r"(?:[ \t]\d+(?!\d|[.,]\d))?"  # "thôn Gò Da 2"
_CAPITAL_RUN = re.compile(rf"{_CAPITAL}(?:['’][^\W\d_]+)?(?:[ \t]{_CAPITAL}){{0,3}}{_NUMBERED}")
_SMALL_RUN = re.compile(rf"[^\W\d_]+(?:[ \t][^\W\d_]+)?{_NUMBERED}")
_JOINT = re.compile(r"\s*[,–-]?\s*")
_BORN = (
    r"(?:(?:sinh ngày|sinh năm|sn|sinh|ngay sinh|sinh nam|sinh ngay)[\s:.]*[\d/.-]+"
    r"|\d{1,3} (?:tuổi|tuoi))"
)


def find_homes(line: str, people: Sequence[Span], rule: Words) -> Iterator[Span]:
    """The addresses in one line of NFC text. ``people``: the names found in it."""
    reader = _Reader(line, rule)
    for pattern in (_labels(plain=rule.plain), _house(plain=rule.plain)):
        read = 0  # one address may hold several beginnings
        for match in pattern.finditer(reader.compared):
            start = match.end() if match["label"] else match.start()
            if start < read:
                continue
            for span in reader.parts_from(start):
                read = span.end
                yield span
    for person in people:
        beside = _beside_person(plain=rule.plain).match(reader.compared, person.end)
        if beside is not None:
            yield from reader.parts_from(beside.end())


@lru_cache(maxsize=2)
def _labels(*, plain: bool) -> re.Pattern[str]:
    rule = words(plain=plain)
    at = "tai|o|hien nay|so|la" if plain else "tại|ở|hiện nay|số|là"
    return re.compile(
        rf"(?<!\w)(?P<label>(?:{rule.residence})(?!\w))[\s:：.\-–]*(?:(?:{at})(?!\w)[\s:]*){{0,3}}"
    )


@lru_cache(maxsize=2)
def _house(*, plain: bool) -> re.Pattern[str]:
    """A house number that says itself: "số nhà 15", "số 12 đường Lê Lợi"."""
    number = "so" if plain else "số"
    house = "so nha|nha so|nha o so" if plain else "số nhà|nhà số|nhà ở số"
    street = words(plain=plain).streets
    return re.compile(
        rf"(?<!\w)(?P<label>)(?:(?:{house})\s+{_NUMBER}|{number}\s+{_NUMBER}\s*,?\s*(?:{street})\s)"
    )


@lru_cache(maxsize=2)
def _beside_person(*, plain: bool) -> re.Pattern[str]:
    """What may stand between a name and where that person lives."""
    weak = words(plain=plain).residence_weak
    strong = words(plain=plain).residence
    between = rf"(?:{_BORN}|(?:hiện|nay|hien|đang|dang)(?!\w))"
    return re.compile(
        rf"[\s,(–-]*(?:{between}[\s,(–-]*)*(?:(?:{strong}|{weak})(?!\w)[\s:]*){{0,3}}"
    )


class _Reader:
    def __init__(self, line: str, rule: Words) -> None:
        self._line, self._rule = line, rule
        self.compared = fold(line) if rule.plain else line.lower()
        number = "so" if rule.plain else "số"
        house = "so nha|nha so|nha o so" if rule.plain else "số nhà|nhà số|nhà ở số"
        self._house = re.compile(
            rf"(?:(?:{house}|{number})\s+)?{_NUMBER}(?=\s*(?:,|$|;|\)|\s(?:{rule.streets}|{rule.hamlets})\b))|(?:{house})\s+{_NUMBER}"
        )
        self._unit = re.compile(rf"(?P<unit>{rule.hamlets}|{rule.streets})\s+")

    def parts_from(self, position: int) -> Iterator[Span]:
        """The address that begins at ``position``; nothing where none does."""
        start, end = position, position
        while (after := self._part(position)) is not None:
            end = after
            joint = _JOINT.match(self.compared, end)
            position = joint.end() if joint else end
        if end > start:
            yield Span(start, end)

    def _part(self, position: int) -> int | None:
        house = self._house.match(self.compared, position)
        if house is not None:
            return house.end()
        unit = self._unit.match(self.compared, position)
        if unit is None:
            return None
        numbered = re.compile(rf"(?:{'so' if self._rule.plain else 'số'} )?(?:{_NUMBER}|{_ROMAN})")
        if (match := numbered.match(self.compared, unit.end())) is not None:
            return match.end()
        if unit["unit"] in self._rule.numbered_only and self._rule.plain:
            return None
        if (match := _CAPITAL_RUN.match(self._line, unit.end())) is not None:
            return match.end()
        if not self._rule.plain:
            return None
        return self._small(unit.end())

    def _small(self, position: int) -> int | None:
        """A hamlet typed without capitals or accents: two syllables that are no common words."""
        match = _SMALL_RUN.match(self.compared, position)
        if match is None:
            return None
        end = position
        for token in re.finditer(r"\w+", match[0]):
            here = position + token.end()
            # "thon go da, xa …": before a comma even a common word belongs to the name.
            closes = here == len(self.compared) or self.compared[here] in ",;.)"
            if token[0] in self._rule.ends and not (closes and end > position):
                break
            end = here
        return end if end > position else None
