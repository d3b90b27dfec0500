"""What the references of one enumeration share: "217-QĐ/TW và 218-QĐ/TW, ngày 12/12/2013 của …"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.domain import Reference

#: Between two numbers of one enumeration: "217-QĐ/TW và 218-QĐ/TW", "…, số 06/KH-UBND".
COORDINATION = re.compile(
    r"[\s,;)]*(?:va|hoac|hay|cung\s+voi|voi|,|;|&|\+)\s*(?:so\s*:?\s*)?",
)
_LONGEST = 40


def joined(folded: str, end: int, start: int) -> bool:
    """Whether nothing but the joint of an enumeration stands between ``end`` and ``start``."""
    return end <= start <= end + _LONGEST and bool(COORDINATION.fullmatch(folded, end, start))


def continues(folded: str, before: Reference, start: int) -> bool:
    """Whether ``start`` continues an enumeration, behind a number or what follows it."""
    spans = (before.number_span, before.signed_span, before.issuer_span, before.title_span)
    return any(span is not None and joined(folded, span.end, start) for span in spans)


def share(references: list[Reference], folded: str) -> list[Reference]:
    """What follows an enumeration speaks of all of it: it gives every member date and issuer.

    Members of different kinds share the issuer alone, where their codes are of one body.
    """
    for index in range(len(references) - 2, -1, -1):
        this, following = references[index], references[index + 1]
        if this.signed_span or this.issuer_span or this.title or this.number_span is None:
            continue
        start = following.kind_span or following.number_span
        if start and this.kind_span == following.kind_span:
            start = following.number_span
        if start is None or not joined(folded, this.number_span.end, start.start):
            continue
        if this.kind == following.kind:
            references[index] = replace(
                this, signed=this.signed or following.signed, issuer=following.issuer
            )
        elif _one_body(this, following):
            references[index] = replace(this, issuer=following.issuer)
    return references


def _one_body(one: Reference, other: Reference) -> bool:
    bodies = [re.split(r"[-/]", reference.code or "")[-1] for reference in (one, other)]
    return bodies[0] == bodies[1] != ""
