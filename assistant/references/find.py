"""From a text to its references: anchors on numbers and names of laws, then reads around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import Reference, Span
from assistant.language.text import NormalisedText, fold, normalise
from assistant.references.back import back_references, constitution
from assistant.references.clean import Cleaned, clean
from assistant.references.codes import (
    ISSUERS_BY_CODE,
    KINDS_BY_CODE,
    is_known_atom,
    kind_fits,
    kinds_of_code,
)
from assistant.references.enumerations import continues, share
from assistant.references.laws import laws_by_name
from assistant.references.left import Left, look_left, no_document
from assistant.references.number import (
    NUMBER,
    DocumentNumber,
    from_match,
    mend_digits,
    starts_number,
)
from assistant.references.right import look_right, tidy
from assistant.references.short import codes_of_law, short_numbers, short_serials
from assistant.references.taken import Taken

_A_YEAR = re.compile(r"(?:19|20)\d\d")
#: Codes of instruments whose number always holds its year.
_YEARED = re.compile(r"(?:NĐ-CP|TT-B\w+|TT-TTCP|TT-VPCP|QH\d+)$")
_SAME_DAY = re.compile(r"[\s,]*cung\s+ngay(?!\s*\d)(?!\w)")
#: Kinds whose numbers need no code of the kind.
_ANY_CODE = ("Công văn", "Văn bản", "Luật", "Bộ luật")
_JOINT = re.compile(r"LT|LN|PH")


def find_references(text: str, law_names: Sequence[str] = ()) -> list[Reference]:
    """Every reference in ``text``, well formed or not, in order, without overlaps.

    Args:
        text: any text; spans are offsets into it as it stands, also when it is not NFC.
        law_names: titles of laws, codes and ordinances ("Tiếp công dân"), with which a law cited
            by name is delimited exactly and found in lower case too.
    """
    normal = normalise(text)
    cleaned = clean(normal.text)
    written = mend_digits(cleaned.text)
    folded = fold(written)
    found = _numbered(written, folded)
    for find in (short_numbers, short_serials, constitution, back_references, codes_of_law):
        found += find(written, folded, Taken(found))
    found += laws_by_name(written, folded, Taken(found), tuple(law_names))
    found.sort(key=lambda reference: reference.span)
    if normal.text is text and written is text:
        return found
    return [_moved(reference, cleaned, normal, text) for reference in found]


def _moved(reference: Reference, cleaned: Cleaned, normal: NormalisedText, text: str) -> Reference:
    """``reference`` with its spans in the text as written instead of its normal form."""

    def move(span: Span | None) -> Span | None:
        return normal.original(cleaned.original(span)) if span else None

    span = normal.original(cleaned.original(reference.span))
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
        look_left(text, folded, number.span.start, end, number.code)
        for number, end in zip(numbers, ends, strict=False)
    ]
    stops = [*(left.start for left in lefts[1:]), len(text)]
    references: list[Reference] = []
    for number, left, stop in zip(numbers, lefts, stops, strict=False):
        if left.kind is None and references and _continues(folded, references[-1], number):
            before = references[-1]
            left = Left(number.span.start, before.kind, before.kind_span)
        elif not _plausible(folded, number, left):
            continue
        references.append(_reference(text, folded, number, left, stop))
        if references[-1].signed_span is None and len(references) > 1:
            end = (references[-1].issuer_span or number.span).end
            if _SAME_DAY.match(folded, end):
                references[-1] = replace(references[-1], signed=references[-2].signed)
    return share(references, folded)


def _reference(text: str, folded: str, number: DocumentNumber, left: Left, stop: int) -> Reference:
    joint = _JOINT.search(number.code) is not None
    right = look_right(text, folded, number.span.end, stop, joint=joint)
    span = Span(left.start, right.end)
    issuer_span = right.issuer_span or left.issuer_span
    title_span = left.name_span or right.title_span
    return Reference(
        span=span,
        text=span.of(text),
        kind=left.kind,
        number=number.text,
        serial=number.serial,
        year=number.year,
        code=number.code,
        signed=right.signed,
        issuer=tidy(issuer_span.of(text)) if issuer_span else None,
        title=tidy(title_span.of(text)) if title_span else None,
        pinpoints=left.pinpoints or right.pinpoints,
        problems=_problems(left, number),
        kind_span=left.kind_span,
        number_span=number.span,
        signed_span=right.signed_span,
        issuer_span=issuer_span,
        title_span=title_span,
    )


def _continues(folded: str, before: Reference, number: DocumentNumber) -> bool:
    """Whether ``number`` continues the enumeration in which ``before`` stands."""
    if not continues(folded, before, number.span.start):
        return False
    return before.kind is None or kind_fits(before.kind, number.code)


def _plausible(folded: str, number: DocumentNumber, left: Left) -> bool:
    """Without a kind in front a number counts when its code or its year shows what it is."""
    if "unknown_code" in number.problems:
        return left.kind is not None and left.numbered
    if left.kind:
        return True
    if not number.serial.isdigit() or _A_YEAR.fullmatch(number.serial):
        return False  # a form ("02A/TT"), a technical standard ("QCVN 6:2010/BKHCN")
    if "separators" in number.problems and number.year is None and not left.numbered:
        return False  # "gửi 12 BC/UBND"
    if no_document(folded, number.span.start):
        return False
    atoms = re.split(r"[-/]", number.code)
    if number.year:
        return True
    if len(atoms) == 1 and not left.numbered:
        # "217/PNV" and "64/UBND", but neither "12/TT" nor "5/VP"
        return atoms[0] in ISSUERS_BY_CODE or (
            atoms[0] not in KINDS_BY_CODE and len(atoms[0]) > 2 and is_known_atom(atoms[0])
        )
    return any(is_known_atom(atom) for atom in atoms)


def _problems(left: Left, number: DocumentNumber) -> tuple[str, ...]:
    problems, kind = list(number.problems), left.kind
    if kind and not kind_fits(kind, number.code):
        problems.append("kind_code_mismatch")
    if kind and not kinds_of_code(number.code) and kind not in _ANY_CODE:
        problems.append("no_code_kind")
    if left.repeated:
        problems.append("kind_repeated")
    if number.year is None and _YEARED.match(number.code):
        problems.append("year_missing")
    return tuple(problems)
