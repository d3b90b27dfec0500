"""What the workspace gives back: frozen values, detached from any session."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from assistant.domain import Citation, Diagnostic, DraftSentence, Evidence, Profile, ScoredChunk
from assistant.workspace.actor import Role


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A file of the library. ``origin`` is "shipped" or "office"; times are UTC."""

    id: str
    content_hash: str
    name: str
    kind: str
    origin: str
    title: str
    report_type: str | None
    office: str | None
    period: str | None
    document_date: date | None
    ingested_at: datetime
    chunks: int = 0


class ChunkTraits(NamedTuple):
    """What passages are told apart by; a tuple because a large library has 60,000 of them."""

    kind: str
    source_id: str
    title: str
    instrument: str | None = None
    article: str | None = None
    period: str | None = None
    office: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class PendingText:
    """A text that has no vector yet: its hash, whose it is, and its length in characters."""

    key: str
    kind: str
    instrument: str | None
    length: int


@dataclass(frozen=True, slots=True)
class ReportRecord:
    id: int
    report_type: str
    title: str
    period: str
    report_date: date
    profile: Profile
    created_at: datetime
    updated_at: datetime
    owner: str = ""
    shared: bool = True
    inbox: str = ""  # notes that wait to be sorted into the sections


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """A note file or message that a section is drafted from."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class SectionRecord:
    """A section as it stands.

    ``version`` is the number of the version shown, 0 before the first save; pass it back as
    ``expected_version``. ``state`` is "empty", "draft" (written by the program) or "edited".
    Evidence and diagnostics are those of that version. ``locks`` are sentences that a person
    locked: the program keeps each, word for word, for as long as it stands in the text.
    """

    report_id: int
    key: str
    title: str
    position: int
    text: str
    state: str
    version: int
    notes: tuple[NoteRecord, ...] = ()
    sentences: tuple[DraftSentence, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    model: str = ""
    locks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """One saved text of a section. ``origin``: draft, edit, regenerate, restore, undo, conflict.

    A conflict is a text whose writer had not seen the version before it: kept, never shown as
    the section's own text until someone restores it.
    """

    number: int
    text: str
    origin: str
    model: str
    created_at: datetime
    author: str = ""
    notes: tuple[NoteRecord, ...] = ()
    sentences: tuple[DraftSentence, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """A chat message; ``role`` is "user" or "assistant"; ``report_id`` None outside a report."""

    id: int
    report_id: int | None
    role: str
    text: str
    citations: tuple[Citation, ...]
    created_at: datetime
    passages: tuple[ScoredChunk, ...] = ()


@dataclass(frozen=True, slots=True)
class MaterialRecord:
    """What was given beside a report's notes: ``kind`` is "prior", "outline" or "table"."""

    id: int
    report_id: int
    kind: str
    name: str
    data: dict[str, Any]
    created_at: datetime = field(compare=False)


@dataclass(frozen=True, slots=True)
class DismissalRecord:
    """A diagnostic that someone judged and set aside, with the reason.

    ``place`` are the words around it; empty in records of older programs, which hold everywhere.
    """

    id: int
    report_id: int
    code: str
    quote: str
    reason: str
    created_at: datetime = field(compare=False)
    place: str = ""


@dataclass(frozen=True, slots=True)
class UserRecord:
    """An account; one that is not ``active`` cannot log in."""

    name: str
    role: Role
    active: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """An act of ``actor`` ("" is whoever sat at the machine); ``action`` is one of ``Audit``."""

    at: datetime
    actor: str
    action: str
    detail: str
    report_id: int | None
