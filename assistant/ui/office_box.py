"""The office's log and profile, given once for every check of the page."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.chat.office import Office, read_log
from assistant.domain import UserError
from assistant.ui.errors import told
from assistant.ui.services import Services
from assistant.ui.wiring import QUIET
from assistant.workspace.audit_store import Audit

LOG_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")


def build_office_box(services: Services) -> None:
    office = services.desk.office
    with gr.Accordion("Sổ, hồ sơ của cơ quan", open=False):
        gr.HTML("<p>Đưa một lần; mọi lần kiểm tra và soạn về sau đều dùng.</p>")
        state = gr.HTML(lambda: state_html(office), elem_id="office-state")
        upload = gr.File(
            label="Sổ văn bản đi (.xlsx, .csv) hoặc hồ sơ cơ quan (.toml)",
            file_types=[*LOG_SUFFIXES, ".toml"],
            height=140,
            elem_id="office-upload",
        )
        with gr.Row():
            drop_log = gr.Button("Bỏ sổ", size="sm", min_width=80)
            drop_profile = gr.Button("Bỏ hồ sơ", size="sm", min_width=80)

    def keep(path: str) -> dict[Any, Any]:
        try:
            source = Path(path)
            services.changing_office(Audit.OFFICE_CHANGED, f"đưa vào {source.name}")
            if source.suffix.lower() == ".toml":
                office.keep_profile(source)
            else:
                office.keep_log(source)
        except UserError as error:
            failed = f'<p class="failed" role="alert">{escape(str(error))}</p>'
            return {state: failed + state_html(office), upload: None}
        return {state: state_html(office), upload: None}

    def forget(what: str) -> str:
        services.changing_office(Audit.OFFICE_CHANGED, "bỏ sổ" if what == "log" else "bỏ hồ sơ")
        (office.forget_log if what == "log" else office.forget_profile)()
        return state_html(office)

    upload.upload(told(keep), upload, [state, upload], **QUIET)
    drop_log.click(told(lambda: forget("log")), None, state, **QUIET)
    drop_profile.click(told(lambda: forget("profile")), None, state, **QUIET)


def state_html(office: Office) -> str:
    """Which log and which rules are in use."""
    return f'<div role="status">{_log_line(office)}{_profile_line(office)}</div>'


def _log_line(office: Office) -> str:
    path = office.log_file()
    if path is None:
        return "<p>Sổ văn bản đi: chưa có.</p>"
    try:
        count = len(read_log(path))
    except UserError as error:
        return f'<p class="failed">✖ {escape(str(error))}</p>'
    return f'<p class="ok">✔ Sổ văn bản đi: {count} văn bản.</p>'


def _profile_line(office: Office) -> str:
    if not office.has_profile():
        return "<p>Hồ sơ cơ quan: chưa có.</p>"
    profile = office.profile()
    rules = [f"bỏ qua {', '.join(profile.ignore_rules)}"] if profile.ignore_rules else []
    if profile.severities:
        rules.append(f"đổi mức độ {', '.join(code for code, _ in profile.severities)}")
    told_rules = f" ({escape('; '.join(rules))})" if rules else ""
    return f'<p class="ok">✔ Hồ sơ cơ quan: {escape(profile.commune or "đã có")}{told_rules}.</p>'
