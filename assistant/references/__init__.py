"""Finds, parses and formats references to Vietnamese legal and office documents. Pure; no I/O."""

from assistant.references.find import find_references
from assistant.references.format import cite_full, cite_short
from assistant.references.number import DocumentNumber, parse_number

__all__ = ["DocumentNumber", "cite_full", "cite_short", "find_references", "parse_number"]
