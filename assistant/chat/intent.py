"""A message → what is wanted. Pure: words in, an ``Intent`` out; nothing is looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.chat.phrases import Phrases, load_phrases
from assistant.domain import Span
from assistant.drafting.outlines import WHOLE_REPORT
from assistant.language.text import fold, nfc
from assistant.references import find_references


class Action(StrEnum):
    ASK = "ask"
    DRAFT = "draft"
    REGENERATE = "regenerate"
    CHECK = "check"
    EXPORT = "export"
    SEARCH = "search"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Intent:
    """What a message wants.

    Attributes:
        text: the message in NFC, trimmed: the question to answer, the words to search for.
        section: the section named ("han-che"), None when none is: then the open one is meant.
        report_type: the report type named ("dan-van"), None when none is.
        notes: facts to draft from, as typed after the colon or on the lines below the order.
        instruction: how to write ("viết lại phần hạn chế ngắn hơn"); empty for a plain draft.
    """

    action: Action
    text: str
    section: str | None = None
    report_type: str | None = None
    notes: str = ""
    instruction: str = ""


# A colon or a new line ends the order; the colon of a number ("8:30", "tỷ lệ 2:1") does not.
_ORDER_END = re.compile(r":(?!\d)|\n")


def read_intent(message: str) -> Intent:
    """The intent of a message, with or without accents."""
    text = nfc(message).strip()
    folded = fold(text)
    phrases = load_phrases()
    if folded.strip(" .!?") in phrases.help_alone:
        return Intent(Action.HELP, text)

    order_end = _ORDER_END.search(folded)
    head_end = order_end.start() if order_end else len(text)
    start = _skip_openers(folded, phrases)
    order = phrases.actions.at_start(folded, start)
    head = folded[:head_end]
    action = _action(order, head, start, text, phrases)
    if action is Action.ASK or order is None:
        return Intent(action, text)

    named = _section(phrases, head, order[1].end, action)
    report = phrases.report_types.first(head[order[1].end :])
    notes, notes_start = _notes(text, folded, order_end, named, action, phrases)
    instruction = text[start:notes_start].strip(" :,.\n") if action is Action.REGENERATE else ""
    # "soạn phần nguyên nhân thật ngắn": the words after the section's name say how to write it.
    manner = head[named[1].end if named else order[1].end : notes_start]
    if action is Action.DRAFT and phrases.style_words.first(manner):
        instruction = text[start:notes_start].strip(" :,.\n")
    return Intent(
        action=action,
        text=text[order[1].end :].strip(" :,.\n") if action is Action.SEARCH else text,
        section=named[0] if named else _whole(action, head, order[1], phrases),
        report_type=report[0] if report else None,
        notes=notes,
        instruction=instruction,
    )


def _whole(action: Action, head: str, order: Span, phrases: Phrases) -> str | None:
    """ "soạn báo cáo", "lập báo cáo dân vận quý III": the order's object is the report itself."""
    if action is not Action.DRAFT:
        return None
    rest = re.compile(r"\s*").match(head, order.end).end()  # type: ignore[union-attr]
    ends_with_it = phrases.the_report.find(head[order.start : order.end])
    if any(True for _ in ends_with_it) or phrases.the_report.at_start(head, rest):
        return WHOLE_REPORT
    return None


def _skip_openers(folded: str, phrases: Phrases) -> int:
    position = 0
    while True:
        position = re.compile(r"[\s,.!]*").match(folded, position).end()  # type: ignore[union-attr]
        opener = phrases.openers.at_start(folded, position)
        # "giúp" opens an order; alone it is the order, which help_alone has already seen.
        if opener is None or opener[1].end >= len(folded):
            return position
        position = opener[1].end


def _action(
    order: tuple[str, Span] | None, head: str, start: int, text: str, phrases: Phrases
) -> Action:
    if order is None:
        return Action.ASK
    action = Action(order[0])
    rest = head[order[1].end :]
    asks = text.rstrip().endswith("?") or phrases.question_words.first(rest) is not None
    if action in (Action.CHECK, Action.SEARCH) and asks:
        about_law = phrases.legal_words.first(rest) or find_references(text)
        return Action.ASK if about_law else action
    # "nêu các văn bản quy định về …": a question put as an order.
    no_section = phrases.sections.first(rest) is None
    if action is Action.REGENERATE and no_section and asks and phrases.legal_words.first(rest):
        return Action.ASK
    if action is Action.DRAFT and no_section and text.rstrip().endswith("?"):
        return Action.ASK
    return action


def _section(phrases: Phrases, head: str, start: int, action: Action) -> tuple[str, Span] | None:
    """The section that the order names: the first one after the verb, before the notes."""
    scope = head[start:]
    joint = phrases.note_joints.first(scope) if action is Action.DRAFT else None
    found = phrases.sections.first(scope[: joint[1].start] if joint else scope)
    if found is None:
        return None
    return found[0], Span(found[1].start + start, found[1].end + start)


def _notes(
    text: str,
    folded: str,
    order_end: re.Match[str] | None,
    named: tuple[str, Span] | None,
    action: Action,
    phrases: Phrases,
) -> tuple[str, int]:
    """The notes and where they start; the end of the text when there are none."""
    if action not in (Action.DRAFT, Action.REGENERATE):
        return "", len(text)
    if order_end is not None:
        adds = action is Action.DRAFT or phrases.adding.first(folded[: order_end.start()])
        if adds:
            return text[order_end.end() :].strip(), order_end.start()
        return "", len(text)
    if action is Action.DRAFT and named is not None:
        joint = phrases.note_joints.first(folded[named[1].end :])
        if joint is not None:
            place = named[1].end + joint[1].end
            return text[place:].strip(" :,"), named[1].end + joint[1].start
    return "", len(text)
