"""Numbers of documents: "61/2018/NĐ-CP", "217-QĐ/TW", "04/KH/KVDU-UBND", "30c/NQ-CP"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain import Span
from assistant.references.codes import (
    ISSUERS_BY_CODE,
    KINDS_BY_CODE,
    PARTY_CODES,
    canonical_atom,
    is_known_atom,
)

_DASH = r"\-_‐‑‒–—−"
_SLASH = r"/∕⁄\\"
_SEPARATOR = f"[{_DASH}{_SLASH}]"
_UPPER = "A-ZĐƯƠÂĂÊÔ"
_LETTER = "A-Za-zĐđƯưƠơÂâĂăÊêÔô"

#: Space is allowed around a separator only where a capital follows: "64/UBND - xã" is no code.
_GAP = r"[ \t]?\r?\n?[ \t]?"
_ATOM = rf"[{_UPPER}][{_LETTER}]{{0,14}}\d{{0,2}}"
_LOWER_ATOM = r"[a-zđư]{1,12}\d{0,2}"

NUMBER = re.compile(
    rf"""
    (?P<serial>\d{{1,5}}[a-zA-Z]?)
    (?:
        {_GAP}[{_SLASH}]{_GAP}(?P<year>(?:19|20)\d\d|\d\d)(?=\s?{_SEPARATOR})
      | [.{_DASH}](?P<odd_year>(?:19|20)\d\d)(?=[.{_DASH}{_SLASH}][{_UPPER}]{{2}})
    )?
    (?:
        {_GAP}(?:{_SEPARATOR}|(?<=\d\d\d\d)\.){_GAP}(?P<code>{_ATOM}(?:{_GAP}{_SEPARATOR}{_GAP}{_ATOM}){{0,3}})
      | {_SEPARATOR}(?P<lower>{_LOWER_ATOM}(?:{_SEPARATOR}{_LOWER_ATOM}){{0,3}})
    )
    (?![\w])
    """,
    re.VERBOSE,
)

#: Serial and year alone, as in "Nghị định 04/2015": only after a kind.
SHORT_NUMBER = re.compile(
    rf"(?P<serial>\d{{1,4}}[a-z]?)\s?[{_SLASH}]\s?(?P<year>(?:19|20)\d\d)(?![\w{_SLASH}{_DASH}]|\.\d)"
)
#: What may not stand right before a number. It is looked at after a match, since a pattern that
#: begins with what it looks for is searched several times faster than one that looks back first.
_BEFORE = re.compile(rf"[\w{_SLASH}{_DASH}.,]")


def starts_number(text: str, start: int) -> bool:
    """Whether a number may begin at ``start``, and not in the middle of something longer."""
    return start == 0 or not _BEFORE.match(text[start - 1])


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number taken apart. ``text`` is the normal form: no spaces, "/" and "-", printed codes."""

    text: str
    serial: str
    year: int | None
    code: str
    span: Span
    problems: tuple[str, ...] = ()


def _plain(code: str) -> str:
    code = re.sub(r"\s+", "", code)
    return re.sub(f"[{_SLASH}]", "/", re.sub(f"[{_DASH}]", "-", code))


def _canonical_code(code: str) -> str:
    return "".join(
        part if part in "-/" else canonical_atom(part) for part in re.split(r"([-/])", code)
    )


def from_match(match: re.Match[str], offset: int = 0) -> DocumentNumber | None:
    """The number that ``match`` of :data:`NUMBER` found, or None when it is no document number."""
    written = match["code"] or match["lower"]
    atoms = re.split(r"[-/]", _plain(written))
    known = [is_known_atom(atom) for atom in atoms]
    if not any(known) and match["code"] and not _looks_like_code(atoms):
        return None
    problems: list[str] = []
    if match["lower"] and not all(known):
        problems.append("unknown_code")
    year: int | None = None
    if match["year"] or match["odd_year"]:
        year = int(match["year"] or match["odd_year"])
        if match["odd_year"]:
            problems.append("separators")
        if year < 100:
            problems.append("two_digit_year")
            year += 2000 if year < 45 else 1900
    if re.search(r"\s", match[0]):
        problems.append("spaces")
    serial = match["serial"]
    first = "-" if re.match(rf"\s*[{_DASH}]", match[0][len(serial) :]) else "/"
    code = _canonical_code(_plain(written))
    separator, code = ("/", code) if year else _usual_separators(first, code)
    text = f"{serial}/{year}/{code}" if year else f"{serial}{separator}{code}"
    span = Span(offset + match.start(), offset + match.end())
    return DocumentNumber(text, serial, year, code, span, tuple(problems))


def _usual_separators(first: str, code: str) -> tuple[str, str]:
    """Separators as they are used: "40-CT/TW" by the Party, "99/QĐ-UBND" by the State."""
    atoms = re.split(r"[-/]", code)
    if len(atoms) != 2 or atoms[0] not in KINDS_BY_CODE:
        return first, code
    if atoms[1] in PARTY_CODES:
        return "-", "/".join(atoms)
    if atoms[1] in ISSUERS_BY_CODE:
        return "/", "-".join(atoms)
    return first, code


def _looks_like_code(atoms: list[str]) -> bool:
    """Capitals only, as codes of offices are ("PNV", "KVDU"), and not a single letter."""
    return all(len(atom) >= 2 and atom[:2].isupper() for atom in atoms)


def parse_number(text: str) -> DocumentNumber | None:
    """The document number that ``text`` starts with, or None."""
    match = NUMBER.match(text.strip())
    return from_match(match) if match else None
