"""What a section's text may rest on, and the findings that are kept with it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.chat.office import Office
from assistant.checking import CheckContext, check, notes_as_evidence
from assistant.domain import Diagnostic, Evidence, Period, SourceKind
from assistant.language.periods import parse_period
from assistant.workspace import ReportRecord, SectionRecord, VersionRecord, Workspace

NOTE_NAME = "ghi chú"


def notes_text(section: SectionRecord) -> str:
    """The section's notes as one text, in their order."""
    return "\n".join(note.text for note in section.notes)


def report_period(report: ReportRecord) -> Period | None:
    """The period that the report is on, None when it names none."""
    return parse_period(report.period, report.report_date) if report.period else None


def check_context(report: ReportRecord, notes: Sequence[Evidence], office: Office) -> CheckContext:
    """How the checker is to read a text of ``report`` that may rest on ``notes``.

    The office's log is evidence too, and its profile says which rules hold.
    """
    return CheckContext(
        report_date=report.report_date,
        period=report_period(report),
        profile=office.applied_to(report.profile),
        notes=tuple(notes),
        office_log=office.log(),
    )


def merged(given: Sequence[Evidence], found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """``given``, then what of ``found`` has an id of its own."""
    known = {item.id: item for item in given}
    return (*given, *(item for item in found if item.id not in known))


def given(
    workspace: Workspace, report: ReportRecord, section: SectionRecord
) -> tuple[Evidence, ...]:
    """What the section's text may rest on: its version's evidence, with the notes of today."""
    shown = workspace.reports.version(section.report_id, section.key, section.version)
    if shown is not None and shown.evidence and shown.notes == section.notes:
        return section.evidence
    notes = notes_as_evidence(NOTE_NAME, notes_text(section), report_period(report))
    return (*notes, *(each for each in section.evidence if each.source is not SourceKind.NOTE))


def keep_findings(
    workspace: Workspace,
    seen: SectionRecord,
    found: Sequence[Diagnostic],
    evidence: Sequence[Evidence],
    office: Office,
) -> SectionRecord:
    """Make ``found`` the section's diagnostics, beside what the drafter said of its own text.

    Raises:
        UserError: the section changed since ``seen``.
    """
    remarks = _remarks(workspace, seen, found, office)
    diagnostics = tuple(sorted((*found, *remarks), key=lambda each: (each.start, each.end)))
    if set(diagnostics) == set(seen.diagnostics):
        return seen
    return workspace.reports.save_section(
        seen.report_id,
        seen.key,
        seen.text,
        seen.version,
        origin="draft" if seen.state == "draft" else "edit",
        model=seen.model,
        sentences=seen.sentences,
        evidence=merged(evidence, seen.evidence),
        diagnostics=diagnostics,
    )


def _remarks(
    workspace: Workspace, seen: SectionRecord, found: Sequence[Diagnostic], office: Office
) -> list[Diagnostic]:
    """What the drafter alone knows (notes that contradict each other, or belong elsewhere)."""
    drafted: VersionRecord | None = None
    for version in workspace.reports.versions(seen.report_id, seen.key):
        if version.text != seen.text:
            break
        drafted = version
    if drafted is None or drafted.origin not in ("draft", "regenerate"):
        return []
    report = workspace.reports.get(seen.report_id)
    by_rule = check(drafted.text, check_context(report, drafted.evidence, office)).diagnostics
    known = {(each.code, each.start, each.end) for each in (*by_rule, *found)}
    return [each for each in drafted.diagnostics if (each.code, each.start, each.end) not in known]
