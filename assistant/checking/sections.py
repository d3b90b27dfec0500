"""The sections of a report: what each heading covers, and which part of a report it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import yaml

from assistant.checking.document import Document
from assistant.checking.headings import Heading, Style
from assistant.domain import Span
from assistant.language.text import fold
from assistant.resources import data_folder


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what it covers.

    Attributes:
        own: the text from the heading to the next heading of any depth, the heading left out.
        whole: the text to the next heading that is not deeper, sub-headings included.
        roles: the parts of a report that the heading names ("han-che", "nguyen-nhan", …).
        has_parts: whether the next heading is one inside this one.
    """

    heading: Heading
    own: Span
    whole: Span
    roles: tuple[str, ...]
    has_parts: bool


@dataclass(frozen=True, slots=True)
class Role:
    """A part of a report, by the folded words of its headings and of prose that stands for it."""

    key: str
    name: str
    required: bool
    headings: re.Pattern[str]
    prose: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that a heading says it will speak of, with the folded words that show it does."""

    name: str
    words: re.Pattern[str]
    signs: re.Pattern[str]


#: Ends nothing, matches nothing.
_NEVER: Final = re.compile(r"(?!)")


def find_sections(document: Document) -> tuple[Section, ...]:
    """The sections of ``document`` in order; numbered lines of a list open none."""
    headings = [h for h in document.headings if not h.run_in and not _is_list_item(document, h)]
    sections = []
    for index, heading in enumerate(headings):
        following = headings[index + 1 :]
        end = len(document.text)
        own_end = following[0].span.start if following else end
        closing = next((h for h in following if _depth(h) <= _depth(heading)), None)
        whole_end = closing.span.start if closing else end
        sections.append(
            Section(
                heading,
                Span(heading.span.end, own_end),
                Span(heading.span.end, whole_end),
                roles_of(heading.title),
                bool(following) and _depth(following[0]) > _depth(heading),
            )
        )
    return tuple(sections)


def roles_of(title: str) -> tuple[str, ...]:
    """Which parts of a report a heading names."""
    folded = fold(title)
    return tuple(role.key for role in roles() if role.headings.search(folded))


@lru_cache(maxsize=1)
def roles() -> tuple[Role, ...]:
    """The parts of a report, from ``knowledge/structure/sections.yaml``."""
    return tuple(
        Role(
            key,
            entry["name"],
            entry.get("required", False),
            _any_of(entry["headings"]),
            _any_of(entry.get("prose", ())),
        )
        for key, entry in _data()["roles"].items()
    )


@lru_cache(maxsize=1)
def promises() -> tuple[Promise, ...]:
    """What headings promise, from the same file."""
    return tuple(
        Promise(entry["name"], _any_of(entry["words"]), _any_of(entry["signs"]))
        for entry in _data()["promises"]
    )


@lru_cache(maxsize=1)
def topics() -> tuple[Promise, ...]:
    """The single matters that a heading which joins several may name, from the same file."""
    return tuple(
        Promise(entry["name"], _any_of(entry["words"]), _any_of(entry["signs"]))
        for entry in _data()["topics"]
    )


@lru_cache(maxsize=1)
def closings() -> re.Pattern[str]:
    """Folded words that a whole report ends with, and an excerpt does not."""
    return _any_of(_data()["closings"])


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    joined = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)") if joined else _NEVER


@lru_cache(maxsize=1)
def _data() -> Any:
    text = (data_folder("knowledge") / "structure" / "sections.yaml").read_text("utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)


def _depth(heading: Heading) -> tuple[int, int]:
    """Orders headings by depth; the style decides where the levels found agree."""
    return heading.level, heading.style.value if heading.style is not Style.NONE else 0


def _is_list_item(document: Document, heading: Heading) -> bool:
    """A numbered line that nothing marks as a heading and that does not stand like one."""
    return (
        not heading.firm
        and heading.style in (Style.LETTER, Style.ARABIC)
        and (document.introduction(heading.span.start) != "")
    )
