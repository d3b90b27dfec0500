"""The shipped register is whole: chains close, dates are possible, sources are given."""

from __future__ import annotations

import re

from assistant.domain import Confidence
from assistant.register import load_register

REGISTER = load_register()
ENTRIES = REGISTER.all()


def test_size() -> None:
    assert len(ENTRIES) >= 200


def test_every_entry_says_where_it_comes_from_and_how_it_is_asked_for() -> None:
    for entry in ENTRIES:
        assert entry.sources, entry.id
        assert entry.verified_on, entry.id
        assert entry.topics, entry.id
        assert len(entry.ask_as) >= 3, entry.id


def test_dates_are_possible() -> None:
    for entry in ENTRIES:
        if entry.signed and entry.effective and not entry.note:
            assert entry.signed <= entry.effective, entry.id
        if entry.effective and entry.expiry:
            assert entry.effective < entry.expiry, entry.id


def test_the_year_in_a_number_is_the_year_of_signing() -> None:
    for entry in ENTRIES:
        year = re.match(r"\d+[a-z]?/(\d{4})/", entry.number)
        if year and entry.signed:
            assert entry.signed.year == int(year[1]), entry.id


def test_chains_are_symmetric_where_both_ends_are_known() -> None:
    for entry in ENTRIES:
        for number in entry.replaced_by:
            for successor in REGISTER.lookup(number):
                assert entry.id in successor.replaces, (entry.id, successor.id)
        for amendment in entry.amended_by:
            for amending in REGISTER.lookup(amendment.number):
                assert entry.id in amending.amends, (entry.id, amending.id)


def test_one_phrasing_never_means_two_matters() -> None:
    """Two entries may share a phrasing only when one succeeds the other."""
    owners: dict[str, list[str]] = {}
    for entry in ENTRIES:
        for phrase in entry.ask_as:
            owners.setdefault(phrase.lower(), []).append(entry.id)
    for phrase, ids in owners.items():
        for one in ids:
            for other in ids:
                if one != other:
                    first, second = REGISTER.get(one), REGISTER.get(other)
                    assert first is not None
                    assert second is not None
                    kin = {i.id for i in REGISTER.successors(first)} | {
                        i.id for i in REGISTER.successors(second)
                    }
                    assert one in kin or other in kin, (phrase, ids)


def test_a_low_confidence_is_never_hidden() -> None:
    assert any(entry.confidence is Confidence.LOW for entry in ENTRIES)
    for entry in ENTRIES:
        if entry.recorded_status == "unknown":
            assert entry.note, entry.id
