"""The office's data in one SQLite file: library sources, reports with their versions, chat."""

from assistant.workspace.records import (
    ChunkTraits,
    DismissalRecord,
    MaterialRecord,
    MessageRecord,
    PendingText,
    ReportRecord,
    SectionRecord,
    SourceRecord,
    VersionRecord,
)
from assistant.workspace.workspace import Workspace

__all__ = [
    "ChunkTraits",
    "DismissalRecord",
    "MaterialRecord",
    "MessageRecord",
    "PendingText",
    "ReportRecord",
    "SectionRecord",
    "SourceRecord",
    "VersionRecord",
    "Workspace",
]
