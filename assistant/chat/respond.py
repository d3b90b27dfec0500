"""A message at the desk → one call below and a reply to show. No page and no global state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assistant.answering import answer
from assistant.chat.desk import Desk, Progress
from assistant.chat.findings import notes_text
from assistant.chat.flagging import Flag
from assistant.chat.intent import Action, Intent, read_intent
from assistant.chat.outlines import report_outline
from assistant.chat.phrases import load_replies
from assistant.chat.whole_check import check_whole
from assistant.chat.whole_report import draft_whole
from assistant.corpus.secrecy import refuse_marked_text
from assistant.domain import Citation, Diagnostic, Draft, ScoredChunk, Severity, UserError
from assistant.drafting.answer_wording import word_answer
from assistant.drafting.live import Live
from assistant.drafting.outlines import WHOLE_REPORT
from assistant.drafting.usage import sum_of, usage_line
from assistant.library import Library
from assistant.workspace import SectionRecord


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say and what changed.

    Attributes:
        text: Vietnamese, plain text with line breaks.
        citations: the instruments that the text rests on, the answering one first.
        passages: places of the library that were found.
        section: the section to show now, None when the view stays.
        flags: open diagnostics of that section.
        file: a file made for the user to fetch.
        suggestions: messages to offer next.
        failed: the user's request could not be met; ``text`` says why.
    """

    action: Action
    text: str
    citations: tuple[Citation, ...] = ()
    passages: tuple[ScoredChunk, ...] = ()
    section: SectionRecord | None = None
    flags: tuple[Flag, ...] = ()
    file: Path | None = None
    suggestions: tuple[str, ...] = ()
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where the clerk is: the open report and section, and where exported files go."""

    report_id: int | None
    section: str | None
    exports: Path


def respond(
    desk: Desk,
    library: Library,
    message: str,
    place: Place,
    *,
    today: date | None = None,
    on_progress: Progress | None = None,
    live: Live | None = None,
) -> Reply:
    """Do what ``message`` asks and keep both sides of the exchange in the workspace.

    A user's mistake comes back as a reply that says so; other exceptions are bugs and propagate.
    A message that bears a mark of secrecy is neither kept nor sent anywhere. ``live`` follows what
    a model writes.
    """
    try:
        refuse_marked_text(message)
    except UserError as error:
        return Reply(Action.HELP, str(error), failed=True)
    desk.workspace.messages.add(place.report_id, "user", message)
    intent = read_intent(message)
    try:
        reply = _carry_out(
            desk, library, intent, place, today or date.today(), on_progress, live or Live()
        )
    except UserError as error:
        reply = Reply(intent.action, str(error), failed=True)
    desk.workspace.messages.add(
        place.report_id, "assistant", reply.text, reply.citations, reply.passages
    )
    return reply


def suggestions(section: SectionRecord | None) -> tuple[str, ...]:
    """What to offer for the open section before anything is said."""
    offers = load_replies()["suggestions"]
    if section is None:
        return tuple(offers["no_report"])
    title = section.title[:1].lower() + section.title[1:]
    state = "empty" if not section.text.strip() else "written"
    return tuple(offer.format(title=title) for offer in offers[state])


def _carry_out(
    desk: Desk,
    library: Library,
    intent: Intent,
    place: Place,
    today: date,
    on_progress: Progress | None,
    live: Live,
) -> Reply:
    match intent.action:
        case Action.HELP:
            return Reply(intent.action, load_replies()["help"].strip())
        case Action.ASK:
            return _ask(desk, intent, place, today)
        case Action.SEARCH:
            return _search(desk, library, intent, place)
    report_id, key = _target(desk, intent, place)
    if intent.action is Action.EXPORT:
        path = desk.export(report_id, place.exports)
        return Reply(intent.action, load_replies()["exported"].format(name=path.name), file=path)
    if intent.action is Action.CHECK:
        return _check(desk, intent, report_id, key)
    if intent.section == WHOLE_REPORT:
        return _write_whole(desk, intent, report_id, place.section, on_progress, live)
    return _write(desk, intent, report_id, key, on_progress, live)


def _target(desk: Desk, intent: Intent, place: Place) -> tuple[int, str | None]:
    if place.report_id is None:
        raise UserError(load_replies()["no_report"])
    if intent.section is None:
        return place.report_id, place.section
    if intent.section == WHOLE_REPORT:
        return place.report_id, None
    report = desk.workspace.reports.get(place.report_id)
    return place.report_id, report_outline(desk.workspace, report).section(intent.section).key


def _ask(desk: Desk, intent: Intent, place: Place, today: date) -> Reply:
    if not intent.text:
        return Reply(Action.HELP, load_replies()["help"].strip())
    as_of = today
    if place.report_id is not None:
        as_of = desk.workspace.reports.get(place.report_id).report_date
    found = word_answer(
        answer(intent.text, as_of=as_of, today=today),
        intent.text,
        desk.settings,
        cloud_allowed=desk.consent.allowed,
    )
    return Reply(
        intent.action,
        found.answer,
        citations=found.citations,
        suggestions=found.suggestions,
    )


def _search(desk: Desk, library: Library, intent: Intent, place: Place) -> Reply:
    as_of = desk.workspace.reports.get(place.report_id).report_date if place.report_id else None
    found = tuple(library.search(intent.text, k=5, as_of=as_of))
    replies = load_replies()
    text = (
        replies["found"].format(count=len(found), words=intent.text)
        if found
        else replies["not_found"].format(words=intent.text)
    )
    return Reply(intent.action, text, passages=found)


def _check(desk: Desk, intent: Intent, report_id: int, key: str | None) -> Reply:
    general: tuple[Diagnostic, ...] = ()
    if intent.section is not None and key is not None:
        checked: tuple[SectionRecord, ...] = (desk.recheck(report_id, key),)
    else:
        whole = check_whole(desk, report_id)
        checked, general = whole.sections, whole.general
    written = [section for section in checked if section.text.strip()]
    replies = load_replies()
    if not written:
        raise UserError(replies["nothing_to_check"])
    flags = {section.key: tuple(desk.flags(section)) for section in written}
    lines = [f"• {found.message}" for found in general] + [
        f"• {section.title}: {count_phrase(flags[section.key])}"
        for section in written
        if flags[section.key]
    ]
    if not lines:
        return Reply(intent.action, replies["clean"], section=written[0])
    shown = next((section for section in written if flags[section.key]), written[0])
    text = "\n".join([replies["checked"], *lines])
    return Reply(intent.action, text, section=shown, flags=flags[shown.key])


def _write(
    desk: Desk,
    intent: Intent,
    report_id: int,
    key: str | None,
    on_progress: Progress | None,
    live: Live,
) -> Reply:
    replies = load_replies()
    drafts, live = _noting(live)
    if key is None:
        raise UserError(replies["which_section"])
    seen = desk.workspace.reports.section(report_id, key)
    notes = intent.notes or notes_text(seen)
    if not notes.strip():
        raise UserError(replies["no_notes"].format(title=seen.title))
    if intent.action is Action.REGENERATE and (seen.text.strip() or intent.notes):
        section = desk.regenerate(
            report_id,
            key,
            intent.instruction,
            added_notes=intent.notes,
            on_progress=on_progress,
            live=live,
        )
        said = replies["regenerated"]
    else:
        section = desk.draft(
            report_id,
            key,
            notes,
            instruction=intent.instruction,
            on_progress=on_progress,
            live=live,
        )
        said = replies["drafted"]
    flags = tuple(desk.flags(section))
    tail = replies["with_flags"].format(flags=count_phrase(flags)) if flags else replies["no_flags"]
    return Reply(
        intent.action,
        "\n".join([f"{said.format(title=section.title)} {tail}", *told_of(drafts)]),
        section=section,
        flags=flags,
        suggestions=suggestions(section),
    )


def _write_whole(
    desk: Desk,
    intent: Intent,
    report_id: int,
    shown: str | None,
    on_progress: Progress | None,
    live: Live,
) -> Reply:
    replies = load_replies()
    drafts, live = _noting(live)
    report = desk.workspace.reports.get(report_id)
    if intent.report_type not in (None, report.report_type):
        raise UserError(replies["other_report"].format(title=report.title))
    done = draft_whole(
        desk,
        report_id,
        notes=intent.notes,
        instruction=intent.instruction,
        on_progress=on_progress,
        live=live,
    )
    said = replies["whole"]
    flags = [flag for section in done.written for flag in desk.flags(section)]
    lines = [
        _titled(said["written"], done.written) or said["nothing"],
        replies["with_flags"].format(flags=count_phrase(flags)) if flags else "",
        _titled(said["stopped"], done.unreached),
        _titled(said["kept"], done.kept),
        _titled(said["without_notes"], done.without_notes),
        *done.trouble,
        *told_of(drafts),
    ]
    keys = [section.key for section in done.written]
    key = shown if shown in keys or not keys else keys[0]
    section = desk.workspace.reports.section(report_id, key) if key else None
    return Reply(
        intent.action,
        "\n".join(line for line in lines if line),
        section=section,
        flags=tuple(desk.flags(section)) if section else (),
        suggestions=suggestions(section),
    )


def _noting(live: Live) -> tuple[list[Draft], Live]:
    """A list that the finished drafts go into, and ``live`` that also fills it."""
    drafts: list[Draft] = []

    def done(draft: Draft) -> None:
        drafts.append(draft)
        live.done(draft)

    return drafts, replace(live, done=done)


def told_of(drafts: Sequence[Draft]) -> list[str]:
    """Why the composer answered instead of the model, and what the model cost; each line once."""
    lines = list(dict.fromkeys(draft.notice for draft in drafts if draft.notice))
    used = sum_of(draft.usage for draft in drafts if draft.usage)
    return [*lines, f"Mô hình: {usage_line(used)}."] if used else lines


def _titled(line: str, sections: Sequence[SectionRecord]) -> str:
    """``line`` with the sections' titles in it; nothing where there are none."""
    titles = "; ".join(section.title for section in sections)
    return line.format(count=len(sections), titles=titles) if sections else ""


def count_phrase(flags: Sequence[Flag]) -> str:
    """ "1 lỗi, 2 cảnh báo": how many of each severity, the gravest first."""
    names = load_replies()["severities"]
    counts = {
        severity: sum(flag.diagnostic.severity is severity for flag in flags)
        for severity in Severity
    }
    return ", ".join(f"{n} {names[severity.value]}" for severity, n in counts.items() if n)
