"""LangChain's view of the library: a retriever that gives Documents with ids and scores."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.domain import ScoredChunk

#: (query, k, kind, as_of) → passages, best first.
SearchFunction = Callable[[str, int, str | None, date | None], list[ScoredChunk]]


class PassageRetriever(BaseRetriever):
    """Passages of one kind, valid on a date; None leaves a filter off."""

    search: SearchFunction
    k: int = 10
    kind: str | None = None
    as_of: date | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [to_document(hit) for hit in self.search(query, self.k, self.kind, self.as_of)]


def to_document(hit: ScoredChunk) -> Document:
    """A passage as a LangChain Document; what is unknown is left out of its metadata."""
    chunk = hit.chunk
    metadata: dict[str, Any] = {
        "score": hit.score,
        "lexical": hit.lexical,
        "dense": hit.dense,
        "source_id": chunk.source_id,
        "kind": chunk.kind,
        "title": chunk.title,
        "path": chunk.path,
        "instrument": chunk.instrument,
        "article": chunk.article,
        "period": chunk.period,
        "office": chunk.office,
    }
    known = {key: value for key, value in metadata.items() if value is not None}
    return Document(id=chunk.id, page_content=chunk.text, metadata=known)
