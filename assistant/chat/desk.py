"""What a clerk can do with a report. The chat, the page and the buttons all go through here.

A ``Desk`` holds no report: every call names one, and what it changes is in the workspace when the
call returns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from assistant.chat.consent import ModelConsent
from assistant.chat.findings import (
    NOTE_NAME,
    check_context,
    given,
    keep_findings,
    merged,
    notes_text,
    report_period,
)
from assistant.chat.flagging import Flag, SetAside, flags_set_aside, open_flags, place_of
from assistant.chat.history import version_before
from assistant.chat.locking import draft_around_locks, locks_follow
from assistant.chat.merge import merge_lines
from assistant.chat.office import Office
from assistant.chat.outlines import outline_material, outline_of
from assistant.chat.priors import as_material, prior_of
from assistant.chat.runs import Runs
from assistant.checking import Fixed, apply_fixes, check
from assistant.corpus.secrecy import refuse_marked_text
from assistant.domain import Draft, Profile, Severity, UserError
from assistant.drafting import DraftRequest, NoteSource
from assistant.drafting.live import Live
from assistant.drafting.outlines import Outline, load_outline, outline_names
from assistant.drafting.prior import PriorReport
from assistant.export.assemble import SectionText, assemble_report
from assistant.export.docx import export_report
from assistant.language.dates import find_dates
from assistant.language.periods import parse_period
from assistant.language.text import fold
from assistant.settings import Settings
from assistant.workspace import ReportRecord, SectionRecord, VersionRecord, Workspace
from assistant.workspace.audit_store import Audit
from assistant.workspace.records import NoteRecord

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Desk:
    workspace: Workspace
    settings: Settings
    runs: Runs = field(default_factory=Runs)

    @property
    def office(self) -> Office:
        return Office(self.settings.home / "office")

    @property
    def consent(self) -> ModelConsent:
        """Whether notes may go to the configured model."""
        return ModelConsent(self.workspace, self.settings, self.office)

    # --- reports --------------------------------------------------------------------------------

    def report_types(self) -> tuple[tuple[str, str], ...]:
        """(name, topic in Vietnamese) of every kind of report that has an outline."""
        return tuple((name, _topic(load_outline(name))) for name in outline_names())

    def new_report(
        self,
        report_type: str,
        period: str,
        report_date: date,
        profile: Profile | None = None,
        *,
        prior: PriorReport | None = None,
        outline: Outline | None = None,
    ) -> ReportRecord:
        """Start a report with the outline's sections, all empty but for tables to be filled.

        ``prior`` is kept with it; its results are compared with that report's. ``outline`` is the
        superior's own, in place of the shipped one of the type.

        Raises:
            UserError: unknown report type, or a period that cannot be read.
        """
        plan = outline or load_outline(report_type)
        window = parse_period(period, report_date)
        created = self.workspace.reports.create(
            report_type,
            plan.title_for(window),
            report_date,
            period=window.label,
            profile=profile or self.last_profile(),
            sections=[(section.key, section.heading) for section in plan.walk()],
            materials=[
                *([as_material(prior)] if prior else []),
                *([outline_material(outline)] if outline else []),
            ],
        )
        for section in plan.walk():
            if section.table:
                self._write(
                    self.workspace.reports.section(created.id, section.key),
                    instruction="",
                    origin="draft",
                    on_progress=None,
                    live=None,
                )
        return created

    def last_profile(self) -> Profile:
        """The office as the report touched last has it, or before the first as its file says."""
        reports = self.workspace.reports.all()
        own = self.office
        return own.applied_to(reports[0].profile) if reports else own.profile()

    # --- sections -------------------------------------------------------------------------------

    def draft(
        self,
        report_id: int,
        key: str,
        notes: str,
        *,
        instruction: str = "",
        on_progress: Progress | None = None,
        live: Live | None = None,
    ) -> SectionRecord:
        """Draft a section from ``notes``, which become the section's notes.

        Raises:
            UserError: no such report or section, nothing to draft from, the section changed
                while the draft was being written (the draft is then kept as a version), or a model
                is writing it already.
            Stopped: ``live.stop`` was set while a model was writing; the text stays as it was.
        """
        seen = self.workspace.reports.section(report_id, key)
        if notes.strip() != notes_text(seen):
            seen = self.set_notes(report_id, key, notes)
        return self._write(
            seen, instruction=instruction, origin="draft", on_progress=on_progress, live=live
        )

    def regenerate(
        self,
        report_id: int,
        key: str,
        instruction: str,
        *,
        added_notes: str = "",
        on_progress: Progress | None = None,
        live: Live | None = None,
    ) -> SectionRecord:
        """Write a section again as ``instruction`` wishes; its notes stay the evidence.

        Raises:
            UserError: as ``draft``.
        """
        seen = self.workspace.reports.section(report_id, key)
        if added_notes.strip():
            seen = self.set_notes(report_id, key, f"{notes_text(seen)}\n{added_notes.strip()}")
        return self._write(
            seen, instruction=instruction, origin="regenerate", on_progress=on_progress, live=live
        )

    def set_notes(self, report_id: int, key: str, notes: str) -> SectionRecord:
        """Make ``notes`` the section's notes, whatever stood there.

        Raises:
            UserError: no such section, or the notes bear a mark of secrecy.
        """
        refuse_marked_text(notes)
        return self.workspace.reports.set_notes(report_id, key, _records(notes))

    def merge_notes(self, report_id: int, key: str, notes: str, seen: str) -> SectionRecord:
        """Keep a person's edit of the notes, made on ``seen``, with what others wrote meanwhile.

        Raises:
            UserError: no such section, or the notes bear a mark of secrecy.
        """
        refuse_marked_text(notes)
        return self.workspace.reports.change_notes(
            report_id,
            key,
            lambda stand: _records(
                merge_lines(seen.strip(), notes.strip(), "\n".join(each.text for each in stand))
            ),
        )

    def save(self, report_id: int, key: str, text: str, expected_version: int) -> SectionRecord:
        """Keep a person's edit as a version and check it.

        Raises:
            UserError: the section changed since; the edit is kept as a version all the same.
        """
        seen = self.workspace.reports.section(report_id, key)
        if text == seen.text and expected_version == seen.version:
            return seen
        report = self.workspace.reports.get(report_id)
        support = given(self.workspace, report, seen)
        result = check(text, check_context(report, support, self.office))
        saved = self.workspace.reports.save_section(
            report_id,
            key,
            text,
            expected_version,
            sentences=seen.sentences,
            evidence=merged(support, result.evidence),
            diagnostics=result.diagnostics,
        )
        return locks_follow(self, seen, saved)

    def undo(self, report_id: int, key: str, expected_version: int) -> SectionRecord:
        """Bring back the text that stood before the present one.

        Raises:
            UserError: there is nothing before it.
        """
        earlier = version_before(self.workspace.reports.history(report_id, key))
        if earlier is None:
            raise UserError("Mục này chưa có bản nào trước đó để quay lại.")
        return self.restore(report_id, key, earlier.number, expected_version, origin="undo")

    def restore(
        self,
        report_id: int,
        key: str,
        number: int,
        expected_version: int,
        *,
        origin: str = "restore",
    ) -> SectionRecord:
        seen = self.workspace.reports.section(report_id, key)
        back = self.workspace.reports.restore(
            report_id, key, number, expected_version, origin=origin
        )
        return locks_follow(self, seen, back)

    def versions(self, report_id: int, key: str) -> list[VersionRecord]:
        """The texts that the section had, newest first; without their notes and findings."""
        return self.workspace.reports.history(report_id, key)

    # --- flags ----------------------------------------------------------------------------------

    def set_aside(self, section: SectionRecord) -> list[SetAside]:
        """The section's diagnostics that somebody set aside, in the order of the text."""
        return flags_set_aside(section, self.workspace.dismissals.of_report(section.report_id))

    def bring_back(self, report_id: int, dismissal_id: int) -> None:
        """Let a diagnostic that was set aside show again.

        Raises:
            UserError: it is not set aside in this report (any more).
        """
        known = {record.id for record in self.workspace.dismissals.of_report(report_id)}
        if dismissal_id not in known:
            raise UserError("Chỗ này đã được khôi phục trước đó; hãy xem lại danh sách.")
        self.workspace.dismissals.remove(dismissal_id)

    def flags(self, section: SectionRecord) -> list[Flag]:
        """The section's diagnostics that nobody set aside, in the order of the text."""
        return open_flags(section, self.workspace.dismissals.of_report(section.report_id))

    def recheck(self, report_id: int, key: str) -> SectionRecord:
        """Check a section's text as it stands and keep what was found."""
        seen = self.workspace.reports.section(report_id, key)
        if not seen.text.strip():
            return seen
        report = self.workspace.reports.get(report_id)
        support = given(self.workspace, report, seen)
        result = check(seen.text, check_context(report, support, self.office))
        support = merged(support, result.evidence)
        return keep_findings(self.workspace, seen, result.diagnostics, support, self.office)

    def accept(
        self, report_id: int, key: str, flag_key: str, expected_version: int
    ) -> SectionRecord:
        """Put a flag's fix into the text.

        Raises:
            UserError: the flag is gone or has no fix.
        """
        seen = self.workspace.reports.section(report_id, key)
        found = self._flag(seen, flag_key).diagnostic
        if found.fix is None:
            raise UserError("Chỗ này chưa có cách sửa chắc chắn; hãy sửa trực tiếp trong văn bản.")
        text = seen.text[: found.start] + found.fix + seen.text[found.end :]
        return self.save(report_id, key, text, expected_version)

    def fix_certain(
        self, report_id: int, key: str, expected_version: int
    ) -> tuple[SectionRecord, Fixed]:
        """Put in the fixes that need no reader, all in one version; what was set aside stays.

        Raises:
            UserError: there is none, or the section changed since ``expected_version``.
        """
        seen = self.workspace.reports.section(report_id, key)
        fixed = apply_fixes(seen.text, [flag.diagnostic for flag in self.flags(seen)])
        if not fixed.applied:
            raise UserError("Mục này không còn chỗ nào sửa được mà không cần người đọc lại.")
        return self.save(report_id, key, fixed.text, expected_version), fixed

    def dismiss(self, report_id: int, key: str, flag_key: str, reason: str) -> SectionRecord:
        """Set a flag aside where it stands, with the reason.

        It holds for as long as the words beside it do, and for no other place.
        """
        seen = self.workspace.reports.section(report_id, key)
        found = self._flag(seen, flag_key).diagnostic
        place = place_of(seen.text, found)
        self.workspace.dismissals.add(report_id, found.code, found.quote, reason.strip(), place)
        return seen

    def _flag(self, section: SectionRecord, flag_key: str) -> Flag:
        for flag in self.flags(section):
            if flag.key == flag_key:
                return flag
        raise UserError("Đoạn văn vừa thay đổi nên đánh dấu này không còn; hãy xem lại danh sách.")

    # --- the whole report -----------------------------------------------------------------------

    def counts(self, section: SectionRecord) -> dict[Severity, int]:
        """How many open flags of each severity."""
        return self.counts_of([section])[section.key]

    def counts_of(self, sections: Sequence[SectionRecord]) -> dict[str, dict[Severity, int]]:
        """For each of a report's sections by its key: how many open flags of each severity."""
        aside = self.workspace.dismissals.of_report(sections[0].report_id) if sections else []
        counts = {section.key: dict.fromkeys(Severity, 0) for section in sections}
        for section in sections:
            for flag in open_flags(section, aside):
                counts[section.key][flag.diagnostic.severity] += 1
        return counts

    def export(self, report_id: int, folder: Path) -> Path:
        """Write the report into ``folder`` as .docx in the form of Decree 30/2020/NĐ-CP.

        Parts that nobody wrote are left out; a section without text is printed as a gap.

        Raises:
            UserError: the report is empty, or the file cannot be written.
        """
        report = self.workspace.reports.get(report_id)
        sections = self.workspace.reports.sections(report_id)
        if not any(section.text.strip() for section in sections):
            raise UserError("Báo cáo chưa có nội dung; hãy soạn ít nhất một mục rồi xuất tệp.")
        document = assemble_report(
            report.profile,
            [
                SectionText(section.key, section.title, section.text)
                for section in sections
                if section.text.strip() or "." not in section.key
            ],
            title=report.title,
            report_date=report.report_date,
        )
        path = folder / file_name(report)
        export_report(document, path)
        self.workspace.audit.record(Audit.EXPORTED, report.title, report_id)
        return path

    # --- inside ---------------------------------------------------------------------------------

    def _write(
        self,
        seen: SectionRecord,
        *,
        instruction: str,
        origin: str,
        on_progress: Progress | None,
        live: Live | None,
    ) -> SectionRecord:
        report = self.workspace.reports.get(seen.report_id)
        request = DraftRequest(
            report_type=report.report_type,
            section=seen.key,
            notes=tuple(NoteSource(note.name, note.text) for note in seen.notes),
            profile=self.office.applied_to(report.profile),
            report_date=report.report_date,
            period=report_period(report),
            office_log=self.office.log(),
            instruction=instruction,
            model=self.settings.model,
            previous=seen.text if origin == "regenerate" else "",
            prior=prior_of(self.workspace, seen.report_id),
            outline=outline_of(self.workspace, report),
            cloud_allowed=self.consent.allowed,
        )
        live = live or Live()
        if not request.model:
            draft = draft_around_locks(self, report, seen, request, on_progress, live)
        else:
            with self.runs.one(seen.report_id, seen.key, live.stop):
                draft = draft_around_locks(self, report, seen, request, on_progress, live)
        return self.keep_draft(seen, draft, origin)

    def keep_draft(self, seen: SectionRecord, draft: Draft, origin: str = "draft") -> SectionRecord:
        """Make ``draft`` the section's text.

        Raises:
            UserError: the section changed since ``seen``; the draft is kept as a version.
        """
        return self.workspace.reports.save_section(
            seen.report_id,
            seen.key,
            draft.text,
            seen.version,
            origin=origin,
            model=draft.model,
            sentences=draft.sentences,
            evidence=draft.evidence,
            diagnostics=draft.diagnostics,
        )


def file_name(report: ReportRecord) -> str:
    """ "bao-cao-dan-van-6-thang-dau-nam-2023.docx": plain letters, safe on every disk."""
    words = re.findall(r"[a-z0-9]+", fold(f"bao cao {report.report_type} {report.period}"))
    return f"{'-'.join(words)}.docx"


def _records(notes: str) -> list[NoteRecord]:
    text = notes.strip()
    return [NoteRecord(NOTE_NAME, text)] if text else []


def _topic(outline: Outline) -> str:
    return outline.topic[:1].upper() + outline.topic[1:]


def read_day(text: str) -> date:
    """A day as a clerk writes it ("30/6/2023", "ngày 30 tháng 6 năm 2023", "2023-06-30").

    Raises:
        UserError: it is no date.
    """
    written = text.strip()
    try:
        return date.fromisoformat(written)
    except ValueError:
        pass
    found = find_dates(written)
    if len(found) == 1 and found[0].value is not None:
        return found[0].value
    raise UserError(f"Ngày “{written}” không hợp lệ; hãy ghi ngày/tháng/năm, ví dụ 30/6/2023.")
