"""The words that clerks give orders in, read from ``knowledge/phrases/chat.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from assistant.domain import Span
from assistant.language.text import fold, nfc
from assistant.resources import data_folder

_GAP = r"[\s,;/&–-]+(?:va\s+)?"  # "tồn tại, hạn chế", "tồn tại và hạn chế"


class PhraseTable:
    """Names and the phrases that mean them; finds the longest phrase at the earliest place."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        names: dict[str, str] = {}
        for name, variants in phrases.items():
            for variant in variants:
                names.setdefault(" ".join(re.findall(r"\w+", fold(nfc(variant)))), name)
        self._names = names
        ordered = sorted(names, key=len, reverse=True)
        pattern = "|".join(_GAP.join(map(re.escape, phrase.split())) for phrase in ordered)
        self._pattern = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")

    def find(self, folded: str, start: int = 0) -> Iterator[tuple[str, Span]]:
        """(name, where) of every phrase in ``folded``, from left to right, none overlapping."""
        for match in self._pattern.finditer(folded, start):
            yield self._name(match), Span(match.start(), match.end())

    def first(self, folded: str) -> tuple[str, Span] | None:
        return next(self.find(folded), None)

    def at_start(self, folded: str, start: int = 0) -> tuple[str, Span] | None:
        match = self._pattern.match(folded, start)
        return (self._name(match), Span(match.start(), match.end())) if match else None

    def _name(self, match: re.Match[str]) -> str:
        words = re.findall(r"\w+", match.group())
        phrase = " ".join(words)
        # "va" between two words is a joint unless the phrase itself has it.
        return self._names.get(phrase) or self._names[" ".join(w for w in words if w != "va")]


@dataclass(frozen=True, slots=True)
class Phrases:
    openers: PhraseTable
    actions: PhraseTable
    help_alone: frozenset[str]
    question_words: PhraseTable
    legal_words: PhraseTable
    note_joints: PhraseTable
    style_words: PhraseTable
    adding: PhraseTable
    sections: PhraseTable
    the_report: PhraseTable
    report_types: PhraseTable


@lru_cache(maxsize=1)
def load_phrases() -> Phrases:
    source = data_folder("knowledge") / "phrases" / "chat.yaml"
    data = yaml.load(source.read_text("utf-8"), Loader=yaml.CSafeLoader)

    def flat(name: str) -> PhraseTable:
        return PhraseTable({name: data[name]})

    return Phrases(
        openers=flat("openers"),
        actions=PhraseTable(data["actions"]),
        help_alone=frozenset(fold(nfc(phrase)) for phrase in data["help_alone"]),
        question_words=flat("question_words"),
        legal_words=flat("legal_words"),
        note_joints=flat("note_joints"),
        style_words=flat("style_words"),
        adding=flat("adding"),
        sections=PhraseTable(data["sections"]),
        the_report=flat("the_report"),
        report_types=PhraseTable(data["report_types"]),
    )


@lru_cache(maxsize=1)
def load_replies() -> dict[str, Any]:
    """What the assistant says, by name, from ``knowledge/phrases/chat-replies.yaml``."""
    source = data_folder("knowledge") / "phrases" / "chat-replies.yaml"
    return dict(yaml.load(source.read_text("utf-8"), Loader=yaml.CSafeLoader))
