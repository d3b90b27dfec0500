"""The dense side of a library: making vectors, keeping Chroma in line, or going without it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.library.summary import Progress
from assistant.retrieval.dense import DenseIndex, ExactIndex, Vector
from assistant.retrieval.weights import MODEL_NAME, is_prepared
from assistant.settings import Settings
from assistant.workspace import Workspace

if TYPE_CHECKING:
    from assistant.retrieval.embeddings import SentenceEmbeddings
    from assistant.retrieval.store import ChromaIndex

Embed = Callable[[str], Vector]
#: Passages embedded at once: a clerk's query waits for no more than one batch.
_BATCH = 16
_REPORT_EVERY = 8
_REFRESH_EVERY = 64


class VectorSide:
    def __init__(self, settings: Settings, workspace: Workspace, folder: Path) -> None:
        self.model = settings.embedding_model
        self._settings = settings
        self._workspace = workspace
        self._folder = folder
        self._lock = threading.RLock()
        self._embeddings: SentenceEmbeddings | None = None
        self._chroma: ChromaIndex | None = None
        self._exact: tuple[tuple[str, str], ExactIndex] | None = None

    @property
    def model_ready(self) -> bool:
        """Whether the model can be loaded without preparing or downloading it."""
        if self.model == MODEL_NAME:
            return is_prepared(self._settings.models)
        return Path(self.model).is_dir()

    def ready(self, *, owner: bool) -> tuple[DenseIndex | None, Embed | None]:
        """The index and the embedder for a search; None for both where words must do."""
        if owner:
            index, model = self._chroma, self._embeddings
            if index is None or model is None or not model.loaded or not len(index):
                return None, None
            return index, model.query
        if not self.model_ready:
            return None, None
        exact = self._exact_index()
        return (exact, self._model().query) if exact is not None else (None, None)

    def warm(self, *, owner: bool) -> None:
        if not self.model_ready:
            return
        self._model().load()
        if owner:
            self.refresh()
        else:
            self._exact_index()

    def embed_pending(self, progress: Progress, stop: Callable[[], bool]) -> int:
        """Texts without a vector get one, the short ones first. The lock of the folder is held."""
        store = self._workspace.library
        pending = sorted(store.pending_texts(self.model).items(), key=lambda item: len(item[1]))
        made = 0
        if pending:
            progress(f"Đang nạp mô hình nhúng cho {len(pending)} đoạn…")
            self._model().load()
        for number, start in enumerate(range(0, len(pending), _BATCH), 1):
            if stop():
                break
            batch = pending[start : start + _BATCH]
            rows = self._model().passages([text for _, text in batch])
            store.add_vectors(
                self.model, {key: row for (key, _), row in zip(batch, rows, strict=True)}
            )
            made += len(batch)
            if number % _REPORT_EVERY == 0 or made == len(pending):
                progress(f"Đã lập vectơ cho {made}/{len(pending)} đoạn.")
            if number % _REFRESH_EVERY == 0:
                self.refresh()
        self.refresh()
        return made

    def refresh(self) -> None:
        """Bring Chroma in line with the workspace; the lock of the folder is held."""
        with self._lock:
            if self._chroma is not None:
                self._chroma.refresh()
            elif self._workspace.library.count_vectors(self.model):
                self._open_chroma()

    def rebuild(self) -> None:
        """Build Chroma anew; the lock of the folder is held."""
        with self._lock:
            self._open_chroma().rebuild()

    def close_index(self) -> None:
        with self._lock:
            if self._chroma is not None:
                self._chroma.close()
                self._chroma = None

    def _open_chroma(self) -> ChromaIndex:
        if self._chroma is None:
            from assistant.retrieval.store import ChromaIndex

            self._chroma = ChromaIndex(self._folder, self.model, self._workspace.library)
        return self._chroma

    def _exact_index(self) -> ExactIndex | None:
        store = self._workspace.library
        key = (store.revision(), store.vectors_revision())
        with self._lock:
            if self._exact is None or self._exact[0] != key:
                ids, matrix = store.vectors(self.model)
                if not ids:
                    return None
                self._exact = (key, ExactIndex(ids, matrix))
            return self._exact[1]

    def _model(self) -> SentenceEmbeddings:
        with self._lock:
            if self._embeddings is None:
                from assistant.retrieval.embeddings import SentenceEmbeddings

                self._embeddings = SentenceEmbeddings(self.model, self._settings.models)
            return self._embeddings
