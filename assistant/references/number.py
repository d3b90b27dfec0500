"""Numbers of documents: "61/2018/NĐ-CP", "217-QĐ/TW", "04/KH/KVDU-UBND", "30c/NQ-CP".

A number is a serial, sometimes a year, and a code of atoms. What is written against the rules is
read too, with what is wrong: blanks, wrong, doubled or missing separators, a year of two digits,
digits that were read as letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.domain import Span
from assistant.references.clean import clean
from assistant.references.codes import (
    ISSUERS_BY_CODE,
    KINDS_BY_CODE,
    PARTY_CODES,
    canonical_atom,
    is_known_atom,
    split_code,
)

_DASH = r"\-_‐‑‒–—−"
_SLASH = r"/∕⁄\\"
_SEPARATOR = f"[{_DASH}{_SLASH}]"
_SEPARATORS = f"{_SEPARATOR}{{1,2}}"
_UPPER = "A-ZĐƯƠÂĂÊÔ"
_LETTER = "A-Za-zĐđƯưƠơÂâĂăÊêÔô"

#: Space is allowed around a separator only where a capital follows: "64/UBND - xã" is no code.
_GAP = r"[ \t]{0,2}\r?\n?[ \t]{0,2}"
#: A word with a capital is no atom: "… NĐ-CP/Thông tư …", "… TT-BYT- Quy chuẩn".
_ATOM = (
    rf"(?!(?!Ubnd|H[đd]nd)[{_UPPER}](?:[a-zà-ỹ]{{3}}|(?<=[\s_].)[a-z]{{2}}(?![^\W_])))"
    rf"[{_UPPER}][{_LETTER}]{{0,14}}(?:&[{_UPPER}]{{1,6}}){{0,2}}"
    r"(?:(?<=QH)[ ]{1,2}\d\d(?!\d)|\d{0,2})"
)
_LOWER_ATOM = rf"[a-zđư][{_LETTER}]{{0,11}}\d{{0,2}}"
#: Kinds and bodies as they stand in codes, where blanks or dots take the place of separators.
_KIND = r"(?:N[ĐD]|NQ|Q[ĐD]|CT|TT|TTLT|TTr|KL|KH|BC|TB|HD|CV|PL|CTr|[ĐD]A|VBHN)"
_BODY = r"(?:CP|TTg|UBND|H[ĐD]ND|TW|TU|HU|[ĐD]U|UBTVQH\d+|QH\d+|B[A-ZĐ]{2,8})(?!\w)"
_LOWER_KIND = r"(?:n[đd]|nq|q[đd]|ct|tt|ttlt|ttr|kl|kh|bc|tb|hd|cv|pl|ctr|[đd]a)"
_LOWER_BODY = r"(?:cp|ttg|ubnd|h[đd]nd|tw|tu|hu|[đd]u|ubtvqh\d+|qh\d+|b[a-zđ]{2,8})(?!\w)"

NUMBER = re.compile(
    rf"""
    (?P<serial>[0-9](?:[0-9]?\.(?=\d\d\d\D)\d\d\d|\d{{0,4}})[a-zA-ZđĐ]?)
    (?:
        {_GAP}[{_SLASH}]{{1,2}}{_GAP}(?P<year>\d{{2,5}})
        (?=\s{{0,2}}(?:{_SEPARATOR}|\.?{_KIND}[ .{_DASH}{_SLASH}]))
      | [ ]?[.{_DASH}][ ]?(?P<odd_year>(?:19|20)\d\d)(?=[ ]?[.{_DASH}{_SLASH}][ ]?[{_UPPER}]{{2}})
    )?
    (?:
        (?:
            {_GAP}(?P<first>{_SEPARATORS}|(?<=\d\d\d\d)\.|\.(?={_KIND}[.{_DASH}{_SLASH}])){_GAP}
          | [ ]?(?={_KIND}[{_DASH}{_SLASH}]{_BODY})
          | [ ](?=[{_UPPER}]{{2,4}}/[{_UPPER}]{{2}})
        )
        (?P<code>
            (?:{_KIND}[ .](?={_BODY}))?{_ATOM}
            (?:
                {_GAP}{_SEPARATORS}{_GAP}{_ATOM}
              | [ ]?{_SEPARATOR}[ ]?(?={_LOWER_BODY})[a-zđ]+\d{{0,2}}
            ){{0,5}}
        )
      | (?:{_SEPARATORS}|{_GAP}{_SEPARATOR}{_GAP}(?={_LOWER_KIND}\s?{_SEPARATOR}\s?{_LOWER_BODY}))
        (?P<lower>
            {_LOWER_ATOM}
            (?:
                (?:{_SEPARATORS}|[ ]?{_SEPARATOR}[ ]?(?={_LOWER_BODY}))
                (?:{_LOWER_ATOM}|{_ATOM})
            ){{0,3}}
        )
    )
    (?:(?![^\W_])|(?=ng[àa]y(?!\w)|của(?!\w)))
    """,
    re.VERBOSE,
)

#: Serial and year alone, as in "Nghị định 04/2015": only after a kind.
SHORT_NUMBER = re.compile(
    rf"(?P<serial>[0-9]\d{{0,3}}[a-z]?)\s?[{_SLASH}]\s?(?P<year>(?:19|20)\d\d)(?![\w{_SLASH}{_DASH}]|\.\d)"
)
#: What may not stand right before a number. It is looked at after a match, since a pattern that
#: begins with what it looks for is searched several times faster than one that looks back first.
_BEFORE = re.compile(rf"[\w{_SLASH}{_DASH}.,]")
#: Words that may run into a number where a blank was lost: "số58/1998/NĐ-CP", "Nghị định61/2018".
_GLUED = re.compile(
    r"(?:(?<!\w)s[ốo]|định|quyết|tư|thị|hoạch|văn|cáo|luận|báo|dẫn|NĐ|QĐ|NQ)$", re.I
)

#: Digits that were read as letters, in the serial or in the year: "l2/KH-UBND", "59/2O23/NĐ-CP".
_MISREAD = re.compile(
    rf"(?:(?<![\w{_SLASH}{_DASH}.,])|(?<=số))(?=[\dOoIl]*\d)[\dOoIl]{{1,5}}"
    rf"(?=(?:[{_SLASH}][\dOoIl]{{4}})?\s?[{_SLASH}{_DASH}]\s?[{_UPPER}]{{2}})"
    rf"|(?<=[\dOoIl][{_SLASH}])[12][\dOoIl]{{3}}(?=\s?[{_SLASH}]\s?[{_UPPER}]{{2}})"
)
_MAY_BE_MISREAD = re.compile(r"[0-9](?:[OoIl]|(?<=[OoIl].))")
_AS_DIGITS = str.maketrans("OoIl", "0011")


def mend_digits(text: str) -> str:
    """``text`` with letters that stand for digits of numbers mended; as long as before."""
    if not _MAY_BE_MISREAD.search(text):
        return text
    return _MISREAD.sub(lambda match: match[0].translate(_AS_DIGITS), text)


def starts_number(text: str, start: int) -> bool:
    """Whether a number may begin at ``start``, and not in the middle of something longer."""
    if start == 0 or not _BEFORE.match(text[start - 1]):
        return True
    if text[start - 1] in ".,":  # "số. 55/QĐ-UBND", "156/2013/TT-BTC,219/2013/TT-BTC"
        before = text[max(0, start - 3) : start - 1].lower()
        return before in ("số", "so") or (text[start - 1] == "," and before[-1:].isalpha())
    return _GLUED.search(text, max(0, start - 6), start) is not None


_BLANK = re.compile(r"\s+")
_DASHES = frozenset("-_‐‑‒–—−")
_ODD_SEPARATORS = frozenset({None, "//", "--", "."})
#: "số 8 8/2019/TT-BTC": a blank in the serial.
_SPLIT_SERIAL = re.compile(r"s[ốo] (?P<first>\d{1,2}) $")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number taken apart. ``text`` is the normal form: no spaces, "/" and "-", printed codes."""

    text: str
    serial: str
    year: int | None
    code: str
    span: Span
    problems: tuple[str, ...] = ()


