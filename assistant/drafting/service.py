"""The entry to drafting: validates the request, drafts with the composer or a model, checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.checking import CheckContext, CheckResult, check
from assistant.corpus.secrecy import refuse_marked_text
from assistant.domain import Diagnostic, Draft, UserError
from assistant.drafting.appendix import appendix
from assistant.drafting.comparing import with_comparisons
from assistant.drafting.composer import COMPOSER, Composition, compose_section
from assistant.drafting.destination import destination_of
from assistant.drafting.grounds import Citations
from assistant.drafting.instructions import read_instruction
from assistant.drafting.layout import Paragraph, layout_text, place_remarks
from assistant.drafting.live import Live
from assistant.drafting.notes import NoteItem, parse_notes
from assistant.drafting.outlines import WHOLE_REPORT, Outline, Section, load_outline
from assistant.drafting.placing import place_items
from assistant.drafting.plan import assign_parts, assign_sections
from assistant.drafting.providers import split_model
from assistant.drafting.request import DraftRequest
from assistant.drafting.selection import Selection, at_places, with_additions, without_dropped
from assistant.register import load_register
from assistant.settings import get_settings

#: Called with a Vietnamese line on what is being done, or with a finished sentence of the model.
Progress = Callable[[str], None]

_LONGEST_NOTES = 200_000  # characters
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def draft_section(
    request: DraftRequest, *, on_progress: Progress | None = None, live: Live | None = None
) -> Draft:
    """The section (or, for ``toan-van``, the whole report) that ``request`` asks for, checked.

    Raises:
        UserError: unknown report type or section, empty or oversized notes, notes that bear a mark
            of secrecy, a model string of no known provider, a period that ends before it begins.
        Stopped: ``live.stop`` was set while a model was writing.
    """
    outline = request.outline or load_outline(request.report_type)
    live = live or Live()
    if request.section == WHOLE_REPORT:
        return draft_report(request, on_progress=on_progress, live=live)
    section = outline.section(request.section)
    if section.table:
        return finish(request, appendix(section, outline))
    selection = _selected(request)
    items = selection.items
    places = read_instruction(request.instruction).drop_places
    if places:
        composed = _compose(
            replace(request, model=""), outline, section, items, Citations(), on_progress, live
        )
        at = at_places(items, composed.sentences, places)
        selection = Selection(at.items, (*selection.notices, *at.notices))
        items = selection.items
    _tell(on_progress, f"Đang soạn phần “{section.heading}”…")
    drafted = _compose(request, outline, section, items, Citations(), on_progress, live)
    return _done(request, finish(request, _noticed(drafted, selection.notices)), live)


def _done(request: DraftRequest, draft: Draft, live: Live) -> Draft:
    """``draft`` with what the model cost, told to who follows it."""
    if request.model:
        settings = get_settings()
        destination = destination_of(request.model, settings)
        draft = replace(draft, usage=live.meter.total(destination, settings))
    live.done(draft)
    return draft


def draft_report(
    request: DraftRequest, *, on_progress: Progress | None = None, live: Live | None = None
) -> Draft:
    """The whole report: every section of the outline in order, with headings; a section with
    parts has a numbered sub-heading for each.

    Notes go to sections and parts by what they say; an instruction applies to each section.

    Raises:
        UserError: as ``draft_section``.
    """
    outline = request.outline or load_outline(request.report_type)
    live = live or Live()
    selection = _selected(request)
    items = selection.items
    assign = place_items if outline.source else assign_sections
    assigned = assign(outline, [item for item in items if not item.is_command])
    commands = [item for item in items if item.is_command]
    citations = Citations()
    paragraphs: list[Paragraph] = []
    drafts: list[Composition] = []

    def add(section: Section, own: Sequence[NoteItem], heading: str) -> None:
        # Without notes there is nothing for a model to say; after one failure it is not waited for.
        failed = any(drafted.model == COMPOSER and drafted.notice for drafted in drafts)
        asked = request if own and not failed else replace(request, model="")
        drafted = _compose(asked, outline, section, own, citations, on_progress, live, within=True)
        drafts.append(drafted)
        if heading:
            paragraphs.append(Paragraph(heading=heading))
        paragraphs.extend(drafted.paragraphs)

    numbered = 0
    for index, section in enumerate(outline.sections):
        _tell(on_progress, f"Đang soạn phần “{section.heading}”…")
        own = assigned[section.key] + (commands if index == 0 else [])
        heading = ""
        if section.table:
            drafts.append(appendix(section, outline))
            paragraphs += [Paragraph(heading=section.heading), *drafts[-1].paragraphs]
            continue
        if section.numbered:
            heading = f"{_ROMAN[numbered]}. {section.heading}"
            numbered += 1
        if not section.parts:
            add(section, own, heading)
            continue
        by_part: dict[str | None, list[NoteItem]] = (
            {None: own} | {part.key: assigned[part.key] for part in section.parts}
            if outline.source
            else assign_parts(section, own)
        )
        # What belongs to no part stands before the first; the parts say themselves what is missing.
        if outline.source and not own:
            paragraphs.append(Paragraph(heading=heading))
        else:
            add(replace(section, parts=(), asks=()), by_part[None], heading)
        for number, part in enumerate(section.parts, start=1):
            add(part, by_part[part.key], f"{number}. {part.heading}")
    evidence = {entry.id: entry for drafted in drafts for entry in drafted.evidence}
    notices = dict.fromkeys(drafted.notice for drafted in drafts if drafted.notice)
    whole = Composition(
        tuple(paragraphs),
        tuple(evidence.values()),
        tuple(remark for drafted in drafts for remark in drafted.remarks),
        " ".join(notices),
        next((drafted.model for drafted in drafts if drafted.model != COMPOSER), COMPOSER),
    )
    return _done(request, finish(request, _noticed(whole, selection.notices)), live)


def _selected(request: DraftRequest) -> Selection:
    """The items of the notes, with what the instruction adds and without what it leaves out."""
    directions = read_instruction(request.instruction)
    return without_dropped(with_additions(_items(request), directions, request.profile), directions)


def _noticed(drafted: Composition, notices: Sequence[str]) -> Composition:
    return replace(drafted, notice=" ".join(filter(None, (drafted.notice, *notices))))


def _compose(
    request: DraftRequest,
    outline: Outline,
    section: Section,
    items: Sequence[NoteItem],
    citations: Citations,
    on_progress: Progress | None,
    live: Live,
    *,
    within: bool = False,
) -> Composition:
    register = load_register()
    composed = compose_section(request, outline, section, items, register, citations, within=within)
    if not request.model:
        return with_comparisons(composed, request, section.kind)
    from assistant.drafting.model import improve_with_model

    def check(draft: Composition) -> tuple[Diagnostic, ...]:
        return finish(request, draft).diagnostics

    improved = improve_with_model(
        request,
        outline,
        section,
        items,
        composed,
        register,
        get_settings(),
        check,
        on_progress,
        live,
    )
    return with_comparisons(improved, request, section.kind)


def finish(request: DraftRequest, composition: Composition) -> Draft:
    """A composition as text with its own remarks and the checker's diagnostics."""
    text = layout_text(composition.paragraphs)
    draft = Draft(
        text=text,
        sentences=composition.sentences,
        evidence=composition.evidence,
        diagnostics=place_remarks(text, composition.remarks),
        model=composition.model,
        notice=composition.notice,
    )
    checked = check_draft(request, draft)
    diagnostics = merge_diagnostics(draft, checked.diagnostics)
    cited = {each for found in diagnostics for each in found.evidence}
    known = {entry.id for entry in draft.evidence}
    added = tuple(e for e in checked.evidence if e.id in cited and e.id not in known)
    return replace(draft, diagnostics=diagnostics, evidence=(*draft.evidence, *added))


