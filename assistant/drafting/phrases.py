"""The shipped word lists and sentence patterns (``knowledge/phrases``), read once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from assistant.language.text import fold, nfc
from assistant.resources import data_folder


def _read(name: str) -> Any:
    file = data_folder("knowledge") / "phrases" / f"{name}.yaml"
    return yaml.load(nfc(file.read_text("utf-8")), Loader=yaml.CSafeLoader)


def alternatives(words: Sequence[str]) -> str:
    """A regular expression for any of ``words``, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _words(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(words)})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Lexicon:
    """Word classes; each pattern matches whole words, in any case."""

    verb: re.Pattern[str]
    event: re.Pattern[str]
    event_noun: re.Pattern[str]
    manner: re.Pattern[str]
    adjective: re.Pattern[str]
    state: re.Pattern[str]
    subject: re.Pattern[str]
    body: re.Pattern[str]
    bodies: Mapping[str, str]  # lower-case → as printed
    activities: frozenset[str]
    ordinals: tuple[str, ...]
    activity: re.Pattern[str]
    compound: re.Pattern[str]  # enumerations that are one term: "cán bộ, công chức"
    formal: tuple[tuple[re.Pattern[str], str], ...]
    synonyms: tuple[tuple[re.Pattern[str], str], ...]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    data = _read("lexicon")
    return Lexicon(
        verb=_words(data["verbs"]),
        event=_words(data["events"]),
        event_noun=_words(data["event_nouns"]),
        manner=_words(data["manners"]),
        adjective=_words(data["adjectives"]),
        state=_words(data["states"]),
        subject=_words([*data["subjects"], *data["bodies"]]),
        body=_words(data["bodies"]),
        bodies={body.lower(): body for body in data["bodies"]},
        activities=frozenset(data["activities"]),
        ordinals=tuple(data["ordinals"]),
        activity=_words(data["activities"]),
        compound=_words(
            [better for _, better in data["formal"] if ", " in better]
            + [full for full in abbreviations().exact.values() if ", " in full]
        ),
        formal=_pairs(data["formal"]),
        synonyms=_pairs(data["synonyms"]),
    )


def _pairs(entries: Sequence[Sequence[str]]) -> tuple[tuple[re.Pattern[str], str], ...]:
    def pattern(written: str) -> re.Pattern[str]:
        if written != written.strip():
            return re.compile(re.escape(written), re.IGNORECASE)
        return _words([written])

    return tuple((pattern(written), better) for written, better in entries)


@lru_cache(maxsize=1)
def frames() -> Mapping[str, Any]:
    data: Mapping[str, Any] = _read("frames")
    return data


@dataclass(frozen=True)
class Cues:
    """Words that tell what kind of information a note item is."""

    labels: Mapping[str, str]  # lower-case label → polarity
    starts: tuple[tuple[str, re.Pattern[str]], ...]
    contains: tuple[tuple[str, re.Pattern[str]], ...]
    injection: re.Pattern[str]


@lru_cache(maxsize=1)
def cues() -> Cues:
    data = _read("cues")
    return Cues(
        labels={label: kind for kind, labels in data["labels"].items() for label in labels},
        starts=tuple(
            (kind, re.compile(rf"\s*(?:{alternatives(words)})(?!\w)", re.IGNORECASE))
            for kind, words in data["starts"].items()
        ),
        contains=tuple((kind, _words(words)) for kind, words in data["contains"].items()),
        injection=re.compile("|".join(data["injection"]), re.IGNORECASE),
    )


@dataclass(frozen=True)
class Abbreviations:
    exact: Mapping[str, str]
    lowercase: Mapping[str, str]
    contextual: Mapping[str, Sequence[Mapping[str, Any]]]

    def expand(self, word: str, context: str) -> str | None:
        """What ``word`` stands for in ``context``; None when it is no known abbreviation."""
        for meaning in self.contextual.get(word.upper(), ()) if len(word) > 1 else ():
            if any(fold(cue) in fold(context) for cue in meaning["when"]):
                return str(meaning["means"])
        return self.exact.get(word) or self.lowercase.get(word)


@lru_cache(maxsize=1)
def abbreviations() -> Abbreviations:
    data = _read("abbreviations")
    return Abbreviations(data["exact"], data["lowercase"], data["contextual"])


@lru_cache(maxsize=1)
def accent_data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = _read("accents")
    return data