def from_match(match: re.Match[str]) -> DocumentNumber | None:
    """The number that ``match`` of :data:`NUMBER` found, or None when it is no document number."""
    read = _read_code(match["code"] or match["lower"], lower=match["code"] is None)
    if read is None:
        return None
    code, wrong = read
    problems = list(wrong)
    year, year_text = _year(match["year"] or match["odd_year"], problems)
    if match["odd_year"] or (match["code"] and match["first"] in _ODD_SEPARATORS):
        problems.append("separators")
    start, serial = match.start(), match["serial"].replace(".", "")
    split = _SPLIT_SERIAL.search(match.string, max(0, start - 6), start) if year_text else None
    if split:
        start, serial = split.start("first"), split["first"] + serial
    if split or _BLANK.search(match[0]):
        problems.append("spaces")
    separator = "/"
    if not year_text:
        behind = match[0][len(match["serial"]) :].lstrip()[:1]
        separator, code = _usual_separators("-" if behind in _DASHES else "/", code)
    else:
        code = _usual_separators("/", code)[1]
    text = f"{serial}/{year_text}/{code}" if year_text else f"{serial}{separator}{code}"
    span = Span(start, match.end())
    return DocumentNumber(text, serial, year, code, span, tuple(dict.fromkeys(problems)))


@lru_cache(maxsize=4096)
def _read_code(written: str, *, lower: bool) -> tuple[str, tuple[str, ...]] | None:
    """The code as printed and what is wrong with it, None where it is that of no document.

    "nd-cp" → ("NĐ-CP", ()); "NĐCP" → ("NĐ-CP", ("separators",)).
    """
    code = re.sub(rf"^({_KIND})[ .](?={_BODY})", r"\1-", written)
    problems = ["separators"] if code != written else []
    code = re.sub(f"[{_SLASH}]+", "/", re.sub(f"[{_DASH}]+", "-", _BLANK.sub("", code)))
    code = re.sub("-/|/-", "/", code)
    atoms = re.split(r"[-/]", code)
    if len(atoms) == 1 and not is_known_atom(code) and (parts := split_code(code)):
        atoms, code = list(parts), "-".join(parts)
        problems.append("separators")
    if not any(map(is_known_atom, atoms)):
        if not lower and not _looks_like_code(atoms):
            return None
        if lower:
            problems.append("unknown_code")
    printed = (part if part in "-/" else canonical_atom(part) for part in re.split(r"([-/])", code))
    return "".join(printed), tuple(problems)


def _year(written: str | None, problems: list[str]) -> tuple[int | None, str | None]:
    """The year meant, and the year as it goes into the normal form."""
    if written is None:
        return None, None
    year = int(written)
    if len(written) == 2 or (len(written) == 3 and year < 100):
        problems.append("two_digit_year")
        year += 2000 if year < 45 else 1900
    elif not 1900 <= year < 2100:
        problems.append("malformed_year")
        return None, written
    return year, str(year)


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
    match = NUMBER.match(mend_digits(clean(text).text.strip()))
    return from_match(match) if match else None
