"""Vectors in Chroma, the one module that imports it.

Chroma is an index, never the truth: two clients on one folder lose vectors without a word, and a
kill can leave a collection unreadable for good. So one process holds it at a time (the caller's
lock), every opening begins with a health query, and what is broken or differs from the truth is
built again from it.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from assistant.retrieval.dense import Moments, Vector
from assistant.settings import silence_telemetry

_log = logging.getLogger(__name__)
_ADD_BATCH = 1_000
#: Full recall on clustered vectors, where Chroma's defaults lose 1.5 % (DESIGN §8).
_HNSW = {"space": "cosine", "ef_search": 200, "max_neighbors": 32}


class VectorTruth(Protocol):
    """Where the vectors really are."""

    def vector_ids(self, model: str) -> list[str]: ...

    def vectors(self, model: str) -> tuple[list[str], Vector]: ...

    def vectors_of(self, model: str, ids: Sequence[str]) -> tuple[list[str], Vector]: ...


class ChromaIndex:
    """The vectors of one embedding model. Only the holder of the library's lock opens it."""

    def __init__(self, folder: Path, model: str, truth: VectorTruth) -> None:
        silence_telemetry()
        self._folder = folder
        self._model = model
        self._truth = truth
        self._client: Any = None
        self._collection: Any = None
        self._count = 0
        self._generation = ""
        self.moments = Moments(np.zeros(0), np.zeros((0, 0)))
        self._open()

    @property
    def name(self) -> str:
        """One collection a model; Chroma wants 3 characters or more, letters, digits and dashes."""
        return f"passages-{hashlib.sha256(self._model.encode()).hexdigest()[:16]}"

    def __len__(self) -> int:
        return self._count

    def nearest(self, query: Vector, limit: int) -> tuple[list[str], Vector]:
        wanted = min(limit, self._count)
        if not wanted:
            return [], np.zeros(0, np.float32)
        answer = self._collection.query(
            query_embeddings=query[None, :], n_results=wanted, include=["distances"]
        )
        distances = np.asarray(answer["distances"][0], np.float32)
        return list(answer["ids"][0]), 1 - distances

    def similarities(self, query: Vector, ids: Sequence[str]) -> dict[str, float]:
        known, matrix = self._truth.vectors_of(self._model, ids)
        if not known:
            return {}
        return dict(zip(known, (matrix @ query).tolist(), strict=True))

    def refresh(self) -> None:
        """Bring the index in line with the truth; rebuild it when it cannot be."""
        if not _works(self._align):
            self.rebuild()

    def rebuild(self) -> None:
        """Build the index anew from the truth; searches go on in the old one meanwhile."""
        old = self._client
        self._connect(uuid.uuid4().hex[:12])
        self._align()
        if old is not None:
            _works(old.close)
        self._discard_others()

    def close(self) -> None:
        if self._client is not None:
            _works(self._client.close)
            self._client = self._collection = None
            self._count = 0

    def _open(self) -> None:
        # A generation is a folder of its own: the engine remembers a broken one by its path, and
        # Windows does not delete one that is still held.
        generations = sorted(self._folder.glob("*/"), key=lambda path: path.stat().st_mtime)
        newest = generations[-1].name if generations else uuid.uuid4().hex[:12]
        healthy = _works(lambda: self._connect(newest)) and _works(self._ask)
        if healthy and _works(self._align):
            self._discard_others()
            return
        _log.warning("Chỉ mục vectơ bị hỏng, đang dựng lại từ dữ liệu đã lưu.")
        self.rebuild()

    def _discard_others(self) -> None:
        for path in self._folder.glob("*/"):
            if path.name != self._generation:
                shutil.rmtree(path, ignore_errors=True)

    def _connect(self, generation: str) -> None:
        import chromadb

        folder = self._folder / generation
        folder.mkdir(parents=True, exist_ok=True)
        client = chromadb.PersistentClient(
            str(folder), settings=chromadb.Settings(anonymized_telemetry=False)
        )
        self._collection = client.get_or_create_collection(
            self.name, configuration={"hnsw": _HNSW}, embedding_function=None
        )
        self._client = client
        self._generation = generation

    def _ask(self) -> None:
        """A health query: what a broken collection cannot answer."""
        if not self._collection.count():
            return
        sample = self._collection.get(limit=1, include=["embeddings"])
        self._collection.query(query_embeddings=sample["embeddings"], n_results=1)

    def _align(self) -> None:
        kept = set(self._collection.get(include=[])["ids"])
        truth = set(self._truth.vector_ids(self._model))
        for part in _parts(sorted(kept - truth)):
            self._collection.delete(ids=list(part))
        for part in _parts(sorted(truth - kept)):
            ids, matrix = self._truth.vectors_of(self._model, part)
            if ids:
                self._collection.add(ids=ids, embeddings=matrix)
        ids, matrix = self._truth.vectors(self._model)
        if ids:
            self.moments = Moments.of(matrix)
        self._count = self._collection.count()


def _parts(ids: list[str]) -> list[list[str]]:
    return [ids[start : start + _ADD_BATCH] for start in range(0, len(ids), _ADD_BATCH)]


def _works(step: Callable[[], object]) -> bool:
    try:
        step()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - Chroma's engine panics past Exception
        _log.info("chroma: %s", error)
        return False
    return True
