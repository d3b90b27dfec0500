"""Locking sentences of a section, and drafting that leaves them as they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.chat.findings import check_context, merged
from assistant.chat.grounding import grounded_sentences
from assistant.chat.locks import follow, keep_locked, locked_sentences, told_twice, without_told
from assistant.checking import check
from assistant.domain import Draft, UserError
from assistant.drafting import DraftRequest, draft_section
from assistant.drafting.live import Live
from assistant.workspace import ReportRecord, SectionRecord

if TYPE_CHECKING:
    from assistant.chat.desk import Desk, Progress


def set_lock(
    desk: Desk, report_id: int, key: str, number: int, expected_version: int
) -> tuple[SectionRecord, bool]:
    """Lock the sentence ``number`` of the section's text, or unlock it; whether it is locked now.

    Raises:
        UserError: the text changed since ``expected_version``, so that the number may mean another.
    """
    seen = desk.workspace.reports.section(report_id, key)
    sentences = grounded_sentences(seen)
    if seen.version != expected_version or not 0 <= number < len(sentences):
        raise UserError(
            "Đoạn văn vừa thay đổi nên chưa khóa được câu này; hãy chọn lại câu rồi bấm khóa."
        )
    words = sentences[number].span.of(seen.text)
    locked = words not in seen.locks

    def change(stand: tuple[str, ...]) -> tuple[str, ...]:
        others = tuple(each for each in stand if each != words)
        return (*others, words) if locked else others

    return desk.workspace.reports.change_locks(report_id, key, change), locked


def locks_follow(desk: Desk, before: SectionRecord, after: SectionRecord) -> SectionRecord:
    """``after``, the text that took the place of ``before``, with its locks in step with it."""
    if not before.locks or before.text == after.text:
        return after
    if follow(before.locks, before.text, after.text) == before.locks:
        return after
    return desk.workspace.reports.change_locks(
        after.report_id, after.key, lambda stand: follow(stand, before.text, after.text)
    )


def draft_around_locks(
    desk: Desk,
    report: ReportRecord,
    seen: SectionRecord,
    request: DraftRequest,
    on_progress: Progress | None,
    live: Live,
) -> Draft:
    """The draft that ``request`` asks for, with the locked sentences of ``seen`` kept in it.

    Raises:
        UserError: as ``draft_section``.
    """
    draft = draft_section(request, on_progress=on_progress, live=live)
    if not locked_sentences(seen):
        return draft
    if not request.model and told_twice(seen, draft):
        draft = _without_told(seen, request, draft)
    kept = keep_locked(seen, draft)
    office = desk.office
    remarks = set(kept.diagnostics)
    for found in check(draft.text, check_context(report, draft.evidence, office)).diagnostics:
        remarks = {each for each in remarks if (each.code, each.quote) != (found.code, found.quote)}
    result = check(kept.text, check_context(report, kept.evidence, office))
    diagnostics = sorted((*remarks, *result.diagnostics), key=lambda each: (each.start, each.end))
    return replace(
        kept,
        diagnostics=tuple(diagnostics),
        evidence=merged(kept.evidence, result.evidence),
    )


def _without_told(seen: SectionRecord, request: DraftRequest, first: Draft) -> Draft:
    """A draft from the notes that no locked sentence tells; ``first`` where that leaves none."""
    notes = tuple(
        replace(source, text=without_told(seen, source.name, source.text))
        for source in request.notes
    )
    if notes == request.notes or not any(source.text.strip() for source in notes):
        return first
    # What is missing is what was missing with all the notes.
    gaps = [line for line in first.text.splitlines() if line.startswith("[Chưa có")]
    draft = draft_section(replace(request, notes=notes))
    lines = [line for line in draft.text.splitlines() if not line.startswith("[Chưa có")]
    sentences = (*draft.sentences, *(each for each in first.sentences if each.text in gaps))
    return replace(
        draft,
        text="\n".join([*lines, *gaps]),
        sentences=sentences,
        evidence=merged(draft.evidence, [e for e in first.evidence if e.id.startswith("outline:")]),
    )
