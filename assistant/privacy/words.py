"""The words by which people, their papers and their homes are known (``knowledge/names``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from assistant.language.text import fold
from assistant.resources import data_folder


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists in lower case, for lines with accents or (``plain``) folded for those without."""

    plain: bool
    address: frozenset[str]
    short_address: frozenset[str]
    roles: frozenset[str]
    middle: frozenset[str]
    places: frozenset[str]
    lands: frozenset[str]
    known: frozenset[str]  # public names: of provinces, organisations, people of history
    surnames: frozenset[str]
    folded_surnames: frozenset[str]
    ends: frozenset[str]
    numbered_only: frozenset[str]
    residence: str  # alternatives of a regular expression, the longest first
    residence_weak: str
    hamlets: str
    streets: str


@lru_cache(maxsize=2)
def words(*, plain: bool) -> Words:
    """The lists as a line without accents (``plain``) or with them is compared to."""
    data = _data()

    def form(word: str) -> str:
        return fold(word) if plain else word.lower()

    def listed(name: str) -> frozenset[str]:
        return frozenset(form(word) for word in data[name])

    def choice(name: str) -> str:
        return "|".join(map(re.escape, sorted(listed(name), key=len, reverse=True)))

    return Words(
        plain=plain,
        address=listed("address"),
        short_address=listed("short_address"),
        roles=listed("roles"),
        middle=listed("middle"),
        places=listed("places"),
        lands=listed("lands"),
        known=listed("known"),
        surnames=frozenset(form(name) for name in surnames()),
        folded_surnames=frozenset(fold(name) for name in surnames()),
        ends=frozenset(data["ends"]),
        numbered_only=listed("numbered_only"),
        residence=choice("residence"),
        residence_weak=choice("residence_weak"),
        hamlets=choice("hamlets"),
        streets=choice("streets"),
    )


@lru_cache(maxsize=1)
def not_names() -> frozenset[str]:
    """Capitalised words that open no person's name, in lower case."""
    return frozenset(word.lower() for word in _data()["not_names"])


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """The surnames of ``knowledge/names/surnames.yaml``."""
    text = (data_folder("knowledge") / "names" / "surnames.yaml").read_text("utf-8")
    return frozenset(name for row in yaml.load(text, Loader=yaml.CSafeLoader) for name in row)


@lru_cache(maxsize=1)
def _data() -> dict[str, list[Any]]:
    text = (data_folder("knowledge") / "names" / "personal.yaml").read_text("utf-8")
    data: dict[str, list[Any]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return {name: [str(word) for word in entries] for name, entries in data.items()}
