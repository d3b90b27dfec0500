"""The register: entries by id, number and name, resolution of references, validity on a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from assistant.domain import Instrument, Reference, ResolvedReference, Validity
from assistant.language.text import fold
from assistant.register.law_names import known_law_names
from assistant.register.resolve import resolve_reference
from assistant.register.validity import predecessor_chain, replacement_chain, validity_on

_BY_NAME = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")


class Register:
    """An immutable set of instruments. A number alone is no key: 124-QĐ/TW exists twice."""

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        self._all = tuple(instruments)
        self._by_id = {instrument.id: instrument for instrument in self._all}
        self._by_number: dict[str, list[Instrument]] = {}
        for instrument in self._all:
            self._by_number.setdefault(fold(instrument.number), []).append(instrument)

    def all(self) -> tuple[Instrument, ...]:
        return self._all

    def get(self, id: str) -> Instrument | None:
        return self._by_id.get(id)

    def by_number(self, number: str) -> tuple[Instrument, ...]:
        """Entries with this number, written with or without accents and in any case."""
        return tuple(self._by_number.get(fold(number), ()))

    def lookup(self, name: str) -> tuple[Instrument, ...]:
        """Entries of this id, else of this number: how chains name each other."""
        one = self.get(name)
        return (one,) if one else self.by_number(name)

    @cached_property
    def law_names(self) -> tuple[str, ...]:
        """Names of laws, codes and ordinances, with which laws cited by name are found."""
        own = (i.title for i in self._all if i.kind in _BY_NAME and i.title)
        return tuple(dict.fromkeys((*own, *known_law_names())))

    def resolve(self, reference: Reference) -> ResolvedReference:
        same = self.by_number(reference.number) if reference.number else ()
        return resolve_reference(reference, same, self._all)

    def validity(self, instrument: Instrument, on: date) -> Validity:
        return validity_on(instrument, on, self.lookup)

    def successors(self, instrument: Instrument) -> tuple[Instrument, ...]:
        """What replaced it, the whole chain, nearest first."""
        return replacement_chain(instrument, self.lookup)

    def predecessors(self, instrument: Instrument) -> tuple[Instrument, ...]:
        """What it replaced, what that replaced, and so on, nearest first."""
        return predecessor_chain(instrument, self.lookup)
