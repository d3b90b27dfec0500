"""A search over the library: what is named outright first, then what fits, from many sources."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable

from assistant.domain import ScoredChunk
from assistant.library.exact import named_rows
from assistant.library.filters import Mask, PassageTable, SearchFilter
from assistant.library.shelf import Listing
from assistant.register import load_register
from assistant.retrieval.dense import DenseIndex, DenseUnavailable, Vector
from assistant.retrieval.fusion import Hit
from assistant.retrieval.search import Best, HybridSearch
from assistant.workspace import Workspace

_log = logging.getLogger(__name__)
Dense = tuple[DenseIndex | None, Callable[[str], Vector] | None]


class LibrarySearch:
    """The search over one revision of the library, without what has gone from it since."""

    def __init__(self, listing: Listing, workspace: Workspace) -> None:
        _, stamps = workspace.library.source_stamps()
        listing = listing.within(stamps)
        self.index = listing.index()
        self.table = PassageTable(listing.traits())
        self._hybrid = HybridSearch(self.index)
        self._workspace = workspace

    def search(
        self, query: str, k: int, wanted: SearchFilter, dense: Dense, on_failure: Callable[[], None]
    ) -> list[ScoredChunk]:
        """The best ``k`` passages; see ``Library.search``.

        Args:
            dense: the vectors and what makes one of the query; None for both: by words alone.
            on_failure: called when the vectors cannot be asked; words alone answer then.
        """
        if k <= 0 or not query.strip():
            return []
        allowed = self.table.mask(wanted)
        try:
            hits = self._ranked(query, k, allowed, dense)
        except DenseUnavailable:
            _log.warning("Chỉ mục vectơ không trả lời; tìm theo từ ngữ.")
            on_failure()
            hits = self._ranked(query, k, allowed, (None, None))
        chunks = self._workspace.library.chunks([self.index.ids[hit.row] for hit in hits])
        found = [(chunks.get(self.index.ids[hit.row]), hit) for hit in hits]
        return [
            ScoredChunk(chunk, hit.score, hit.lexical, hit.dense)
            for chunk, hit in found
            if chunk is not None
        ]

    def _ranked(self, query: str, k: int, allowed: Mask, dense: Dense) -> list[Hit]:
        index, embed = dense
        best = self._hybrid.ask(query, dense=index, embed=embed)
        first: list[Hit] = []
        named = [rows & allowed for rows in named_rows(query, self.table, load_register())]
        for rows in named:
            if len(first) < _named_share(k) and rows.any():
                first += best(_named_share(k) - len(first), rows)
        taken = {hit.row for hit in first}
        rest = self._varied(best, allowed, k + len(taken))
        return [*first, *(hit for hit in rest if hit.row not in taken)][:k]

    def _varied(self, best: Best, allowed: Mask, k: int) -> list[Hit]:
        """The best ``k``, no paper of the office with more than half of them while others answer.

        Articles of one law may well answer together: held to the same, recall@10 on ALQAC (17
        laws) fell from .967 to .961.
        """
        hits = best(k, allowed)
        papers = [hit for hit in hits if not self.table.legal[hit.row]]
        counts = Counter(self.table.source.at(hit.row) for hit in papers)
        most = max(3, k // 2)
        crowding = {source for source, count in counts.items() if count > most}
        if not crowding:
            return hits
        others = best(k, allowed & ~self.table.source.where(lambda source: source in crowding))
        seen: Counter[str | None] = Counter()
        kept: list[Hit] = []
        over: list[Hit] = []
        for hit in hits:
            source = self.table.source.at(hit.row)
            if source in crowding:
                seen[source] += 1
                (kept if seen[source] <= most else over).append(hit)
        merged = sorted([*kept, *others], key=lambda hit: -hit.score)
        return [*merged, *over][:k]


def _named_share(k: int) -> int:
    """Places for what is named: the rest shows what else is said of it."""
    return max(1, (k + 1) // 2)
