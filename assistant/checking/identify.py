"""Which register entry a reference certainly means.

A number is no key: 33/CT-TTg exists for several years, 48/2021/QĐ-UBND for every province. A rule
that calls something wrong needs to know that both speak of one document.
"""

from __future__ import annotations

from assistant.domain import Instrument, Reference, ResolvedReference
from assistant.language.text import fold

#: Words of a title that two documents on one subject must share, at least.
_SHARED_TITLE_WORDS = 0.6


def identify(resolved: ResolvedReference) -> tuple[Instrument, ...]:
    """The entries that the reference means, whatever else disagrees; empty when in doubt."""
    reference = resolved.reference
    return tuple(i for i in resolved.instruments if _is_meant(reference, i))


def _is_meant(reference: Reference, instrument: Instrument) -> bool:
    if instrument.locality and not _names(reference.issuer, instrument.locality):
        return False
    if reference.number is None or reference.year is not None:
        return True
    # Numbers without a year start again every year, those of the Party every term of office.
    if reference.signed and instrument.signed:
        return reference.signed.year == instrument.signed.year or _similar(reference, instrument)
    return bool(reference.title) and _similar(reference, instrument)


def _names(issuer: str | None, locality: str) -> bool:
    if issuer is None:
        return False
    name = fold(locality).removeprefix("tinh ").removeprefix("thanh pho ").strip()
    return name in fold(issuer)


def _similar(reference: Reference, instrument: Instrument) -> bool:
    if not reference.title or not instrument.title:
        return False
    written, known = set(fold(reference.title).split()), set(fold(instrument.title).split())
    return len(written & known) >= _SHARED_TITLE_WORDS * min(len(written), len(known))
