"""Vectors for the benchmark of scale: real ones for as many passages as there is time for, copies
of them with noise for all others, and what the approximate index finds of the real ones."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.library import Library
from assistant.retrieval.dense import ExactIndex, Vector
from assistant.retrieval.embeddings import SentenceEmbeddings
from assistant.retrieval.store import ChromaFolder, ChromaIndex
from assistant.workspace.library_store import text_hash

_SEED = 5
#: Texts read at once and put in order of length, so that batches hold texts of like length.
_BLOCK = 256
#: Rows of copies written in one transaction.
_WRITTEN = 4_000


def passages_in_order(library: Library) -> list[tuple[str, str]]:
    """(id, key of the text) of every passage, by topic and place in it."""
    store = library.workspace.library
    sources = sorted(source.id for source in store.sources("office"))
    return [(identifier, text_hash(text)) for identifier, text, _ in store.passages_of(sources)]


def make_real(
    library: Library,
    model: SentenceEmbeddings,
    keys: Sequence[str],
    seconds: float,
) -> dict[str, float]:
    """Vectors for the texts with these keys, in this order; those that are there stay.

    What is made is kept block by block: killed, the next run goes on from there.

    Args:
        seconds: after which no further block is begun.

    Returns:
        "made", "wall s" and "CPU s" of this call.
    """
    store, name = library.workspace.vectors, library.settings.embedding_model
    pending = {text.key for text in store.pending(name)}
    wanted = [key for key in dict.fromkeys(keys) if key in pending]
    made, wall, used = 0, 0.0, 0.0
    for start in range(0, len(wanted), _BLOCK):
        if made and wall > seconds:
            break
        texts = store.texts(wanted[start : start + _BLOCK])
        begun, busy = time.perf_counter(), time.process_time()
        rows = model.passages(list(texts.values()))
        wall += time.perf_counter() - begun
        used += time.process_time() - busy
        store.add(name, dict(zip(texts, rows, strict=True)))
        made += len(texts)
    return {"made": made, "wall s": wall, "CPU s": used}


def real_rows(library: Library, keys: Sequence[str]) -> dict[str, NDArray[np.float32]]:
    """The vectors that are there, by key of the text."""
    passages = [(i, key) for i, key in passages_in_order(library) if key in set(keys)]
    known, matrix = library.workspace.vectors.of(
        library.settings.embedding_model, [identifier for identifier, _ in passages]
    )
    key_of = dict(passages)
    return {key_of[identifier]: row for identifier, row in zip(known, matrix, strict=True)}


def closeness(matrix: Vector) -> float:
    """The median cosine of a vector to its nearest neighbour, over a sample."""
    rng = np.random.default_rng(_SEED)
    rows = rng.choice(len(matrix), min(500, len(matrix)), replace=False)
    similarities = matrix[rows] @ matrix.T
    similarities[np.arange(len(rows)), rows] = -1
    return float(np.median(similarities.max(axis=1)))


def add_copies(library: Library, real: Vector) -> int:
    """Every passage without a vector gets a copy of a real one with noise; returns how many.

    The noise puts a copy as far from its origin as real vectors are from their nearest neighbours,
    so that the copies crowd and spread as real ones do. They serve to measure time alone.
    """
    store, name = library.workspace.vectors, library.settings.embedding_model
    pending = sorted({text.key for text in store.pending(name)})
    noise = np.sqrt(1 / closeness(real) ** 2 - 1)
    for start in range(0, len(pending), _WRITTEN):
        part = pending[start : start + _WRITTEN]
        rng = np.random.default_rng([_SEED, int(part[0][:8], 16)])
        origins = real[rng.integers(0, len(real), len(part))]
        shift = rng.normal(size=origins.shape)
        shift /= np.linalg.norm(shift, axis=1, keepdims=True)
        rows = origins + noise * shift
        rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        store.add(name, dict(zip(part, rows, strict=True)))
    return len(pending)


class _Truth:
    """A matrix in place of the workspace."""

    def __init__(self, ids: Sequence[str], matrix: Vector) -> None:
        self._ids = list(ids)
        self._row = {identifier: row for row, identifier in enumerate(ids)}
        self._matrix = matrix

    def ids(self, model: str) -> list[str]:
        return self._ids

    def of(self, model: str, ids: Sequence[str]) -> tuple[list[str], Vector]:
        return list(ids), self._matrix[[self._row[identifier] for identifier in ids]]


def recall_of_chroma(folder: Path, matrix: Vector, queries: Vector, k: int) -> dict[str, Any]:
    """What Chroma finds of the ``k`` nearest that an exact scan finds, and the time of both.

    Args:
        folder: for a collection of these vectors alone.
    """
    ids = [f"{row:08d}" for row in range(len(matrix))]
    exact = ExactIndex(ids, matrix)
    begun = time.perf_counter()
    index = ChromaIndex(ChromaFolder(folder), "recall", _Truth(ids, matrix))
    figures: dict[str, Any] = {"vectors": len(ids), "built s": time.perf_counter() - begun}
    shares, ours, scan = [], [], []
    for query in queries:
        begun = time.perf_counter()
        found, _ = index.nearest(query, k)
        middle = time.perf_counter()
        right, _ = exact.nearest(query, k)
        scan.append(time.perf_counter() - middle)
        ours.append(middle - begun)
        shares.append(len(set(found) & set(right)) / len(right))
    index.close()
    figures[f"recall@{k}"] = statistics.fmean(shares)
    figures["queries"] = len(queries)
    figures["queries below full recall"] = sum(share < 1 for share in shares)
    figures["Chroma p50 ms"] = statistics.median(ours) * 1e3
    figures["scan p50 ms"] = statistics.median(scan) * 1e3
    return figures
