"""A question → what it asks, of which instrument or matter, and on which day. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.answering.essence import SHORT_KINDS, essence
from assistant.answering.when import find_when
from assistant.answering.words import spelled_out
from assistant.domain import Reference, Span
from assistant.language.text import fold
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
    law: str = ""  # the folded name of a law that the question names ("nghị định về Luật Hộ tịch")
    signed_in: tuple[date, date] | None = None  # "luật năm 2019 sửa …" is of that year
    issuer: str | None = None  # folded, where the question says whose document it wants
    serials: frozenset[str] = frozenset()  # "61" of "nghị định 61"


_KIND_ASKED = re.compile(
    rf"(?<!\w)(?P<kind>{SHORT_KINDS})(?:\s+so)?\s+(?:nao|gi|may|bao nhieu)(?!\w)"
)
#: "nghị định hướng dẫn Luật Khiếu nại", "nghị định về hộ tịch": a kind that opens the question.
_KIND_FIRST = re.compile(
    rf"\s*(?:cho hoi\s+)?(?P<kind>{SHORT_KINDS})\s+(?:nao\s+|moi(?: nhat)?\s+|hien hanh\s+)?"
    r"(?=(?:huong dan|hd|quy dinh|qd|chi tiet|thi hanh|ve|sua|cua|thay)(?!\w))"
)
_ARTICLE_ASKED = re.compile(r"(?<!\w)(?:dieu|khoan|muc)\s+(?:nao|may|bao nhieu)(?!\w)")
_NOW = re.compile(r"(?<!\w)(?:hien (?:nay|gio|tai)|bay gio|hom nay|luc nay)(?!\w)")
#: "văn bản nào" and "quy định nào" ask for whatever there is.
_ANY_KIND = ("Văn bản", "Quy định")

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
        (Intent.STATUS, r"het (?:han|hieu luc)(?:\s+\S+){0,2}\s+(?:khi|tu|ngay|luc|bao|nam|chua)"),
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
_REPLACE = re.compile(r"thay(?:\s+the)?(?!\w|\s+(?:doi|mat|nguoi|phien|ca))")
_AMEND = re.compile(r"sua(?:\s+doi)?(?!\w)|bo sung")
#: Without a named document only this is about documents: people also mend and replace other things.
_CHANGED = r"(?:sua(?: doi)?|bo sung|thay(?: the)?),?(?: bo sung)?"
_SOME = r"(?: (?:cac|mot so|dieu|may|nhung|cua)){0,4}"
_BETWEEN = r"(?: (?!quy dinh|huong dan|theo)\S+){0,6}"
_OF_DOCUMENTS = re.compile(
    rf"{_CHANGED}{_SOME} (?:{SHORT_KINDS})(?!\w)|"
    rf"(?<!\w)(?:{SHORT_KINDS}){_BETWEEN} "
    r"(?:sua|thay the|(?:bi|duoc) thay|thay (?:boi|bang|cho))(?!\w)"
)
_OF_YEAR = re.compile(
    rf"(?<!\w)(?:{SHORT_KINDS})(?: nao)?(?: (?:dau|cuoi|giua))?(?: nam)? (?P<year>20\d\d)(?!\w)|"
    r"nam (?P<last>20\d\d)\W*$"
)
#: What the question says that it does not ask for.
_DENIED = re.compile(
    r"(?:chu )?khong (?:phai(?= [^,;?]+, (?:toi|em|minh) hoi)|hoi) [^,;?]+|"
    r"chu khong phai [^,;:?]+"
)
#: Who issued what is asked for, folded as in the register: "thông tư nào của Bộ Tài chính".
_ISSUER = re.compile(
    r"(?<!\w)(?:cua|do|ben)\s+(?P<issuer>(?:uy ban )?thuong vu quoc hoi|quoc hoi|"
    r"thu tuong(?: chinh phu)?|"
    r"van phong chinh phu|thanh tra chinh phu|chinh phu|bo chinh tri|ban bi thu|trung uong|"
    r"bo (?:noi vu|tai chinh|tu phap|cong an|quoc phong|y te))(?!\w)"
)
_ISSUER_NAMES = {
    "thu tuong": "thu tuong chinh phu",
    "thuong vu quoc hoi": "uy ban thuong vu quoc hoi",
    "trung uong": "ban chap hanh trung uong",
}
#: "nghị định 61", "quyết định 766": a serial alone says something, but not which year.
_SERIAL = re.compile(
    rf"(?<!\w)(?:{SHORT_KINDS}|de an)\s+(?:so\s+)?(?P<serial>\d{{1,4}}[a-z]?)(?![\w/])"
)
#: "118/2025" without its kind; a month of a year is no such number.
_BARE_NUMBER = re.compile(r"(?<![\w/.\-])(?P<serial>\d{1,4})/(?P<year>(?:19|20)\d\d)(?![\w/])")
_CONTENT_ASKED = re.compile(
    r"(?:cai|nhung|noi dung|dieu)\s+gi(?!\w)|(?:sua|thay)(?: doi)?\s+gi(?!\w)|"
    r"(?:phan|noi dung|diem)\s+nao(?!\w)"
)
_CHANGED_WHEN = re.compile(
    r"(?:bi|duoc)\s+(?:thay(?: the)?|bai bo)\s+(?:luc|khi|tu|ngay|bao gio|nam)(?!\w)"
)
#: "đã bị thay chưa", "có thay nghị định cũ không": whether, not by what.
_WHETHER = re.compile(
    r"(?<!\w)(?:thay(?: the)?|sua(?: doi)?|bo sung|bai bo)(?!\w)"
    r"(?!.*(?<!\w)(?:nao|gi|may|ai)(?!\w)).*(?<!\w)(?:chua|khong|ko|k)\s*\W*$"
)


def parse_question(
    text: str, *, as_of: date, today: date | None = None, law_names: tuple[str, ...] = ()
) -> Question:
    """Takes ``text`` apart.

    A time in the question (``find_when``) beats ``as_of``; "hiện nay" means ``today``; years that
    belong to a reference ("Luật Tiếp công dân năm 2013", "ngày 23/4/2018" after a number) do not
    count as times asked for.
    """
    text = spelled_out(text).strip()
    references = find_references(text, law_names)
    reference = _named(references) or _bare(text)
    folded = fold(text)
    masked = _blank(folded, [_name_span(reference)] if reference else [])
    signed = _signed_in(masked) if reference is None or not reference.number else None
    when = None if signed else find_when(masked, as_of)
    if when:
        masked = _blank(masked, [when.span])
    kind_match = _KIND_ASKED.search(masked) or _KIND_FIRST.match(masked)
    kind = KIND_SPELLINGS[kind_match["kind"]] if kind_match else None
    if kind in _ANY_KIND:
        kind = None
    intent = _intent(masked, reference, kind)
    matter = _matter(text, masked, reference, intent)
    issuer = _ISSUER.search(masked)
    return Question(
        text=text,
        intent=intent,
        matter=matter,
        kind=kind,
        as_of=when.day if when else (today if today and _NOW.search(masked) else as_of),
        dated=when is not None,
        span_of_time=when.around if when else None,
        reference=reference,
        article_asked=_ARTICLE_ASKED.search(masked) is not None,
        law=fold(reference.title) if reference and not reference.number and reference.title else "",
        signed_in=signed,
        issuer=_ISSUER_NAMES.get(issuer["issuer"], issuer["issuer"]) if issuer else None,
        serials=frozenset(match["serial"] for match in _SERIAL.finditer(folded)),
    )


def _signed_in(masked: str) -> tuple[date, date] | None:
    """The year of the document asked for, where the question gives one and speaks of a change."""
    year = _OF_YEAR.search(masked) if _AMEND.search(masked) else None
    if year is None:
        return None
    number = int(year["year"] or year["last"])
    return date(number, 1, 1), date(number, 12, 31)


def _bare(text: str) -> Reference | None:
    for match in _BARE_NUMBER.finditer(text):
        before = fold(text[: match.start()]).split()
        if int(match["serial"]) > 12 or (before and before[-1] in _BARE_LEADS):
            span = Span(match.start(), match.end())
            return Reference(
                span=span,
                text=match[0],
                number=match[0],
                serial=match["serial"],
                year=int(match["year"]),
                number_span=span,
            )
    return None


_BARE_LEADS = frozenset({"sua", "thay", "bo", "so"})


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


def _intent(masked: str, reference: Reference | None, kind: str | None) -> Intent:
    if reference is not None and (_WHETHER.search(masked) or _CHANGED_WHEN.search(masked)):
        return Intent.STATUS
    if reference is not None and reference.number and _CONTENT_ASKED.search(masked):
        return Intent.ABOUT  # "nghị định 107/2021 sửa những gì" asks what it says
    for intent, pattern in _PATTERNS:
        if pattern.search(masked) and (reference or _stands_alone(intent, masked)):
            return intent
    if reference is None and not _OF_DOCUMENTS.search(masked):
        return Intent.GOVERNS
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


def _stands_alone(intent: Intent, masked: str) -> bool:
    """Whether a question that names no document can have this intent."""
    if intent in (Intent.REPLACED_BY, Intent.AMENDED_BY):
        return _OF_DOCUMENTS.search(masked) is not None
    return True


def _matter(text: str, masked: str, reference: Reference | None, intent: Intent) -> str:
    """The question without its frame and dates; a law cited by name is the matter, and stays."""
    kept = masked
    if reference is not None and reference.number is None:
        span = reference.span
        kept = kept[: span.start] + fold(span.of(text)) + kept[span.end :]
    kept = _blank(kept, [Span(m.start(), m.end()) for m in _DENIED.finditer(kept)])
    if intent in (Intent.REPLACED_BY, Intent.REPLACES, Intent.AMENDED_BY, Intent.AMENDS):
        for pattern in (_REPLACE, _AMEND):
            kept = _blank(kept, [Span(m.start(), m.end()) for m in pattern.finditer(kept)])
    return essence("".join(text[i] if kept[i] != " " else " " for i in range(len(text))))
