"""Dense vectors of queries and passages, by sentence-transformers."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.domain import UserError
from assistant.language.text import nfc
from assistant.retrieval import weights
from assistant.retrieval.e5.encoder import E5Encoder
from assistant.settings import silence_telemetry

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

#: e5 was trained with these (model card of intfloat/multilingual-e5-small).
_E5_PROMPTS = {"query": "query: ", "passage": "passage: "}
_BATCH = 32


class SentenceEmbeddings:
    """Unit vectors. The model is loaded at the first call, once, whichever thread comes first.

    Args:
        model: "e5-small" (bundled), a folder, or a name on the hub where the office allows it.
        models: where prepared models are kept.

    Queries of the bundled model go straight to its encoder, which is the one that
    sentence-transformers runs for passages too: one question need not wait for its import.
    """

    def __init__(self, model: str, models: Path) -> None:
        self.name = model
        self._models = models
        self._lock = threading.RLock()
        self._encoding = threading.Lock()
        self._encoder: E5Encoder | None = None
        self._engine: SentenceTransformer | None = None

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, in the order given; batches are made of texts of like length."""
        return self._encode(list(texts), "passage")

    def query(self, text: str) -> NDArray[np.float32]:
        if self._bundled:
            rows = self._load_encoder().encode([_E5_PROMPTS["query"] + nfc(text)])
        else:
            rows = self._encode([text], "query")
        vector: NDArray[np.float32] = rows[0]
        return vector

    @property
    def loaded(self) -> bool:
        """Whether a query can be embedded at once."""
        return self._encoder is not None or self._engine is not None

    def load(self) -> None:
        """Load what queries need now rather than at the first of them.

        Raises:
            UserError: it is neither prepared nor a folder nor to be had.
        """
        if self._bundled:
            self._load_encoder()
        else:
            self._load_engine()

    @property
    def _bundled(self) -> bool:
        return self.name == weights.MODEL_NAME

    def _encode(self, texts: list[str], role: str) -> NDArray[np.float32]:
        engine = self._load_engine()
        prompt = engine.prompts.get(role) or (_E5_PROMPTS[role] if "e5" in self.name else "")
        # Tokenizers of transformers are not safe to share between threads; the encoder's is.
        with nullcontext() if self._bundled else self._encoding:
            encoded: Any = engine.encode(
                [nfc(text) for text in texts],
                prompt=prompt or None,
                batch_size=_BATCH,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(encoded, np.float32)

    def _load_encoder(self) -> E5Encoder:
        encoder = self._encoder
        if encoder is not None:  # no waiting for the engine, whose loading holds the lock
            return encoder
        with self._lock:
            if self._encoder is None:
                silence_telemetry()
                folder = weights.prepare(self._models)
                try:
                    self._encoder = E5Encoder(folder)
                except (OSError, ValueError) as error:
                    raise UserError(
                        f"Mô hình nhúng trong {folder} bị hỏng; hãy xóa thư mục này rồi chạy "
                        "“python -m assistant prepare” để lập lại."
                    ) from error
            return self._encoder

    def _load_engine(self) -> SentenceTransformer:
        with self._lock:
            if self._engine is None:
                silence_telemetry()
                self._engine = self._bundled_engine() if self._bundled else self._other_engine()
            return self._engine

    def _bundled_engine(self) -> SentenceTransformer:
        encoder = self._load_encoder()
        from sentence_transformers import SentenceTransformer

        from assistant.retrieval.e5.module import E5Module

        module = E5Module(weights.model_folder(self._models), encoder)
        return SentenceTransformer(modules=[module], prompts=_E5_PROMPTS, device="cpu")

    def _other_engine(self) -> SentenceTransformer:
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()
        try:
            return SentenceTransformer(self.name, device="cpu")
        except (OSError, ValueError) as error:
            raise UserError(
                f"Không nạp được mô hình nhúng “{self.name}”; hãy đặt TLBC_EMBEDDING_MODEL là "
                "e5-small hoặc một thư mục mô hình có sẵn trên máy."
            ) from error
