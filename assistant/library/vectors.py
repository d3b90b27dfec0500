"""The dense side of a library: making vectors, keeping Chroma in line, or going without it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain import UserError
from assistant.library.summary import Progress
from assistant.register import load_register
from assistant.retrieval.dense import DenseIndex, DenseUnavailable, ExactIndex, Vector
from assistant.retrieval.weights import MODEL_NAME, is_prepared
from assistant.settings import Settings
from assistant.workspace import PendingText, Workspace

if TYPE_CHECKING:
    from assistant.retrieval.embeddings import SentenceEmbeddings
    from assistant.retrieval.store import ChromaIndex

_log = logging.getLogger(__name__)

Embed = Callable[[str], Vector]
#: Passages embedded at once: a clerk's query waits for no more than one batch.
_BATCH = 16
_REPORT_EVERY = 8
_REFRESH_EVERY = 64
#: How long what others add to a shared Chroma, or a server that is away, is not looked at again.
_PATIENCE_SECONDS = 15.0


class VectorSide:
    """Vectors by Chroma, for the holder of the folder's lock and wherever a Chroma server is set;
    otherwise by comparing the workspace's own vectors one by one."""

    def __init__(self, settings: Settings, workspace: Workspace, folder: Path) -> None:
        self.model = settings.embedding_model
        self.shared = bool(settings.chroma_url)
        self._follows = self.shared or workspace.database.shared
        self._settings = settings
        self._workspace = workspace
        self._folder = folder
        self._lock = threading.RLock()
        self._embeddings: SentenceEmbeddings | None = None
        self._chroma: ChromaIndex | None = None
        self._exact: tuple[tuple[str, str], ExactIndex] | None = None
        self._followed = ("", "")
        self._looked = -_PATIENCE_SECONDS

    @property
    def model_ready(self) -> bool:
        """Whether the model can be loaded without preparing or downloading it."""
        if self.model == MODEL_NAME:
            return is_prepared(self._settings.models)
        return Path(self.model).is_dir()

    def ready(self, *, owner: bool) -> tuple[DenseIndex | None, Embed | None]:
        """The index and the embedder for a search; None for both where words must do."""
        if owner:
            model = self._embeddings
            if model is None or not model.loaded:
                return None, None
        elif not self.model_ready:
            return None, None
        if self._follows and (owner or self.shared):
            self._follow_others()
        index = self._chroma if owner or self.shared else self._exact_index()
        if index is None or not len(index):
            return None, None
        return index, self._embedder(index)

    def warm(self, *, owner: bool) -> None:
        if not self.model_ready:
            return
        self._model().load()
        if owner or self.shared:
            self.refresh()
        else:
            self._exact_index()

    def embed_pending(self, progress: Progress, stop: Callable[[], bool]) -> int:
        """Texts without a vector get one, the most asked for first. The lock is held."""
        store = self._workspace.vectors
        pending = sorted(store.pending(self.model), key=_urgency())
        made = 0
        if pending:
            progress(f"Đang nạp mô hình nhúng cho {len(pending)} đoạn…")
            self._model().load()
        for number, start in enumerate(range(0, len(pending), _BATCH), 1):
            if stop():
                break
            texts = store.texts([text.key for text in pending[start : start + _BATCH]])
            if not texts:
                continue  # removed meanwhile
            rows = self._model().passages(list(texts.values()))
            if number == 1 and store.dimension(self.model) not in (None, rows.shape[1]):
                progress("Mô hình nhúng đã thay đổi: đang lập lại toàn bộ vectơ.")
                self._forget_all()
                return self.embed_pending(progress, stop)
            store.add(self.model, dict(zip(texts, rows, strict=True)))
            made += len(texts)
            if number % _REPORT_EVERY == 0 or start + _BATCH >= len(pending):
                progress(f"Đã lập vectơ cho {made}/{len(pending)} đoạn.")
            if number % _REFRESH_EVERY == 0:
                self.refresh()
        if self.refresh():
            progress("Chỉ mục vectơ bị hỏng, đã dựng lại từ dữ liệu đã lưu.")
        return made

    def refresh(self) -> bool:
        """Bring Chroma in line with the workspace; the lock of the folder is held.

        Returns:
            Whether it had to be built anew because it was broken.
        """
        with self._lock:
            if self._chroma is not None:
                self._chroma.refresh()
            elif self._workspace.vectors.count(self.model):
                return self._open_chroma().healed
            return False

    def rebuild(self) -> None:
        """Build Chroma anew; the lock of the folder is held."""
        with self._lock:
            self._open_chroma().rebuild()

    def heal(self) -> None:
        """After ``DenseUnavailable``: open Chroma again, anew where it is broken."""
        with self._lock:
            model, kept = self._embeddings, self._workspace.vectors.dimension(self.model)
            if model is not None and kept is not None and kept != len(model.query("")):
                self._forget_all()
                return  # the next ``embed_pending`` makes them all
            self.close_index()
            self.refresh()

    def close_index(self) -> None:
        with self._lock:
            if self._chroma is not None:
                self._chroma.close()
                self._chroma = None

    def _forget_all(self) -> None:
        self._workspace.vectors.drop(self.model)
        with self._lock:
            if self._chroma is not None:
                self._chroma.rebuild()

    def _embedder(self, index: DenseIndex) -> Embed:
        model = self._model()

        def embed(query: str) -> Vector:
            vector = model.query(query)
            if len(vector) != len(index.moments.mean):
                raise DenseUnavailable  # the model was changed for another of the same name
            return vector

        return embed

    def _open_chroma(self) -> ChromaIndex:
        if self._chroma is None:
            from assistant.retrieval.store import ChromaFolder, ChromaIndex, ChromaServer

            url = self._settings.chroma_url
            place = ChromaServer(url) if url else ChromaFolder(self._folder)
            self._chroma = ChromaIndex(place, self.model, self._workspace.vectors)
        return self._chroma

    def _follow_others(self) -> None:
        """Take note of what other processes have added; words must do while the server is away."""
        if time.monotonic() - self._looked < _PATIENCE_SECONDS:
            return
        now = self._revisions()
        if self._chroma is not None and now == self._followed:
            return
        try:
            self.refresh()
            self._followed = now
        except UserError as error:
            _log.warning("%s", error)
        self._looked = time.monotonic()

    def _revisions(self) -> tuple[str, str]:
        return self._workspace.library.revision(), self._workspace.vectors.revision()

    def _exact_index(self) -> ExactIndex | None:
        key = self._revisions()
        with self._lock:
            if self._exact is None or self._exact[0] != key:
                ids, matrix = self._workspace.vectors.all(self.model)
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


def _urgency() -> Callable[[PendingText], tuple[int, int]]:
    """The register first, then the office's own papers, the laws that it knows, all others.

    Among these the short ones: batches of like length are made faster.
    """
    register = load_register()
    rank = {"register": 0, "report": 1, "note": 1}

    def key(text: PendingText) -> tuple[int, int]:
        known = text.instrument is not None and register.get(text.instrument) is not None
        return rank.get(text.kind, 2 if known else 3), text.length

    return key
