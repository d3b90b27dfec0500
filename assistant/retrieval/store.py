"""Vectors in Chroma, the one module that imports it.

Chroma is an index, never the truth: two clients on one folder lose vectors without a word, and a
kill can leave a collection unreadable for good. So one process holds a folder at a time (the
caller's lock), every opening begins with a health query, and what is broken or differs from the
truth is built again from it. A Chroma server takes any number of clients.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import numpy as np

from assistant.domain import UserError
from assistant.retrieval.dense import DenseUnavailable, Moments, Vector
from assistant.retrieval.moments import RunningMoments
from assistant.settings import silence_telemetry

_log = logging.getLogger(__name__)
_BATCH = 1_000
#: Full recall on clustered vectors, where Chroma's defaults lose 1.5 % (DESIGN §8).
_HNSW = {"space": "cosine", "ef_search": 200, "max_neighbors": 32}


class VectorTruth(Protocol):
    """Where the vectors really are."""

    def ids(self, model: str) -> list[str]: ...

    def of(self, model: str, ids: Sequence[str]) -> tuple[list[str], Vector]: ...


class ChromaPlace(Protocol):
    """Where the collections are kept. ``shared``: others may write to them at the same time."""

    shared: bool

    def open(self, name: str, *, fresh: bool) -> Any:
        """The collection of this name; a new and empty one when ``fresh``."""

    def settle(self) -> None:
        """The collection opened last is good: let go of those before it."""

    def close(self) -> None: ...


class ChromaFolder:
    """A folder of this machine. Only the holder of the library's lock opens it."""

    shared = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._clients: list[Any] = []
        self._generation = ""

    def open(self, name: str, *, fresh: bool) -> Any:
        # A generation is a folder of its own: the engine remembers a broken one by its path, and
        # Windows does not delete one that is still held.
        import chromadb

        generations = sorted(self._folder.glob("*/"), key=lambda path: path.stat().st_mtime)
        reuse = generations and not fresh
        self._generation = generations[-1].name if reuse else uuid.uuid4().hex[:12]
        folder = self._folder / self._generation
        folder.mkdir(parents=True, exist_ok=True)
        self._clients.append(chromadb.PersistentClient(str(folder), settings=_quiet()))
        return _collection(self._clients[-1], name)

    def settle(self) -> None:
        self._close(self._clients[:-1])
        for path in self._folder.glob("*/"):
            if path.name != self._generation:
                shutil.rmtree(path, ignore_errors=True)

    def close(self) -> None:
        self._close(self._clients[:])

    def _close(self, clients: list[Any]) -> None:
        for client in clients:
            _works(client.close)
            self._clients.remove(client)


class ChromaServer:
    """``chroma run`` somewhere, shared by several offices or processes."""

    shared = True

    def __init__(self, url: str) -> None:
        self._url = url
        self._client: Any = None

    def open(self, name: str, *, fresh: bool) -> Any:
        """Raises UserError when the server does not answer."""
        import chromadb

        parts = urlsplit(self._url)
        secure = parts.scheme == "https"
        try:
            self._client = chromadb.HttpClient(
                host=parts.hostname or "",
                port=parts.port or (443 if secure else 8000),
                ssl=secure,
                settings=_quiet(),
            )
            if fresh:
                _works(lambda: self._client.delete_collection(name))
            return _collection(self._client, name)
        except Exception as error:
            raise UserError(
                f"Không kết nối được máy chủ Chroma {self._url}; hãy kiểm tra máy chủ đang chạy và "
                "địa chỉ trong TLBC_CHROMA_URL."
            ) from error

    def settle(self) -> None: ...

    def close(self) -> None:
        self._client = None


