"""Similarity to every vector: what a dense index offers, and the exact one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Moments:
    """Mean and covariance of all vectors of a corpus.

    They give the mean and the deviation of a query's similarity to the whole corpus exactly,
    without looking at the corpus: mean(q·v) = q·μ and var(q·v) = qᵀΣq.
    """

    mean: NDArray[np.float64]
    covariance: NDArray[np.float64]

    @classmethod
    def of(cls, matrix: Vector) -> Moments:
        rows = matrix.astype(np.float64)
        mean = rows.mean(axis=0)
        return cls(mean, (rows.T @ rows) / len(rows) - np.outer(mean, mean))

    def standardise(self, query: Vector, similarities: Vector) -> NDArray[np.float64]:
        """Similarities as deviations from the corpus's mean; 0 where all vectors are alike."""
        q = query.astype(np.float64)
        variance = float(q @ self.covariance @ q)
        if variance <= 1e-12:
            return np.zeros(len(similarities))
        centred: NDArray[np.float64] = (similarities - float(q @ self.mean)) / np.sqrt(variance)
        return centred


class DenseUnavailable(Exception):
    """The index cannot answer now: search by words, and heal it."""


class DenseIndex(Protocol):
    """Vectors of passages by id. Similarities are cosines; all vectors have unit length."""

    @property
    def moments(self) -> Moments: ...

    def __len__(self) -> int: ...

    def nearest(self, query: Vector, limit: int) -> tuple[list[str], Vector]:
        """The ids nearest to ``query``, best first, with their similarities.

        Raises:
            DenseUnavailable: the index is broken or out of reach.
        """

    def similarities(self, query: Vector, ids: Sequence[str]) -> dict[str, float]:
        """For the ids that have a vector."""


class ExactIndex:
    """All vectors in memory, compared one by one."""

    def __init__(self, ids: Sequence[str], matrix: Vector) -> None:
        self._ids = list(ids)
        self._row = {identifier: row for row, identifier in enumerate(self._ids)}
        self._matrix = matrix
        self.moments = Moments.of(matrix)

    def __len__(self) -> int:
        return len(self._ids)

    def nearest(self, query: Vector, limit: int) -> tuple[list[str], Vector]:
        similarities = self._matrix @ query
        best = top_rows(similarities, limit)
        return [self._ids[row] for row in best], similarities[best]

    def similarities(self, query: Vector, ids: Sequence[str]) -> dict[str, float]:
        known = [identifier for identifier in ids if identifier in self._row]
        values = self._matrix[[self._row[identifier] for identifier in known]] @ query
        return dict(zip(known, values.tolist(), strict=True))


def top_rows(values: NDArray[np.floating], limit: int) -> NDArray[np.intp]:
    """Rows of the ``limit`` largest values, largest first; ties in the order of the rows."""
    if limit >= len(values):
        return np.argsort(-values, kind="stable")
    part = np.sort(np.argpartition(-values, limit)[:limit])
    return part[np.argsort(-values[part], kind="stable")]
