"""From a file, or a register entry, to a source with its passages in the workspace."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.corpus import (
    DocumentFacts,
    check_name,
    chunk_document,
    describe,
    indexed_text,
    load_document,
    read_bytes,
)
from assistant.corpus.codification import is_codification
from assistant.domain import Chunk, Instrument, LoadedDocument, UserError
from assistant.language.dates import format_date
from assistant.library.codified import add_codified_file, instrument_id
from assistant.library.summary import IngestedFile, Progress, silent
from assistant.register import load_register
from assistant.workspace import Workspace

REGISTER_SOURCE = "register"


def content_hash(data: bytes, origin: str) -> str:
    """The same content may be shipped and an office's own: the origin keeps them apart."""
    return hashlib.sha256(origin.encode() + b"\0" + data).hexdigest()


def walk(paths: Sequence[Path]) -> Iterator[Path]:
    """The files among ``paths`` and in the folders among them, in order, each once.

    Hidden files and those that Word leaves while a document is open are passed over in folders.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in _files(path):
            key = file.absolute()
            if key not in seen:
                seen.add(key)
                yield file


def _files(path: Path) -> Iterable[Path]:
    if not os.path.isdir(path):
        yield path  # missing ones too: reading says what is wrong with them
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield Path(folder) / name


def add_document(
    workspace: Workspace,
    document: LoadedDocument,
    facts: DocumentFacts,
    digest: str,
    *,
    origin: str,
    location: str,
) -> IngestedFile:
    """Cut a document and add it in one transaction.

    Raises:
        UserError: it has no passage.
    """
    source_id = digest[:24]
    law = facts.kind == "law"
    instrument = instrument_id(facts.number or "", facts.document_date) if law else None
    chunks = chunk_document(document, facts, source_id, instrument=instrument)
    if not chunks:
        raise UserError(f"“{document.name}” không có đoạn văn nào để tra cứu.")
    workspace.library.add_source(
        source_id,
        digest,
        document.name,
        facts.kind,
        document.text,
        [(chunk, indexed_text(chunk)) for chunk in chunks],
        origin=origin,
        title=facts.title,
        report_type=facts.report_type,
        office=facts.office,
        period=facts.period,
        document_date=facts.document_date,
        location=location,
    )
    return IngestedFile(location, facts.kind, len(chunks), facts.title, facts.office, facts.period)


def add_file(
    workspace: Workspace,
    path: Path,
    kind: str | None,
    period: str | None,
    progress: Progress = silent,
) -> IngestedFile | None:
    """Read an office's file into the library; None when its content is there already.

    Args:
        progress: told of what takes long, as the pages of a scan do.

    Raises:
        UserError: it cannot be read.
    """
    check_name(path)
    digest = content_hash(read_bytes(path), "office")
    known = workspace.library.has_content(digest)
    if is_codification(path):  # says itself what it is
        return None if known else add_codified_file(workspace, path, digest)
    if known and kind in (None, known.kind) and period in (None, known.period):
        return None
    document = load_document(path, progress=progress)
    facts = describe(document, kind, period)
    return add_document(
        workspace,
        document,
        facts,
        digest,
        origin="office",
        location=str(path.absolute()),
    )


def register_chunks() -> list[tuple[Chunk, str]]:
    """One passage an instrument, with the text indexed for it: also how staff ask for it."""
    chunks = []
    for instrument in load_register().all():
        text = _register_text(instrument)
        identity = hashlib.sha256(f"{REGISTER_SOURCE}\n{instrument.id}\n{text}".encode())
        chunk = Chunk(
            id=identity.hexdigest()[:24],
            text=text,
            source_id=REGISTER_SOURCE,
            kind="register",
            path=instrument.number,
            title=f"{instrument.kind} {instrument.number}",
            instrument=instrument.id,
            valid_from=instrument.effective,
            valid_to=instrument.expiry,
        )
        chunks.append((chunk, "\n".join([text, *instrument.ask_as])))
    return chunks


def _register_text(instrument: Instrument) -> str:
    signed = f" ngày {format_date(instrument.signed)}" if instrument.signed else ""
    lines = [
        f"{instrument.kind} số {instrument.number}{signed} của {instrument.issuer}: "
        f"{instrument.title}"
    ]
    if instrument.topics:
        lines.append(f"Chủ đề: {', '.join(instrument.topics)}")
    lines += [
        f"{provision.article}. {provision.heading}: {provision.gist}"
        for provision in instrument.provisions
        if provision.gist
    ]
    return "\n".join(lines)


def with_companion(facts: DocumentFacts, report: DocumentFacts) -> DocumentFacts:
    """Facts of staff notes: they speak of the report that was written from them."""
    return replace(
        facts,
        title=f"Ghi chú: {report.title}",
        report_type=report.report_type,
        office=report.office,
        period=report.period,
        document_date=report.document_date,
    )
