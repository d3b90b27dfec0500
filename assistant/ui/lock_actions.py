"""Locking a sentence from the page: a button beside its evidence, or the key K on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.chat.desk import Desk
from assistant.chat.locking import set_lock
from assistant.ui.errors import told
from assistant.ui.wiring import QUIET, Updates
from assistant.workspace import SectionRecord

#: The answer draws the evidence anew: the same sentence is shown again, the keyboard stays with it.
LOCKS_JS = """
let chosen = null;
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-lock]');
  if (!button) return;
  chosen = button.dataset.lock;
  trigger('click', {number: chosen});
});
watch('value', () => {
  if (chosen !== null) window.tlbcShowSentence?.(chosen);
  chosen = null;
});
"""


def connect_locks(
    grounds: gr.HTML,
    desk_of: Callable[[], Desk],
    place: list[Any],
    outputs: list[Any],
    show: Callable[[SectionRecord, str], Updates],
) -> None:
    """``show`` gives what of the page changes with a section's locks, among ``outputs``."""

    def lock(report_id: int, key: str, version: int, event: gr.EventData) -> Updates:
        section, locked = set_lock(desk_of(), report_id, key, int(event.number), int(version))
        said = (
            "✔ Đã khóa câu: soạn lại sẽ giữ nguyên văn câu này"
            if locked
            else "✔ Đã mở khóa câu: soạn lại có thể viết khác đi"
        )
        return show(section, said)

    grounds.click(told(lock), place, outputs, **QUIET)
