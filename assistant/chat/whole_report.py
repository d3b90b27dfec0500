"""Drafting a whole report, section by section; each is in the workspace as soon as it is done."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.chat.desk import Desk, Progress
from assistant.chat.findings import NOTE_NAME, notes_text, report_period
from assistant.chat.outlines import outline_of
from assistant.chat.phrases import load_replies
from assistant.domain import UserError
from assistant.drafting import DraftRequest, NoteSource, draft_report, load_outline
from assistant.drafting.live import Live, Stopped
from assistant.drafting.notes import parse_notes
from assistant.drafting.outlines import WHOLE_REPORT, Outline
from assistant.drafting.placing import place_items
from assistant.drafting.plan import assign_sections
from assistant.export.assemble import CLOSING, OPENING
from assistant.workspace import ReportRecord, SectionRecord


@dataclass(frozen=True, slots=True)
class WholeDraft:
    """What became of each section; a section is in one of the four.

    Attributes:
        written: drafted now.
        kept: a person's text, which is not written over.
        unreached: had notes, but the run was stopped before its turn.
        without_notes: nothing to draft from.
        trouble: one Vietnamese line for each section that could not be written.
    """

    written: tuple[SectionRecord, ...]
    kept: tuple[SectionRecord, ...]
    unreached: tuple[SectionRecord, ...]
    without_notes: tuple[SectionRecord, ...]
    trouble: tuple[str, ...] = ()


def draft_whole(
    desk: Desk,
    report_id: int,
    *,
    notes: str = "",
    instruction: str = "",
    on_progress: Progress | None = None,
    live: Live | None = None,
) -> WholeDraft:
    """Draft every section that has notes, in the report's order.

    ``notes``, when given, are first sorted into the sections by what they say, below the notes
    that are there. ``Desk.runs.stop`` ends the run after the section that is being written, or in
    the middle of a model's answer, which is dropped. ``live`` follows what a model writes. The
    opening and the closing need no notes: they say what the report is.

    Raises:
        UserError: no such report, no notes anywhere, or the report is being written already.
    """
    with desk.runs.one(report_id) as stop:
        if notes.strip():
            _sort_into_sections(desk, report_id, notes)
        sections = desk.workspace.reports.sections(report_id)
        noted = [section for section in sections if notes_text(section).strip()]
        if not noted:
            raise UserError(load_replies()["no_notes_anywhere"])
        kept = [section for section in noted if section.state == "edited" and section.text.strip()]
        todo = [section for section in noted if section not in kept]
        written, trouble = _draft_each(desk, todo, instruction, stop, on_progress, live or Live())
        if not stop.is_set():
            written += _frame(desk, report_id, sections, noted)
    done = {section.key for section in written}
    # The notes of a section are told part by part, so that its parts are written with it.
    covered = done | {section.key for section in noted}
    tried = {section.key for section in todo[: len(written) + len(trouble)]}
    return WholeDraft(
        written=tuple(sorted(written, key=lambda section: section.position)),
        kept=tuple(kept),
        unreached=tuple(section for section in todo if section.key not in done | tried),
        without_notes=tuple(
            section
            for section in sections
            if not {section.key, section.key.partition(".")[0]} & covered
            and not section.text.strip()
        ),
        trouble=tuple(trouble),
    )


def _draft_each(
    desk: Desk,
    todo: Sequence[SectionRecord],
    instruction: str,
    stop: threading.Event,
    on_progress: Progress | None,
    live: Live,
) -> tuple[list[SectionRecord], list[str]]:
    written: list[SectionRecord] = []
    trouble: list[str] = []
    for number, section in enumerate(todo, start=1):
        if stop.is_set():
            break
        if on_progress is not None:
            on_progress(
                load_replies()["drafting_whole"].format(
                    number=number, total=len(todo), title=section.title
                )
            )
        try:
            written.append(
                desk.draft(
                    section.report_id,
                    section.key,
                    notes_text(section),
                    instruction=instruction,
                    # The words are told by ``live``; a line for each sentence would hide the count.
                    on_progress=_unsaid if desk.settings.model else None,
                    live=Live(words=live.words, done=live.done, stop=stop),
                )
            )
        except Stopped:
            break
        except UserError as error:  # somebody edited it meanwhile: the others go on
            trouble.append(str(error))
    return written, trouble


def _unsaid(_: str) -> None:
    return None


def _sort_into_sections(desk: Desk, report_id: int, notes: str) -> None:
    report = desk.workspace.reports.get(report_id)
    own = outline_of(desk.workspace, report)
    for key, lines in sorted_notes(report, notes, own).items():
        before = notes_text(desk.workspace.reports.section(report_id, key))
        known = set(before.splitlines())
        added = "\n".join(line for line in lines if line not in known)
        desk.set_notes(report_id, key, f"{before}\n{added}")


def sorted_notes(
    report: ReportRecord, notes: str, own: Outline | None = None
) -> dict[str, list[str]]:
    """The lines of ``notes`` by the section that they belong to; no line is left out.

    ``own`` is the superior's outline of the report, where it has one.

    Raises:
        UserError: there is nothing in the notes.
    """
    outline = own or load_outline(report.report_type)
    items = parse_notes((NoteSource(NOTE_NAME, notes),), report.profile, report_period(report))
    assign = place_items if own else assign_sections
    assigned = assign(outline, [item for item in items if not item.is_command])
    sections = {key: [item.raw for item in own] for key, own in assigned.items() if own}
    # What addresses the program is shown as what it is, in the first section that has notes.
    commands = [item.raw for item in items if item.is_command]
    if commands:
        sections.setdefault(next(iter(sections), OPENING), []).extend(commands)
    return sections


def _frame(
    desk: Desk,
    report_id: int,
    sections: Sequence[SectionRecord],
    noted: Sequence[SectionRecord],
) -> list[SectionRecord]:
    """The opening and the closing, where nobody wrote or noted anything for them."""
    empty = [
        section
        for section in sections
        if section.key in (OPENING, CLOSING) and section not in noted and not section.text.strip()
    ]
    if not empty:
        return []
    report = desk.workspace.reports.get(report_id)
    whole = draft_report(
        DraftRequest(
            report_type=report.report_type,
            section=WHOLE_REPORT,
            notes=tuple(NoteSource(section.title, notes_text(section)) for section in noted),
            profile=report.profile,
            report_date=report.report_date,
            period=report_period(report),
            outline=outline_of(desk.workspace, report),
        )
    )
    made: list[SectionRecord] = []
    for section in empty:
        own = tuple(each for each in whole.sentences if f"outline:{section.key}" in each.evidence)
        ids = {each for sentence in own for each in sentence.evidence}
        if own:
            draft = replace(
                whole,
                text=" ".join(sentence.text for sentence in own),
                sentences=own,
                evidence=tuple(item for item in whole.evidence if item.id in ids),
                diagnostics=(),
            )
            made.append(desk.keep_draft(section, draft))
    return made
