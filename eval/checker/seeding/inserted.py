"""Errors that come with a sentence of their own, from ``cases/checker/seeds.yaml``."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

from assistant.domain import Instrument
from assistant.language.dates import format_date
from assistant.register import load_register
from eval.checker.cases import Case
from eval.checker.seeding.seed import Edit, Seed, Seeder

_TABLE: Final = Path(__file__).resolve().parents[2] / "cases" / "checker" / "seeds.yaml"
#: A paragraph of running text: no heading, list or table, and a whole sentence at its end.
_PARAGRAPH: Final = re.compile(r"^(?!\s*[-+#|*>(]|\s*[IVX\d]+\.|\s*[a-zđ]\))[^\n|]{60,}\.$", re.M)
_CITED: Final = ("Nghị định", "Quyết định", "Thông tư")


@cache
def _table() -> dict[str, dict[str, list[Any]]]:
    table: dict[str, dict[str, list[Any]]] = yaml.load(_TABLE.read_text("utf-8"), yaml.CSafeLoader)
    return table


def inserting_seeders() -> dict[str, Seeder]:
    """One seeder for each rule of the table, by code."""
    return {code: _seeder(code) for code in _table()}


def _seeder(code: str) -> Seeder:
    def seed(case: Case, random: Random) -> Seed | None:
        items = [i for i in _table()[code][case.split] if _timely(i, case.context.report_date)]
        if not items:
            return None
        item = random.choice(items)
        written = item["text"] if isinstance(item, dict) else item
        sentences = written if isinstance(written, list) else [written]
        notes = item.get("notes", []) if isinstance(item, dict) else []
        ends = [match.end() for match in _PARAGRAPH.finditer(case.text)]
        fields = _fields(case, random)
        wanted = {name for s in sentences for name in re.findall(r"{(\w+)}", s)}
        if len(ends) < len(sentences) or not wanted <= fields.keys():
            return None
        places = sorted(random.sample(ends, len(sentences)))
        return Seed(
            code,
            tuple(
                Edit(at, at, " " + sentence.format_map(fields))
                for at, sentence in zip(places, sentences, strict=True)
            ),
            tuple(line.format_map(fields) for line in notes),
        )

    return seed


def _timely(item: Any, on: date) -> bool:
    if not isinstance(item, dict):
        return True
    day = on.isoformat()
    return bool(item.get("from", "") <= day <= item.get("until", "9999"))


def _fields(case: Case, random: Random) -> dict[str, str]:
    on, period = case.context.report_date, case.context.period
    first = period.start if period else date(on.year, 1, 1)
    days = (min(period.end, on) if period else on) - first
    year = first.year
    fields = {
        "year": str(year),
        "last": str(year - 1),
        "before_last": str(year - 2),
        "early": format_date(first + days * 0.2),
        "mid": format_date(first + days * 0.5),
        "late": format_date(first + days * 0.8),
        "future": format_date(on + timedelta(days=random.randint(15, 60))),
    }
    if expired := _expired(on):
        fields["expired"] = _cited(random.choice(expired))
    if coming := _coming(on):
        fields["coming"] = _cited(random.choice(coming))
    return fields


def _expired(on: date) -> list[Instrument]:
    return [
        i
        for i in load_register().all()
        if i.kind in _CITED and i.signed and i.expiry and i.expiry <= on and i.replaced_by
    ]


def _coming(on: date) -> list[Instrument]:
    return [i for i in load_register().all() if i.kind in _CITED and i.signed and i.signed > on]


def _cited(instrument: Instrument) -> str:
    assert instrument.signed is not None
    title = instrument.title[:1].lower() + instrument.title[1:]
    day = format_date(instrument.signed)
    return f"{instrument.kind} số {instrument.number} ngày {day} của {instrument.issuer} {title}"
