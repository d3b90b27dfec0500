"""How near two titles of documents are: by the words that tell subjects apart."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import yaml

from assistant.language.text import fold, modern_tones, nfc
from assistant.resources import data_folder

_WORD: Final = re.compile(r"[^\W_]+")
_NUMBER: Final = re.compile(r"\d+")
#: Words that titles of any subject have.
_COMMON: Final = frozenset(
    (
        *("về", "việc", "quy", "định", "hướng", "dẫn", "ban", "hành", "chi", "tiết", "một", "số"),
        *("điều", "của", "và", "các", "những", "cho", "theo", "trong", "trên", "địa", "bàn", "tại"),
        *("xã", "phường", "thị", "trấn", "huyện", "tỉnh", "thực", "hiện", "triển", "khai", "công"),
        *("tác", "kết", "quả", "báo", "cáo", "kế", "hoạch", "năm", "quý", "tháng", "ngày", "biện"),
        *("pháp", "nội", "dung", "nhiệm", "vụ", "từ", "là", "có", "được", "với", "đến", "thi"),
    )
)
_FOLDED_COMMON: Final = frozenset(map(fold, _COMMON))


def words_of(title: str) -> list[str]:
    """The words of a title in order, lower case, tones in their modern place."""
    return _WORD.findall(modern_tones(nfc(title)).lower())


@lru_cache(maxsize=4096)
def title_words(title: str) -> frozenset[str]:
    """The words of a title that tell what it is on, abbreviations written out.

    They are folded where the title is written without accents.
    """
    words: set[str] = set()
    for word in words_of(title):
        full = full_forms().get(word)
        words |= set(full) if full else {word}
    return frozenset(words - (_FOLDED_COMMON if title.isascii() else _COMMON))


@lru_cache(maxsize=1)
def full_forms() -> dict[str, tuple[str, ...]]:
    """Abbreviation in lower case → the words of the one full form that it has."""
    text = (data_folder("knowledge") / "phrases" / "abbreviations.yaml").read_text("utf-8")
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    return {
        short.lower(): tuple(words_of(full))
        for short, full in (*data["lowercase"].items(), *data["exact"].items())
        if short.isupper()
    }


def overlap(one: str, other: str) -> float:
    """The share of the shorter title's telling words that the other has; 1.0 where it has none."""
    a, b = title_words(one), title_words(other)
    if one.isascii() != other.isascii():
        a, b = frozenset(map(fold, a)), frozenset(map(fold, b))
    shorter = min(len(a), len(b))
    return len(a & b) / shorter if shorter else 1.0


def telling(title: str | None, least: int = 3) -> bool:
    """Whether a title has enough telling words to be compared."""
    return title is not None and len(title_words(title)) >= least


def same_subject(one: str, other: str) -> bool:
    """Whether two titles have all telling words and all numbers in common."""
    return (
        telling(one)
        and title_words(one) == title_words(other)
        and _NUMBER.findall(one) == _NUMBER.findall(other)
    )
