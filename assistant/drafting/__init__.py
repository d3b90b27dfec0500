"""Drafts sections and reports from staff notes, with or without a language model."""

from assistant.drafting.outlines import load_outline, outline_names
from assistant.drafting.request import DraftRequest, NoteSource
from assistant.drafting.service import draft_report, draft_section

__all__ = [
    "DraftRequest",
    "NoteSource",
    "draft_report",
    "draft_section",
    "load_outline",
    "outline_names",
]
