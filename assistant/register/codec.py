"""Instruments as plain values: the entries of our YAML, and the same in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

from assistant.domain import Amendment, Confidence, Instrument, Provision

_DATES = ("signed", "effective", "expiry", "verified_on")
_NAMES = ("replaces", "replaced_by", "amends", "topics", "ask_as", "sources")


def to_plain(instrument: Instrument) -> dict[str, Any]:
    """The entry of ``instrument`` in the order of the schema; what is empty and optional is out."""
    plain: dict[str, Any] = {}
    for field in fields(Instrument):
        value = getattr(instrument, field.name)
        if not value and field.default is not MISSING:
            continue
        if field.name == "amended_by":
            value = [_amendment(amendment) for amendment in value]
        elif field.name == "provisions":
            value = [{"article": p.article, "heading": p.heading, "gist": p.gist} for p in value]
        elif isinstance(value, tuple):
            value = list(value)
        elif isinstance(value, Confidence):
            value = value.value
        plain[field.name] = value
    return plain


def _amendment(amendment: Amendment) -> dict[str, Any]:
    plain: dict[str, Any] = {"number": amendment.number}
    if amendment.effective:
        plain["effective"] = amendment.effective
    if amendment.remark:
        plain["remark"] = amendment.remark
    return plain


def from_plain(plain: Mapping[str, Any]) -> Instrument:
    """The instrument of an entry that was checked before; dates may be ISO text.

    Raises:
        KeyError, TypeError, ValueError: this is no such entry.
    """
    values = dict(plain)
    for name in _DATES:
        if name in values:
            values[name] = _day(values[name])
    for name in _NAMES:
        if name in values:
            values[name] = tuple(values[name])
    values["amended_by"] = tuple(
        Amendment(a["number"], _day(a.get("effective")), a.get("remark", ""))
        for a in values.get("amended_by", ())
    )
    values["provisions"] = tuple(
        Provision(p["article"], p["heading"], p["gist"]) for p in values.get("provisions", ())
    )
    values["confidence"] = Confidence(values.get("confidence", Confidence.LOW))
    return Instrument(**values)


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def to_yaml(instruments: Iterable[Instrument], heading: str = "") -> str:
    """A file of entries in our schema; ``heading`` goes before it as a comment."""
    import yaml

    class Dumper(yaml.CSafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True  # one date object in two fields is no reason for "&id001"

    comment = "".join(f"# {line}\n" for line in heading.splitlines())
    body = yaml.dump(
        [to_plain(instrument) for instrument in instruments],
        Dumper=Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=1000,
    )
    return comment + body
