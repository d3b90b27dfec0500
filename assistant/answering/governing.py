"""From ranked instruments to the one that governs a matter on a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.topics import Hit, TopicIndex
from assistant.domain import Instrument, Status, Validity
from assistant.language.text import fold
from assistant.register import Register

LIVING = frozenset({Status.IN_FORCE, Status.AMENDED, Status.PARTLY})

#: How much of a hit's score an instrument keeps by its status: one in force is preferred to one
#: whose force is unknown, and both to one that does not apply on the day.
_STATUS_WEIGHT = {
    Status.IN_FORCE: 1.0,
    Status.AMENDED: 1.0,
    Status.PARTLY: 0.8,
    Status.UNKNOWN: 0.92,
    Status.EXPIRED: 0.2,
    Status.NOT_YET: 0.15,
}
#: An amending instrument is rarely what governs; its principal inherits most of its score.
_AMENDING = 0.55
_PRINCIPAL = 0.87
#: What replaced a hit, or what it replaced, inherits nearly all.
_INHERITED = 0.97
#: What a later year of effect adds between instruments that answer equally well.
_PER_YEAR = 0.006
#: A law outranks what details it, a decree a circular, where both answer equally well.
_RANK_WEIGHT = {
    "Luật": 1.06,
    "Bộ luật": 1.06,
    "Pháp lệnh": 1.05,
    "Nghị định": 1.04,
    "Thông tư": 0.95,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    instrument: Instrument
    validity: Validity
    score: float


def rank_on(
    register: Register,
    index: TopicIndex,
    matter: str,
    hits: Sequence[Hit],
    on: date,
    kind: str | None = None,
) -> list[Candidate]:
    """The instruments for ``hits`` that apply on the day ``on``, best first.

    A hit that had ended by then hands its score to what replaced it, one that had not begun to what
    it replaced, and one that only amends to what it amends, each as far as the heir itself speaks
    of the ``matter``. Where ``kind`` is asked for, instruments of that kind that answer nearly as
    well come first.
    """
    scores: dict[str, float] = {}

    def credit(instrument: Instrument, score: float) -> None:
        weighted = score * _STATUS_WEIGHT[register.validity(instrument, on).status]
        if instrument.effective:  # between equals the later one is what was written for today
            weighted *= 1 + _PER_YEAR * (instrument.effective.year - 2000)
        weighted *= _RANK_WEIGHT.get(instrument.kind, 1.0)
        scores[instrument.id] = max(scores.get(instrument.id, 0.0), weighted)

    def inherit(instrument: Instrument, score: float) -> None:
        credit(instrument, score * (0.25 + 0.75 * index.named_by(matter, instrument)))

    for hit in hits:
        instrument = hit.instrument
        credit(instrument, hit.strength * (_AMENDING if only_amends(instrument) else 1.0))
        for number in instrument.amends:
            for principal in register.lookup(number):
                inherit(principal, hit.strength * _PRINCIPAL)
        status = register.validity(instrument, on).status
        if status is Status.EXPIRED:
            for successor in register.successors(instrument):
                inherit(successor, hit.strength * _INHERITED)
        elif status is Status.NOT_YET:
            for predecessor in predecessors(register, instrument):
                inherit(predecessor, hit.strength * _INHERITED)
    candidates = [
        Candidate(entry, register.validity(entry, on), score)
        for id, score in scores.items()
        if (entry := register.get(id)) is not None
    ]
    candidates.sort(key=lambda c: (-c.score, c.instrument.id))
    if kind and candidates:
        floor = 0.45 * candidates[0].score
        candidates.sort(key=lambda c: not (c.instrument.kind == kind and c.score >= floor))
    return candidates


def only_amends(instrument: Instrument) -> bool:
    """Whether changing others is all that the instrument is for, by its title."""
    return bool(instrument.amends) and fold(instrument.title).startswith("sua doi")


def predecessors(register: Register, instrument: Instrument) -> tuple[Instrument, ...]:
    """What ``instrument`` replaced, what that replaced, and so on, nearest first."""
    chain: list[Instrument] = []
    seen = {instrument.id}
    frontier = list(instrument.replaces)
    while frontier:
        for found in register.lookup(frontier.pop(0)):
            if found.id not in seen:
                seen.add(found.id)
                chain.append(found)
                frontier.extend(found.replaces)
    return tuple(chain)
