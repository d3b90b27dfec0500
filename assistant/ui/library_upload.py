"""The drop zone of the library: what is read, page by page, and what became of each file."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.corpus import READABLE_SUFFIXES
from assistant.domain import UserError
from assistant.library import IngestSummary, SkippedFile
from assistant.ui.background import follow
from assistant.ui.errors import told
from assistant.ui.jobs import Jobs
from assistant.ui.services import Services
from assistant.ui.wiring import QUIET
from assistant.workspace.audit_store import Audit

#: What a file may be taken in as; the first leaves it to what stands in the file.
_KINDS = [
    ("Tự nhận biết", ""),
    ("Báo cáo của cơ quan", "report"),
    ("Văn bản pháp luật", "law"),
    ("Ghi chú, số liệu", "note"),
]
#: So many lines of a summary are shown; a folder of the codification has hundreds of files.
_SHOWN = 30


def build_library_upload(services: Services) -> None:
    jobs = Jobs()
    gr.HTML(
        "<h2>Đưa tệp vào thư viện</h2><p>Báo cáo kỳ trước và văn bản dùng làm căn cứ khi soạn. Tệp "
        "được giữ trong thư mục dữ liệu của máy này.</p>"
    )
    files = gr.File(
        label="Tệp (Word, Excel, PDF, bản quét, ảnh, trang web, văn bản)",
        file_count="multiple",
        file_types=list(READABLE_SUFFIXES),
        height=150,
        elem_id="library-upload",
    )
    with gr.Accordion("Cả một thư mục", open=False):
        gr.HTML("<p>Ví dụ thư mục “demuc” trong bản tải về của Bộ pháp điển điện tử.</p>")
        folder = gr.File(
            label="Thư mục",
            file_count="directory",
            height=140,
            elem_id="library-folder",
        )
    with gr.Row():
        kind = gr.Dropdown(label="Loại tài liệu", choices=_KINDS, value="", min_width=130)
        period = gr.Textbox(
            label="Kỳ của tài liệu", placeholder="trống: kỳ ghi trong tệp", min_width=130
        )
    with gr.Row():
        take_in = gr.Button("Đưa vào thư viện", variant="primary", elem_id="library-ingest")
        cancel = gr.Button(
            "■ Dừng", variant="stop", visible=False, min_width=80, elem_id="library-stop"
        )
    said = gr.HTML(elem_id="library-said")
    job = gr.Textbox(visible=False)

    def ingest(
        chosen: list[str] | None, whole: list[str] | None, as_kind: str, stated: str
    ) -> Iterator[dict[Any, Any]]:
        paths = [Path(each) for each in (*(chosen or ()), *(whole or ()))]
        try:
            if not paths:
                raise UserError("Chưa chọn tệp. Hãy kéo thả hoặc bấm vào ô ở trên để chọn.")
            services.changing_office(Audit.INGESTED, f"{len(paths)} tệp, {paths[0].name}…")
            with jobs.one() as (name, stop):
                yield {said: _busy("Đang đọc tệp…"), cancel: gr.update(visible=True), job: name}
                for step in follow(
                    lambda say: services.library.ingest(
                        paths,
                        kind=as_kind or None,
                        period=stated.strip() or None,
                        progress=say,
                        stop=stop.is_set,
                    )
                ):
                    yield {said: summary_html(step.value) if step.done else _busy(step.said)}
            services.embed()
        except UserError as error:
            yield {said: f'<p class="failed" role="alert">{escape(str(error))}</p>'}
        yield {cancel: gr.update(visible=False)}

    def stop_job(name: str) -> dict[Any, Any]:
        jobs.stop(name)
        return {
            said: _busy("Đang dừng; tệp đã đọc xong vẫn ở trong thư viện…"),
            cancel: gr.update(visible=False),
        }

    take_in.click(told(ingest), [files, folder, kind, period], [said, cancel, job], **QUIET)
    cancel.click(told(stop_job), job, [said, cancel], **QUIET)


def summary_html(summary: IngestSummary) -> str:
    """How many files were read, known already, skipped and why, or not reached."""
    counts = [
        f"{len(summary.read)} tệp đã đọc ({sum(each.chunks for each in summary.read)} đoạn)",
        f"{len(summary.unchanged)} tệp đã có sẵn",
        f"{len(summary.skipped)} tệp bỏ qua",
    ]
    if summary.unreached:
        counts.append(f"đã dừng, còn {len(summary.unreached)} tệp chưa đọc")
    # What went wrong comes first: it is what the clerk has to do something about.
    lines = [f'<li class="failed">✖ {escape(_reason(each))}</li>' for each in summary.skipped]
    lines += [
        f'<li class="ok">✔ {escape(Path(each.path).name)}: {each.chunks} đoạn'
        f"{f' · {escape(each.period)}' if each.period else ''}</li>"
        for each in summary.read
    ]
    lines += [
        f"<li>• {escape(Path(each).name)}: đã có trong thư viện</li>" for each in summary.unchanged
    ]
    more = f"<li>… và {len(lines) - _SHOWN} tệp khác</li>" if len(lines) > _SHOWN else ""
    return (
        f'<div role="status" class="summary"><p><b>{"; ".join(counts)}.</b></p>'
        f"<ul>{''.join(lines[:_SHOWN])}{more}</ul></div>"
    )


def _reason(skipped: SkippedFile) -> str:
    name = Path(skipped.path).name
    return skipped.reason if name in skipped.reason else f"{name}: {skipped.reason}"


def _busy(text: str) -> str:
    return f'<p role="status"><span class="spinner"></span>{escape(text)}</p>'
