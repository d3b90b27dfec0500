"""Each check finds what it is for, and the shipped register passes them all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.domain import Amendment, Confidence, Instrument, Severity
from assistant.register import load_register
from assistant.register.validate import Problem, validate


def entry(number: str, **facts: Any) -> Instrument:
    """An entry that has nothing wrong with it, with ``facts`` changed."""
    year = number.split("/")[1]
    sound: dict[str, Any] = {
        "id": number,
        "number": number,
        "kind": "Nghị định",
        "issuer": "Chính phủ",
        "title": f"Về việc số {number}",
        "signed": date(int(year), 3, 1) if year.isdigit() else None,
        "effective": date(int(year), 5, 1) if year.isdigit() else None,
        "recorded_status": "in_force",
        "ask_as": (f"{number} một", f"{number} hai", f"{number} ba"),
        "verified_on": date(2026, 11, 1),
        "sources": ("Công báo",),
        "confidence": Confidence.HIGH,
    }
    return Instrument(**(sound | facts))


def found(*entries: Instrument) -> set[tuple[str, str, Severity]]:
    return {(p.entry, p.field, p.severity) for p in validate(entries)}


E, W, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
OLD, NEW = "1/2010/NĐ-CP", "2/2020/NĐ-CP"


def test_a_sound_register_is_silent() -> None:
    old = entry(OLD, replaced_by=(NEW,), expiry=date(2020, 5, 1), recorded_status="expired")
    new = entry(NEW, replaces=(OLD,), amended_by=(Amendment("3/2022/NĐ-CP", date(2022, 5, 1)),))
    assert validate([old, new, entry("3/2022/NĐ-CP", amends=(NEW,))]) == []


@pytest.mark.parametrize(
    ("facts", "field", "severity"),
    [
        ({"signed": date(2010, 6, 1)}, "effective", E),  # signed after it took effect
        ({"expiry": date(2010, 5, 1)}, "expiry", E),  # ended the day it began
        ({"expiry": date(2009, 5, 1)}, "expiry", E),  # ended before it began
        ({"effective": None, "expiry": date(2010, 1, 1)}, "expiry", E),  # ended before signed
        ({"signed": date(2011, 3, 1), "effective": date(2011, 5, 1)}, "signed", E),  # year
        ({"signed": None, "effective": date(1901, 1, 1)}, "effective", E),  # before the State
        ({"effective": date(2081, 5, 1)}, "effective", W),  # 2081 for 2018
        ({"verified_on": date(2009, 1, 1)}, "verified_on", E),  # verified before it existed
        ({"expiry": date(2020, 1, 1)}, "recorded_status", E),  # in force though it has ended
        ({"recorded_status": "còn hiệu lực"}, "recorded_status", E),  # no status of the schema
        ({"confidence": Confidence.LOW}, "confidence", W),  # low, yet said to be in force
        ({"sources": ()}, "sources", E),
        ({"sources": (" ",)}, "sources", E),
        ({"verified_on": None}, "verified_on", E),  # in force as of which day?
        ({"verified_on": None, "recorded_status": "unverified"}, "verified_on", INFO),
        ({"ask_as": ("một", "hai")}, "ask_as", W),
        ({"ask_as": (), "recorded_status": "unverified"}, "ask_as", INFO),
        ({"issuer": " "}, "issuer", E),
        ({"replaces": (OLD,)}, "replaces", E),  # replaces itself
        ({"replaced_by": ("9/2020/NĐ-CP",)}, "replaced_by", INFO),  # outside the register
        ({"amended_by": (Amendment("9/2020/NĐ-CP", date(2010, 1, 1)),)}, "amended_by", E),
    ],
)
def test_one_entry(facts: dict[str, Any], field: str, severity: Severity) -> None:
    assert (OLD, field, severity) in found(entry(OLD, **facts))


def test_a_note_explains_an_effect_that_reaches_back() -> None:
    assert found(entry(OLD, signed=date(2010, 6, 1), note="Hiệu lực trở về trước.")) == set()


def test_chains_must_be_named_at_both_ends() -> None:
    assert (OLD, "replaced_by", E) in found(entry(OLD, replaced_by=(NEW,)), entry(NEW))
    assert (NEW, "amends", E) in found(entry(OLD), entry(NEW, amends=(OLD,)))


def test_a_number_of_two_entries_is_no_name() -> None:
    number = "7-QĐ/TW"
    twins = [
        replace(
            entry(OLD),
            id=f"{number} ({day.year})",
            number=number,
            signed=day,
            effective=day,
            ask_as=(str(day), "b", "c"),
        )
        for day in (date(2018, 1, 1), date(2023, 1, 1))
    ]
    problems = validate([*twins, entry(NEW, replaces=(number,))])
    assert [(p.field, p.severity) for p in problems if p.entry == NEW] == [("replaces", E)]


def test_circles_are_errors_at_each_member() -> None:
    first = entry(OLD, replaced_by=(NEW,), replaces=(NEW,))
    second = entry(NEW, replaced_by=(OLD,), replaces=(OLD,))
    assert {(OLD, "replaced_by", E), (NEW, "replaced_by", E)} <= found(first, second)


def test_a_long_circle_is_found() -> None:
    numbers = [f"{n}/2010/NĐ-CP" for n in range(1, 8)]
    ring = [
        entry(n, replaced_by=(numbers[(i + 1) % 7],), replaces=(numbers[i - 1],))
        for i, n in enumerate(numbers)
    ]
    circles = [p for p in validate(ring) if "quay về" in p.message]
    assert {p.entry for p in circles} == set(numbers)
    assert all(p.message.count("→") == 7 for p in circles)


def test_what_replaces_or_amends_is_signed_later() -> None:
    later, earlier = entry(NEW, replaced_by=(OLD,)), entry(OLD, replaces=(NEW,))
    assert (NEW, "replaced_by", E) in found(later, earlier)
    later, earlier = entry(NEW, amended_by=(Amendment(OLD),)), entry(OLD, amends=(NEW,))
    assert (NEW, "amended_by", E) in found(later, earlier)


@pytest.mark.parametrize(("ended", "warned"), [(date(2023, 1, 1), True), (date(2021, 1, 1), False)])
def test_a_successor_long_before_the_end(ended: date, warned: bool) -> None:
    old = entry(OLD, replaced_by=(NEW,), expiry=ended, recorded_status="expired")
    assert ((OLD, "expiry", W) in found(old, entry(NEW, replaces=(OLD,)))) is warned


def test_two_entries_of_one_document() -> None:
    assert ("nữa", "number", E) in found(entry(OLD), entry(OLD, id="nữa"))
    other_day = entry(OLD, id="nữa", signed=date(2010, 3, 2))
    assert ("nữa", "number", E) not in found(entry(OLD), other_day)


def test_two_living_instruments_of_one_title() -> None:
    title = "Về cơ chế một cửa"
    assert (NEW, "title", W) in found(entry(OLD, title=title), entry(NEW, title=title.upper()))
    ended = entry(OLD, title=title, recorded_status="expired")
    assert (NEW, "title", W) not in found(ended, entry(NEW, title=title))
    elsewhere = entry(OLD, title=title, issuer="Ủy ban nhân dân tỉnh Quảng Ngãi")
    assert (NEW, "title", W) not in found(elsewhere, entry(NEW, title=title))


def test_a_phrasing_belongs_to_one_chain() -> None:
    asked = ("nộp hồ sơ ở đâu", "b", "c")
    assert (NEW, "ask_as", W) in found(entry(OLD, ask_as=asked), entry(NEW, ask_as=asked))
    old = entry(
        OLD, ask_as=asked, replaced_by=(NEW,), expiry=date(2020, 5, 1), recorded_status="expired"
    )
    assert found(old, entry(NEW, ask_as=asked, replaces=(OLD,))) == set()


def test_the_shipped_register_has_no_errors() -> None:
    wrong = [p for p in validate(load_register().all()) if p.severity is Severity.ERROR]
    assert wrong == []


def test_messages_are_vietnamese_sentences() -> None:
    problem = next(iter(validate([entry(OLD, sources=())])))
    assert isinstance(problem, Problem)
    assert problem.message == "Thiếu nguồn (sources)."
