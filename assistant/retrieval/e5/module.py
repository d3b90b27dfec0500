"""The prepared model as a module of sentence-transformers."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from sentence_transformers.base.modules import InputModule

from assistant.retrieval.e5.encoder import MODEL_FILE, TOKENIZER_FILE, E5Encoder, TokenIds


class E5Module(InputModule):  # type: ignore[misc]
    """Tokenises, runs and pools; the only module that the model needs."""

    def __init__(self, folder: Path, encoder: E5Encoder) -> None:
        super().__init__()
        self._folder = folder
        self._encoder = encoder

    def preprocess(
        self, inputs: Sequence[str], prompt: str | None = None, **_: Any
    ) -> dict[str, Any]:
        texts = [(prompt or "") + text for text in inputs]
        return {"token_ids": self._encoder.token_ids(texts)}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        token_ids: list[TokenIds] = features["token_ids"]
        return {
            **features,
            "sentence_embedding": torch.from_numpy(self._encoder.vectors(token_ids)),
        }

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        for name in (MODEL_FILE, TOKENIZER_FILE):
            shutil.copyfile(self._folder / name, Path(output_path) / name)
