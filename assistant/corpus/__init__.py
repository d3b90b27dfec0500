"""Files in, passages out: loads documents and cuts them where their structure says. No store."""

from assistant.corpus.chunking import chunk_document, indexed_text
from assistant.corpus.facts import DocumentFacts, describe
from assistant.corpus.file_bytes import read_bytes
from assistant.corpus.loading import READABLE_SUFFIXES, check_name, load_document

__all__ = [
    "READABLE_SUFFIXES",
    "DocumentFacts",
    "check_name",
    "chunk_document",
    "describe",
    "indexed_text",
    "load_document",
    "read_bytes",
]
