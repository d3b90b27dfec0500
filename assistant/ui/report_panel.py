"""The report: which one, its outline, the open section with its flags, notes and versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

import gradio as gr

from assistant.chat.desk import Desk
from assistant.chat.findings import notes_text
from assistant.chat.grounding import grounded_sentences
from assistant.chat.materials import given_beside
from assistant.ui.flags import flag_cards, marked_text, set_aside_list
from assistant.ui.gaps import gap_cards, open_gaps
from assistant.ui.lock_actions import LOCKS_JS
from assistant.ui.reading import MODES, grounds_html, reading_text
from assistant.ui.report_html import outline_html, report_line, section_line
from assistant.ui.sorting_box import SortingBox, build_sorting_box
from assistant.ui.versions_box import VersionsBox, build_versions_box
from assistant.ui.wiring import Updates
from assistant.workspace import ReportRecord, SectionRecord

#: A click on a [data-action] button is one event with its data and the reason typed beside it.
ACTIONS_JS = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-action]');
  if (!button) return;
  const reason = button.closest('.card')?.querySelector('[data-reason]')?.value ?? '';
  trigger('click', {action: button.dataset.action, key: button.dataset.key, reason});
});
"""
OUTLINE_JS = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-section]');
  if (button) trigger('click', {section: button.dataset.section});
});
watch('value', () => window.tlbcShowAddress?.(element));
window.tlbcShowAddress?.(element);
"""
#: Gradio's own "input" event of a textbox follows key presses alone: a paste, a deletion or what an
#: input method for Vietnamese puts in would not be saved.
AUTOSAVE_JS = """
document.removeEventListener('input', window.tlbcAutosave);
window.tlbcAutosave = (event) => {
  if (event.target.matches('#editor textarea')) trigger('edited');
  if (event.target.matches('#notes textarea')) trigger('noted');
};
document.addEventListener('input', window.tlbcAutosave);
"""
LAYER_JS = "watch('value', () => element.closest('#flag-layer')?.classList.remove('stale'));"


@dataclass(frozen=True, slots=True)
class ReportPanel:
    """The components of the report side.

    Where a visitor is (``report_id``, ``key``, ``version``) stands in the visitor's own page, so
    that a page left open goes on working after the program was started anew.
    """

    report_id: gr.Number
    key: gr.Textbox
    version: gr.Number
    choice: gr.Dropdown
    new_button: gr.Button
    outline: gr.HTML
    work: gr.Column
    report_head: gr.HTML
    section_head: gr.HTML
    draft_button: gr.Button
    whole_button: gr.Button
    stop_button: gr.Button
    shorter_button: gr.Button
    check_button: gr.Button
    undo_button: gr.Button
    export_button: gr.Button
    download: gr.DownloadButton
    saved: gr.HTML
    autosave: gr.HTML
    layer: gr.HTML
    editor: gr.Textbox
    reading: gr.HTML
    grounds: gr.HTML
    cards: gr.HTML
    notes: gr.Textbox
    notes_seen: gr.Textbox
    versions: VersionsBox
    sorting: SortingBox

    @property
    def place(self) -> list[Any]:
        return [self.report_id, self.key, self.version]

    @property
    def outputs(self) -> list[Any]:
        return [
            *self.place, self.choice, self.outline, self.work, self.report_head, self.section_head,
            self.saved, self.stop_button, self.layer, self.editor, self.cards, self.notes,
            self.notes_seen, *self.versions.outputs, self.reading, self.grounds,
            self.sorting.box,
        ]  # fmt: skip

    @property
    def outputs_while_typing(self) -> list[Any]:
        """All but the editor itself, whose caret must stay where it is, and the notes."""
        return [self.version, self.outline, self.section_head, self.saved, self.layer, self.cards,
                self.notes_seen, *self.versions.outputs, self.reading, self.grounds]  # fmt: skip

    def show(self, desk: Desk, report_id: int | None, key: str | None, said: str = "") -> Updates:
        """Everything as the workspace has it."""
        reports = desk.workspace.reports.all()
        choices = [(_report_label(report), report.id) for report in reports]
        if report_id is None:
            return {
                self.report_id: None,
                self.key: None,
                self.version: 0,
                self.choice: gr.update(choices=choices, value=None),
                self.outline: "",
                self.work: gr.update(visible=False),
                self.stop_button: gr.update(visible=False),
            }
        report = desk.workspace.reports.get(report_id)
        actor = desk.workspace.actor
        may_write = actor is None or actor.may_write
        sections = desk.workspace.reports.sections(report_id)
        section = next((each for each in sections if each.key == key), None) or _first(sections)
        return {
            self.report_id: report_id,
            self.key: section.key,
            self.choice: gr.update(choices=choices, value=report_id),
            self.work: gr.update(visible=True),
            self.report_head: report_line(report, given_beside(desk.workspace, report.id)),
            **self.sorting.show(desk, report_id),
            self.editor: gr.update(value=section.text, interactive=may_write),
            self.notes: gr.update(value=notes_text(section), interactive=may_write),
            self.notes_seen: notes_text(section),
            self.stop_button: gr.update(visible=_stoppable(desk, report_id, section.key)),
            **self._around(desk, report, sections, section, said),
        }

    def show_typed(self, desk: Desk, section: SectionRecord) -> Updates:
        """What changes around the editor when its text was saved."""
        report = desk.workspace.reports.get(section.report_id)
        sections = desk.workspace.reports.sections(section.report_id)
        return self._around(desk, report, sections, section, saved_at(datetime.now()))

    @property
    def outputs_of_locks(self) -> list[Any]:
        return [self.section_head, self.saved, self.reading, self.grounds]

    def show_locks(self, section: SectionRecord, said: str) -> Updates:
        """What changes when a sentence was locked or unlocked; the text does not."""
        sentences = grounded_sentences(section)
        return {
            self.section_head: section_line(section),
            self.saved: f'<p class="saved" role="status">{said}</p>',
            self.reading: reading_text(section.text, sentences, section.locks),
            self.grounds: grounds_html(section.text, sentences, section.locks),
        }

    def show_progress(
        self, desk: Desk, report_id: int | None, key: str | None, said: str
    ) -> Updates:
        """What is being done, with the outline filling up and a way to stop a whole report."""
        running = report_id is not None and desk.runs.underway(report_id)
        updates: Updates = {
            self.saved: busy(said),
            self.stop_button: gr.update(visible=_stoppable(desk, report_id, key)),
        }
        if running and report_id is not None:
            sections = desk.workspace.reports.sections(report_id)
            updates[self.outline] = outline_html(
                desk.workspace.reports.get(report_id),
                sections,
                desk.counts_of(sections),
                key,
            )
        return updates

    def _around(
        self,
        desk: Desk,
        report: ReportRecord,
        sections: list[SectionRecord],
        section: SectionRecord,
        said: str,
    ) -> Updates:
        flags = desk.flags(section)
        counts = desk.counts_of(sections)
        sentences = grounded_sentences(section)
        found = [flag.diagnostic for flag in flags]
        gaps = open_gaps(section.text, found)
        marks = marked_text(section.text, found, gaps)
        return {
            self.version: section.version,
            self.outline: outline_html(report, sections, counts, section.key),
            self.section_head: section_line(section),
            self.saved: f'<p class="saved" role="status">{said}</p>',
            # The version makes every answer differ, so that the browser shows the marks again.
            self.layer: f'<div data-version="{section.version}" aria-hidden="true">{marks}\n</div>',
            self.reading: reading_text(section.text, sentences, section.locks),
            self.grounds: grounds_html(section.text, sentences, section.locks),
            self.cards: flag_cards(section.text, flags, len(gaps))
            + gap_cards(section.text, gaps)
            + set_aside_list(desk.set_aside(section)),
            **self.versions.show(desk, section),
        }


def build_report_panel(between: Callable[[], None]) -> ReportPanel:
    """The outline's column and the column of the editor, in the row that is open.

    ``between`` builds what shares the editor's column and stands above it (the new-report form).
    """
    parts: dict[str, Any] = {
        "report_id": gr.Number(visible=False, precision=0),
        "key": gr.Textbox(visible=False),
        "version": gr.Number(0, visible=False, precision=0),
        # The notes that the typing in the box of notes started from; in the page, for unsaved.js.
        "notes_seen": gr.Textbox(visible="hidden", lines=2, elem_id="notes-seen"),
    }
    with gr.Column(scale=2, min_width=220, elem_classes="side"):
        parts["choice"] = gr.Dropdown(
            label="Báo cáo", choices=[], interactive=True, elem_id="report-choice"
        )
        parts["new_button"] = gr.Button("＋ Báo cáo mới", size="sm", elem_id="new-report")
        parts["outline"] = gr.HTML(elem_id="outline", js_on_load=OUTLINE_JS)
    with gr.Column(scale=6, min_width=420, elem_classes="middle"):
        between()
        with gr.Column(visible=False, elem_classes="work") as work:
            parts["work"] = work
            parts["report_head"] = gr.HTML()
            parts["sorting"] = build_sorting_box()
            parts["section_head"] = gr.HTML()
            parts.update(_toolbar())
            parts.update(_desk_row())
    return ReportPanel(**parts)


def _toolbar() -> dict[str, Any]:
    with gr.Row(elem_classes="toolbar"):
        return {
            "draft_button": gr.Button(
                "Soạn từ ghi chú", variant="primary", size="sm", min_width=120, elem_id="draft"
            ),
            "whole_button": gr.Button(
                "Soạn cả báo cáo", size="sm", min_width=120, elem_id="draft-whole"
            ),
            "stop_button": gr.Button(
                "■ Dừng", variant="stop", size="sm", min_width=80, visible=False, elem_id="stop"
            ),
            "shorter_button": gr.Button(
                "Viết lại ngắn hơn", size="sm", min_width=120, elem_id="shorter"
            ),
            "check_button": gr.Button("Kiểm tra", size="sm", min_width=80, elem_id="check"),
            "undo_button": gr.Button("↶ Hoàn tác", size="sm", min_width=90, elem_id="undo"),
            "export_button": gr.Button("Xuất .docx", size="sm", min_width=90, elem_id="export"),
            "download": gr.DownloadButton("Tải về", size="sm", visible=False, elem_id="download"),
        }


def _desk_row() -> dict[str, Any]:
    parts: dict[str, Any] = {}
    with gr.Row(elem_classes="desk"):
        with gr.Column(scale=3, min_width=300):
            gr.HTML(MODES, elem_id="modes")
            parts["reading"] = gr.HTML(elem_id="reading")
            with gr.Column(elem_classes="paper"):
                parts["layer"] = gr.HTML(elem_id="flag-layer", js_on_load=LAYER_JS)
                parts["editor"] = gr.Textbox(
                    label="Nội dung mục",
                    show_label=False,
                    container=False,
                    lines=9,
                    max_lines=400,
                    elem_id="editor",
                    placeholder="Chưa có nội dung. Nhập ghi chú rồi bấm “Soạn từ ghi chú”, "
                    "hoặc gõ trực tiếp vào đây.",
                )
            parts["saved"] = gr.HTML()
            parts["autosave"] = gr.HTML(elem_id="autosave", js_on_load=AUTOSAVE_JS)
            parts["versions"] = build_versions_box()
        with gr.Column(scale=2, min_width=200, elem_classes="notes"):
            parts["notes"] = gr.Textbox(
                label="Ghi chú của mục",
                lines=5,
                max_lines=14,
                elem_id="notes",
                placeholder="Mỗi dòng một ý, có dấu hoặc không dấu:\n"
                "- tuyen truyen chua thuong xuyen\n- 2/5 thôn chưa họp dân quý II",
            )
            parts["grounds"] = gr.HTML(elem_id="evidence", js_on_load=LOCKS_JS)
            parts["cards"] = gr.HTML(elem_id="flag-cards", js_on_load=ACTIONS_JS)
    return parts


def _stoppable(desk: Desk, report_id: int | None, key: str | None) -> bool:
    """A whole report is being written, or a model writes the open section."""
    return desk.runs.underway(report_id) or desk.runs.underway(report_id, key or "")


def busy(text: str) -> str:
    return f'<p class="saved" role="status"><span class="spinner"></span>{escape(text)}</p>'


def saved_at(moment: datetime) -> str:
    return f"✔ Đã lưu lúc {moment:%H:%M:%S}"


def _report_label(report: ReportRecord) -> str:
    """The period first: it tells apart the reports of one kind, whose titles are cut off alike."""
    period = f"{report.period} · " if report.period else ""
    return f"{period}{report.title} (số {report.id})"


def _first(sections: list[SectionRecord]) -> SectionRecord:
    """The section to open: the first one without text, or else the first."""
    return next((each for each in sections if not each.text.strip()), sections[0])
