"""The office's own documents in the report against those that the notes list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.checking.own_documents import OwnDocument
from assistant.domain import Evidence
from assistant.language.text import fold
from assistant.references import find_references


@dataclass(frozen=True, slots=True)
class NoteDocument:
    """A document as a note names it: running number, folded code, day."""

    number: str
    code: str
    day: date
    written: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An own document that a note has with another day, or of its day with another number."""

    document: OwnDocument
    note: NoteDocument
    other_day: bool


def note_documents(notes: Iterable[Evidence]) -> tuple[NoteDocument, ...]:
    """The numbered and dated documents of the notes ("KH 41/KH-UBND 08/3/2022")."""
    found = []
    for note in notes:
        for reference in find_references(note.text):
            if reference.year is None and reference.signed and reference.serial and reference.code:
                number = reference.serial.lstrip("0")
                code = fold(reference.code)
                written = reference.number or ""
                found.append(NoteDocument(number, code, reference.signed, written, note))
    return tuple(found)


def against_notes(
    documents: Sequence[OwnDocument], notes: Iterable[Evidence]
) -> Iterator[Contradiction]:
    """Own documents of the report that the notes contradict.

    A number that the notes have on another day; or, for a number that they do not have, the one
    document of that code and day that the report names nowhere else.
    """
    listed = note_documents(notes)
    if not listed:
        return
    cited = {_key(document) for document in documents}
    for document in documents:
        number, code = _key(document)
        if document.day_span is None:
            continue  # the report itself
        same = [n for n in listed if (n.number, n.code) == (number, code)]
        same = [n for n in same if n.day.year == document.day.year]
        if same:
            if all(note.day != document.day for note in same):
                yield Contradiction(document, same[0], other_day=True)
            continue
        twins = [n for n in listed if n.code == code and n.day == document.day]
        if len(twins) == 1 and (twins[0].number, code) not in cited:
            yield Contradiction(document, twins[0], other_day=False)


def _key(document: OwnDocument) -> tuple[str, str]:
    return str(document.number), fold(document.reference.code or "")
