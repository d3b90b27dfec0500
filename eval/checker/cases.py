"""The annotated cases under ``cases/checker``.

``reports/*.marked.md`` are whole reports as clerks write them, ``drafts/*.marked.md`` are drafts
with what models invent. Both were annotated from the rule list alone, before and apart from the
rules' code. A file begins with front matter: ``split`` (dev or test, by report), ``report_date``,
``report_type``, ``period`` and, where the office has them, ``notes``, ``log`` and ``profile``
(names of files beside it) or ``notes_text`` (the notes themselves). The marks are those of
:mod:`eval.checker.marking`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml

from assistant.checking import CheckContext, notes_as_evidence
from assistant.corpus.office_log import load_office_log
from assistant.domain import Evidence, Period
from assistant.language.periods import parse_period
from assistant.profile import load_profile
from eval.checker.marking import Gold, Quiet, read_marks

_Read = TypeVar("_Read")

_CASES: Final = Path(__file__).resolve().parent.parent / "cases" / "checker"


@dataclass(frozen=True, slots=True)
class Case:
    """A text, its circumstances, and what is to be found in it.

    Attributes:
        right: the text corrected.
        traps: places that look wrong and are right.
        open_places: places that may be reported or not.
    """

    id: str
    split: str
    text: str
    right: str
    context: CheckContext
    gold: tuple[Gold, ...]
    traps: tuple[Quiet, ...] = ()
    open_places: tuple[Quiet, ...] = ()


def load_reports(split: str | None = None) -> tuple[Case, ...]:
    """The hand-made reports of ``dev`` or ``test``, or all of them, by name."""
    return _load("reports", split)


def load_drafts(split: str | None = None) -> tuple[Case, ...]:
    """The drafts with invented facts of ``dev`` or ``test``, or all of them, by name."""
    return _load("drafts", split)


def _load(folder: str, split: str | None) -> tuple[Case, ...]:
    cases = [read_case(path) for path in sorted((_CASES / folder).glob("*.marked.md"))]
    return tuple(case for case in cases if split is None or case.split == split)


def read_case(path: Path) -> Case:
    """Reads one marked file.

    Raises:
        ValueError: its front matter or a mark is malformed; the message names the file.
    """
    try:
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        facts: dict[str, Any] = yaml.load(front, yaml.CSafeLoader)
        marked = read_marks(body)
        return Case(
            id=path.name.removesuffix(".marked.md"),
            split=facts["split"],
            text=marked.text,
            right=marked.right,
            context=_context(facts, path.parent),
            gold=marked.gold,
            traps=marked.traps,
            open_places=marked.open_places,
        )
    except (KeyError, ValueError, yaml.YAMLError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def _context(facts: dict[str, Any], folder: Path) -> CheckContext:
    period = parse_period(str(facts["period"])) if "period" in facts else None
    return CheckContext(
        report_date=_day(facts["report_date"]),
        period=period,
        report_type=facts.get("report_type"),
        profile=_beside(facts, "profile", folder, load_profile),
        notes=_notes(facts, folder, period),
        office_log=_beside(facts, "log", folder, load_office_log) or (),
    )


def _notes(facts: dict[str, Any], folder: Path, period: Period | None) -> tuple[Evidence, ...]:
    if "notes_text" in facts:
        return notes_as_evidence("ghi-chu.txt", facts["notes_text"], period)
    if "notes" in facts:
        path = folder / facts["notes"]
        return notes_as_evidence(path.name, path.read_text("utf-8"), period)
    return ()


def _beside(
    facts: dict[str, Any], name: str, folder: Path, read: Callable[[Path], _Read]
) -> _Read | None:
    return read(folder / facts[name]) if name in facts else None


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
