"""LangChain's view of the library: a retriever that gives Documents with ids and scores."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.domain import Chunk, ScoredChunk


class PassageRetriever(BaseRetriever):
    """Passages as Documents, each with its neighbours when they are asked for.

    Attributes:
        search: a query → passages, best first.
        around: a passage's id and a number → so many passages before and after it.
        context: that number; 0 for none.
    """

    search: Callable[[str], list[ScoredChunk]]
    around: Callable[[str, int], tuple[list[Chunk], list[Chunk]]]
    context: int = 0

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        documents = []
        for hit in self.search(query):
            document = to_document(hit)
            if self.context:
                before, after = self.around(hit.chunk.id, self.context)
                document.metadata["before"] = [chunk.text for chunk in before]
                document.metadata["after"] = [chunk.text for chunk in after]
            documents.append(document)
        return documents


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
