"""Lexical indexes on disk, each in a folder named by the revision it was built from.

A new one is built beside the old, so that other processes go on reading what they have open.
"""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path

from assistant.retrieval.lexical import LexicalIndex
from assistant.workspace import Workspace


class LexicalShelf:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, revision: str) -> bool:
        return bool(revision) and (self._folder / revision / "index.json").is_file()

    def open(self, revision: str) -> LexicalIndex | None:
        """The index of a revision, None when it is not there or damaged."""
        return LexicalIndex.open(self._folder / revision) if self.has(revision) else None

    def newest(self) -> LexicalIndex | None:
        """Whatever can be opened, the latest first: for who may not build and cannot wait."""
        built = [path for path in self._folder.glob("[0-9a-f]*") if path.is_dir()]
        for path in sorted(built, key=lambda path: path.stat().st_mtime, reverse=True):
            if (index := LexicalIndex.open(path)) is not None:
                return index
        return None

    def build(self, workspace: Workspace) -> LexicalIndex:
        """Index every passage and keep it; older indexes go. Only for the holder of the lock."""
        revision, passages = workspace.library.indexed_texts()
        index = LexicalIndex.build(revision, passages)
        self._folder.mkdir(parents=True, exist_ok=True)
        temporary = self._folder / f"tmp-{uuid.uuid4().hex[:8]}"
        index.save(temporary)
        target = self._folder / revision
        if target.exists():
            shutil.rmtree(target)
        os.replace(temporary, target)
        for path in self._folder.iterdir():
            if path.name != revision:
                shutil.rmtree(path, ignore_errors=True)
        return LexicalIndex.open(target) or index

    def clear(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
