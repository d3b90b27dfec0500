"""Slips in the words, names, figures and dates that a clean text already has."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

from eval.checker.cases import Case
from eval.checker.seeding.seed import Edit, Seed, Seeder

_TABLE: Final = Path(__file__).resolve().parents[2] / "cases" / "checker" / "slips.yaml"
_COMMUNE: Final = re.compile(r"\bxã ([A-ZÀ-ỸĐ]\w+(?: [A-ZÀ-ỸĐ][a-zà-ỹđ]+){1,2})")
_PADDED_DAY: Final = re.compile(r"(?<=ngày )(?:0\d/\d{1,2}|\d\d/0[12])/\d{4}(?!\d)")
_COUNT: Final = re.compile(r"(?<![\d/.,])(\d{1,3}(?:\.\d{3})+|\d{3}) ([a-zđà-ỹ]+)(?![\w/])")
_TONES: Final = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


@cache
def slips(table: str) -> list[dict[str, Any]]:
    """The rows of one table of ``cases/checker/slips.yaml``."""
    rows: list[dict[str, Any]] = yaml.load(_TABLE.read_text("utf-8"), yaml.CSafeLoader)[table]
    return rows


def word_seeders() -> dict[str, Seeder]:
    """The seeders of this module, by code."""
    return {
        "STY002": _slip("STY002", "words"),
        "NAM004": _slip("NAM004/STY002/REF006", "bodies"),
        "STY004": _slip("STY004", "letterhead"),
        "NAM001": _misspelt_commune,
        "DAT005": _bare_day,
        "NUM002": _contradicting_count,
    }


def _slip(codes: str, table: str) -> Seeder:
    def seed(case: Case, random: Random) -> Seed | None:
        places = [
            (found, row[case.split])
            for row in slips(table)
            for found in re.finditer(rf"(?<!\w){re.escape(row['right'])}", case.text)
        ]
        if not places:
            return None
        found, written = random.choice(places)
        return Seed(codes[:6], (Edit(found.start(), found.end(), f"⟦{codes}|{written}⟧"),))

    return seed


def _misspelt_commune(case: Case, random: Random) -> Seed | None:
    """One of several mentions of the commune's own name loses or changes a tone or a letter."""
    counted = Counter(match[1] for match in _COMMUNE.finditer(case.text))
    if not counted:
        return None
    name, times = counted.most_common(1)[0]
    if times < 2:
        return None
    found = random.choice([m for m in _COMMUNE.finditer(case.text) if m[1] == name][1:])
    start, end = found.span(1)
    written = _misspelt(name, random)
    return Seed("NAM001", (Edit(start, end, f"⟦NAM001/STY002/NAM002|{written}⟧"),))


def _misspelt(name: str, random: Random) -> str:
    letters = list(unicodedata.normalize("NFD", name))
    tones = [i for i, letter in enumerate(letters) if letter in _TONES]
    if tones:
        at = random.choice(tones)
        letters[at] = random.choice(sorted(_TONES - {letters[at]}))
        return unicodedata.normalize("NFC", "".join(letters))
    return name + random.choice("hng")


def _bare_day(case: Case, random: Random) -> Seed | None:
    days = list(_PADDED_DAY.finditer(case.text))
    if not days:
        return None
    found = random.choice(days)
    day, month, year = found[0].split("/")
    written = f"{int(day)}/{int(month)}/{year}"
    return Seed("DAT005", (Edit(found.start(), found.end(), f"⟦DAT005|{written}⟧"),))


def _contradicting_count(case: Case, random: Random) -> Seed | None:
    """A count that the notes have is written with other digits.

    The parts and shares that rest on it are wrong as well then, so their rules may speak too.
    """
    noted = " ".join(entry.text for entry in case.context.notes)
    plain = set(re.findall(r"\d+", noted.replace(".", "")))
    counts = [m for m in _COUNT.finditer(case.text) if m[1].replace(".", "") in plain]
    if not counts:
        return None
    found = random.choice(counts)
    value = int(found[1].replace(".", ""))
    other = value + random.choice((-1, 1)) * random.randint(11, 89)
    if str(other) in plain or other < 100:
        return None
    written = f"{other:,}".replace(",", ".")
    codes = "NUM002/NUM001/NUM003/NUM004/NUM005"
    return Seed("NUM002", (Edit(found.start(), found.end(), f"⟦{codes}|{written} {found[2]}⟧"),))
