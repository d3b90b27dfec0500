"""What is compared: the product's search, its two sides alone, and plain bm25s."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise

from assistant.language.text import nfc
from assistant.library.prepare import adopt_shipped_vectors
from assistant.library.shelf import LexicalShelf
from assistant.library.vectors import VectorSide
from assistant.retrieval.search import HybridSearch
from assistant.settings import Settings
from assistant.workspace import Workspace
from eval.retrieval.sets import LabelledSet

#: A question → names of documents, best first.
Ranker = Callable[[str], list[str]]

FUSED, LEXICAL, DENSE = "fused", "lexical", "dense"
BIGRAMS, SYLLABLES = "bm25_bigrams", "bm25_syllables"
#: Names and what the reader of a report calls them.
TITLES = {
    FUSED: "Chương trình",
    LEXICAL: "Chỉ từ ngữ",
    DENSE: "Chỉ vectơ",
    BIGRAMS: "bm25s, cặp âm tiết",
    SYLLABLES: "bm25s, âm tiết",
}
#: Documents that a ranking holds.
DEPTH = 50
#: Passages looked at for them: several may belong to one document.
_PASSAGES = 300
_SOURCE = "corpus"
_SYLLABLE = re.compile(r"\w+")


@contextmanager
def rankers(
    labelled: LabelledSet, settings: Settings, say: Callable[[str], None]
) -> Iterator[dict[str, Ranker]]:
    """The systems over one set. Vectors are kept in the data folder for the next run.

    Raises:
        UserError: the embedding model cannot be had.
    """
    home = settings.home / "eval" / labelled.key
    workspace = Workspace.open(home)
    vectors = VectorSide(settings, workspace, home / "chroma")
    try:
        if not workspace.library.has_content(_SOURCE):
            passages = [(replace(c, source_id=_SOURCE), text) for c, text in labelled.passages]
            workspace.library.add_source(_SOURCE, _SOURCE, _SOURCE, "law", "", passages)
        adopt_shipped_vectors(settings, workspace)
        shelf = LexicalShelf(home / "lexical")
        listing = shelf.open(workspace.library.revision()) or shelf.build(workspace)
        search = HybridSearch(listing.index())
        vectors.embed_pending(say, lambda: False)
        vectors.warm(owner=True)
        index, embed = vectors.ready(owner=True)
        assert index is not None
        assert embed is not None

        def documents(ids: Iterable[str]) -> list[str]:
            return list(dict.fromkeys(labelled.documents[i] for i in ids))[:DEPTH]

        def fused(query: str) -> list[str]:
            hits = search.search(query, _PASSAGES, dense=index, embed=embed)
            return documents(identifier for identifier, _ in hits)

        def lexical(query: str) -> list[str]:
            return documents(identifier for identifier, _ in search.search(query, _PASSAGES))

        def dense(query: str) -> list[str]:
            return documents(index.nearest(embed(query), _PASSAGES)[0])

        yield {
            FUSED: fused,
            LEXICAL: lexical,
            DENSE: dense,
            BIGRAMS: _plain(labelled, bigrams=True),
            SYLLABLES: _plain(labelled, bigrams=False),
        }
    finally:
        vectors.close_index()
        workspace.close()


def _plain(labelled: LabelledSet, *, bigrams: bool) -> Ranker:
    """bm25s with its own defaults over whole documents."""
    import bm25s

    texts: dict[str, list[str]] = {}
    for chunk, text in labelled.passages:
        parts = texts.setdefault(labelled.documents[chunk.id], [])
        parts.append(chunk.text if parts else text)  # title and path only once
    names = list(texts)
    engine = bm25s.BM25(csc_backend="numpy")
    engine.index(
        [_terms("\n".join(parts), bigrams=bigrams) for parts in texts.values()],
        show_progress=False,
    )

    def rank(query: str) -> list[str]:
        terms = _terms(query, bigrams=bigrams)
        found, _ = engine.retrieve([terms], k=min(DEPTH, len(names)), show_progress=False)
        return [names[row] for row in found[0]]

    return rank


def _terms(text: str, *, bigrams: bool) -> list[str]:
    syllables = _SYLLABLE.findall(nfc(text).lower())
    return syllables + [f"{a} {b}" for a, b in pairwise(syllables)] if bigrams else syllables
