"""The search box of the library, with what a passage must be."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

import gradio as gr

from assistant.chat.desk import read_day
from assistant.domain import Chunk, UserError
from assistant.language.dates import format_date
from assistant.ui.errors import told
from assistant.ui.passages import KIND_NAMES, Found, found_html
from assistant.ui.services import Services

_FOUND = 10
_KINDS = [("Tất cả", ""), *((name, kind) for kind, name in KIND_NAMES.items())]


def build_library_search(services: Services) -> None:
    words = gr.Textbox(
        label="Tìm trong thư viện",
        placeholder="có dấu hoặc không dấu, ví dụ: kết quả họp dân",
        submit_btn="Tìm",
        elem_id="library-search",
    )
    with gr.Row(elem_classes="filters"):
        kind = gr.Dropdown(
            label="Loại", choices=_KINDS, value="", min_width=130, elem_id="search-kind"
        )
        office = gr.Textbox(
            label="Cơ quan", placeholder="ví dụ: xã An Phú", min_width=130, elem_id="search-office"
        )
        period = gr.Textbox(
            label="Kỳ", placeholder="ví dụ: năm 2022", min_width=130, elem_id="search-period"
        )
        day = gr.Textbox(
            label="Còn hiệu lực vào ngày",
            placeholder="trống: cả văn bản cũ",
            min_width=130,
            elem_id="search-day",
        )
    found = gr.HTML(
        '<p class="empty">Gõ từ cần tìm rồi bấm “Tìm”. Mỗi kết quả mở ra có đoạn liền trước, liền '
        "sau và vị trí trong văn bản.</p>",
        elem_id="library-found",
    )

    def around(chunk: Chunk) -> tuple[list[Chunk], list[Chunk]]:
        # Entries of the register stand beside each other by chance.
        return ([], []) if chunk.kind == "register" else services.library.around(chunk.id)

    def search(query: str, of_kind: str, at_office: str, in_period: str, on: str) -> str:
        try:
            if not query.strip():
                raise UserError("Hãy nhập từ cần tìm.")
            as_of = read_day(on) if on.strip() else None
            results = services.library.search(
                query,
                _FOUND,
                of_kind or None,
                as_of,
                office=at_office.strip() or None,
                period=in_period.strip() or None,
            )
        except UserError as error:
            return f'<p class="failed" role="alert">{escape(str(error))}</p>'
        if not results:
            return f'<p class="empty">Không tìm thấy đoạn nào cho “{escape(query)}”.</p>'
        passages = [Found(result.chunk, *around(result.chunk)) for result in results]
        only = f" còn hiệu lực hoặc chưa rõ vào ngày {format_date(as_of)}" if as_of else ""
        return (
            f'<p role="status">{len(results)} đoạn gần nhất{only}:</p>'
            f"{found_html(passages, as_of or date.today())}"
        )

    inputs: list[Any] = [words, kind, office, period, day]
    for changed in (words.submit, office.submit, period.submit, day.submit):
        changed(told(search), inputs, found, show_progress="minimal", api_visibility="private")
