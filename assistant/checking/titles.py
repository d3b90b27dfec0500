"""How near two titles of documents are: by the words that tell subjects apart."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from assistant.checking.note_facts import written_out
from assistant.language.text import fold

_WORD: Final = re.compile(r"[^\W_]+")
_NUMBER: Final = re.compile(r"\d+")
#: Folded words that titles of any subject have.
_COMMON: Final = frozenset(
    (
        *("ve", "viec", "quy", "dinh", "huong", "dan", "ban", "hanh", "chi", "tiet", "mot", "so"),
        *("dieu", "cua", "va", "cac", "nhung", "cho", "theo", "trong", "tren", "dia", "tai", "den"),
        *("xa", "phuong", "thi", "tran", "huyen", "tinh", "thuc", "hien", "trien", "khai", "cong"),
        *("tac", "ket", "qua", "bao", "cao", "ke", "hoach", "nam", "quy", "thang", "ngay", "bien"),
        *("phap", "noi", "dung", "nhiem", "vu", "tu", "la", "co", "duoc", "voi"),
    )
)


@lru_cache(maxsize=4096)
def title_words(title: str) -> frozenset[str]:
    """The folded words of a title that tell what it is on, abbreviations written out."""
    words: set[str] = set()
    for match in _WORD.finditer(fold(title)):
        word = match[0]
        full = written_out().get(word)
        words |= set(full[0]) if full and len(full) == 1 else {word}
    return frozenset(words - _COMMON)


def overlap(one: str, other: str) -> float:
    """The share of the shorter title's telling words that the other has; 1.0 where it has none."""
    a, b = title_words(one), title_words(other)
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
