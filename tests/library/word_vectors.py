"""An embedder for tests that are not about the quality of embedding."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pytest

from assistant.language.tokens import lexical_tokens
from assistant.library.vectors import VectorSide


class WordVectors:
    """Vectors from the words of a text: alike where words are shared, in no time."""

    loaded = True

    def __init__(self) -> None:
        self.texts = 0

    def load(self) -> None: ...

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += len(texts)
        return np.array([self.query(text) for text in texts], np.float32)

    def query(self, text: str) -> np.ndarray:
        vector = np.full(64, 0.01, np.float32)
        for token in lexical_tokens(text):
            vector[int(hashlib.md5(token.encode()).hexdigest(), 16) % 64] += 1
        return vector / np.linalg.norm(vector)


def use_word_vectors(monkeypatch: pytest.MonkeyPatch) -> WordVectors:
    """Let every library of this test embed with one ``WordVectors``, which is returned."""
    model = WordVectors()

    def use(side: VectorSide) -> WordVectors:
        side._embeddings = model  # type: ignore[assignment]
        return model

    monkeypatch.setattr(VectorSide, "_model", use)
    monkeypatch.setattr(VectorSide, "model_ready", True)
    return model
