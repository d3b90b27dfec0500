"""“Thư viện”: take in files, search them."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.corpus import READABLE_SUFFIXES
from assistant.domain import UserError
from assistant.library import IngestSummary
from assistant.ui.background import follow
from assistant.ui.chat_html import passages_html
from assistant.ui.errors import told
from assistant.ui.services import Services

KINDS = [
    ("Báo cáo của cơ quan", "report"),
    ("Văn bản pháp luật", "law"),
    ("Ghi chú, số liệu", "note"),
]


def build_library_tab(services: Services) -> None:
    with gr.Row(elem_classes="tab-body"):
        with gr.Column(scale=2, min_width=280):
            gr.HTML(
                "<h2>Đưa tệp vào thư viện</h2><p>Báo cáo kỳ trước và văn bản của cơ quan dùng làm "
                "căn cứ khi soạn. Tệp được giữ trong thư mục dữ liệu của máy này.</p>"
            )
            upload = gr.File(
                label="Tệp (Word, Excel, PDF, bản quét, ảnh, trang web, văn bản)",
                file_count="multiple",
                file_types=list(READABLE_SUFFIXES),
                height=150,
                elem_id="library-upload",
            )
            kind = gr.Dropdown(label="Loại tài liệu", choices=KINDS, value="report")
            period = gr.Textbox(
                label="Kỳ của tài liệu", placeholder="ví dụ: năm 2022 (có thể bỏ trống)"
            )
            take_in = gr.Button("Đưa vào thư viện", variant="primary", elem_id="library-ingest")
            told_line = gr.HTML(elem_id="library-said")
        with gr.Column(scale=5, min_width=320):
            words = gr.Textbox(
                label="Tìm trong thư viện",
                placeholder="có dấu hoặc không dấu, ví dụ: kết quả họp dân",
                submit_btn="Tìm",
                elem_id="library-search",
            )
            found = gr.HTML(elem_id="library-found")

    def ingest(paths: list[str] | None, chosen: str, stated: str) -> Iterator[dict[Any, Any]]:
        try:
            if not paths:
                raise UserError("Chưa chọn tệp. Hãy kéo thả hoặc bấm vào ô ở trên để chọn.")
            yield {told_line: _busy("Đang đọc tệp…")}
            files = [Path(path) for path in paths]
            for step in follow(
                lambda say: services.library.ingest(
                    files, kind=chosen, period=stated.strip() or None, progress=say
                )
            ):
                yield {told_line: _summary(step.value) if step.done else _busy(step.said)}
            services.embed()
        except UserError as error:
            yield {told_line: f'<p class="failed" role="alert">{escape(str(error))}</p>'}

    def search(query: str) -> str:
        try:
            if not query.strip():
                raise UserError("Hãy nhập từ cần tìm.")
            results = services.library.search(query, k=10)
        except UserError as error:
            return f'<p class="failed" role="alert">{escape(str(error))}</p>'
        if not results:
            return f'<p class="empty">Không tìm thấy đoạn nào cho “{escape(query)}”.</p>'
        return f"<p>{len(results)} đoạn gần nhất:</p>{passages_html(results)}"

    take_in.click(
        told(ingest),
        [upload, kind, period],
        [told_line],
        show_progress="hidden",
        api_visibility="private",
    )
    words.submit(told(search), words, found, show_progress="minimal", api_visibility="private")


def _summary(summary: IngestSummary) -> str:
    """What was read, what was there already, and what could not be read and why."""
    lines = [
        f'<p class="ok">✔ {escape(Path(item.path).name)}: {item.chunks} đoạn</p>'
        for item in summary.read
    ]
    lines += [
        f"<p>• {escape(Path(path).name)}: đã có trong thư viện</p>" for path in summary.unchanged
    ]
    lines += [f'<p class="failed">✖ {escape(item.reason)}</p>' for item in summary.skipped]
    return f'<div role="status">{"".join(lines)}</div>'


def _busy(text: str) -> str:
    return f'<p role="status"><span class="spinner"></span>{escape(text)}</p>'
