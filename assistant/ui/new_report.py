"""The form of a new report: type, period, day, and who the office is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import gradio as gr

from assistant.chat.desk import Desk, read_day
from assistant.domain import Profile
from assistant.language.dates import format_date
from assistant.ui.sorting_box import build_pasted_notes
from assistant.workspace import ReportRecord


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
    pasted: gr.Textbox
    create: gr.Button
    cancel: gr.Button

    @property
    def inputs(self) -> list[Any]:
        return [
            self.report_type, self.period, self.day,
            self.commune, self.province, self.superior, self.signer,
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
            self.cancel: gr.update(visible=can_cancel),
        }

    def close(self) -> dict[Any, Any]:
        return {self.box: gr.update(visible=False)}


def create_report(desk: Desk, values: list[str | None]) -> ReportRecord:
    """The report that the form describes.

    Raises:
        UserError: no type chosen, or a day or a period that cannot be read.
    """
    report_type, period, day, commune, province, superior, signer = (
        (value or "").strip() for value in values
    )
    profile = Profile(commune=commune, province=province, superior=superior, signer_name=signer)
    return desk.new_report(report_type, period, read_day(day), profile)


def build_new_report(desk: Desk) -> NewReportForm:
    types = [(label, name) for name, label in desk.report_types()]
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
        pasted = build_pasted_notes()
        with gr.Row():
            create = gr.Button("Tạo báo cáo", variant="primary", size="md", elem_id="create-report")
            cancel = gr.Button("Đóng (Esc)", size="md", elem_id="new-report-close")
    return NewReportForm(
        box, report_type, period, day, commune, province, superior, signer, pasted, create, cancel
    )
