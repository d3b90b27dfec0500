"""Files in, passages out: loads documents and cuts them where their structure says. No store."""

from assistant.corpus.chunking import chunk_document, indexed_text
from assistant.corpus.facts import DocumentFacts, describe
from assistant.corpus.loading import READABLE_SUFFIXES, load_document

__all__ = [
    "READABLE_SUFFIXES",
    "DocumentFacts",
    "chunk_document",
    "describe",
    "indexed_text",
    "load_document",
]
