"""Errors in the headings and sections of a clean text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import Final

from eval.checker.cases import Case
from eval.checker.seeding.seed import Edit, Seed, Seeder
from eval.checker.seeding.words import slips

_HEADING: Final = re.compile(
    r"^(?P<open>#{1,6} |\*\*|)(?P<number>[IVX]+|\d{1,2})\. (?P<title>[^\n.;]{3,90}?)(?:\*\*)?$",
    re.M,
)
_REQUIRED: Final = re.compile(r"tồn tại|hạn chế|phương hướng|nhiệm vụ", re.I)
_TITLE: Final = re.compile(r"^(?:#+ |\*\*)?BÁO CÁO(?:\*\*)?$\n+(?P<abstract>[^\n]+)$", re.M)
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def structure_seeders() -> dict[str, Seeder]:
    """The seeders of this module, by code."""
    return {
        "STR001": _repeated_number,
        "STR002": _skipped_number,
        "STR003": _missing_section,
        "STR006": _emptied_section,
        "STR007": _broken_promise,
    }


def _chapters(text: str) -> list[re.Match[str]]:
    """The headings with Roman numbers, where they run I, II, III … once."""
    found = [m for m in _HEADING.finditer(text) if m["number"] in _ROMAN]
    expected = list(_ROMAN[: len(found)])
    return found if len(found) >= 3 and [m["number"] for m in found] == expected else []


def _renumbered(chapters: Sequence[re.Match[str]], shift: int) -> list[Edit]:
    return [
        Edit(*m.span("number"), _ROMAN[_ROMAN.index(m["number"]) + shift])
        for m in chapters
        if _ROMAN.index(m["number"]) + shift < len(_ROMAN)
    ]


def _repeated_number(case: Case, random: Random) -> Seed | None:
    chapters = _chapters(case.text)
    if not chapters:
        return None
    at = random.randrange(1, len(chapters))
    before, here = chapters[at - 1], chapters[at]
    mark = f"⟦STR001#95|{before['number']}. {before['title']}⟧"
    again = f"⟦STR001#95|{before['number']}. {here['title']}⟧"
    edits = [
        Edit(before.start("number"), before.end("title"), mark),
        Edit(here.start("number"), here.end("title"), again),
    ]
    return Seed("STR001", (*edits, *_renumbered(chapters[at + 1 :], -1)))


def _skipped_number(case: Case, random: Random) -> Seed | None:
    chapters = _chapters(case.text)
    if not 3 <= len(chapters) < len(_ROMAN):
        return None
    at = random.randrange(1, len(chapters))
    here = chapters[at]
    mark = f"⟦STR002|{_ROMAN[at + 1]}. {here['title']}⟧"
    edit = Edit(here.start("number"), here.end("title"), mark)
    return Seed("STR002", (edit, *_renumbered(chapters[at + 1 :], 1)))


def _missing_section(case: Case, random: Random) -> Seed | None:
    chapters, title = _chapters(case.text), _TITLE.search(case.text)
    required = [i for i, m in enumerate(chapters[:-1]) if i and _REQUIRED.search(m["title"])]
    if not required or title is None:
        return None
    at = random.choice(required)
    cut = Edit(chapters[at].start(), chapters[at + 1].start(), "")
    mark = f"⟦STR003|{title[0]}⟧"
    return Seed(
        "STR003",
        (Edit(*title.span(), mark), cut, *_renumbered(chapters[at + 1 :], -1)),
    )


def _leaves(text: str) -> list[tuple[re.Match[str], int]]:
    """Headings that text follows before the next heading, with the end of that text."""
    found = [m for m in _HEADING.finditer(text) if m["open"] or m["number"] in _ROMAN]
    ends = [m.start() for m in found[1:]]
    return [(m, end) for m, end in zip(found, ends, strict=False) if _has_text(text[m.end() : end])]


def _has_text(body: str) -> bool:
    return len(body.split()) > 15 and not re.search(r"^#|^\*\*", body, re.M)


def _emptied_section(case: Case, random: Random) -> Seed | None:
    leaves = _leaves(case.text)
    if not leaves:
        return None
    heading, end = random.choice(leaves)
    whole = heading[0]
    return Seed(
        "STR006",
        (Edit(heading.start(), end, f"⟦STR006/STR007/STR003|{whole}⟧\n\n"),),
    )


def _broken_promise(case: Case, random: Random) -> Seed | None:
    leaves = [
        (heading, row[case.split])
        for heading, end in _leaves(case.text)
        for row in slips("promises")
        if " và " not in heading["title"].lower()
        and row[case.split].split()[1] not in case.text[heading.start() : end].lower()
    ]
    if not leaves:
        return None
    heading, promise = random.choice(leaves)
    added = promise.upper() if heading["title"].isupper() else promise
    start, end = heading.span("title")
    return Seed("STR007", (Edit(start, end, f"⟦STR007|{heading['title']}{added}⟧"),))
