"""Figures beside those of an earlier period: "05 lớp, tăng 01 lớp so với năm 2022 (04 lớp)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.checking.document import Document
from assistant.checking.rule import Finding
from assistant.domain import Figure, Severity, Span
from assistant.language.numbers import format_number

_STEP: Final = re.compile(r"[^\d;.%()]{0,60}?(?<!\w)(?P<way>tang|giam)\s+(?:khoang\s+)?")
_BASE: Final = re.compile(r"[^\d;.()]{0,40}?\s*so voi\s[^;.()]{0,40}\(\s*")
_EQUAL: Final = re.compile(
    r"[^\d;.%()]{0,60}?,\s*(?P<way>bang)\s+(?:so voi\s+)?"
    r"(?:cung ky|ky truoc|nam|quy|thang|\d+ thang)(?!\w)[^;.()]{0,30}\(\s*"
)
_OTHER_WAY: Final = {"tang": "giảm", "giam": "tăng"}


def wrong_steps(document: Document) -> Iterator[Finding]:
    """Rises and falls that the two figures beside them do not give; percentages are NUM004's, here
    only whether they rise or fall."""
    figures, folded = document.figures, document.folded
    for now, step, base in zip(figures, figures[1:], figures[2:], strict=False):
        way = _STEP.fullmatch(folded, now.span.end, step.span.start)
        if way is None or not _BASE.fullmatch(folded, step.span.end, base.span.start):
            continue
        if not _alike(now, base) or step.unit not in (now.unit, "%"):
            continue
        yield from _step(document, now, step, base, Span(*way.span("way")))
    for now, base in pairwise(figures):
        way = _EQUAL.fullmatch(folded, now.span.end, base.span.start)
        if way is not None and _alike(now, base) and now.value != base.value:
            yield Finding(
                Span(*way.span("way")),
                f"{format_number(now.value)} không bằng {format_number(base.value)}.",
                related=(now.span, base.span),
                severity=Severity.ERROR,
            )


def _step(
    document: Document, now: Figure, step: Figure, base: Figure, way: Span
) -> Iterator[Finding]:
    difference = now.value - base.value
    said = 1 if way.of(document.folded) == "tang" else -1
    if difference * said < 0:
        yield Finding(
            way,
            f"{format_number(now.value)} so với {format_number(base.value)} là "
            f"{_OTHER_WAY[way.of(document.folded)]}.",
            related=(now.span, base.span),
            fix=_OTHER_WAY[way.of(document.folded)],
            severity=Severity.ERROR,
        )
    elif step.unit == now.unit and step.value != abs(difference):
        yield Finding(
            step.span,
            f"{format_number(now.value)} so với {format_number(base.value)} chênh "
            f"{format_number(abs(difference))}, không phải {format_number(step.value)}.",
            related=(now.span, base.span),
            fix=_fix(document, step, abs(difference)),
            severity=Severity.ERROR,
        )


def _fix(document: Document, step: Figure, right: Decimal) -> str | None:
    """The right number written as the wrong one was ("02" → "01"); none for what has a unit."""
    written = step.span.of(document.text)
    if not written.isdigit() or right != right.to_integral_value():
        return None
    return format_number(right).zfill(2) if right else None


def _alike(one: Figure, other: Figure) -> bool:
    if one.unit != other.unit:
        return False
    return not one.noun or not other.noun or one.noun.split()[0] == other.noun.split()[0]
