"""Lexical indexes on disk, each in a folder named by the revision it was built from.

A new one is built beside the old, never in its place: this process and others have the old one
mapped into memory, and Windows does not let go of a mapped file.
"""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path

from assistant.retrieval.lexical import LexicalIndex
from assistant.workspace import Workspace

_UNFINISHED = "tmp-"


class LexicalShelf:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, revision: str) -> bool:
        return bool(self._built(revision))

    def open(self, revision: str) -> LexicalIndex | None:
        """The index of a revision, None when it is not there or damaged."""
        return _first_that_opens(self._built(revision))

    def newest(self) -> LexicalIndex | None:
        """Whatever can be opened, the latest first: for who may not build and cannot wait."""
        return _first_that_opens(self._built(""))

    def build(self, workspace: Workspace) -> LexicalIndex:
        """Index every passage and keep it; older indexes go. Only for the holder of the lock."""
        revision, passages = workspace.library.indexed_texts()
        index = LexicalIndex.build(revision, passages)
        unique = uuid.uuid4().hex[:8]
        temporary = self._folder / f"{_UNFINISHED}{unique}"
        index.save(temporary)
        target = self._folder / f"{revision}-{unique}"
        os.replace(temporary, target)
        for path in self._folder.iterdir():
            if path != target:
                shutil.rmtree(path, ignore_errors=True)
        return LexicalIndex.open(target) or index

    def _built(self, revision: str) -> list[Path]:
        """Folders of finished indexes of a revision ("" for any), the newest first."""
        found = self._folder.glob(f"{revision or '*'}-*/index.json")
        finished = [file for file in found if not file.parent.name.startswith(_UNFINISHED)]
        dated = sorted(((_modified(file), file.parent) for file in finished), reverse=True)
        return [folder for _, folder in dated]


def _modified(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0  # removed by the writer meanwhile


def _first_that_opens(folders: list[Path]) -> LexicalIndex | None:
    for folder in folders:
        if (index := LexicalIndex.open(folder)) is not None:
            return index
    return None
