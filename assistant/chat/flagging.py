"""Findings on a section as people meet them: open, or set aside with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.domain import Diagnostic, Evidence
from assistant.language.text import nfc
from assistant.workspace import DismissalRecord, SectionRecord

_BESIDE: Final = 6  # words on either side that tell a place
_NEAR: Final = 160  # characters in which they are looked for
_HERE: Final = "[…]"  # stands for the words of the diagnostic
#: Ends a sentence, an item or a paragraph; a point inside a number ends none.
_BREAK: Final = re.compile(
    r"[.;!?…](?=\s|\Z)|\n[ \t]*\n|\n(?=[ \t]*(?:[-+*•–|#]|\d{1,2}[.)]|[a-zđ]\)))"
)
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Flag:
    """A diagnostic on a section's text. ``key`` names it for as long as the text stands."""

    key: str
    diagnostic: Diagnostic
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A diagnostic that a person set aside, with the reason given."""

    record: DismissalRecord
    diagnostic: Diagnostic


def open_flags(section: SectionRecord, dismissed: Sequence[DismissalRecord]) -> list[Flag]:
    """The section's diagnostics that nobody set aside, in the order of the text."""
    evidence = {item.id: item for item in section.evidence}
    aside = _Aside(dismissed)
    flags: list[Flag] = []
    seen: dict[tuple[str, str], int] = {}
    for found in _standing(section):
        if aside.record_for(section.text, found) is not None:
            continue
        mark = _mark(found.code, found.quote)
        seen[mark] = seen.get(mark, 0) + 1
        flags.append(
            Flag(
                key=f"{found.code}@{found.start}-{found.end}.{seen[mark]}",
                diagnostic=found,
                evidence=tuple(evidence[each] for each in found.evidence if each in evidence),
            )
        )
    return flags


def flags_set_aside(section: SectionRecord, dismissed: Sequence[DismissalRecord]) -> list[SetAside]:
    """The section's diagnostics that somebody set aside, each dismissal once."""
    aside = _Aside(dismissed)
    found: dict[int, SetAside] = {}
    for each in _standing(section):
        record = aside.record_for(section.text, each)
        if record is not None:
            found.setdefault(record.id, SetAside(record, each))
    return list(found.values())


def place_of(text: str, found: Diagnostic) -> str:
    """The words beside a diagnostic in its own sentence, by which a dismissal knows its place.

    A change elsewhere leaves it as it is; of one word in two places ("05 hộ") each has its own.
    """
    start, end = _sentence_around(text, found)
    before = _WORD.findall(nfc(text[start : found.start]))[-_BESIDE:]
    after = _WORD.findall(nfc(text[found.end : end]))[:_BESIDE]
    return " ".join([*before, _HERE, *after])


def _sentence_around(text: str, found: Diagnostic) -> tuple[int, int]:
    """From the break before a diagnostic to the one behind it, looked for near by alone."""
    first = max(0, found.start - _NEAR)
    breaks = list(_BREAK.finditer(text, first, found.start))
    start = breaks[-1].end() if breaks else first
    behind = _BREAK.search(text, found.end, found.end + _NEAR)
    return start, behind.start() if behind else min(len(text), found.end + _NEAR)


class _Aside:
    """Dismissals by what they are looked up with."""

    def __init__(self, dismissed: Sequence[DismissalRecord]) -> None:
        self._records: dict[tuple[str, str], dict[str, DismissalRecord]] = {}
        for record in dismissed:
            mark = _mark(record.code, record.quote)
            self._records.setdefault(mark, {})[record.place] = record

    def record_for(self, text: str, found: Diagnostic) -> DismissalRecord | None:
        """The dismissal of this very place, or one of an older program, which knew no places."""
        records = self._records.get(_mark(found.code, found.quote))
        if records is None:
            return None
        return records.get(place_of(text, found)) or records.get("")


def _standing(section: SectionRecord) -> Iterator[Diagnostic]:
    """The diagnostics whose words are still there, in the order of the text."""
    for found in sorted(section.diagnostics, key=lambda each: (each.start, each.end)):
        if section.text[found.start : found.end] == found.quote:
            yield found


def _mark(code: str, quote: str) -> tuple[str, str]:
    """The rule and the words, in whatever lines they stand."""
    return code, _plain(quote)


def _plain(text: str) -> str:
    return " ".join(nfc(text).split())
