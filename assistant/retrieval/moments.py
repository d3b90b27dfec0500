"""Mean and covariance of a growing set of vectors, without looking at the old ones again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.dense import Moments, Vector

_BATCH = 4_000
_NONE = Moments(np.zeros(0), np.zeros((0, 0)))


class RunningMoments:
    """Follows a set of ids. Additions cost what is added; after a removal all are read again."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._ids: set[str] = set()
        self._count = 0
        self._sum: NDArray[np.float64] = np.zeros(0)
        self._products: NDArray[np.float64] = np.zeros((0, 0))

    @property
    def value(self) -> Moments:
        if not self._count:
            return _NONE
        mean = self._sum / self._count
        return Moments(mean, self._products / self._count - np.outer(mean, mean))

    def follow(
        self, ids: set[str], read: Callable[[Sequence[str]], tuple[list[str], Vector]]
    ) -> None:
        """Be the moments of the vectors of ``ids``; ``read`` gives rows for ids."""
        if self._ids - ids:
            self._forget()
        new = sorted(ids - self._ids)
        for start in range(0, len(new), _BATCH):
            known, matrix = read(new[start : start + _BATCH])
            if not known:
                continue
            rows = matrix.astype(np.float64)
            if not self._count:
                self._sum = np.zeros(rows.shape[1])
                self._products = np.zeros((rows.shape[1], rows.shape[1]))
            self._sum += rows.sum(axis=0)
            self._products += rows.T @ rows
            self._count += len(known)
            self._ids.update(known)
