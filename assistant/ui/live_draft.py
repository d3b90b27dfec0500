"""A section while a model writes it, under the editor; nothing of it is kept until it is done."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.chat.respond import told_of
from assistant.domain import Draft
from assistant.ui.report_panel import busy


def writing(said: str, words: str) -> str:
    """The line of what is being done, with the model's words so far where there are any."""
    if not words:
        return busy(said)
    return (
        f"{busy('Mô hình đang viết…')}"
        f'<div class="live-draft" id="live-draft" aria-live="off">{escape(words)}</div>'
    )


def drafted(drafts: Sequence[Draft]) -> str:
    """What to say of a finished draft: who wrote it and what that cost."""
    return " ".join(["✔ Đã soạn xong.", *map(escape, told_of(drafts))])
