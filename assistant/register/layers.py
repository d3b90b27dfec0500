"""The office's own entries over the shipped ones, with the chains between them closed.

An office that adds the decree which replaces another need not copy the older entry: what the new
entry says of the older one is carried over to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from assistant.domain import Amendment, Instrument


def overlay(shipped: Iterable[Instrument], office: Iterable[Instrument]) -> tuple[Instrument, ...]:
    """Both sets; where an id is in both, the office's entry stands in the place of the other."""
    office = tuple(office)
    merged = {instrument.id: instrument for instrument in shipped}
    merged.update((instrument.id, instrument) for instrument in office)
    return close_chains(merged.values(), {instrument.id for instrument in office})


def close_chains(
    instruments: Iterable[Instrument], news: Collection[str]
) -> tuple[Instrument, ...]:
    """``instruments`` with what ``news`` and the others say of each other written at both.

    A name that means no entry, or several, is left alone. An entry that is replaced and has
    no end of its own ends on the day its successor takes effect.
    """
    entries = {instrument.id: instrument for instrument in instruments}
    by_number: dict[str, list[str]] = {}
    for entry in entries.values():
        by_number.setdefault(entry.number, []).append(entry.id)

    def named(name: str) -> str | None:
        if name in entries:
            return name
        ids = by_number.get(name, ())
        return ids[0] if len(ids) == 1 else None

    def targets(names: Iterable[str], own: str) -> list[str]:
        """The entries named, of those pairs in which one at least is new."""
        found = (named(name) for name in names)
        return [id for id in found if id and id != own and (own in news or id in news)]

    for id in list(entries):
        entry = entries[id]
        names = {entry.id, entry.number}
        for older in targets(entry.replaces, id):
            if names.isdisjoint(entries[older].replaced_by):
                entries[older] = _ended(entries[older], entry)
        for newer in targets(entry.replaced_by, id):
            if names.isdisjoint(entries[newer].replaces):
                entries[newer] = replace(entries[newer], replaces=(*entries[newer].replaces, id))
        for amended in targets(entry.amends, id):
            known = entries[amended].amended_by
            if names.isdisjoint(amendment.number for amendment in known):
                change = Amendment(id, entry.effective)
                entries[amended] = replace(entries[amended], amended_by=(*known, change))
        for amending in targets((a.number for a in entry.amended_by), id):
            if names.isdisjoint(entries[amending].amends):
                entries[amending] = replace(
                    entries[amending], amends=(*entries[amending].amends, id)
                )
    return tuple(entries.values())


def _ended(older: Instrument, successor: Instrument) -> Instrument:
    """``older`` as replaced by ``successor``."""
    closed = replace(older, replaced_by=(*older.replaced_by, successor.id))
    begun = successor.effective
    if older.expiry or begun is None or (older.effective and begun <= older.effective):
        return closed
    return replace(closed, expiry=begun, recorded_status="expired")


def overridden(shipped: Sequence[Instrument], office: Sequence[Instrument]) -> tuple[str, ...]:
    """Ids of the shipped entries that the office has an entry of its own for."""
    own = {instrument.id for instrument in office}
    return tuple(instrument.id for instrument in shipped if instrument.id in own)
