"""Holds every figure of a report against the evidence."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Final

from assistant.checking.document import Document
from assistant.checking.note_facts import clause_around
from assistant.checking.sections import Section
from assistant.checking.support import Judgement, Notes, Stated, Verdict, derivable, stated
from assistant.domain import Evidence, Figure, Period, Span

_FOLLOWED: Final = 2  # figures of a sentence that one note must state for it to follow the note
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
    paragraphs: dict[int, list[tuple[Stated, Judgement]]] = {}
    for figure in document.figures:
        if not figure.value:
            continue
        claim = _claim(document, sections, figure)
        paragraph = document.paragraph_at(figure.span.start)
        paragraphs.setdefault(paragraph, []).append((claim, notes.judge(claim)))
    return tuple(
        (claim, judgement)
        for entries in paragraphs.values()
        for claim, judgement in _left_open(notes, entries)
    )


def _left_open(
    notes: Notes, entries: Sequence[tuple[Stated, Judgement]]
) -> list[tuple[Stated, Judgement]]:
    known = [claim for claim, judgement in entries if judgement.verdict is Verdict.STATED]
    starts = [claim.figure.span.start for claim in known]
    left = []
    for claim, judgement in entries:
        if judgement.verdict is Verdict.STATED:
            continue
        index = bisect_right(starts, claim.figure.span.start)
        if not derivable(claim, known[max(0, index - _NEAR) : index + _NEAR]):
            left.append((claim, _beside(notes, claim, judgement, entries)))
    return left


def _beside(
    notes: Notes,
    claim: Stated,
    judgement: Judgement,
    entries: Sequence[tuple[Stated, Judgement]],
) -> Judgement:
    """The judgement, or a contradiction where the rest of the sentence follows one note."""
    if judgement.verdict not in (Verdict.ABSENT, Verdict.OTHER_THING):
        return judgement
    said = [
        (other.figure.value, verdict.evidence.id)
        for other, verdict in entries
        if other.sentence == claim.sentence
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
    return stated(figure, lead, clause, sentence, "\n".join(above))


def _table_head(document: Document, position: int) -> str:
    """The first row of the table that ``position`` stands in."""
    index = document.paragraph_at(position)
    while index > 0 and document.text[document.paragraphs[index - 1].start] == "|":
        index -= 1
    return document.paragraphs[index].of(document.text)
