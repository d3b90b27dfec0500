"""The search itself: one query against a lexical index and, where there is one, a dense one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.dense import DenseIndex, Vector
from assistant.retrieval.fusion import Hit, fused_top, lexical_top
from assistant.retrieval.lexical import LexicalIndex


class HybridSearch:
    """Fused search that is lexical alone until there are vectors.

    Args:
        embed: the vector of a query; not called while ``dense`` is None or empty.
    """

    def __init__(
        self,
        lexical: LexicalIndex,
        dense: DenseIndex | None = None,
        embed: Callable[[str], Vector] | None = None,
    ) -> None:
        self.lexical = lexical
        self.dense = dense
        self._embed = embed
        self._row_of = {identifier: row for row, identifier in enumerate(lexical.ids)}

    def search(
        self, query: str, k: int, allowed: NDArray[np.bool_] | None = None
    ) -> list[tuple[str, Hit]]:
        """The best ``k`` ids. ``allowed`` is a mask over ``lexical.ids``, None for all."""
        if k <= 0 or not query.strip():
            return []
        scores = self.lexical.scores(query)
        ids = self.lexical.ids
        if not ids:
            return []
        if self.dense is None or not len(self.dense) or self._embed is None:
            hits = lexical_top(scores, k, allowed)
        else:
            vector = self._embed(query)
            hits = fused_top(scores, ids, self._row_of, self.dense, vector, k, allowed)
        return [(ids[hit.row], hit) for hit in hits]