class ChromaIndex:
    """The vectors of one embedding model.

    Attributes:
        healed: whether it was found broken when opened, and built anew.

    Raises:
        UserError: a Chroma server does not answer.
    """

    def __init__(self, place: ChromaPlace, model: str, truth: VectorTruth) -> None:
        silence_telemetry()
        self._place = place
        self._model = model
        self._truth = truth
        self._collection: Any = None
        self._count = 0
        self._kept: set[str] | None = None
        self._moments = RunningMoments()
        self.healed = False
        self._open()

    @property
    def name(self) -> str:
        """One collection a model; Chroma wants 3 characters or more, letters, digits and dashes."""
        return f"passages-{hashlib.sha256(self._model.encode()).hexdigest()[:16]}"

    @property
    def moments(self) -> Moments:
        return self._moments.value

    def __len__(self) -> int:
        return self._count

    def nearest(self, query: Vector, limit: int) -> tuple[list[str], Vector]:
        wanted = min(limit, self._count)
        if not wanted:
            return [], np.zeros(0, np.float32)
        found: dict[str, Any] = {}

        def ask() -> None:
            found.update(
                self._collection.query(
                    query_embeddings=query[None, :], n_results=wanted, include=["distances"]
                )
            )

        if not _works(ask):
            raise DenseUnavailable
        return list(found["ids"][0]), 1 - np.asarray(found["distances"][0], np.float32)

    def similarities(self, query: Vector, ids: Sequence[str]) -> dict[str, float]:
        known, matrix = self._truth.of(self._model, ids)
        if not known:
            return {}
        return dict(zip(known, (matrix @ query).tolist(), strict=True))

    def refresh(self) -> None:
        """Bring the index in line with the truth; rebuild it when it cannot be."""
        if not _works(lambda: self._align(self._collection)):
            self.rebuild()

    def rebuild(self) -> None:
        """Build the index anew from the truth; searches go on in the old one meanwhile."""
        self._kept = None
        self._moments = RunningMoments()
        self._align(self._place.open(self.name, fresh=True))
        self._place.settle()

    def close(self) -> None:
        self._place.close()
        self._collection = None
        self._count = 0

    def _open(self) -> None:
        def connect() -> None:
            collection = self._place.open(self.name, fresh=False)
            _ask(collection)
            self._align(collection)

        if _works(connect):
            self._place.settle()
            return
        _log.warning("Chỉ mục vectơ bị hỏng, đang dựng lại từ dữ liệu đã lưu.")
        self.rebuild()
        self.healed = True

    def _align(self, collection: Any) -> None:
        # Read in this order, what another process adds meanwhile is never taken for superfluous.
        kept = self._kept
        if kept is None or self._place.shared:
            kept = set(collection.get(include=[])["ids"])
        truth = set(self._truth.ids(self._model))
        for part in _parts(sorted(kept - truth)):
            collection.delete(ids=part)
        for part in _parts(sorted(truth - kept)):
            ids, matrix = self._truth.of(self._model, part)
            if ids:
                collection.upsert(ids=ids, embeddings=matrix)
        self._moments.follow(truth, lambda ids: self._truth.of(self._model, ids))
        self._kept, self._collection = truth, collection
        self._count = collection.count()


def _ask(collection: Any) -> None:
    """A health query: what a broken collection cannot answer."""
    if not collection.count():
        return
    sample = collection.get(limit=1, include=["embeddings"])
    collection.query(query_embeddings=sample["embeddings"], n_results=1)


def _collection(client: Any, name: str) -> Any:
    return client.get_or_create_collection(
        name, configuration={"hnsw": _HNSW}, embedding_function=None
    )


def _quiet() -> Any:
    import chromadb

    return chromadb.Settings(anonymized_telemetry=False)


def _parts(ids: list[str]) -> list[list[str]]:
    return [ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH)]


def _works(step: Callable[[], object]) -> bool:
    try:
        step()
    except (KeyboardInterrupt, SystemExit, UserError):
        raise
    except BaseException as error:  # noqa: BLE001 - Chroma's engine panics past Exception
        _log.info("chroma: %s", error)
        return False
    return True
