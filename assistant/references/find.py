"""From a text to its references: anchors on numbers and names of laws, then reads around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import Reference, Span
from assistant.language.text import NormalisedText, fold, normalise
from assistant.references.around import COORDINATION, Left, look_left, look_right, share
from assistant.references.clean import clean
from assistant.references.codes import is_known_atom, kinds_of_code
from assistant.references.laws import laws_by_name
from assistant.references.number import NUMBER, DocumentNumber, from_match, starts_number
from assistant.references.short import (
    back_references,
    constitution,
    short_numbers,
    short_serials,
)
from assistant.references.taken import Taken

_A_YEAR = re.compile(r"(?:19|20)\d\d")
#: Codes of instruments whose number always holds its year.
_YEARED = re.compile(r"(?:NĐ-CP|TT-B\w+|TT-TTCP|TT-VPCP|QH\d+)$")


def find_references(text: str, law_names: Sequence[str] = ()) -> list[Reference]:
    """Every reference in ``text``, well formed or not, in order, without overlaps.

    Args:
        text: any text; spans are offsets into it as it stands, also when it is not NFC.
        law_names: titles of laws, codes and ordinances ("Tiếp công dân"), with which a law cited
            by name is delimited exactly and found in lower case too.
    """
    normal = normalise(text)
    cleaned = clean(normal.text)
    folded = fold(cleaned)
    found = _numbered(cleaned, folded)
    for find in (short_numbers, short_serials, constitution, back_references):
        found += find(cleaned, folded, Taken(found))
    found += laws_by_name(cleaned, folded, Taken(found), tuple(law_names))
    found.sort(key=lambda reference: reference.span)
    if normal.text is text and cleaned == text:
        return found
    return [_moved(reference, normal, text) for reference in found]


def _moved(reference: Reference, normal: NormalisedText, text: str) -> Reference:
    """``reference`` with its spans in the text as written instead of its normal form."""

    def move(span: Span | None) -> Span | None:
        return normal.original(span) if span else None

    span = normal.original(reference.span)
    return replace(
        reference,
        span=span,
        text=span.of(text),
        kind_span=move(reference.kind_span),
        number_span=move(reference.number_span),
        signed_span=move(reference.signed_span),
        issuer_span=move(reference.issuer_span),
        title_span=move(reference.title_span),
    )


def _numbered(text: str, folded: str) -> list[Reference]:
    numbers = [
        number
        for match in NUMBER.finditer(text)
        if starts_number(text, match.start()) and (number := from_match(match)) is not None
    ]
    ends = [0, *(number.span.end for number in numbers)]
    lefts = [
        look_left(text, folded, number.span.start, end)
        for number, end in zip(numbers, ends, strict=False)
    ]
    stops = [*(left.start for left in lefts[1:]), len(text)]
    references: list[Reference] = []
    for number, left, stop in zip(numbers, lefts, stops, strict=False):
        if left.kind is None and references and _coordinated(folded, references[-1], number):
            left = Left(number.span.start, references[-1].kind)
        elif not _plausible(number, left):
            continue
        right = look_right(text, folded, number.span.end, stop)
        span = Span(left.start, right.end)
        references.append(
            Reference(
                span=span,
                text=span.of(text),
                kind=left.kind,
                number=number.text,
                serial=number.serial,
                year=number.year,
                code=number.code,
                signed=right.signed,
                issuer=right.issuer,
                title=left.name or right.title,
                pinpoints=left.pinpoints or right.pinpoints,
                problems=_problems(left.kind, number),
                kind_span=left.kind_span,
                number_span=number.span,
                signed_span=right.signed_span,
                issuer_span=right.issuer_span,
                title_span=left.name_span or right.title_span,
            )
        )
    return share(references, folded)


def _coordinated(folded: str, before: Reference, number: DocumentNumber) -> bool:
    """Whether ``number`` continues an enumeration: behind the number before it, or its date."""
    ends = (before.number_span, before.signed_span, before.issuer_span)
    return any(
        span and COORDINATION.fullmatch(folded, span.end, number.span.start) for span in ends
    )


def _plausible(number: DocumentNumber, left: Left) -> bool:
    """Without a kind in front a number counts when its code or its year shows what it is."""
    if "unknown_code" in number.problems:
        return left.numbered
    if left.kind:
        return True
    if not number.serial.isdigit() or _A_YEAR.fullmatch(number.serial):
        return False  # a form ("02A/TT"), a technical standard ("QCVN 6:2010/BKHCN")
    return bool(number.year) or any(is_known_atom(a) for a in re.split(r"[-/]", number.code))


def _problems(kind: str | None, number: DocumentNumber) -> tuple[str, ...]:
    problems = list(number.problems)
    kinds = kinds_of_code(number.code)
    if kind and kinds and kind not in kinds and kind not in ("Văn bản", "Công văn"):
        problems.append("kind_code_mismatch")
    if kind and not kinds and kind not in ("Công văn", "Văn bản", "Luật", "Bộ luật"):
        problems.append("no_code_kind")
    if number.year is None and _YEARED.match(number.code):
        problems.append("year_missing")
    return tuple(problems)
