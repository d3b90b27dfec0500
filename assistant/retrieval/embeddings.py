"""Dense vectors of queries and passages, by sentence-transformers behind LangChain's interface."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from assistant.domain import UserError
from assistant.language.text import nfc
from assistant.retrieval import weights
from assistant.settings import silence_telemetry

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

#: e5 was trained with these (model card of intfloat/multilingual-e5-small).
_E5_PROMPTS = {"query": "query: ", "passage": "passage: "}
_BATCH = 32


class SentenceEmbeddings(Embeddings):
    """Unit vectors. The model is loaded at the first call, once, whichever thread comes first.

    Args:
        model: "e5-small" (bundled), a folder, or a name on the hub where the office allows it.
        models: where prepared models are kept.
    """

    def __init__(self, model: str, models: Path) -> None:
        self.name = model
        self._models = models
        self._lock = threading.Lock()
        self._loaded: SentenceTransformer | None = None

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self.passages(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        row: list[float] = self.query(text).tolist()
        return row

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, in the order given; batches are made of texts of like length."""
        return self._encode(list(texts), "passage")

    def query(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._encode([text], "query")[0]
        return vector

    @property
    def loaded(self) -> bool:
        return self._loaded is not None

    def load(self) -> None:
        """Load the model now (seconds) rather than at the first query.

        Raises:
            UserError: it is neither prepared nor a folder nor to be had.
        """
        self._model()

    def _encode(self, texts: list[str], role: str) -> NDArray[np.float32]:
        model = self._model()
        prompt = model.prompts.get(role) or (_E5_PROMPTS[role] if "e5" in self.name else "")
        with self._lock:  # tokenizers are not safe to share between threads
            encoded: Any = model.encode(
                [nfc(text) for text in texts],
                prompt=prompt or None,
                batch_size=_BATCH,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(encoded, np.float32)

    def _model(self) -> SentenceTransformer:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> SentenceTransformer:
        silence_telemetry()
        place = self.name
        if self.name == weights.MODEL_NAME:
            place = str(weights.prepare(self._models))
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()
        try:
            return SentenceTransformer(place, device="cpu")
        except (OSError, ValueError) as error:
            raise UserError(
                f"Không nạp được mô hình nhúng “{self.name}”; hãy đặt TLBC_EMBEDDING_MODEL là "
                "e5-small hoặc một thư mục mô hình có sẵn trên máy."
            ) from error
