"""Administrative units before and since 01/7/2025: which there were, and what belonged to what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import yaml
from rapidfuzz.distance import Levenshtein

from assistant.checking.names import spelling_key
from assistant.language.text import fold
from assistant.resources import data_folder

#: The first day with 34 provinces and no districts (Resolution 202/2025/QH15, Law 72/2025/QH15).
TWO_TIERS: Final = date(2025, 7, 1)

_KIND: Final = re.compile(
    r"(?:Thành phố|Tỉnh|Huyện|Quận|Thị xã|Thị trấn|Xã|Phường|Đặc khu)\s+", re.IGNORECASE
)
#: Names that went before, and the present one.
_FORMER_NAMES: Final = {"thua thien hue": "Huế"}


@dataclass(frozen=True, slots=True)
class OldCommune:
    """A commune of 30/6/2025: names with their kinds, as printed."""

    name: str
    district: str
    province: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the data: ``part`` is the district, or the provinces that formed the new one."""

    province: str
    part: str
    communes: str
    folded: str

    def communes_named(self, name: str) -> list[str]:
        if fold(name) not in self.folded:
            return []
        return [commune for commune in self.communes.split(";") if _spelt(commune, name)]


class Units:
    """Lookups by bare names, in any lawful spelling. Names of no unit give nothing."""

    def __init__(self) -> None:
        self._before = _rows("admin-units-2025-06.tsv")
        self._districts: dict[str, list[_Row]] = {}
        for row in self._before:
            self._districts.setdefault(_key(row.part), []).append(row)
        self._provinces = {_key(row.province): row.province for row in self._before}
        since = _rows("admin-units-2025-07.tsv")
        self._since = {_key(row.province): row.province for row in since}
        self._communes = {row.province: row for row in since}
        self._formed = {_key(old): row.province for row in since for old in row.part.split(";")}

    def old_province(self, name: str) -> str | None:
        """The province of before 01/7/2025 that bears this name."""
        key = fold(_FORMER_NAMES.get(fold(name), name))
        return _same_name(self._provinces, key, name)

    def new_province(self, name: str) -> str | None:
        """The province since 01/7/2025 that bears this name."""
        return _same_name(self._since, fold(name), name)

    def successor(self, name: str) -> str | None:
        """The present province that a former one, whose name no province bears, belongs to."""
        former = fold(name) in _FORMER_NAMES
        if (not former and self.new_province(name)) or self.old_province(name) is None:
            return None
        return self._formed[fold(_FORMER_NAMES.get(fold(name), name))]

    def districts(self, name: str) -> list[tuple[str, str]]:
        """District and province of 30/6/2025 for each district of this name."""
        found = self._districts.get(fold(name), ())
        return [(row.part, row.province) for row in found if _spelt(row.part, name)]

    def districts_near(self, name: str) -> list[tuple[str, str]]:
        """District and province of 30/6/2025 for the districts that ``name`` may be a slip of.

        Of one length, the first letters alike, no more than two letters of the folded name off.
        """
        folded = fold(name)
        return [
            (row.part, row.province)
            for key, rows in self._districts.items()
            if _close(key, folded)
            for row in rows
        ]

    def new_communes_anywhere(self, name: str) -> list[str]:
        """The communes of this name since 01/7/2025, in whatever province."""
        return [unit for row in self._communes.values() for unit in row.communes_named(name)]

    def old_communes(self, name: str) -> list[OldCommune]:
        """The communes, wards and townships of 30/6/2025 that bear this name."""
        return [
            OldCommune(commune, row.part, row.province)
            for row in self._before
            for commune in row.communes_named(name)
        ]

    def new_communes(self, province: str, name: str) -> list[str]:
        """The communes of this name that a present province has."""
        return self._communes[province].communes_named(name)


def bare(name: str) -> str:
    """A unit's name without its kind: "Huyện Ba Tơ" → "Ba Tơ"."""
    return _KIND.sub("", name, count=1)


@lru_cache(maxsize=1)
def units() -> Units:
    """The units of ``knowledge/names/admin-units-*.tsv``."""
    return Units()


@dataclass(frozen=True, slots=True)
class FormerProvince:
    """A province that was split or merged before 2025; ``until`` is the first day without it."""

    name: str
    until: date
    now: str


@lru_cache(maxsize=1)
def former_provinces() -> dict[str, FormerProvince]:
    """The provinces of ``knowledge/names/former-provinces.yaml`` by spelling key."""
    text = (data_folder("knowledge") / "names" / "former-provinces.yaml").read_text("utf-8")
    entries = yaml.load(text, Loader=yaml.CSafeLoader)
    return {spelling_key(entry["name"]): FormerProvince(**entry) for entry in entries}


@lru_cache(maxsize=1)
def dissolved_districts() -> frozenset[tuple[str, str]]:
    """Folded province and name of districts that ended before the list was made."""
    text = (data_folder("knowledge") / "names" / "dissolved-districts.yaml").read_text("utf-8")
    return frozenset(
        (fold(province), fold(name))
        for province, names in yaml.load(text, Loader=yaml.CSafeLoader).items()
        for name in names
    )


_FAR: Final = 2  # letters in which a miswritten name may differ
_LONG_ENOUGH: Final = 7  # letters of a name of which that may be said


def _close(one: str, other: str) -> bool:
    if one[:2] != other[:2] or abs(len(one) - len(other)) > _FAR or len(one) < _LONG_ENOUGH:
        return False
    if one.count(" ") != other.count(" "):
        return False
    return Levenshtein.distance(one, other, score_cutoff=_FAR) <= _FAR


def _rows(file: str) -> tuple[_Row, ...]:
    text = (data_folder("knowledge") / "names" / file).read_text("utf-8")
    rows = []
    for line, folded in zip(text.splitlines(), fold(text).splitlines(), strict=True):
        if not line.startswith("#"):
            province, part, communes = line.split("\t")
            rows.append(_Row(province, part, communes, folded))
    return tuple(rows)


def _key(name: str) -> str:
    return fold(bare(name))


def _same_name(table: dict[str, str], key: str, name: str) -> str | None:
    found = table.get(key)
    former = fold(name) in _FORMER_NAMES
    return found if found and (former or _spelt(found, name)) else None


def _spelt(unit: str, name: str) -> bool:
    return fold(unit).endswith(fold(name)) and spelling_key(bare(unit)) == spelling_key(name)
