"""LangChain's view of the embedding model. Apart from the model: its import takes a second."""

from __future__ import annotations

from langchain_core.embeddings import Embeddings

from assistant.retrieval.embeddings import SentenceEmbeddings


class PassageEmbeddings(Embeddings):
    """The library's vectors for whatever takes LangChain's ``Embeddings``."""

    def __init__(self, model: SentenceEmbeddings) -> None:
        self._model = model

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self._model.passages(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        row: list[float] = self._model.query(text).tolist()
        return row
