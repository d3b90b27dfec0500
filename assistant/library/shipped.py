"""The knowledge that comes with the program: sample reports, their notes, and the register."""

from __future__ import annotations

import hashlib
from importlib.resources.abc import Traversable

from assistant.corpus import DocumentFacts, describe
from assistant.corpus.text_files import load_text
from assistant.library.reading import (
    REGISTER_SOURCE,
    add_document,
    content_hash,
    register_chunks,
    with_companion,
)
from assistant.register.load import office_instruments
from assistant.resources import data_folder
from assistant.workspace import Workspace

_FACT = "shipped_hash"
#: Raise it when the way of cutting or describing changes: every folder then reads anew.
_FORMAT = "1"
_NOTES = ".notes.md"


def shipped_hash() -> str:
    """Changes whenever the shipped knowledge or the way of reading it does."""
    digest = hashlib.sha256(_FORMAT.encode())
    for folder in ("instruments", "reports"):
        for file in _files(folder):
            digest.update(f"{folder}/{file.name}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def knowledge_hash(workspace: Workspace) -> str:
    """Changes with the shipped knowledge, and with the office's own entries of the register.

    Offices that share a workspace share the shipped register alone: each would else put its own
    entries in the place of the others'.
    """
    digest = hashlib.sha256(shipped_hash().encode())
    for entry in () if workspace.database.shared else office_instruments():
        digest.update(repr(entry).encode())
    return digest.hexdigest()


def is_current(workspace: Workspace) -> bool:
    return workspace.library.fact(_FACT) == knowledge_hash(workspace)


def sync(workspace: Workspace) -> None:
    """Bring the register and the shipped samples up to date. Safe to repeat after a kill."""
    wanted = knowledge_hash(workspace)
    known = {source.content_hash: source.id for source in workspace.library.sources("shipped")}
    _sync_register(workspace, known)
    kept = {REGISTER_SOURCE}
    reports: dict[str, DocumentFacts] = {}
    files = _files("reports")
    for file in sorted(files, key=lambda file: (file.name.endswith(_NOTES), file.name)):
        data = file.read_bytes()
        digest = content_hash(file.name.encode() + b"\0" + data, "shipped")
        document = load_text(file.name, data, "md")
        facts = describe(document)
        if file.name.endswith(_NOTES):
            report = reports.get(file.name.removesuffix(_NOTES))
            facts = with_companion(facts, report) if report else facts
        else:
            reports[file.name.removesuffix(".md")] = facts
        if digest not in known:
            location = f"knowledge/reports/{file.name}"
            add_document(workspace, document, facts, digest, origin="shipped", location=location)
        kept.add(known.get(digest, digest[:24]))
    workspace.library.remove_sources(
        [identifier for identifier in known.values() if identifier not in kept]
    )
    workspace.library.set_fact(_FACT, wanted)


def _sync_register(workspace: Workspace, known: dict[str, str]) -> None:
    chunks = register_chunks()
    digest = content_hash("\n".join(chunk.id for chunk, _ in chunks).encode(), "register")
    if digest not in known:
        workspace.library.add_source(
            REGISTER_SOURCE,
            digest,
            "Danh mục văn bản",
            "register",
            "",
            chunks,
            origin="shipped",
            title="Danh mục văn bản",
            location=REGISTER_SOURCE,
        )


def _files(folder: str) -> list[Traversable]:
    place = data_folder("knowledge") / folder
    if not place.is_dir():
        return []
    files = (file for file in place.iterdir() if file.name.endswith((".md", ".yaml")))
    return sorted(files, key=lambda file: file.name)
