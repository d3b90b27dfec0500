"""The one page: what stands where, and which call answers which click."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import gradio as gr

from assistant.chat.desk import Desk
from assistant.chat.findings import notes_text
from assistant.chat.intent import Action, read_intent
from assistant.chat.phrases import load_replies
from assistant.chat.respond import Place, respond, suggestions
from assistant.chat.sorting import check_length, keep_for_sorting
from assistant.domain import Draft, UserError
from assistant.drafting.live import Live, Stopped
from assistant.language.dates import format_date
from assistant.ui import strings
from assistant.ui.about_tab import build_about_tab
from assistant.ui.background import Say, follow
from assistant.ui.chat_panel import (
    ChatPanel,
    build_chat_panel,
    conversation,
    offers_html,
    with_pending,
    with_reply,
)
from assistant.ui.check_tab import build_check_tab
from assistant.ui.consent_box import ConsentBox, build_consent_box
from assistant.ui.errors import told
from assistant.ui.gaps import gaps_said
from assistant.ui.library_tab import build_library_tab
from assistant.ui.live_draft import drafted, writing
from assistant.ui.lock_actions import connect_locks
from assistant.ui.new_report import NewReportForm, build_new_report, create_report
from assistant.ui.people_tab import build_people_tab
from assistant.ui.report_html import header_html, office_name
from assistant.ui.report_panel import ReportPanel, build_report_panel, busy
from assistant.ui.services import Services
from assistant.ui.wiring import QUIET, Updates
from assistant.workspace import SectionRecord

_DAY_S = 86_400
_BURST_S = 0.4
#: What a model is asked for.
_WRITING = (Action.DRAFT, Action.REGENERATE)


def build_page(services: Services) -> gr.Blocks:
    """The page over what ``services`` share; its library loads in the background."""
    with gr.Blocks(
        title=strings.PAGE_TITLE,
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(3600, _DAY_S),
    ) as page:
        Page(page, services)
    services.start()
    return page


class Page:
    """Lays the page out and connects it. It holds components, and nothing of any visitor."""

    def __init__(self, blocks: gr.Blocks, services: Services) -> None:
        self.services = services
        self.head = gr.HTML(self._head(None), elem_id="masthead")
        self.ready_timer = gr.Timer(1.5)
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("Soạn báo cáo", id="soan"), gr.Row(elem_classes="studio"):
                forms: list[NewReportForm] = []
                consents: list[ConsentBox] = []

                def between() -> None:
                    consents.append(build_consent_box())
                    forms.append(build_new_report(lambda: services.desk))

                self.report: ReportPanel = build_report_panel(between)
                self.form, self.consent = forms[0], consents[0]
                self.chat: ChatPanel = build_chat_panel()
            with gr.Tab("Kiểm tra tệp", id="kiem-tra"):
                build_check_tab(services)
            with gr.Tab("Thư viện", id="thu-vien"):
                build_library_tab(services)
            if services.settings.needs_login:
                with gr.Tab("Tài khoản", id="tai-khoan") as people_tab:
                    build_people_tab(services, people_tab)
            with gr.Tab("Giới thiệu", id="gioi-thieu") as about:
                build_about_tab(services, about)
        self._everything = [
            self.head, *self.report.outputs, *self.chat.outputs, *self.form.outputs,
            self.form.pasted, self.report.download, *self.consent.outputs,
        ]  # fmt: skip
        self._connect(blocks)

    @property
    def desk(self) -> Desk:
        return self.services.desk

    # --- connections ----------------------------------------------------------------------------

    def _connect(self, blocks: gr.Blocks) -> None:
        report, chat, form = self.report, self.chat, self.form
        self.consent.connect(self.services)

        def here() -> Desk:
            """The desk of whoever a handler acts for."""
            return self.desk

        everything = self._everything
        blocks.load(told(self._open), None, everything, **QUIET)
        self.ready_timer.tick(
            told(self._tick), report.report_id, [self.head, self.ready_timer], **QUIET
        )

        report.choice.input(
            told(self._choose), [report.choice, report.report_id], everything, **QUIET
        )
        report.outline.click(told(self._open_section), report.report_id, everything, **QUIET)
        report.new_button.click(told(self._new), report.report_id, everything, **QUIET).success(
            None, js="() => window.tlbcFocus('#new-period textarea, #new-period input')"
        )
        form.create.click(told(self._create), [*form.inputs, form.pasted], everything, **QUIET)
        form.cancel.click(told(self._leave_new), report.report_id, everything, **QUIET).success(
            None, js="() => window.tlbcFocus('#new-report')"
        )

        report.autosave.edited(
            told(self._typed),
            [*report.place, report.editor],
            report.outputs_while_typing,
            trigger_mode="always_last",
            concurrency_limit=None,
            **QUIET,
        )
        report.autosave.noted(
            told(self._noted),
            [*report.place, report.notes, report.notes_seen],
            [report.saved, report.notes_seen],
            trigger_mode="always_last",
            concurrency_limit=None,
            **QUIET,
        )
        report.draft_button.click(
            told(self._draft),
            [*report.place, report.notes, report.notes_seen],
            everything,
            **QUIET,
        )
        report.whole_button.click(
            told(self._say_whole), report.place, everything, concurrency_limit=4, **QUIET
        )
        report.stop_button.click(
            told(self._stop), report.place, [report.saved, report.stop_button], **QUIET
        )
        report.shorter_button.click(told(self._shorter), report.place, everything, **QUIET)
        report.check_button.click(told(self._check), report.place, everything, **QUIET)
        report.undo_button.click(told(self._undo), report.place, everything, **QUIET)
        connect_locks(
            report.grounds, here, report.place, report.outputs_of_locks, report.show_locks
        )
        report.sorting.connect(here, report.place, everything, self._view)
        report.versions.connect(here, report.place, everything, self._view)
        report.cards.click(told(self._act_on_flag), report.place, everything, **QUIET)
        report.export_button.click(
            told(self._export), report.place, [report.saved, report.download], **QUIET
        ).success(None, js="() => window.tlbcDownload()")

        chat.box.submit(
            told(self._say), [*report.place, chat.box], everything, concurrency_limit=4, **QUIET
        )
        chat.offers.click(
            told(self._say_offer), report.place, everything, concurrency_limit=4, **QUIET
        )

    # --- views ----------------------------------------------------------------------------------

    def _head(self, report_id: int | None) -> str:
        until = self.services.register_date()
        readiness = self.services.readiness
        record = self.desk.workspace.reports.get(report_id) if report_id else None
        return header_html(
            office_name(record),
            format_date(until) if until else "chưa rõ",
            readiness.state,
            readiness.text,
        )

    def _tick(self, report_id: int | None) -> Updates:
        loading = self.services.readiness.state == "loading"
        return {
            self.head: self._head(report_id),
            self.ready_timer: gr.Timer(active=loading),
        }

    def _view(self, report_id: int | None, key: str | None, said: str = "") -> Updates:
        """The whole page side by side: report, section, conversation."""
        updates = self.report.show(self.desk, report_id, key, said)
        shown = updates[self.report.key]
        section = self.desk.workspace.reports.section(report_id, shown) if report_id else None
        form = self.form.close() if report_id else self.form.open(self.desk, can_cancel=False)
        return {
            self.head: self._head(report_id),
            **updates,
            **self.chat.show(self.desk, report_id, section),
            **form,
        }

    def _open(self, request: gr.Request) -> Updates:
        """The report that the address names, or else the one touched last."""
        wanted = request.query_params.get("bao-cao", "")
        reports = self.desk.workspace.reports.all()
        known = {report.id for report in reports}
        report_id = int(wanted) if wanted.isdecimal() and int(wanted) in known else None
        if report_id is None and reports:
            report_id = reports[0].id
        return self._view(report_id, request.query_params.get("muc"))

    def _choose(self, chosen: int | None, report_id: int | None) -> Updates:
        # Gradio's list says "input" also when the keyboard merely passes over it.
        return gr.skip() if chosen == report_id else self._view(chosen, None)

    def _open_section(self, report_id: int | None, event: gr.EventData) -> Updates:
        return self._view(report_id, str(event.section))

    # --- a new report ---------------------------------------------------------------------------

    def _new(self, report_id: int | None) -> Updates:
        return {
            self.report.work: gr.update(visible=False),
            **self.form.open(self.desk, can_cancel=report_id is not None),
        }

    def _leave_new(self, report_id: int | None) -> Updates:
        """Back to the report that stood there; what was filled in stays until it opens again."""
        return {self.report.work: gr.update(visible=report_id is not None), **self.form.close()}

    def _create(self, *values: str | None) -> Updates:
        *form, pasted = values
        check_length(pasted or "")
        created = create_report(self.desk, form)
        keep_for_sorting(self.desk, created.id, pasted or "")
        return {**self._view(created.id, None), self.form.pasted: ""}

    # --- the section ----------------------------------------------------------------------------

    def _typed(self, report_id: int, key: str, version: int, text: str) -> Updates:
        # One save is under way at a time and the last key always gets one ("always_last"); the
        # pause makes one save, and one version, of a burst of keys.
        time.sleep(_BURST_S)
        section = self.desk.save(report_id, key, text, version)
        return self.report.show_typed(self.desk, section)

    def _noted(self, report_id: int, key: str, version: int, notes: str, seen: str) -> Updates:
        section = self.desk.merge_notes(report_id, key, notes, seen)
        said = "✔ Đã lưu ghi chú"
        if notes_text(section) != notes.strip():
            said += "; người khác cũng vừa ghi vào mục này, mở lại mục để xem đủ"
        # The box itself stays as it is under the typing hand; the next save starts from it.
        return {
            self.report.saved: f'<p class="saved" role="status">{said}</p>',
            self.report.notes_seen: notes,
        }

    def _draft(
        self, report_id: int, key: str, version: int, notes: str, seen: str
    ) -> Iterator[Updates]:
        together = notes_text(self.desk.merge_notes(report_id, key, notes, seen))
        if not together:
            raise UserError("Mục này chưa có ghi chú. Hãy nhập ghi chú ở ô bên phải rồi soạn.")
        yield from self._write(
            report_id,
            key,
            "#draft",
            lambda say, live: self.desk.draft(report_id, key, together, on_progress=say, live=live),
        )

    def _shorter(self, report_id: int, key: str, version: int) -> Iterator[Updates]:
        yield from self._write(
            report_id,
            key,
            "#shorter",
            lambda say, live: self.desk.regenerate(
                report_id, key, "ngắn hơn", on_progress=say, live=live
            ),
        )

    def _write(
        self, report_id: int, key: str, again: str, work: Callable[[Say, Live], SectionRecord]
    ) -> Iterator[Updates]:
        if self.desk.consent.undecided:
            yield self.consent.ask(self.desk.consent, again)
            return
        report = self.report
        stoppable = gr.update(visible=bool(self.desk.settings.model))
        yield {report.saved: busy("Đang soạn…"), report.stop_button: stoppable}
        drafts: list[Draft] = []
        words = ""
        try:
            for step in follow(lambda say: work(say, Live(words=say.words, done=drafts.append))):
                words = step.words or words
                if not step.done:
                    yield {report.saved: writing(step.said, words)}
        except Stopped as stopped:
            yield self._view(report_id, key, escape(str(stopped)))
            return
        except UserError:
            yield {report.saved: "", report.stop_button: gr.update(visible=False)}
            raise
        yield self._view(report_id, key, drafted(drafts))

    def _check(self, report_id: int, key: str, version: int) -> Updates:
        flags = self.desk.flags(self.desk.recheck(report_id, key))
        said = f"✔ Đã kiểm tra: {len(flags)} chỗ cần xem" if flags else "✔ Đã kiểm tra"
        return self._view(report_id, key, said)

    def _undo(self, report_id: int, key: str, version: int) -> Updates:
        section = self.desk.undo(report_id, key, version)
        return self._view(report_id, section.key, "✔ Đã quay lại bản trước")

    def _act_on_flag(self, report_id: int, key: str, version: int, event: gr.EventData) -> Updates:
        if event.action == "accept":
            self.desk.accept(report_id, key, str(event.key), version)
            return self._view(report_id, key, "✔ Đã sửa theo gợi ý")
        if event.action == "fix-certain":
            _, fixed = self.desk.fix_certain(report_id, key, version)
            said = f"✔ Đã sửa {len(fixed.applied)} chỗ chắc chắn; bấm “Hoàn tác” để lấy lại bản cũ"
            return self._view(report_id, key, said)
        if event.action == "restore":
            self.desk.bring_back(report_id, int(event.key))
            return self._view(report_id, key, "✔ Đã khôi phục chỗ đã bỏ qua")
        self.desk.dismiss(report_id, key, str(event.key), str(event.reason or ""))
        return self._view(report_id, key, "✔ Đã bỏ qua chỗ này; có thể khôi phục ở cuối danh sách")

    def _export(self, report_id: int, key: str, version: int) -> Updates:
        path = self.desk.export(report_id, self.services.exports)
        left = gaps_said(self.desk.workspace.reports.sections(report_id))
        said = f"✔ Đã xuất {escape(path.name)}{left}"
        return {
            self.report.saved: f'<p class="saved" role="status">{said}</p>',
            **self._file(path),
        }

    # --- the chat -------------------------------------------------------------------------------

    def _say_offer(
        self, report_id: int | None, key: str | None, version: int, event: gr.EventData
    ) -> Iterator[Updates]:
        yield from self._say(report_id, key, version, str(event.say))

    def _say_whole(self, report_id: int, key: str, version: int) -> Iterator[Updates]:
        yield from self._say(report_id, key, version, load_replies()["say_whole"])

    def _stop(self, report_id: int, key: str, version: int) -> Updates:
        whole = self.desk.runs.stop(report_id)
        self.desk.runs.stop(report_id, key)
        return {
            self.report.saved: busy("Đang dừng sau mục đang soạn…" if whole else "Đang dừng…"),
            self.report.stop_button: gr.update(visible=False),
        }

    def _say(
        self, report_id: int | None, key: str | None, version: int, message: str
    ) -> Iterator[Updates]:
        if not message.strip():
            return
        if self.desk.consent.undecided and read_intent(message).action in _WRITING:
            # The message waits in its box for the answer.
            yield {
                **self.consent.ask(self.desk.consent, "#message button"),
                self.chat.box: message,
            }
            return
        before = conversation(self.desk, report_id)
        chat = self.chat
        yield {chat.messages: with_pending(before, message, "Đang xử lý…"), chat.box: ""}
        place = Place(report_id, key, self.services.exports)
        words = ""
        for step in follow(
            lambda say: respond(
                self.desk,
                self.services.library,
                message,
                place,
                on_progress=say,
                live=Live(words=say.words),
            )
        ):
            if step.words:
                words = step.words
                yield {self.report.saved: writing("", words)}
            elif not step.done:
                yield {
                    chat.messages: with_pending(before, message, step.said),
                    **self.report.show_progress(self.desk, report_id, key, step.said),
                    **({self.report.saved: writing(step.said, words)} if words else {}),
                }
        reply = step.value
        section = reply.section
        view: Updates = {self.report.saved: "", self.report.stop_button: gr.update(visible=False)}
        if section is not None:
            view = self._view(report_id, section.key)
        offers = reply.suggestions or suggestions(section or self._section(report_id, key))
        yield {
            **view,
            chat.messages: with_reply(before, message, reply),
            chat.offers: offers_html(offers),
            **self._file(reply.file),
        }

    def _section(self, report_id: int | None, key: str | None) -> SectionRecord | None:
        if report_id is None or key is None:
            return None
        return self.desk.workspace.reports.section(report_id, key)

    def _file(self, path: Path | None) -> Updates:
        if path is None:
            return {}
        return {
            self.report.download: gr.update(value=str(path), visible=True, label="⬇ Tải tệp .docx")
        }


def keep_uploads_in(home: Path) -> None:
    """Uploaded and generated files wait under the data folder, not in a folder that all share."""
    folder = home / "tmp"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["GRADIO_TEMP_DIR"] = str(folder)
