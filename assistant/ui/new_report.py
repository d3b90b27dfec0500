"""The form of a new report: type, period, day, and who the office is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.chat.desk import Desk, read_day
from assistant.chat.outlines import read_outline_file
from assistant.chat.priors import prior_choices, read_choice, read_prior_file
from assistant.domain import Period, Profile, UserError
from assistant.drafting.prior import PriorReport
from assistant.language.dates import format_date
from assistant.language.periods import parse_period
from assistant.ui.errors import told
from assistant.ui.sorting_box import build_pasted_notes
from assistant.workspace import ReportRecord

_NO_PRIOR = ("Không so sánh", "")
_PRIOR_SUFFIXES = (".docx", ".pdf", ".md", ".txt")


@dataclass(frozen=True, slots=True)
class NewReportForm:
    box: gr.Column
    report_type: gr.Dropdown
    period: gr.Textbox
    day: gr.Textbox
    commune: gr.Textbox
    province: gr.Textbox
    superior: gr.Textbox
    signer: gr.Textbox
    prior: gr.Dropdown
    prior_file: gr.File
    outline_file: gr.File
    pasted: gr.Textbox
    create: gr.Button
    cancel: gr.Button

    @property
    def inputs(self) -> list[Any]:
        return [
            self.report_type, self.period, self.day,
            self.commune, self.province, self.superior, self.signer,
            self.prior, self.prior_file, self.outline_file,
        ]  # fmt: skip

    @property
    def outputs(self) -> list[Any]:
        """What ``open`` and ``close`` change."""
        return [
            self.box, self.day, self.commune, self.province, self.superior, self.signer,
            self.prior, self.prior_file, self.outline_file, self.cancel,
        ]  # fmt: skip

    def open(self, desk: Desk, *, can_cancel: bool) -> dict[Any, Any]:
        """The form, filled with what the last report says of the office."""
        office = desk.last_profile()
        return {
            self.box: gr.update(visible=True),
            self.day: format_date(date.today()),
            self.commune: office.commune,
            self.province: office.province,
            self.superior: office.superior,
            self.signer: office.signer_name,
            self.prior: gr.update(choices=[_NO_PRIOR], value=""),
            self.prior_file: None,
            self.outline_file: None,
            self.cancel: gr.update(visible=can_cancel),
        }

    def close(self) -> dict[Any, Any]:
        return {self.box: gr.update(visible=False)}


def create_report(desk: Desk, values: list[str | None]) -> ReportRecord:
    """The report that the form describes.

    Raises:
        UserError: no type chosen, a day or a period that cannot be read, or an earlier report
            that this one cannot be compared with, or an outline that cannot be read.
    """
    (
        report_type, period, day, commune, province, superior, signer, prior, prior_file,
        outline_file,
    ) = ((value or "").strip() for value in values)  # fmt: skip
    profile = Profile(commune=commune, province=province, superior=superior, signer_name=signer)
    on = read_day(day)
    earlier: PriorReport | None = None
    if prior_file:
        earlier = read_prior_file(Path(prior_file), report_type, parse_period(period, on), commune)
    elif prior:
        earlier = read_choice(desk.workspace, prior)
    outline = read_outline_file(Path(outline_file), report_type) if outline_file else None
    return desk.new_report(report_type, period, on, profile, prior=earlier, outline=outline)


def earlier_reports(desk: Desk, *values: str | None) -> Any:
    """The list of reports to compare with, as the form stands; the only one is chosen."""
    report_type, period, day, commune = ((value or "").strip() for value in values)
    at = _period(period, day)
    found = prior_choices(desk.workspace, report_type, at, commune) if at else []
    choices = [_NO_PRIOR, *((choice.label, choice.key) for choice in found)]
    return gr.update(choices=choices, value=found[0].key if len(found) == 1 else "")


def _period(period: str, day: str) -> Period | None:
    """The period as far as it is typed; what cannot be read is told when the report is made."""
    try:
        return parse_period(period, read_day(day))
    except UserError:
        return None


def build_new_report(desk_of: Callable[[], Desk]) -> NewReportForm:
    types = [(label, name) for name, label in desk_of().report_types()]
    first = "dan-van" if any(name == "dan-van" for _, name in types) else types[0][1]
    with gr.Column(visible=False, elem_classes="new-report", elem_id="new-report-form") as box:
        gr.HTML("<h2>Báo cáo mới</h2>")
        report_type = gr.Dropdown(
            label="Loại báo cáo", choices=types, value=first, elem_id="new-type"
        )
        with gr.Row():
            period = gr.Textbox(
                label="Kỳ báo cáo",
                placeholder="ví dụ: 6 tháng đầu năm 2023; quý III năm 2026; 2023",
                elem_id="new-period",
            )
            day = gr.Textbox(label="Ngày báo cáo", placeholder="ngày/tháng/năm", elem_id="new-day")
        with gr.Accordion("Thông tin cơ quan (điền một lần, lần sau có sẵn)", open=True):
            with gr.Row():
                commune = gr.Textbox(
                    label="Xã, phường", placeholder="ví dụ: xã An Phú", elem_id="new-commune"
                )
                province = gr.Textbox(label="Tỉnh, thành phố", placeholder="ví dụ: tỉnh Lâm Bình")
            with gr.Row():
                superior = gr.Textbox(
                    label="Nơi nhận báo cáo", placeholder="ví dụ: Đảng ủy xã An Phú"
                )
                signer = gr.Textbox(label="Người ký", placeholder="họ và tên")
        with gr.Accordion("Đề cương của cấp trên", open=False):
            gr.HTML(
                "<p>Tệp đề cương kèm công văn yêu cầu báo cáo. Báo cáo được lập theo đề mục, câu "
                "hỏi và biểu của tệp này, thay cho đề cương có sẵn.</p>"
            )
            outline_file = gr.File(
                label="Đề cương của cấp trên (.docx)", height=120, elem_id="new-outline-file"
            )
        with gr.Accordion("So sánh với kỳ trước", open=False):
            gr.HTML(
                "<p>Số liệu được so với báo cáo cùng loại của kỳ liền trước hoặc cùng kỳ năm "
                "trước, chỉ khi hai bên cùng nói về một việc; nguồn ghi ở từng câu.</p>"
            )
            prior = gr.Dropdown(
                label="Báo cáo có trong thư viện",
                choices=[_NO_PRIOR],
                value="",
                elem_id="new-prior",
            )
            prior_file = gr.File(
                label="Hoặc đưa tệp báo cáo kỳ trước (.docx, .pdf, .md, .txt)",
                file_types=list(_PRIOR_SUFFIXES),
                height=120,
                elem_id="new-prior-file",
            )
        pasted = build_pasted_notes()
        with gr.Row():
            create = gr.Button("Tạo báo cáo", variant="primary", size="md", elem_id="create-report")
            cancel = gr.Button("Đóng (Esc)", size="md", elem_id="new-report-close")
    for field in (report_type, period, day, commune):
        field.change(
            told(lambda *values: earlier_reports(desk_of(), *values)),
            [report_type, period, day, commune],
            prior,
            show_progress="hidden",
            api_visibility="private",
            trigger_mode="always_last",
        )
    return NewReportForm(
        box, report_type, period, day, commune, province, superior, signer, prior, prior_file,
        outline_file, pasted, create, cancel,
    )  # fmt: skip
