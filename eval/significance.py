"""Whether one system is better than another on the same questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_ROUNDS, _SEED = 10_000, 2026


@dataclass(frozen=True, slots=True)
class Difference:
    """Mean of paired differences, its 95 % interval, and p of the two-sided test."""

    mean: float
    low: float
    high: float
    p: float


def paired_bootstrap(ours: Sequence[float], theirs: Sequence[float]) -> Difference:
    """Percentile bootstrap over questions (Efron and Tibshirani 1993), seeded.

    p is twice the share of resamples whose mean lies on the other side of zero, at least
    2 / (rounds + 1).
    """
    differences = np.asarray(ours, float) - np.asarray(theirs, float)
    rng = np.random.default_rng(_SEED)
    picks = rng.integers(0, len(differences), (_ROUNDS, len(differences)))
    means = differences[picks].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    beyond = min((means <= 0).sum(), (means >= 0).sum())
    p = min(1.0, 2 * (int(beyond) + 1) / (_ROUNDS + 1))
    return Difference(float(differences.mean()), float(low), float(high), p)
