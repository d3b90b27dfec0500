"""A reference → the instruments it may mean, what disagrees, and the nearest otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from assistant.domain import Instrument, Reference, ResolvedReference
from assistant.language.dates import format_date
from assistant.language.text import fold, modern_tones

_BY_NAME = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")

#: Score (0..100) from which another number is near enough to be worth proposing.
_NEAR = 72
_CANDIDATES = 3


def title_key(title: str) -> str:
    """A title folded for comparison, without quotes, leading "về (việc)" and final signs."""
    key = re.sub(r"[“”\"'*_,-]", " ", fold(modern_tones(title)))
    key = re.sub(r"^\s*(?:ve viec|viec|ve)\s+", "", key)
    return re.sub(r"\s+", " ", key).strip(" .,;:")


def same_title(written: str, registered: str) -> bool:
    """Whether two titles agree: equal, one a prefix of the other, or all but a few letters."""
    one, other = title_key(written), title_key(registered)
    if not one or not other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter) or fuzz.ratio(one, other) >= 90


def resolve_reference(
    reference: Reference, same_number: Sequence[Instrument], everything: Sequence[Instrument]
) -> ResolvedReference:
    """Resolves ``reference`` against a register.

    Args:
        same_number: the entries with exactly the reference's number.
        everything: all entries; searched for laws by name and for near numbers.
    """
    if reference.number is None:
        named = _by_name(reference, everything)
        return ResolvedReference(reference, tuple(named))
    if not same_number and not reference.code:
        # "Nghị định 61/2018": the short form means the one entry that it fits.
        fitting = _fitting_short(reference, everything)
        if len(fitting) == 1:
            return ResolvedReference(
                reference, tuple(fitting), _disagreements(reference, fitting[0])
            )
        return ResolvedReference(reference, candidates=tuple(fitting[:_CANDIDATES]))
    if not same_number:
        return ResolvedReference(reference, candidates=tuple(_nearest(reference, everything)))
    # A number may belong to several documents: the date tells them apart, then the title.
    agreeing = [i for i in same_number if reference.signed and i.signed == reference.signed]
    if not agreeing and len(same_number) > 1 and reference.title:
        agreeing = [i for i in same_number if i.title and same_title(reference.title, i.title)]
    if agreeing:
        chosen = tuple(agreeing)
        return ResolvedReference(reference, chosen, _disagreements(reference, chosen[0]))
    if len(same_number) > 1:
        return ResolvedReference(reference, tuple(same_number))
    return ResolvedReference(
        reference, tuple(same_number), _disagreements(reference, same_number[0])
    )


def _disagreements(reference: Reference, instrument: Instrument) -> dict[str, str]:
    found: dict[str, str] = {}
    if reference.signed and instrument.signed and reference.signed != instrument.signed:
        found["signed"] = format_date(instrument.signed)
    if reference.kind and reference.kind != instrument.kind:
        found["kind"] = instrument.kind
    if (
        reference.issuer
        and instrument.issuer
        and not _same_body(reference.issuer, instrument.issuer)
    ):
        found["issuer"] = instrument.issuer
    if reference.title and instrument.title and not same_title(reference.title, instrument.title):
        found["title"] = instrument.title
    return found


def _same_body(written: str, registered: str) -> bool:
    one, other = fold(written), fold(registered)
    one = one.replace("ubnd", "uy ban nhan dan").replace("hdnd", "hoi dong nhan dan")
    if one in other or other in one:
        return True
    # "Bộ trưởng Bộ Nội vụ" signs for "Bộ Nội vụ"; "Trung ương" stands for its organs.
    return "trung uong" in one and other in ("bo chinh tri", "ban bi thu")


def _by_name(reference: Reference, everything: Sequence[Instrument]) -> list[Instrument]:
    if not reference.title:
        return []
    key = title_key(reference.title)
    named = [i for i in everything if i.kind in _BY_NAME and title_key(i.title) == key]
    if reference.year is not None:
        of_year = [i for i in named if i.signed and i.signed.year == reference.year]
        of_number = [i for i in named if f"/{reference.year}/" in i.number]
        named = of_year or of_number
    return sorted(named, key=lambda i: (i.signed is None, i.signed), reverse=True)


def _fitting_short(reference: Reference, everything: Sequence[Instrument]) -> list[Instrument]:
    start = f"{reference.serial}/{reference.year}/"
    return [
        i for i in everything if i.number.startswith(start) and reference.kind in (None, i.kind)
    ]


def _nearest(reference: Reference, everything: Sequence[Instrument]) -> list[Instrument]:
    """Entries whose number looks most like the reference's; the same date counts for much."""
    assert reference.number is not None
    number = reference.number
    scored = process.extract(
        fold(number),
        {index: fold(i.number) for index, i in enumerate(everything)},
        scorer=fuzz.ratio,
        score_cutoff=_NEAR,
        limit=25,
    )

    def rank(item: tuple[str, float, int]) -> float:
        instrument = everything[item[2]]
        bonus = 25.0 if reference.signed and instrument.signed == reference.signed else 0.0
        bonus += 5.0 if instrument.number.split("/")[0].split("-")[0] == reference.serial else 0.0
        return item[1] + bonus

    return [everything[item[2]] for item in sorted(scored, key=rank, reverse=True)[:_CANDIDATES]]
