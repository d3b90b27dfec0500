"""What people call things in a question → what the register calls them. Pure but for the table.

The same rewriting is done to questions and to the register's phrases, so that "sổ đỏ", "bìa đỏ" and
"giấy chứng nhận quyền sử dụng đất" are one thing however each side writes it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import yaml

from assistant.language.text import fold, modern_tones, nfc
from assistant.resources import data_folder

#: Abbreviations of kinds and of "văn bản" are read where kinds are; inside numbers they are codes.
_KINDS = frozenset({"vb", "qđ", "nđ", "nqlt", "ttlt"})


class _Table:
    """Variants, longest first, with accents and without; a rewritten text keeps its manner."""

    def __init__(self, abbreviations: dict[str, str], variants: dict[str, str]) -> None:
        every = abbreviations | variants
        self._whole = {modern_tones(nfc(v)).lower(): nfc(name) for v, name in every.items()}
        # A single syllable that lost its accents may be any of several ("ap": ấp, áp, ép).
        plain = abbreviations | {v: name for v, name in variants.items() if " " in v}
        self._plain = {fold(variant): fold(name) for variant, name in plain.items()}
        self._whole_pattern = _alternatives(self._whole)
        self._plain_pattern = _alternatives(self._plain)

    def rewrite(self, text: str) -> str:
        if text.isascii():
            return self._plain_pattern.sub(lambda m: self._plain[_spaced(m[0].lower())], text)
        return self._whole_pattern.sub(lambda m: self._whole[_spaced(m[0].lower())], text)


def _alternatives(variants: dict[str, str]) -> re.Pattern[str]:
    longest_first = sorted(variants, key=len, reverse=True)
    either = "|".join(re.escape(v).replace(r"\ ", r"\s+") for v in longest_first)
    return re.compile(rf"(?<![\w/])(?<!\d-)(?:{either})(?![\w/-])", re.IGNORECASE)


def _spaced(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, Any]]:
    text = (data_folder("knowledge") / "phrases" / "ask-words.yaml").read_text("utf-8")
    data: dict[str, dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return data


@lru_cache(maxsize=1)
def _table() -> _Table:
    data = _data()
    variants = {other: name for name, others in data["synonyms"].items() for other in others}
    return _Table(data["abbreviations"], variants)


@lru_cache(maxsize=1)
def _abbreviations() -> _Table:
    return _Table({k: v for k, v in _data()["abbreviations"].items() if k not in _KINDS}, {})


def spelled_out(text: str) -> str:
    """``text`` with its abbreviations written out, those of kinds and in numbers apart."""
    return _abbreviations().rewrite(modern_tones(nfc(text)))


@lru_cache(maxsize=16384)
def canonical(text: str) -> str:
    """``text`` in lower case with abbreviations written out and everyday words made the register's.

    A text without any accent stays without.
    """
    return _table().rewrite(modern_tones(nfc(text)).lower())
