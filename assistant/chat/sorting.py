"""Notes pasted in one go: which section each line belongs to, for a person to confirm.

The lines wait in the report's inbox until they are confirmed, so that leaving the page loses none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from assistant.chat.findings import NOTE_NAME, report_period
from assistant.domain import UserError
from assistant.drafting import NoteSource, load_outline
from assistant.drafting.notes import NoteItem, parse_notes
from assistant.drafting.plan import told_section
from assistant.language.text import fold, nfc
from assistant.workspace import ReportRecord
from assistant.workspace.records import NoteRecord

if TYPE_CHECKING:
    from assistant.chat.desk import Desk

#: What a line may be given instead of a section.
KEEP, DROP = "", "-"
LONGEST = 100_000  # characters
_LIST_NUMBER = re.compile(r"\d{1,2}\s+")


@dataclass(frozen=True, slots=True)
class SortedLine:
    """A line of the notes and the key of the section proposed for it.

    ``section`` is ``KEEP`` where neither its kind nor its words tell, and ``DROP`` for a heading
    of the notes themselves, which says nothing that a section could tell.
    """

    text: str
    section: str


def keep_for_sorting(desk: Desk, report_id: int, notes: str) -> None:
    """Put ``notes`` into the report's inbox, below what waits there.

    Raises:
        UserError: they are too long to be read in one go.
    """
    check_length(notes)
    before = desk.workspace.reports.get(report_id).inbox
    desk.workspace.reports.update(
        report_id, inbox="\n".join(filter(None, (before, nfc(notes).strip())))
    )


def check_length(notes: str) -> None:
    """Raises UserError when ``notes`` are too long to be read in one go."""
    if len(notes) > LONGEST:
        raise UserError(
            f"Ghi chú dán vào dài {len(notes)} ký tự, quá giới hạn {LONGEST}; hãy dán từng phần."
        )


def proposal(report: ReportRecord) -> tuple[SortedLine, ...]:
    """Every line that waits in the report's inbox, in order, with the section it seems to belong
    to. A line that speaks of several sections comes apart into its statements."""
    if not report.inbox.strip():
        return ()
    items = _items_by_line(report)
    lines: list[SortedLine] = []
    for number, line in enumerate(report.inbox.splitlines(), start=1):
        if line.strip():
            lines += _sorted(report, line.strip(), items.get(number, []))
    return tuple(lines)


def inbox_mark(report: ReportRecord) -> str:
    """Names the inbox as it stands, so that a choice made on another one is not applied to it."""
    return sha256(report.inbox.encode()).hexdigest()[:16]


def accept_proposal(
    desk: Desk, report_id: int, choices: Sequence[str], mark: str
) -> dict[str, int]:
    """Put each line of the proposal into the section chosen for it; how many went where.

    ``choices`` are a section's key, ``KEEP`` or ``DROP`` for each line. Lines kept wait on.

    Raises:
        UserError: the inbox changed since it was shown, or a choice names no section.
    """
    report = desk.workspace.reports.get(report_id)
    lines = proposal(report)
    if mark != inbox_mark(report) or len(choices) != len(lines):
        raise UserError(
            "Ghi chú chờ xếp vừa được người khác xử lý; hãy xem lại danh sách rồi bấm lại."
        )
    known = {section.key for section in desk.workspace.reports.sections(report_id)}
    unknown = sorted(set(choices) - known - {KEEP, DROP})
    if unknown:
        raise UserError(f"Báo cáo không có mục “{unknown[0]}”; hãy chọn mục trong danh sách.")
    by_section: dict[str, list[str]] = {}
    for line, choice in zip(lines, choices, strict=True):
        by_section.setdefault(choice, []).append(line.text)
    waiting = by_section.pop(KEEP, [])
    by_section.pop(DROP, None)
    for key, own in by_section.items():
        desk.workspace.reports.change_notes(report_id, key, partial(_with, own))
    # Last, so that what goes wrong before leaves every line waiting.
    desk.workspace.reports.update(report_id, inbox="\n".join(waiting))
    return {key: len(own) for key, own in by_section.items()}


def _with(lines: Sequence[str], stand: Sequence[NoteRecord]) -> list[NoteRecord]:
    before = "\n".join(note.text for note in stand)
    known = set(before.splitlines())
    added = [line for line in lines if line not in known]
    return [NoteRecord(NOTE_NAME, "\n".join([before, *added]).strip())]


def _items_by_line(report: ReportRecord) -> dict[int, list[NoteItem]]:
    try:
        items = parse_notes(
            (NoteSource(NOTE_NAME, report.inbox),), report.profile, report_period(report)
        )
    except UserError:  # nothing but headings
        return {}
    found: dict[int, list[NoteItem]] = {}
    for item in items:
        place = re.match(rf"{NOTE_NAME}, dòng (\d+)", item.location)
        if place is not None:
            found.setdefault(int(place[1]), []).append(item)
    return found


def _sorted(report: ReportRecord, line: str, items: Sequence[NoteItem]) -> list[SortedLine]:
    if not items:
        return [SortedLine(line, DROP if _is_heading(line) else KEEP)]
    outline = load_outline(report.report_type)
    told = [None if item.is_command else told_section(outline, item) for item in items]
    keys = {key for key in told if key is not None}
    if len(keys) <= 1:
        return [SortedLine(_alone(line, items[0]), next(iter(keys), KEEP))]
    return [
        SortedLine(_labelled(item, item.raw), key or KEEP)
        for item, key in zip(items, told, strict=True)
    ]


def _is_heading(line: str) -> bool:
    return line.endswith(":") or line.startswith("#")


def _alone(line: str, item: NoteItem) -> str:
    """The line as it can stand among others: the number of a list would read as a count there."""
    number = _LIST_NUMBER.match(line)
    if number is not None and item.raw.startswith(line[number.end() :][:20].strip()):
        line = line[number.end() :]
    return _labelled(item, line)


def _labelled(item: NoteItem, text: str) -> str:
    """``text`` with what the heading above it says of its causes."""
    if not item.aspect or fold(item.aspect) in fold(text):
        return text
    return f"Nguyên nhân {item.aspect}: {text.lstrip('-–+*• ')}"
