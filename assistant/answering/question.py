"""A question → what it asks, of which instrument or matter, and on which day. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assistant.answering.essence import KINDS, essence
from assistant.domain import Reference, Span
from assistant.language.text import fold, nfc
from assistant.references import find_references
from assistant.references.codes import KIND_SPELLINGS


class Intent(StrEnum):
    GOVERNS = "governs"  # which instrument regulates a matter
    ABOUT = "about"  # what a named instrument is
    STATUS = "status"
    REPLACED_BY = "replaced_by"
    REPLACES = "replaces"
    AMENDED_BY = "amended_by"
    AMENDS = "amends"
    ISSUER = "issuer"
    SIGNED = "signed"
    EFFECTIVE = "effective"


@dataclass(frozen=True, slots=True)
class Question:
    """``matter`` is what is left of the question, accented as written, without its frame."""

    text: str
    intent: Intent
    matter: str
    kind: str | None
    as_of: date
    dated: bool  # the question itself names the day
    span_of_time: tuple[date, date] | None  # when it names a year or month only
    reference: Reference | None
    article_asked: bool = False
    law_name: str = ""  # the name in "luật doanh nghiệp", when the register has no such law


_KIND_ASKED = re.compile(rf"(?<!\w)(?P<kind>{KINDS})(?:\s+so)?\s+(?:nao|gi|may|bao nhieu)(?!\w)")
#: "nghị định hướng dẫn Luật Khiếu nại", "nghị định về hộ tịch": a kind that opens the question.
_KIND_FIRST = re.compile(
    rf"\s*(?:cho hoi\s+)?(?P<kind>{KINDS})\s+(?:nao\s+)?"
    r"(?=(?:huong dan|quy dinh|chi tiet|thi hanh|ve|sua doi|cua)(?!\w))"
)
_ARTICLE_ASKED = re.compile(r"(?<!\w)(?:dieu|khoan|muc)\s+(?:nao|may|bao nhieu)(?!\w)")
_NOW = re.compile(r"(?<!\w)(?:hien (?:nay|gio|tai)|bay gio|hom nay|luc nay)(?!\w)")
_LAW_FIRST = re.compile(r"\s*(?:luat|bo luat|phap lenh)\s+(?=\w)")

_PATTERNS: tuple[tuple[Intent, re.Pattern[str]], ...] = tuple(
    (intent, re.compile(pattern))
    for intent, pattern in (
        (
            Intent.REPLACED_BY,
            r"(?:bi|duoc)\s+(?:\S+\s+){0,4}thay(?:\s+the)?|thay the (?:bang|boi)|thay bang",
        ),
        (
            Intent.AMENDED_BY,
            r"(?:bi|duoc)\s+(?:\S+\s+){0,4}(?:sua(?:\s+doi)?|bo sung)|sua doi,? (?:bo sung )?boi",
        ),
        (
            Intent.EFFECTIVE,
            r"(?:hieu luc|ap dung)(?: thi hanh)?(?: ke)? (?:tu|khi|ngay|vao|bao)|"
            r"(?:khi nao|bao gio|ngay nao|luc nao)(?: thi)?(?: moi)?(?: co)? (?:hieu luc|ap dung)",
        ),
        (
            Intent.STATUS,
            r"(?:con|het|co|dang)(?: \S+)? (?:hieu luc|ap dung|gia tri|dung duoc)|"
            r"hieu luc (?:khong|ko|k|chua|hay)|bi bai bo|con (?:dung|xai)|lac hau|het han",
        ),
        (
            Intent.ISSUER,
            r"(?:do )?(?:ai|co quan nao|cap nao|noi nao)(?: da)? (?:ban hanh|ky|ra)|"
            r"co quan (?:nao )?ban hanh|nguoi ky",
        ),
        (
            Intent.SIGNED,
            r"(?:ban hanh|ky)(?: \S+)? (?:ngay|khi|bao|luc|nam) ?(?:nao|gio|may)?|"
            r"(?:ngay|khi|luc|nam) nao(?: \S+)? (?:ban hanh|ky|ra doi)|ngay (?:ban hanh|ky)",
        ),
    )
)
_REPLACE = re.compile(r"thay(?:\s+the)?(?!\w)")
_AMEND = re.compile(r"sua(?:\s+doi)?(?!\w)|bo sung")

_DAY = re.compile(
    r"(?:(?:tai|vao|truoc|sau|den|tu|trong)\s+)?(?:ngay\s+)?(?<![\w/.-])(\d{1,2})\s*(?:[/.\-]|\s+thang\s+)\s*(\d{1,2})"
    r"\s*(?:[/.\-]|\s+nam\s+)\s*((?:19|20)\d\d)(?![\w/])"
)
_ISO_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_MONTH = re.compile(
    r"(?:(?:hoi|vao|trong|tu|den|truoc)\s+)?(?:thang)\s+(\d{1,2})\s*(?:[/.\-]|nam|\s)\s*((?:19|20)\d\d)(?![\w/])"
)
_YEAR = re.compile(
    r"(?:(?:hoi|vao|trong|tu|den|cuoi|dau|giua|truoc|thoi diem|bao cao)\s+)*"
    r"(?:nam\s+|hoi\s+|cuoi\s+|dau\s+|luc\s+)((?:19|20)\d\d)(?![\w/])"
)


def parse_question(
    text: str, *, as_of: date, today: date | None = None, law_names: tuple[str, ...] = ()
) -> Question:
    """Takes ``text`` apart.

    A day, month or year in the question beats ``as_of``, and "hiện nay" means ``today``; years that
    belong to a reference ("Luật Tiếp công dân năm 2013", "ngày 23/4/2018" after a number) do not
    count as days asked for.
    """
    text = nfc(text).strip()
    references = find_references(text, law_names)
    reference = _named(references)
    folded = fold(text)
    masked = _blank(folded, [_name_span(reference)] if reference else [])
    day, span_of_time, time_span = _day_asked(masked)
    if time_span:
        masked = _blank(masked, [time_span])
    kind_match = _KIND_ASKED.search(masked) or _KIND_FIRST.match(masked)
    kind = KIND_SPELLINGS[kind_match["kind"]] if kind_match else None
    intent = _intent(masked, reference, kind)
    matter = _matter(text, masked, reference, intent)
    named = _LAW_FIRST.match(fold(matter)) if reference is None else None
    return Question(
        text=text,
        intent=intent,
        matter=matter,
        kind=kind,
        as_of=day or (today if today and _NOW.search(masked) else as_of),
        dated=day is not None,
        span_of_time=span_of_time,
        reference=reference,
        article_asked=_ARTICLE_ASKED.search(masked) is not None,
        law_name=matter[named.end() :] if named else "",
    )


def _named(references: list[Reference]) -> Reference | None:
    """The instrument that the question names: one with a number, or a law that exists by name."""
    for reference in references:
        if reference.number and (reference.code or reference.year):
            return reference  # a serial alone ("nghị quyết 57") is better found by the matter
    named = (reference for reference in references if reference.title and not reference.number)
    return next(named, None)


def _name_span(reference: Reference) -> Span:
    """What names the instrument; the "title" behind its number may be the rest of the question."""
    if reference.number_span is None:
        return reference.span
    parts = (reference.number_span, reference.signed_span, reference.issuer_span)
    return Span(reference.span.start, max(part.end for part in parts if part))


def _blank(text: str, spans: list[Span]) -> str:
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _day_asked(folded: str) -> tuple[date | None, tuple[date, date] | None, Span | None]:
    for pattern, order in ((_DAY, (3, 2, 1)), (_ISO_DAY, (1, 2, 3))):
        match = pattern.search(folded)
        if match:
            try:
                day = date(*(int(match[group]) for group in order))
            except ValueError:
                continue
            return day, None, Span(match.start(), match.end())
    match = _MONTH.search(folded)
    if match and 1 <= int(match[1]) <= 12:
        first = date(int(match[2]), int(match[1]), 1)
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return last, (first, last), Span(match.start(), match.end())
    match = _YEAR.search(folded)
    if match:
        first, last = date(int(match[1]), 1, 1), date(int(match[1]), 12, 31)
        day = first if "dau" in match[0].split() else last
        return day, (first, last), Span(match.start(), match.end())
    return None, None, None


def _intent(masked: str, reference: Reference | None, kind: str | None) -> Intent:
    for intent, pattern in _PATTERNS:
        if pattern.search(masked):
            return intent
    for verb, passive, active in (
        (_REPLACE, Intent.REPLACED_BY, Intent.REPLACES),
        (_AMEND, Intent.AMENDED_BY, Intent.AMENDS),
    ):
        match = verb.search(masked)
        if match:
            # "văn bản nào thay thế X" asks who came after X; "X thay thế văn bản nào", who before.
            if reference is None or match.start() < reference.span.start:
                return passive
            return active
    if reference is None or (reference.number is None and kind):
        return Intent.GOVERNS  # "nghị định nào hướng dẫn Luật Khiếu nại" asks for another
    return Intent.ABOUT


def _matter(text: str, masked: str, reference: Reference | None, intent: Intent) -> str:
    """The question without its frame and dates; a law cited by name is the matter, and stays."""
    kept = masked
    if reference is not None and reference.number is None:
        span = reference.span
        kept = kept[: span.start] + fold(span.of(text)) + kept[span.end :]
    if intent in (Intent.REPLACED_BY, Intent.REPLACES, Intent.AMENDED_BY, Intent.AMENDS):
        for pattern in (_REPLACE, _AMEND):
            kept = _blank(kept, [Span(m.start(), m.end()) for m in pattern.finditer(kept)])
    return essence("".join(text[i] if kept[i] != " " else " " for i in range(len(text))))
