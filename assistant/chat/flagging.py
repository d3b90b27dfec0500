"""Findings on a section as people meet them: open, or set aside with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain import Diagnostic, Evidence
from assistant.language.text import nfc
from assistant.workspace import DismissalRecord, SectionRecord


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
    aside = {_mark(record.code, record.quote) for record in dismissed}
    evidence = {item.id: item for item in section.evidence}
    flags: list[Flag] = []
    seen: dict[tuple[str, str], int] = {}
    for found in _standing(section):
        mark = _mark(found.code, found.quote)
        if mark in aside:
            continue
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
    records = {_mark(record.code, record.quote): record for record in dismissed}
    found: dict[int, SetAside] = {}
    for each in _standing(section):
        record = records.get(_mark(each.code, each.quote))
        if record is not None:
            found.setdefault(record.id, SetAside(record, each))
    return list(found.values())


def _standing(section: SectionRecord) -> Iterator[Diagnostic]:
    """The diagnostics whose words are still there, in the order of the text."""
    for found in sorted(section.diagnostics, key=lambda each: (each.start, each.end)):
        if section.text[found.start : found.end] == found.quote:
            yield found


def _mark(code: str, quote: str) -> tuple[str, str]:
    """What a dismissal is remembered by: the words, wherever and in whatever lines they stand."""
    return code, " ".join(nfc(quote).split())
