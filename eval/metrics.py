"""Rank metrics over ids. Each takes a ranking, best first, and the relevant ids."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log2


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str]) -> float:
    """1 over the place of the first relevant id; 0 when there is none."""
    return next((1.0 / place for place, i in enumerate(ranking, 1) if i in relevant), 0.0)


def recall_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """The share of the relevant ids among the first ``k``; 0 when nothing is relevant."""
    return len(set(ranking[:k]) & set(relevant)) / len(set(relevant)) if relevant else 0.0


def ndcg_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Normalised discounted cumulative gain with gains of 0 and 1."""
    gain = sum(1 / log2(place + 1) for place, i in enumerate(ranking[:k], 1) if i in relevant)
    ideal = sum(1 / log2(place + 1) for place in range(1, min(k, len(set(relevant))) + 1))
    return gain / ideal if ideal else 0.0


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def f_measure_at(ranking: Sequence[str], relevant: Collection[str], k: int, beta: float) -> float:
    """F of the first ``k`` as the answer; ``beta`` 2 weighs recall over precision, as the shared
    tasks on legal retrieval do (ALQAC: macro F2)."""
    hits = len(set(ranking[:k]) & set(relevant))
    if not hits:
        return 0.0
    precision, recall = hits / min(k, len(ranking)), hits / len(set(relevant))
    return (1 + beta**2) * precision * recall / (beta**2 * precision + recall)
