"""The annotated cases under ``cases/drafts``.

Written from the notes alone, apart from the composer's code. A file holds the cases of one report
type and one split (``dan-van-dev.yaml``): notes as clerks type them, and by hand the facts that the
draft has to carry (notation: :mod:`eval.drafts.facts`), what the section has to say (``requires``),
what must not stand there (``absent``), what abbreviations mean (``meanings``) and numbers that may
be reckoned from the notes (``derived``). ``grounds.yaml`` lists the instruments that may ground a
report of each type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from assistant.domain import Period, Profile
from assistant.drafting import DraftRequest, NoteSource
from assistant.language.periods import parse_period
from eval.drafts.facts import Fact, Words, read_fact, read_words
from eval.drafts.quantities import Quantity, read_quantity

_FOLDER: Final = Path(__file__).resolve().parent.parent / "cases" / "drafts"
_TWO_TIER: Final = date(2025, 7, 1)  # since then there is no district (Luật 72/2025/QH15)
_SPLITS: Final = ("dev", "test")


@dataclass(frozen=True, slots=True)
class Case:
    """Notes, what is asked for, and what the draft has to be like."""

    id: str
    split: str
    report_type: str
    section: str
    report_date: date
    period: Period
    profile: Profile
    notes: tuple[NoteSource, ...]
    facts: tuple[Fact, ...]
    requires: tuple[Words, ...]
    absent: tuple[str, ...]
    meanings: tuple[tuple[str, tuple[str, ...]], ...]
    derived: tuple[Quantity, ...]
    grounds: frozenset[str]

    def request(self, previous: str = "") -> DraftRequest:
        """What is asked of the drafter; ``previous`` is the text to write again."""
        return DraftRequest(
            report_type=self.report_type,
            section=self.section,
            notes=self.notes,
            report_date=self.report_date,
            profile=self.profile,
            period=self.period,
            previous=previous,
        )


def load_cases(split: str | None = None) -> tuple[Case, ...]:
    """The cases of ``dev`` or ``test``, or all of them, by file."""
    return tuple(
        case
        for part in _SPLITS
        if split in (None, part)
        for path in sorted(_FOLDER.glob(f"*-{part}.yaml"))
        for case in read_cases(path, part)
    )


def read_cases(path: Path, split: str) -> tuple[Case, ...]:
    """The cases of one file.

    Raises:
        ValueError: a case is malformed; the message names the file and the case.
    """
    file: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    cases = []
    for entry in file["cases"]:
        try:
            cases.append(_case(file, entry, split))
        except (KeyError, ValueError, TypeError) as error:
            raise ValueError(f"{path.name}, {entry.get('id')}: {error}") from error
    return tuple(cases)


def _case(file: Mapping[str, Any], entry: Mapping[str, Any], split: str) -> Case:
    day: date = entry["report_date"]
    office = file["office"]["before" if day < _TWO_TIER else "after"]
    notes = entry["notes"]
    sources = notes if isinstance(notes, dict) else {"ghi-chu.txt": notes}
    return Case(
        id=f"{file['report_type']}/{entry['id']}",
        split=split,
        report_type=file["report_type"],
        section=entry["section"],
        report_date=day,
        period=parse_period(str(entry["period"])),
        profile=Profile(**office),
        notes=tuple(NoteSource(name, text) for name, text in sources.items()),
        facts=tuple(read_fact(str(fact)) for fact in entry["facts"]),
        requires=tuple(read_words(words) for words in entry.get("requires", ())),
        absent=tuple(entry.get("absent", ())),
        meanings=tuple(
            (short, tuple(meaning.split("|")))
            for short, meaning in entry.get("meanings", {}).items()
        ),
        derived=tuple(read_quantity(str(value))[0] for value in entry.get("derived", ())),
        grounds=_grounds(file["report_type"]),
    )


@lru_cache(maxsize=16)
def _grounds(report_type: str) -> frozenset[str]:
    lists: dict[str, list[Any]] = yaml.load(
        (_FOLDER / "grounds.yaml").read_text("utf-8"), yaml.CSafeLoader
    )
    return frozenset((*lists["all"], *(n for line in lists[report_type] for n in line)))
