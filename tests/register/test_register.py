"""Resolution and validity, on chains that must come out right."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from assistant.domain import Instrument, Status
from assistant.references import find_references
from assistant.register import Register, load_register

REGISTER = load_register()


def status(id: str, on: str) -> Status:
    instrument = REGISTER.get(id)
    assert instrument is not None
    return REGISTER.validity(instrument, date.fromisoformat(on)).status


@pytest.mark.parametrize(
    ("id", "on", "expected"),
    [
        ("09/2015/QĐ-TTg", "2016-01-01", Status.IN_FORCE),
        ("09/2015/QĐ-TTg", "2018-06-21", Status.EXPIRED),
        ("61/2018/NĐ-CP", "2018-06-20", Status.NOT_YET),
        ("61/2018/NĐ-CP", "2018-06-21", Status.IN_FORCE),
        ("61/2018/NĐ-CP", "2023-06-30", Status.AMENDED),
        ("61/2018/NĐ-CP", "2025-06-30", Status.AMENDED),
        ("61/2018/NĐ-CP", "2025-07-01", Status.EXPIRED),
        ("118/2025/NĐ-CP", "2025-06-30", Status.NOT_YET),
        ("118/2025/NĐ-CP", "2026-11-20", Status.AMENDED),
        ("34/2007/PL-UBTVQH11", "2023-06-30", Status.IN_FORCE),
        ("34/2007/PL-UBTVQH11", "2023-07-01", Status.EXPIRED),
        ("10/2022/QH15", "2023-07-01", Status.IN_FORCE),
        ("149/2018/NĐ-CP", "2021-01-31", Status.IN_FORCE),
        ("149/2018/NĐ-CP", "2021-02-01", Status.EXPIRED),
        ("22/2018/QĐ-TTg", "2023-08-15", Status.IN_FORCE),
        ("22/2018/QĐ-TTg", "2023-08-16", Status.EXPIRED),
        ("64/2014/NĐ-CP", "2026-06-30", Status.IN_FORCE),
        ("64/2014/NĐ-CP", "2026-07-01", Status.EXPIRED),
        ("154/2026/NĐ-CP", "2026-07-01", Status.IN_FORCE),
        ("04/2015/NĐ-CP", "2023-07-10", Status.UNKNOWN),  # no repeal clause names it
    ],
)
def test_status_on_a_date(id: str, on: str, expected: Status) -> None:
    assert status(id, on) is expected


def test_replacement_follows_the_whole_chain() -> None:
    first = REGISTER.get("09/2015/QĐ-TTg")
    assert first is not None
    assert [i.number for i in REGISTER.successors(first)] == ["61/2018/NĐ-CP", "118/2025/NĐ-CP"]


def test_amendments_of_unknown_effect_are_named_but_do_not_prove_the_status() -> None:
    one_stop = REGISTER.get("118/2025/NĐ-CP")
    assert one_stop is not None
    validity = REGISTER.validity(one_stop, date(2026, 11, 24))
    assert set(validity.amended_by) == {"367/2025/NĐ-CP", "309/2026/NĐ-CP"}


def test_without_an_effective_date_nothing_is_in_force() -> None:
    for instrument in REGISTER.all():
        if instrument.effective is None:
            for on in (date(2010, 1, 1), date(2023, 1, 1), date(2026, 11, 1)):
                assert REGISTER.validity(instrument, on).status not in (
                    Status.IN_FORCE,
                    Status.AMENDED,
                    Status.PARTLY,
                ), instrument.id


def test_nothing_is_in_force_past_the_horizon() -> None:
    for instrument in REGISTER.all():
        if instrument.verified_on:
            later = instrument.verified_on + timedelta(days=400)
            assert REGISTER.validity(instrument, later).status in (
                Status.EXPIRED,
                Status.UNKNOWN,
                Status.NOT_YET,
            ), instrument.id


def test_an_end_is_never_guessed_from_successors_of_different_days() -> None:
    def entry(id: str, **facts: object) -> Instrument:
        return Instrument(id=id, number=id, kind="Nghị định", issuer="Chính phủ", title="", **facts)  # type: ignore[arg-type]

    old = entry(
        "1/2000/NĐ-CP",
        effective=date(2000, 1, 1),
        replaced_by=("2/2010/NĐ-CP", "3/2012/NĐ-CP"),
        recorded_status="expired",
        verified_on=date(2026, 1, 1),
    )
    register = Register(
        [
            old,
            entry("2/2010/NĐ-CP", effective=date(2010, 1, 1)),
            entry("3/2012/NĐ-CP", effective=date(2012, 1, 1)),
        ]
    )
    assert register.validity(old, date(2011, 1, 1)).status is Status.UNKNOWN
    assert register.validity(old, date(2026, 1, 2)).status is Status.EXPIRED


@pytest.mark.parametrize(
    ("text", "ids", "disagrees"),
    [
        ("Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ", ["61/2018/NĐ-CP"], set()),
        ("Nghị định số 61/2018/NĐ-CP ngày 24/4/2018", ["61/2018/NĐ-CP"], {"signed"}),
        ("Nghị định số 61/2018/NĐ-CP của Quốc hội", ["61/2018/NĐ-CP"], {"issuer"}),
        ("Nghị định số 61/2018", ["61/2018/NĐ-CP"], set()),
        ("Quy định 124-QĐ/TW ngày 04/10/2023", ["124-QĐ/TW (2023)"], set()),
        ("Quy định 124-QĐ/TW", ["124-QĐ/TW (2018)", "124-QĐ/TW (2023)"], set()),
        ("Luật Thanh tra năm 2010", ["56/2010/QH12"], set()),
    ],
)
def test_resolution(text: str, ids: list[str], disagrees: set[str]) -> None:
    (reference,) = find_references(text, REGISTER.law_names)
    resolved = REGISTER.resolve(reference)
    assert [i.id for i in resolved.instruments] == ids
    assert set(resolved.disagreements) == disagrees


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("Nghị định số 63/2000/NĐ-CP ngày 08/6/2010", "63/2010/NĐ-CP"),
        ("Nghị định số 04/2015/NQ-CP ngày 09/01/2015", "04/2015/NĐ-CP"),
        ("Nghị định số 16/2018/NĐ-CP ngày 23/4/2018", "61/2018/NĐ-CP"),
    ],
)
def test_the_nearest_entry_is_proposed_for_an_unknown_number(text: str, nearest: str) -> None:
    (reference,) = find_references(text)
    resolved = REGISTER.resolve(reference)
    assert not resolved.instruments
    assert resolved.candidates[0].id == nearest


def test_partly_in_force_begins_with_the_first_partial_repeal() -> None:
    assert status("33/2023/NĐ-CP", "2023-09-01") is Status.IN_FORCE
    assert status("33/2023/NĐ-CP", "2025-08-01") is Status.PARTLY
