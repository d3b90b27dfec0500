"""Notes pasted in one go, each line with the section proposed for it, to be moved and confirmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from assistant.chat.desk import Desk
from assistant.chat.sorting import (
    DROP,
    KEEP,
    LONGEST,
    SortedLine,
    accept_proposal,
    inbox_mark,
    proposal,
)
from assistant.ui.errors import told
from assistant.ui.wiring import QUIET, Updates, View
from assistant.workspace import SectionRecord

SORTING_JS = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-sort]');
  if (!button) return;
  const choices = [...element.querySelectorAll('select[data-line]')].map((each) => each.value);
  trigger('click', {choices, mark: button.dataset.sort});
});
element.addEventListener('change', (event) => {
  const line = event.target.closest('li');
  line?.classList.toggle('unsorted', event.target.value === '');
});
"""
_OTHERS = ((KEEP, "◌ Chưa xếp (giữ lại ở đây)"), (DROP, "✕ Bỏ dòng này"))


@dataclass(frozen=True, slots=True)
class SortingBox:
    box: gr.HTML

    def show(self, desk: Desk, report_id: int) -> Updates:
        report = desk.workspace.reports.get(report_id)
        sections = desk.workspace.reports.sections(report_id)
        lines = proposal(report)
        return {self.box: sorting_html(lines, sections, inbox_mark(report)) if lines else ""}

    def connect(
        self, desk_of: Callable[[], Desk], place: list[Any], everything: list[Any], view: View
    ) -> None:
        def accept(report_id: int, key: str, version: int, event: gr.EventData) -> Updates:
            desk = desk_of()
            choices = [str(each) for each in event.choices]
            went = accept_proposal(desk, report_id, choices, str(event.mark))
            sections = desk.workspace.reports.sections(report_id)
            first = next((each.key for each in sections if each.key in went), key)
            return view(report_id, first, _said(went, choices))

        self.box.click(told(accept), place, everything, **QUIET)


def build_sorting_box() -> SortingBox:
    return SortingBox(gr.HTML(elem_id="sorting", js_on_load=SORTING_JS))


def build_pasted_notes() -> gr.Textbox:
    """The box of the new-report form that takes notes for all sections at once."""
    return gr.Textbox(
        label="Ghi chú cho cả báo cáo (không bắt buộc)",
        info="Dán một lần; chương trình đề nghị mục cho từng dòng để bạn xem lại và xác nhận.",
        lines=4,
        max_lines=12,
        max_length=LONGEST,
        elem_id="new-notes",
        placeholder="Mỗi dòng một ý, có dấu hoặc không dấu",
    )


def sorting_html(lines: tuple[SortedLine, ...], sections: list[SectionRecord], mark: str) -> str:
    """The lines in order, each with a list of sections; what fits nowhere says so."""
    unsorted = sum(line.section == KEEP for line in lines)
    rest = f", {unsorted} dòng chưa rõ thuộc mục nào" if unsorted else ""
    rows = "".join(_row(number, line, sections) for number, line in enumerate(lines))
    return (
        '<details class="sorting" open>'
        f"<summary>Xếp ghi chú vào các mục: {len(lines)} dòng{rest}</summary>"
        "<p class='hint'>Xem mục được đề nghị cho từng dòng, chọn mục khác nếu chưa đúng, rồi bấm "
        "“Đưa vào các mục”. Dòng chưa xếp vẫn được giữ ở đây.</p>"
        f"<ol>{rows}</ol>"
        f'<button type="button" class="primary" data-sort="{mark}">Đưa vào các mục</button>'
        "</details>"
    )


def _row(number: int, line: SortedLine, sections: list[SectionRecord]) -> str:
    choices = [(section.key, _indented(section)) for section in sections]
    options = "".join(
        f'<option value="{escape(key)}"{" selected" if key == line.section else ""}>'
        f"{escape(name)}</option>"
        for key, name in (*choices, *_OTHERS)
    )
    css = ' class="unsorted"' if line.section == KEEP else ""
    return (
        f'<li{css}><span class="line" id="line-{number}">{escape(line.text)}</span>'
        f'<select data-line aria-label="Mục của dòng {number + 1}" '
        f'aria-describedby="line-{number}">{options}</select></li>'
    )


def _indented(section: SectionRecord) -> str:
    return f"   {section.title}" if "." in section.key else section.title


def _said(went: dict[str, int], choices: list[str]) -> str:
    kept = choices.count(KEEP)
    rest = f"; còn {kept} dòng chưa xếp" if kept else ""
    if not went:
        return f"Chưa dòng nào được đưa vào mục{rest}"
    return (
        f"✔ Đã đưa {sum(went.values())} dòng vào {len(went)} mục{rest}. "
        "Bấm “Soạn cả báo cáo” để soạn các mục đã có ghi chú"
    )