def check_draft(request: DraftRequest, draft: Draft) -> CheckResult:
    """What the checker says of ``draft``, with its evidence as the notes."""
    context = CheckContext(
        report_date=request.report_date,
        period=request.period,
        report_type=request.report_type,
        profile=request.profile,
        notes=draft.evidence,
        office_log=request.office_log,
    )
    return check(draft.text, context)


#: The rule on commands in the notes, which the draft's own remarks tell in their place.
_NOTE_COMMAND = "SRC001"


def merge_diagnostics(draft: Draft, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The draft's own diagnostics and the checker's, each place and code once, in order."""
    known = {(d.code, d.start, d.end) for d in draft.diagnostics}
    told = {(d.code, d.evidence) for d in draft.diagnostics if d.evidence}
    added = [
        d
        for d in found
        if (d.code, d.start, d.end) not in known
        and not (d.code == _NOTE_COMMAND and (d.code, d.evidence) in told)
    ]
    return tuple(sorted((*draft.diagnostics, *added), key=lambda d: (d.start, d.end, d.code)))


def _items(request: DraftRequest) -> tuple[NoteItem, ...]:
    size = sum(len(source.text) for source in request.notes)
    if size > _LONGEST_NOTES:
        raise UserError(
            f"Ghi chú dài {size} ký tự, quá giới hạn {_LONGEST_NOTES}; hãy chia theo từng phần."
        )
    period = request.period
    if period and period.end < period.start:
        raise UserError(f"Kỳ báo cáo “{period.label}” kết thúc trước khi bắt đầu; hãy nhập lại kỳ.")
    if request.model:
        split_model(request.model)
    refuse_marked_text(*(source.text for source in request.notes), request.instruction)
    return parse_notes(request.notes, request.profile, period)


def _tell(on_progress: Progress | None, line: str) -> None:
    if on_progress is not None:
        on_progress(line)
