"""What was given beside a report, in words for its head."""

from __future__ import annotations

from assistant.chat.outlines import OUTLINE
from assistant.chat.priors import PRIOR
from assistant.workspace import Workspace


def given_beside(workspace: Workspace, report_id: int) -> list[str]:
    """One Vietnamese line for each thing that the report was given."""
    said = {
        PRIOR: lambda kept: f"So sánh với: {kept.name} ({kept.data.get('period', '')})",
        OUTLINE: lambda kept: f"Đề cương của cấp trên: {kept.name}",
    }
    return [
        said[kept.kind](kept)
        for kept in workspace.materials.of_report(report_id)
        if kept.kind in said
    ]
