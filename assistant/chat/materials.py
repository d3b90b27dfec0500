"""What was given beside a report, in words for its head."""

from __future__ import annotations

from assistant.chat.priors import PRIOR
from assistant.workspace import Workspace


def given_beside(workspace: Workspace, report_id: int) -> list[str]:
    """One Vietnamese line for each thing that the report was given."""
    return [
        f"So sánh với: {kept.name} ({kept.data.get('period', '')})"
        for kept in workspace.materials.of_report(report_id, PRIOR)
    ]
