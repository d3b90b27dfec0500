"""Runs the prepared model: texts to unit vectors, with nothing but tokenizers and ONNX Runtime.

Loading takes a third of a second where sentence-transformers takes six, so that a command which
embeds one question need not wait for it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.e5.graph import INPUT

MODEL_FILE, TOKENIZER_FILE = "model.onnx", "tokenizer.json"
#: Tokens computed at once: enough to keep a core busy, little enough to stay in its cache.
_BATCH_TOKENS = 512

TokenIds = list[int]


class E5Encoder:
    """Safe to call from several threads; none waits for another.

    Raises OSError where the folder does not hold a prepared model, ValueError where it is damaged.
    """

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        # One thread a batch, and as many batches as cores: that scales, one batch cut up does not.
        options.intra_op_num_threads = 1
        # Beyond the basic level it merges additions into a slower kernel.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        model = (folder / MODEL_FILE).read_bytes()
        tokenizer = (folder / TOKENIZER_FILE).read_bytes()
        try:
            self._session = onnxruntime.InferenceSession(
                model, options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_buffer(tokenizer)
        except Exception as error:  # both libraries raise classes of their own
            raise ValueError(f"{folder}: {error}") from error
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="e5")

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector a text, prefixes included by the caller; texts in NFC."""
        return self.vectors(self.token_ids(texts))

    def token_ids(self, texts: Sequence[str]) -> list[TokenIds]:
        """Cut to the model's longest input."""
        return [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]

    def vectors(self, token_ids: Sequence[TokenIds]) -> NDArray[np.float32]:
        """One unit vector a sequence, in the order given."""
        batches = _batches(token_ids)
        run = self._pool.map if len(batches) > 1 else map
        parts = list(run(lambda rows: self._run([token_ids[row] for row in rows]), batches))
        if not parts:
            return np.zeros((0, self._session.get_outputs()[0].shape[1]), np.float32)
        made = np.concatenate(parts)
        ordered = np.empty_like(made)
        ordered[[row for rows in batches for row in rows]] = made
        return ordered

    def _run(self, batch: list[TokenIds]) -> NDArray[np.float32]:
        (vectors,) = self._session.run(None, {INPUT: np.array(batch, np.int64)})
        return np.asarray(vectors, np.float32)


def _batches(token_ids: Sequence[TokenIds]) -> list[list[int]]:
    """Rows of like length together, so that nothing is padded; the longest first."""
    by_length: dict[int, list[int]] = {}
    for row, ids in enumerate(token_ids):
        by_length.setdefault(len(ids), []).append(row)
    batches = []
    for length, rows in sorted(by_length.items(), reverse=True):
        size = max(1, _BATCH_TOKENS // length)
        batches += [rows[start : start + size] for start in range(0, len(rows), size)]
    return batches
