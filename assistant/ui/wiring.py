"""What the parts of the page share when they connect their handlers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

#: New values by component.
Updates = dict[Any, Any]
#: (report, section, what to say) → the whole page as the workspace has it.
View = Callable[[int | None, str | None, str], Updates]

#: A handler of the page alone: no bar of Gradio's over the parts, no name in an API.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
