"""“Kiểm tra tệp”: a file in, its findings and the commented Word file out."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.chat.desk import read_day
from assistant.chat.files import check_file
from assistant.corpus import READABLE_SUFFIXES
from assistant.domain import UserError
from assistant.language.dates import format_date
from assistant.ui.errors import told
from assistant.ui.flags import SEVERITIES, check_list
from assistant.ui.services import Services


def build_check_tab(services: Services) -> None:
    with gr.Row(elem_classes="tab-body"):
        with gr.Column(scale=2, min_width=280):
            gr.HTML(
                "<h2>Kiểm tra một tệp báo cáo</h2><p>Tệp được đọc tại máy này và không gửi đi đâu. "
                "Kết quả gồm danh sách chỗ cần xem và tệp Word có ghi chú ở từng chỗ.</p>"
            )
            upload = gr.File(
                label="Tệp cần kiểm tra (Word, PDF, bản quét, ảnh, văn bản)",
                file_types=list(READABLE_SUFFIXES),
                height=150,
                elem_id="check-upload",
            )
            day = gr.Textbox(
                label="Ngày báo cáo",
                placeholder="để trống: lấy ngày ghi trong tệp",
                elem_id="check-day",
            )
            run = gr.Button("Kiểm tra tệp", variant="primary", elem_id="check-run")
            download = gr.DownloadButton(
                "Tải tệp Word có ghi chú", visible=False, elem_id="check-download"
            )
        with gr.Column(scale=5, min_width=320):
            found = gr.HTML(
                '<p class="empty">Chưa có kết quả. Chọn tệp ở bên trái rồi bấm “Kiểm tra tệp”.</p>',
                elem_id="check-found",
            )

    def inspect(path: str | None, typed_day: str) -> dict[Any, Any]:
        try:
            if not path:
                raise UserError("Chưa chọn tệp. Hãy chọn tệp Word, PDF, bản quét, ảnh hoặc văn bản.")
            checked = check_file(
                Path(path),
                services.exports,
                report_date=read_day(typed_day) if typed_day.strip() else None,
                profile=services.desk.last_profile(),
            )
        except UserError as error:
            return {
                found: f'<p class="failed" role="alert">{escape(str(error))}</p>',
                download: gr.update(visible=False),
            }
        diagnostics = checked.result.diagnostics
        counts = ", ".join(
            f"{sum(item.severity is severity for item in diagnostics)} {word.lower()}"
            for severity, (_, word) in SEVERITIES.items()
        )
        head = (
            f"<h2>{escape(Path(path).name)}</h2><p>Ngày báo cáo: "
            f"{format_date(checked.report_date)} · {counts}</p>"
        )
        return {
            found: head + check_list(checked.text, diagnostics),
            download: gr.update(value=str(checked.commented), visible=True),
        }

    started = run.click(
        lambda: '<p class="empty" role="status"><span class="spinner"></span>Đang kiểm tra…</p>',
        outputs=found,
        show_progress="hidden",
        api_visibility="private",
    )
    started.then(
        told(inspect),
        [upload, day],
        [found, download],
        show_progress="hidden",
        api_visibility="private",
    )
