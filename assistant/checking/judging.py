"""Holds every figure of a report against the evidence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant.checking.derivation import derived, is_step
from assistant.checking.document import Document
from assistant.checking.enumerations import find_counted
from assistant.checking.note_facts import NoteFigure, clause_around
from assistant.checking.sections import Section
from assistant.checking.stated import Stated, stated
from assistant.checking.support import Judgement, Notes, Verdict
from assistant.domain import Evidence, Figure, Period, Span

_FOLLOWED: Final = 2  # figures of a sentence that one note must state for it to follow the note
_ROUNDS: Final = 2
_NEXT_CLAUSE: Final = re.compile(r"[,;](?=\s)")
_NEAR: Final = 12  # figures on either side; arithmetic over a whole long table proves nothing


def unsupported_figures(
    document: Document,
    sections: Sequence[Section],
    evidence: Sequence[Evidence],
    period: Period | None,
) -> tuple[tuple[Stated, Judgement], ...]:
    """The figures that the evidence does not state and that its figures near by do not give.

    None when there is no evidence: then nothing can be judged. A zero states that there is nothing.
    """
    if not evidence:
        return ()
    notes = Notes(evidence, period)
    # What the report itself lists needs no note to be counted ("04 văn bản, cụ thể: …").
    listed = {counted.figure.span for counted in find_counted(document) if counted.agrees}
    judged: list[tuple[int, Stated, Judgement]] = []
    for figure in document.figures:
        if figure.value and figure.span not in listed:
            claim = _claim(document, sections, figure)
            paragraph = document.paragraph_at(figure.span.start)
            judged.append((paragraph, claim, notes.judge(claim)))
    return tuple(_left_open(notes, judged))


def _left_open(
    notes: Notes, judged: Sequence[tuple[int, Stated, Judgement]]
) -> Iterator[tuple[Stated, Judgement]]:
    """What is neither stated nor derived; what is derived may help to derive the rest."""
    known: dict[int, list[Stated]] = {}
    open_claims = []
    beside: dict[int, list[tuple[Stated, Judgement]]] = {}
    for paragraph, claim, judgement in judged:
        beside.setdefault(paragraph, []).append((claim, judgement))
    for paragraph, claim, first in judged:
        judgement = _beside(notes, claim, first, beside[paragraph])
        if judgement.verdict is Verdict.STATED:
            known.setdefault(paragraph, []).append(claim)
        else:
            open_claims.append((paragraph, claim, judgement))
            if judgement.value is not None:
                known.setdefault(paragraph, []).append(_corrected(claim, judgement.value))
    for _ in range(_ROUNDS):
        everywhere = [claim for claims in known.values() for claim in claims]
        left = []
        for paragraph, claim, judgement in open_claims:
            above = [o for o in known.get(paragraph - 1, ()) if _of_one_noun(o, claim)]
            near = _nearest([*above, *known.get(paragraph, ())], claim)
            if judgement.verdict is Verdict.OTHER_PERIOD and not is_step(claim):
                left.append((paragraph, claim, judgement))
            elif derived(claim, near, everywhere, notes.written):
                known.setdefault(paragraph, []).append(claim)
            else:
                left.append((paragraph, claim, judgement))
        open_claims = left
    for _, claim, judgement in open_claims:
        yield claim, judgement


def _of_one_noun(one: Stated, other: Stated) -> bool:
    """Whether both count what one noun names; then the paragraph above may give a difference."""
    plain = one.figure.unit is None and other.figure.unit is None
    return plain and bool(other.noun) and one.noun[:2] == other.noun[:2]


def _corrected(claim: Stated, value: NoteFigure) -> Stated:
    """The figure as the notes have it: what follows from that is no second mistake."""
    unit = value.unit or claim.figure.unit
    return replace(claim, figure=replace(claim.figure, value=value.value, unit=unit))


def _nearest(claims: Sequence[Stated], claim: Stated) -> list[Stated]:
    ordered = sorted(claims, key=lambda other: other.figure.span)
    index = bisect_right([c.figure.span.start for c in ordered], claim.figure.span.start)
    return ordered[max(0, index - _NEAR) : index + _NEAR]


def _beside(
    notes: Notes,
    claim: Stated,
    judgement: Judgement,
    entries: Sequence[tuple[Stated, Judgement]],
) -> Judgement:
    """The judgement, or a contradiction where the rest of the sentence follows one note."""
    if judgement.verdict not in (Verdict.ABSENT, Verdict.OTHER_THING) and not judgement.weak:
        return judgement
    said = [
        (other.figure.value, verdict.evidence.id)
        for other, verdict in entries
        if other is not claim
        and other.sentence == claim.sentence
        and verdict.verdict is Verdict.STATED
        and verdict.evidence is not None
    ]
    followed = {id for id, times in Counter(id for _, id in said).items() if times >= _FOLLOWED}
    rival = notes.rival_beside(claim, followed, [value for value, _ in said])
    return judgement if rival is None else Judgement(Verdict.CONTRADICTED, rival.evidence, rival)


def _claim(document: Document, sections: Sequence[Section], figure: Figure) -> Stated:
    span = document.sentence_at(figure.span.start)
    sentence = span.of(document.text)
    inner = Span(figure.span.start - span.start, figure.span.end - span.start)
    around = clause_around(sentence, inner)
    lead = sentence[around.start : inner.start]
    if any(character.isdigit() for character in lead):
        lead = ""  # the words in between are of the figure before
    clause = around.of(sentence)
    above = [s.heading.title for s in sections if s.whole.start <= span.start < s.whole.end]
    above.append(document.introduction(figure.span.start))
    if sentence.startswith("|"):
        above.append(_table_head(document, span.start))
    before = sentence[: inner.start]
    timed = sentence[: _clause_end(sentence, inner.end)]
    if sentence.startswith("|"):
        timed = above[-1]
    return stated(
        figure,
        before=before,
        lead=lead,
        clause=clause,
        sentence=sentence,
        heading="\n".join(above),
        timed=timed,
        behind=sentence[inner.end :],
    )


def _clause_end(sentence: str, position: int) -> int:
    """Where the part of a sentence ends that may say which period a figure in it is of."""
    end = _NEXT_CLAUSE.search(sentence, position)
    return end.start() if end else len(sentence)


def _table_head(document: Document, position: int) -> str:
    """The first row of the table that ``position`` stands in."""
    index = document.paragraph_at(position)
    while index > 0 and document.text[document.paragraphs[index - 1].start] == "|":
        index -= 1
    return document.paragraphs[index].of(document.text)
