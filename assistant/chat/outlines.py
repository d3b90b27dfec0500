"""The superior's own outline of a report: read from its file, kept with the report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.corpus import load_document
from assistant.domain import UserError
from assistant.drafting.guideline import read_guideline
from assistant.drafting.outlines import Outline, load_outline
from assistant.workspace import ReportRecord, Workspace
from assistant.workspace.codec import from_json, to_json

#: The kind under which a report's outline is kept.
OUTLINE = "outline"
_SUFFIXES = (".docx", ".docm")


def read_outline_file(
    path: Path, report_type: str, *, progress: Callable[[str], None] | None = None
) -> Outline:
    """The outline in a superior's .docx.

    Raises:
        UserError: the file is no .docx, cannot be read (encrypted, empty, damaged), or has no
            headings.
    """
    if path.suffix.lower() not in _SUFFIXES:
        raise UserError(
            f"Đề cương của cấp trên phải là tệp .docx; “{path.name}” không phải. Hãy mở tệp bằng "
            "Word rồi lưu lại dạng .docx (Save As › Word Document)."
        )
    return read_guideline(load_document(path, progress=progress), report_type)


def outline_material(outline: Outline) -> tuple[str, str, dict[str, Any]]:
    """An outline as it is kept with its report."""
    return OUTLINE, outline.source, to_json(outline)


def outline_of(workspace: Workspace, report: ReportRecord) -> Outline | None:
    """The superior's outline of the report; None where it goes by the shipped one."""
    for kept in workspace.materials.of_report(report.id, OUTLINE):
        return from_json(Outline, kept.data)
    return None


def report_outline(workspace: Workspace, report: ReportRecord) -> Outline:
    """The outline that the report goes by."""
    return outline_of(workspace, report) or load_outline(report.report_type)
