"""“Kiểm tra tệp”: a file in, its findings, the commented Word file and the corrected copy out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.chat.desk import read_day
from assistant.chat.files import Beside, CheckedFile, check_file, corrected, with_comments
from assistant.chat.office import read_log
from assistant.corpus import READABLE_SUFFIXES
from assistant.domain import UserError
from assistant.language.periods import parse_period
from assistant.ui.background import follow
from assistant.ui.check_html import checked_html, corrected_html
from assistant.ui.errors import told
from assistant.ui.office_box import LOG_SUFFIXES, build_office_box
from assistant.ui.services import Services
from assistant.ui.wiring import QUIET, Updates

_NOTHING_YET = (
    '<p class="empty">Chưa có kết quả. Chọn tệp rồi bấm “Kiểm tra tệp”; kết quả gồm danh sách chỗ '
    "cần xem và tệp Word có ghi chú ở từng chỗ.</p>"
)


@dataclass(frozen=True, slots=True)
class CheckTab:
    """The components of the tab; what a visitor chose stands in the visitor's own page."""

    upload: gr.File
    notes: gr.File
    log: gr.File
    period: gr.Textbox
    day: gr.Textbox
    run: gr.Button
    fix: gr.Button
    commented: gr.DownloadButton
    fixed: gr.DownloadButton
    said: gr.HTML
    found: gr.HTML

    @property
    def inputs(self) -> list[Any]:
        return [self.upload, self.notes, self.log, self.period, self.day]

    @property
    def outputs(self) -> list[Any]:
        return [self.found, self.said, self.commented, self.fixed, self.fix]

    def cleared(self) -> Updates:
        """Without results of a file looked at before."""
        hidden = gr.update(visible=False)
        return {self.said: "", self.commented: hidden, self.fixed: hidden, self.fix: hidden}


def build_check_tab(services: Services) -> None:
    with gr.Row(elem_classes="tab-body"):
        with gr.Column(scale=2, min_width=280):
            gr.HTML(
                "<h2>Kiểm tra một tệp báo cáo</h2><p>Tệp được đọc tại máy này và không gửi đi "
                "đâu.</p>"
            )
            parts = _inputs()
            build_office_box(services)
        with gr.Column(scale=5, min_width=320):
            with gr.Row(elem_classes="toolbar"):
                parts["commented"] = gr.DownloadButton(
                    "⬇ Tệp Word có ghi chú", size="sm", visible=False, elem_id="check-download"
                )
                parts["fix"] = gr.Button(
                    "Sửa những chỗ chắc chắn", size="sm", visible=False, elem_id="check-fix"
                )
                parts["fixed"] = gr.DownloadButton(
                    "⬇ Bản đã sửa", size="sm", visible=False, elem_id="check-fixed"
                )
            parts["said"] = gr.HTML(elem_id="check-said")
            parts["found"] = gr.HTML(_NOTHING_YET, elem_id="check-found")
    _connect(CheckTab(**parts), services)


def _inputs() -> dict[str, Any]:
    parts: dict[str, Any] = {
        "upload": gr.File(
            label="Tệp cần kiểm tra (Word, PDF, bản quét, ảnh, văn bản)",
            file_types=list(READABLE_SUFFIXES),
            height=150,
            elem_id="check-upload",
        )
    }
    with gr.Row():
        parts["period"] = gr.Textbox(
            label="Kỳ báo cáo",
            placeholder="để trống: kỳ ghi trong tệp",
            min_width=120,
            elem_id="check-period",
        )
        parts["day"] = gr.Textbox(
            label="Ngày báo cáo",
            placeholder="để trống: ngày ghi trong tệp",
            min_width=120,
            elem_id="check-day",
        )
    with gr.Accordion("Đối chiếu với ghi chú, số liệu, sổ văn bản đi", open=False):
        parts["notes"] = gr.File(
            label="Ghi chú, số liệu (một hoặc nhiều tệp)",
            file_count="multiple",
            file_types=list(READABLE_SUFFIXES),
            height=140,
            elem_id="check-notes",
        )
        parts["log"] = gr.File(
            label="Sổ văn bản đi cho lần này (.xlsx, .csv)",
            file_types=list(LOG_SUFFIXES),
            height=140,
            elem_id="check-log",
        )
    parts["run"] = gr.Button("Kiểm tra tệp", variant="primary", elem_id="check-run")
    return parts


def _connect(tab: CheckTab, services: Services) -> None:
    def inspected(*given: Any) -> Callable[[Callable[..., None]], CheckedFile]:
        path, beside = _beside(services, *given)
        return lambda say: check_file(path, beside, say)

    def inspect(*given: Any) -> Iterator[Updates]:
        yield {tab.found: _busy("Đang kiểm tra…"), **tab.cleared()}
        try:
            for step in follow(inspected(*given)):
                if step.done:
                    yield _shown(tab, services, step.value)
                else:
                    yield {tab.found: _busy(step.said)}
        except UserError as error:
            yield {tab.found: _failed(error)}

    def fix(*given: Any) -> Iterator[Updates]:
        yield {tab.said: _busy("Đang sửa…")}
        try:
            for step in follow(inspected(*given)):
                if step.done:
                    done = corrected(step.value, services.fresh_folder())
                    yield {
                        tab.said: corrected_html(done.applied),
                        tab.fixed: gr.update(value=str(done.path), visible=True),
                        tab.fix: gr.update(visible=False),
                    }
        except UserError as error:
            yield {tab.said: _failed(error)}

    tab.run.click(told(inspect), tab.inputs, tab.outputs, **QUIET)
    tab.fix.click(told(fix), tab.inputs, tab.outputs, **QUIET)
    # Results of one file must not stand beside the name of another.
    tab.upload.change(
        lambda: {tab.found: _NOTHING_YET, **tab.cleared()}, None, tab.outputs, **QUIET
    )


def _beside(
    services: Services,
    path: str | None,
    notes: list[str] | None,
    log: str | None,
    period: str,
    day: str,
) -> tuple[Path, Beside]:
    """What the form holds. Raises UserError for a missing file, a bad day, period or log."""
    if not path:
        raise UserError("Chưa chọn tệp. Hãy chọn tệp Word, PDF, bản quét, ảnh hoặc văn bản.")
    report_date = read_day(day) if day.strip() else None
    return Path(path), Beside(
        notes=tuple(Path(each) for each in notes or ()),
        office_log=read_log(Path(log)) if log else services.desk.office.log(),
        period=parse_period(period, report_date) if period.strip() else None,
        report_date=report_date,
        profile=services.desk.last_profile(),
    )


def _shown(tab: CheckTab, services: Services, checked: CheckedFile) -> Updates:
    certain = len(checked.certain.applied)
    commented = with_comments(checked, services.fresh_folder())
    return {
        tab.found: checked_html(checked),
        tab.commented: gr.update(value=str(commented), visible=True),
        tab.fix: gr.update(value=f"Sửa những chỗ chắc chắn ({certain})", visible=certain > 0),
    }


def _busy(text: str) -> str:
    return f'<p class="empty" role="status"><span class="spinner"></span>{escape(text)}</p>'


def _failed(error: UserError) -> str:
    return f'<p class="failed" role="alert">{escape(str(error))}</p>'
