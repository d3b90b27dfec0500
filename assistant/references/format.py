"""Writes citations in the form of Decree 30/2020/NĐ-CP.

Annex I to that decree: at first citation a document is named with kind, number and code, date,
issuer and abstract; laws and ordinances with kind and name only; later citations with kind, number
and code.
"""

from __future__ import annotations

from assistant.domain import Instrument
from assistant.language.dates import format_long_date
from assistant.language.text import fold

_BY_NAME = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")

#: An abstract that starts with one of these needs no "về" in front of it.
_VERBS = ("ve ", "quy dinh", "ban hanh", "sua doi", "huong dan", "phe duyet", "cong bo", "bai bo")


def _lower_first(title: str) -> str:
    """The abstract inside a sentence: its first letter small, unless it begins a name."""
    first_word = title.split(" ", 1)[0]
    return title if first_word.isupper() and len(first_word) > 1 else title[:1].lower() + title[1:]


def cite_full(instrument: Instrument) -> str:
    """The first citation of ``instrument``; parts that the register does not know are left out."""
    if instrument.kind in _BY_NAME and instrument.title:
        return f"{instrument.kind} {instrument.title}"
    parts = [f"{instrument.kind} số {instrument.number}"]
    if instrument.signed:
        parts.append(format_long_date(instrument.signed))
    if instrument.issuer:
        parts.append(f"của {instrument.issuer}")
    if instrument.title:
        title = _lower_first(instrument.title)
        parts.append(title if fold(title).startswith(_VERBS) else f"về {title}")
    return " ".join(parts)


def cite_short(instrument: Instrument) -> str:
    """A later citation: kind and number; laws and ordinances by name."""
    if instrument.kind in _BY_NAME and instrument.title:
        return f"{instrument.kind} {instrument.title}"
    return f"{instrument.kind} số {instrument.number}"
