"""The saved versions of a section: choose one, see what has changed since, bring it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from assistant.chat.desk import Desk
from assistant.chat.word_diff import Change, Piece, word_diff
from assistant.domain import UserError
from assistant.ui.errors import told
from assistant.ui.wiring import QUIET, Updates, View
from assistant.workspace import SectionRecord, VersionRecord

_ORIGINS = {
    "draft": "soạn",
    "regenerate": "viết lại",
    "edit": "sửa",
    "restore": "khôi phục",
    "undo": "hoàn tác",
    "conflict": "bản sửa trùng, chưa dùng",
}
_HINT = '<p class="hint">Chọn một bản để xem từ bản đó đến nay đã thêm, bớt những gì.</p>'


@dataclass(frozen=True, slots=True)
class VersionsBox:
    choice: gr.Dropdown
    changes: gr.HTML
    restore: gr.Button

    @property
    def outputs(self) -> list[Any]:
        return [self.choice, self.changes, self.restore]

    def show(self, desk: Desk, section: SectionRecord) -> Updates:
        """The versions to choose from; none is chosen."""
        versions = desk.versions(section.report_id, section.key)
        return {
            self.choice: gr.update(choices=version_choices(versions), value=None),
            self.changes: _HINT,
            self.restore: gr.update(interactive=False),
        }

    def connect(
        self, desk_of: Callable[[], Desk], place: list[Any], everything: list[Any], view: View
    ) -> None:
        def compare(report_id: int, key: str, version: int, number: int | None) -> Updates:
            desk = desk_of()
            chosen = _version(desk, report_id, key, number)
            present = desk.workspace.reports.section(report_id, key).text
            return {
                self.changes: changes_html(chosen.number, word_diff(chosen.text, present)),
                self.restore: gr.update(interactive=chosen.text != present),
            }

        def restore(report_id: int, key: str, version: int, number: int | None) -> Updates:
            desk = desk_of()
            chosen = _version(desk, report_id, key, number)
            desk.restore(report_id, key, chosen.number, version)
            return view(report_id, key, f"✔ Đã khôi phục bản {chosen.number}")

        asked = [*place, self.choice]
        self.choice.input(told(compare), asked, [self.changes, self.restore], **QUIET)
        self.restore.click(told(restore), asked, everything, **QUIET)


def build_versions_box() -> VersionsBox:
    with gr.Accordion("Các bản đã lưu", open=False, elem_id="versions"):
        return VersionsBox(
            gr.Dropdown(label="Chọn bản", choices=[], interactive=True, elem_id="version-choice"),
            gr.HTML(_HINT, elem_id="version-changes"),
            gr.Button("Khôi phục bản này", size="sm", interactive=False, elem_id="restore"),
        )


def changes_html(number: int, pieces: tuple[Piece, ...]) -> str:
    """The present text against version ``number``: each change by a sign, a line and a word that
    is read out, beside its colour."""
    added = sum(piece.words for piece in pieces if piece.change is Change.ADDED)
    removed = sum(piece.words for piece in pieces if piece.change is Change.REMOVED)
    if all(piece.change is Change.KEPT for piece in pieces):
        return f'<p class="hint" role="status">Bản {number} giống hệt bản đang có.</p>'
    return (
        f'<p class="hint" role="status">Từ bản {number} đến bản đang có: thêm {added} chữ, '
        f"bớt {removed} chữ.</p>"
        f'<div class="changes" tabindex="0" role="region" aria-label="Những chỗ đã đổi">'
        f"{''.join(map(_piece, pieces))}</div>"
    )


def _piece(piece: Piece) -> str:
    text = escape(piece.text)
    match piece.change:
        case Change.ADDED:
            return f'<ins><span class="hide">(thêm:) </span>{text}</ins>'
        case Change.REMOVED:
            return f'<del><span class="hide">(bớt:) </span>{text}</del>'
    return text


def version_choices(versions: list[VersionRecord]) -> list[tuple[str, int]]:
    """The versions to go back to, newest first; of a run of edits within ten minutes the last."""
    choices: list[tuple[str, int]] = []
    previous: VersionRecord | None = None
    for version in versions:
        if previous is not None and (
            version.text == previous.text
            or (version.origin == previous.origin == "edit" and _near(version, previous))
        ):
            continue
        previous = version
        stamp = version.created_at.astimezone().strftime("%H:%M %d/%m/%Y")
        words = len(version.text.split())
        name = _ORIGINS.get(version.origin, version.origin)
        choices.append((f"Bản {version.number} · {name} · {stamp} · {words} chữ", version.number))
    return choices


def _near(older: VersionRecord, newer: VersionRecord) -> bool:
    return abs((newer.created_at - older.created_at).total_seconds()) < 600


def _version(desk: Desk, report_id: int, key: str, number: int | None) -> VersionRecord:
    for version in desk.versions(report_id, key):
        if number is not None and version.number == int(number):
            return version
    raise UserError("Chưa chọn bản. Hãy chọn một bản trong danh sách “Các bản đã lưu”.")
