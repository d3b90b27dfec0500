"""Errors made in the references that a clean text already has."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Final

from assistant.domain import Instrument
from assistant.language.dates import format_date
from assistant.register import load_register
from eval.checker.cases import Case
from eval.checker.seeding.seed import Edit, Seed, Seeder

_CENTRAL: Final = re.compile(
    r"(?P<kind>Nghị định|Quyết định|Thông tư|Chỉ thị|Nghị quyết) số "
    r"(?P<number>(?P<serial>\d+[a-z]?)/(?:(?P<year>\d{4})/)?(?P<code>[A-ZĐ]+-[A-Za-zĐ]+)) "
    r"ngày (?P<day>(?P<d>\d{2})/(?P<m>\d{1,2})/(?P<y>\d{4})) của "
    r"(?P<issuer>Thủ tướng Chính phủ|Chính phủ|Bộ [A-ZĐ]\w+(?: [\wĐđ]+)?|Văn phòng Chính phủ)"
)
_OWN_LINE: Final = re.compile(
    r"^[-+] (?:Kế hoạch|Quyết định|Báo cáo|Công văn|Thông báo) số \d+/[\w-]+ ngày [^\n]+$", re.M
)
_OTHER_KINDS: Final = {"NĐ": "NQ", "QĐ": "NQ", "TT": "NĐ", "CT": "QĐ", "NQ": "CT"}
_OTHER_ISSUERS: Final = ("Quốc hội", "Bộ Nội vụ", "Ủy ban Thường vụ Quốc hội", "Bộ Tài chính")


def citing_seeders() -> dict[str, Seeder]:
    """The seeders of this module, by code."""
    return {
        "REF001": _altering("REF001", _another_kind),
        "REF002": _altering("REF002", _another_year),
        "REF004": _altering("REF004", _another_day),
        "REF005": _another_title,
        "REF006": _altering("REF006", _another_issuer),
        "REF009": _altering("REF009", _cut_short),
        "REF014": _listed_twice,
    }


_Alteration = Callable[["re.Match[str]", Random], tuple[str, str, str] | None]
"""From a reference: which group changes ("" for the whole), the codes, and what is written."""


def _altering(code: str, alter: _Alteration) -> Seeder:
    def seed(case: Case, random: Random) -> Seed | None:
        known = [m for m in _CENTRAL.finditer(case.text) if _registered(m["number"])]
        if not known:
            return None
        match = random.choice(known)
        altered = alter(match, random)
        if altered is None:
            return None
        group, codes, written = altered
        start, end = match.span(group) if group else match.span()
        return Seed(code, (Edit(start, end, f"⟦{codes}|{written}⟧"),))

    return seed


def _registered(number: str) -> tuple[Instrument, ...]:
    return load_register().by_number(number)


def _another_kind(match: re.Match[str], random: Random) -> tuple[str, str, str] | None:
    kind, _, body = match["code"].partition("-")
    other = _OTHER_KINDS.get(kind)
    if other is None:
        return None
    if random.random() < 0.5:
        return "number", "REF001", match["number"].replace(f"{kind}-{body}", f"{other}-{body}")
    word = "Thông tư" if match["kind"] != "Thông tư" else "Chỉ thị"
    return "kind", "REF001", word


def _another_year(match: re.Match[str], random: Random) -> tuple[str, str, str] | None:
    if match["year"] is None:
        return None
    year = int(match["y"]) + random.choice((-2, -1, 1))
    return "day", "REF002/REF004/REF008", f"{match['d']}/{match['m']}/{year}"


def _another_day(match: re.Match[str], random: Random) -> tuple[str, str, str] | None:
    day, month = int(match["d"]), int(match["m"])
    swapped = day <= 12 and day != month and random.random() < 0.5
    if swapped:
        day, month = month, day
    else:
        day = day % 28 + 1
    return "day", "REF004/REF008", format_date(date(int(match["y"]), month, day))


def _another_issuer(match: re.Match[str], random: Random) -> tuple[str, str, str] | None:
    return "issuer", "REF006", random.choice([i for i in _OTHER_ISSUERS if i != match["issuer"]])


def _cut_short(match: re.Match[str], random: Random) -> tuple[str, str, str] | None:
    """Only the first citation is to be complete."""
    if match["number"] in match.string[: match.start()]:
        return None
    kept = random.choice(("", f" của {match['issuer']}"))
    return "", "REF009", f"{match['kind']} số {match['number']}{kept}"


def _another_title(case: Case, random: Random) -> Seed | None:
    """Another instrument's title, or another period of years in the same title."""
    places = []
    for match in _CENTRAL.finditer(case.text):
        for instrument in _registered(match["number"]):
            title = instrument.title[:1].lower() + instrument.title[1:]
            if title and case.text.startswith(title, match.end() + 1):
                places.append((match.end() + 1, title))
    if not places:
        return None
    start, title = random.choice(places)
    years = re.search(r"(20\d\d) - (20\d\d)", title)
    if years:
        earlier = f"{int(years[1]) - 5} - {int(years[2]) - 5}"
        other = title.replace(years[0], earlier)
    else:
        titles = [i.title for i in load_register().all() if i.kind == "Nghị định" and i.title]
        other = random.choice(titles)
        other = other[:1].lower() + other[1:]
    return Seed("REF005", (Edit(start, start + len(title), f"⟦REF005/DAT004|{other}⟧"),))


def _listed_twice(case: Case, random: Random) -> Seed | None:
    """A line of the list of the office's documents is written again at its end."""
    lines = list(_OWN_LINE.finditer(case.text))
    if len(lines) < 3:
        return None
    line, last = random.choice(lines[:-1]), lines[-1]
    first = Edit(line.start(), line.end(), f"⟦REF014/STR005#94|{line[0]}⟧")
    return Seed(
        "REF014",
        (first, Edit(last.end(), last.end(), f"\n⟦REF014/STR005#94|{line[0]}⟧")),
    )
