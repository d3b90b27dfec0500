"""Checking the report as its reader gets it: one text, so that rules see across sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.chat.desk import Desk
from assistant.chat.findings import check_context, given, keep_findings
from assistant.chat.outlines import outline_of
from assistant.checking import check
from assistant.domain import Diagnostic, Evidence, Related, Span
from assistant.export.assemble import (
    CLOSING,
    OPENING,
    abstract,
    is_appendix,
    to_roman,
    without_mark,
)
from assistant.workspace import ReportRecord, SectionRecord


@dataclass(frozen=True, slots=True)
class WholeCheck:
    """``sections`` are those with text, their new findings kept; ``general`` speaks of the report
    as a whole, its offsets mean nothing to a section."""

    sections: tuple[SectionRecord, ...]
    general: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Assembled:
    """The report as one text, and where in it each section's own text stands."""

    text: str
    places: tuple[tuple[SectionRecord, Span], ...]

    def section_at(self, start: int, end: int) -> tuple[SectionRecord, Span] | None:
        found = Span(start, end)
        return next((place for place in self.places if place[1].contains(found)), None)


def assemble_text(report: ReportRecord, sections: Sequence[SectionRecord]) -> Assembled:
    """Title, headings as they are printed, and the text of every section that has one."""
    parts = [f"BÁO CÁO\n{abstract(report.title)}\n"]
    at = len(parts[0])
    places: list[tuple[SectionRecord, Span]] = []
    written = {section.key.partition(".")[0] for section in sections if section.text.strip()}
    top = part = 0
    for section in sections:
        parent, _, is_part = section.key.partition(".")
        if parent not in written or (is_part and not section.text.strip()):
            continue
        if section.key in (OPENING, CLOSING):
            heading = ""
        elif is_appendix(section.key):
            heading = f"{section.title}\n"
        elif is_part:
            part += 1
            heading = f"{part}. {without_mark(section.title)}\n"
        else:
            top, part = top + 1, 0
            heading = f"{to_roman(top)}. {without_mark(section.title)}\n"
        parts.append(f"\n{heading}")
        at += len(parts[-1])
        if section.text.strip():
            places.append((section, Span(at, at + len(section.text))))
            parts.append(f"{section.text}\n")
            at += len(parts[-1])
    return Assembled("".join(parts), tuple(places))


def check_whole(desk: Desk, report_id: int) -> WholeCheck:
    """Check the assembled report and keep with each section what was found in it.

    A finding that involves another section says which in its message.
    """
    report = desk.workspace.reports.get(report_id)
    whole = assemble_text(report, desk.workspace.reports.sections(report_id))
    support = {
        f"{section.key}|{item.id}": item
        for section, _ in whole.places
        for item in given(desk.workspace, report, section)
    }
    evidence = tuple(replace(item, id=key) for key, item in support.items())
    context = check_context(report, evidence, desk.office)
    own = outline_of(desk.workspace, report)
    result = check(whole.text, replace(context, outline=own.headings()) if own else context)
    known = {item.id: item for item in result.evidence} | {item.id: item for item in evidence}
    found: dict[str, list[Diagnostic]] = {section.key: [] for section, _ in whole.places}
    general: list[Diagnostic] = []
    for diagnostic in result.diagnostics:
        place = whole.section_at(diagnostic.start, diagnostic.end)
        if place is not None:
            found[place[0].key].append(_within(whole, place, diagnostic))
        elif diagnostic.code.startswith("STR"):  # the headings themselves are the outline's
            general.append(diagnostic)
    checked = [
        keep_findings(
            desk.workspace,
            section,
            *_own(section, found[section.key], support, known),
            desk.office,
        )
        for section, _ in whole.places
    ]
    return WholeCheck(tuple(checked), tuple(general))


def _within(
    whole: Assembled, place: tuple[SectionRecord, Span], diagnostic: Diagnostic
) -> Diagnostic:
    """``diagnostic`` in the section's own offsets."""
    section, span = place
    related: list[Related] = []
    others: list[str] = []
    for other in diagnostic.related:
        there = whole.section_at(other.start, other.end)
        if there is not None and there[0].key == section.key:
            related.append(Related(other.start - span.start, other.end - span.start, other.quote))
        else:
            related.append(Related(0, 0, other.quote))
            if there is not None and there[0].title not in others:
                others.append(there[0].title)
    more = f" (Chỗ liên quan ở mục “{'”, “'.join(others)}”.)" if others else ""
    return replace(
        diagnostic,
        start=diagnostic.start - span.start,
        end=diagnostic.end - span.start,
        message=diagnostic.message + more,
        related=tuple(related),
    )


def _own(
    section: SectionRecord,
    found: Sequence[Diagnostic],
    support: dict[str, Evidence],
    known: dict[str, Evidence],
) -> tuple[tuple[Diagnostic, ...], tuple[Evidence, ...]]:
    """The findings with the section's own evidence under its own ids, and all that they cite."""
    mark = f"{section.key}|"
    own = [item for key, item in support.items() if key.startswith(mark)]
    cited = {
        each: known[each]
        for diagnostic in found
        for each in diagnostic.evidence
        if not each.startswith(mark) and each in known
    }
    renamed = tuple(
        replace(diagnostic, evidence=tuple(each.removeprefix(mark) for each in diagnostic.evidence))
        for diagnostic in found
    )
    ids = {item.id for item in own}
    return renamed, (*own, *(item for key, item in cited.items() if key not in ids))
