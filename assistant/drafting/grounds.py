"""Which instruments ground a section on the day of the report, and how each is cited."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from assistant.domain import Evidence, Instrument, SourceKind, Status
from assistant.drafting.outlines import GroundRef, Section
from assistant.references import cite_full, cite_short
from assistant.register import Register

_LIVING = (Status.IN_FORCE, Status.AMENDED, Status.PARTLY)


def grounds_in_force(section: Section, register: Register, on: date) -> tuple[Instrument, ...]:
    """Of each group of alternatives the first that is in force on ``on``; none where none is."""
    chosen: list[Instrument] = []
    for group in section.grounds:
        for wanted in group:
            instrument = find_ground(wanted, register)
            if instrument and register.validity(instrument, on).status in _LIVING:
                chosen.append(instrument)
                break
    return tuple(chosen)


def find_ground(wanted: GroundRef, register: Register) -> Instrument | None:
    """The entry meant; None when it is missing or the number alone leaves two."""
    exact = register.get(wanted.number)
    if exact and (wanted.signed is None or exact.signed == wanted.signed):
        return exact
    same = [
        instrument
        for instrument in register.by_number(wanted.number)
        if wanted.signed is None or instrument.signed == wanted.signed
    ]
    return same[0] if len(same) == 1 else None


def ground_id(instrument: Instrument) -> str:
    return f"reg:{instrument.id}"


def ground_evidence(instrument: Instrument) -> Evidence:
    return Evidence(
        ground_id(instrument), cite_full(instrument), SourceKind.REGISTER, None, instrument.number
    )


@dataclass
class Citations:
    """Cites in full at the first mention and in short form later (Decree 30, Annex I)."""

    _seen: set[str] = field(default_factory=set)

    def has_new(self, instruments: tuple[Instrument, ...]) -> bool:
        return any(instrument.id not in self._seen for instrument in instruments)

    def cite(self, instruments: tuple[Instrument, ...]) -> str:
        texts = []
        for instrument in instruments:
            first = instrument.id not in self._seen
            self._seen.add(instrument.id)
            texts.append(cite_full(instrument) if first else cite_short(instrument))
        if len(texts) < 3:
            return " và ".join(texts)
        comma = ";" if any("," in text for text in texts) else ","
        return f"{comma} ".join(texts[:-1]) + f" và {texts[-1]}"
