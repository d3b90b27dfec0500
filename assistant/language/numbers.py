"""Numbers as Vietnamese offices write them: "1.250,5", "02", "mười hai"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from assistant.language.text import fold, nfc

#: A number in digits; a separator belongs to it only between digits ("2.273", not in "95.").
NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")

_GROUPED_BY_DOTS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_GROUPED_BY_COMMAS = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")

_DIGITS: Final = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES: Final = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_OTHERS: Final = ("mười", "mươi", "trăm", "linh", "lẻ", "chục")

_CANONICAL: Final = {
    **{fold(word): word for word in (*_SCALES, *_OTHERS)},
    **{fold(word): word for word in _DIGITS},
    "muoi": "mươi",
}

#: Every syllable that a number in words may consist of, accented.
NUMBER_WORDS: Final = frozenset((*_DIGITS, *_SCALES, *_OTHERS))


def parse_number(text: str) -> Decimal:
    """The value of a number in digits.

    "." groups thousands and "," opens the decimals ("1.250,5" is 1250.5). A single "." that does
    not stand before three digits is read as a decimal point, as calculators print it ("2.5"), and
    two or more "," before three digits as groups ("1,250,000").

    Raises:
        ValueError: ``text`` is no such number.
    """
    text = text.strip()
    if _GROUPED_BY_DOTS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _GROUPED_BY_COMMAS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise ValueError(f"not a number: {text!r}")


def format_number(value: Decimal) -> str:
    """``value`` in Vietnamese style: Decimal("1250.5") → "1.250,5"."""
    whole, _, decimals = f"{value:,f}".partition(".")
    decimals = decimals.rstrip("0")
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")


def format_count(value: int) -> str:
    """A count in the offices' habit of two digits below ten: 2 → "02", 1250 → "1.250"."""
    return f"{value:02d}" if 0 < value < 10 else format_number(Decimal(value))


def words_to_number(text: str) -> int | None:
    """The whole number that ``text`` spells, with or without accents; None when it spells none.

    "mười hai" → 12, "hai mươi mốt" → 21, "một trăm linh năm" → 105, "hai nghìn ba trăm" → 2300.
    Decimals ("mười hai phẩy năm") and anything else left over give None, never a guess.
    """
    words = nfc(text).lower().split()
    accented = all(word in NUMBER_WORDS for word in words)
    if not accented:
        words = [_CANONICAL.get(fold(word), "") for word in words]
    if not words or "" in words:
        return None
    total, rest, last_scale = 0, words, 10**12
    while rest:
        index = next((i for i, word in enumerate(rest) if word in _SCALES), len(rest))
        group = _below_thousand(rest[:index])
        scale = _SCALES[rest[index]] if index < len(rest) else 1
        if group is None or scale >= last_scale:
            return None
        total += group * scale
        last_scale = scale
        rest = rest[index + 1 :]
    return total


def _below_thousand(words: list[str]) -> int | None:
    """The value of at most "chín trăm chín mươi chín"."""
    value = 0
    if len(words) >= 2 and words[1] == "trăm":
        if words[0] not in _DIGITS:
            return None
        value, words = _DIGITS[words[0]] * 100, words[2:]
        if not words:
            return value
        if words[0] in ("linh", "lẻ"):
            words = words[1:]
            return value + _DIGITS[words[0]] if len(words) == 1 and words[0] in _DIGITS else None
    match words:
        case [unit] if unit in _DIGITS:
            return None if value else _DIGITS[unit]
        case ["mười" | "mươi" | "chục"]:
            return value + 10
        case ["mười" | "mươi", unit] if unit in _DIGITS:
            return value + 10 + _DIGITS[unit]
        case [tens, "mươi" | "mười" | "chục"] if tens in _DIGITS:
            return value + _DIGITS[tens] * 10
        case [tens, "mươi" | "mười", unit] if tens in _DIGITS and unit in _DIGITS:
            return value + _DIGITS[tens] * 10 + _DIGITS[unit]
        case [tens, unit] if tens in _DIGITS and unit in _DIGITS and value == 0:
            # "hai mốt" for 21 is speech; two bare digits are no number in writing.
            return None
        case _:
            return None
