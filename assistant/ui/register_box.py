"""The office's own list of instruments, taken into the register from the page."""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.domain import UserError
from assistant.register import load_register
from assistant.register.load import office_folder, office_instruments, shipped_instruments
from assistant.register.office import Update, read_incoming, update
from assistant.ui.errors import told
from assistant.ui.services import Services
from assistant.workspace.audit_store import Audit

REGISTER_SUFFIXES = (".xlsx", ".csv", ".tsv", ".yaml", ".yml", ".zip")
#: So many refused rows are shown; a list may have thousands.
_SHOWN = 20


def build_register_box(services: Services) -> None:
    with gr.Accordion("Bổ sung danh mục văn bản của cơ quan", open=False):
        gr.HTML(
            "<p>Một bảng có cột số, ký hiệu; ngày; cơ quan ban hành; trích yếu; tình trạng hiệu "
            "lực. Tra cứu, soạn và kiểm tra dùng ngay sau khi nhận.</p>"
        )
        state = gr.HTML(state_html, elem_id="register-state")
        upload = gr.File(
            label="Danh mục (.xlsx, .csv) hoặc tệp cập nhật (.yaml, .zip)",
            file_types=list(REGISTER_SUFFIXES),
            height=140,
            elem_id="register-upload",
        )

    def take(path: str) -> dict[Any, Any]:
        try:
            services.changing_office(Audit.OFFICE_CHANGED, f"danh mục {Path(path).name}")
            incoming = read_incoming(Path(path), on=date.today(), register=load_register().all())
            done = update(incoming, office_folder(), shipped=shipped_instruments())
            return {state: update_html(done) + state_html(), upload: None}
        except UserError as error:
            failed = f'<p class="failed" role="alert">✖ {escape(str(error))}</p>'
            return {state: failed + state_html(), upload: None}

    upload.upload(
        told(take), upload, [state, upload], show_progress="hidden", api_visibility="private"
    )


def state_html() -> str:
    """How many instruments are known, and how many of them the office gave."""
    try:
        own, every = len(office_instruments()), len(load_register().all())
    except UserError as error:
        return f'<p class="failed" role="alert">✖ {escape(str(error))}</p>'
    return f"<p>Danh mục có {every} văn bản, trong đó {own} văn bản do cơ quan đưa vào.</p>"


def update_html(done: Update) -> str:
    """What became of each row: how many were taken over, and which were refused and why."""
    counts = (
        f"Thêm {len(done.added)}, thay {len(done.changed)}, giữ nguyên {len(done.unchanged)} văn "
        f"bản; từ chối {len(done.refused)} hàng."
    )
    lines = [f'<li class="failed">✖ {escape(row.message())}</li>' for row in done.refused]
    if len(lines) > _SHOWN:
        lines[_SHOWN:] = [f"<li>… và {len(lines) - _SHOWN} hàng nữa</li>"]
    over = (
        f"<p>Thay cho văn bản đi kèm chương trình: {escape(', '.join(done.overridden))}.</p>"
        if done.overridden
        else ""
    )
    mark = "ok" if done.added or done.changed or done.unchanged else "failed"
    return (
        f'<div role="status" class="summary"><p class="{mark}"><b>{counts}</b></p>{over}'
        f"<ul>{''.join(lines)}</ul></div>"
    )
