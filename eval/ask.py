"""Scores ``ask``: the governing instrument, its validity, and when to keep silent.

``cases/questions.jsonl`` holds the questions. They were written from a table of facts, before and
apart from the register's ``ask_as`` phrasings, and are split by instrument, so that the test part
shares no chain with the part that is tuned on. ``cases/questions_train.jsonl`` holds more of them,
over all instruments and written apart from both: weights are fitted and phrasings looked at there.
``cases/lives.jsonl`` holds the first and last days
of the instruments and their chains, apart from the register, as a second witness of validity.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from assistant.answering import answer
from assistant.domain import Answer, Citation, Status, UserError
from eval.metrics import mean

_CASES = Path(__file__).resolve().parent / "cases"
_LIVING = {Status.IN_FORCE, Status.AMENDED, Status.PARTLY}
_ARTICLE = re.compile(r"Điều\s+(\d+[a-zđ]?)")

SPLITS = ("train", "dev", "test")
GATES = {"governing@1": 0.98, "answered": 0.95, "abstention_recall": 0.95}
"""The lowest figures to accept; besides them, ``wrong_in_force`` must be 0."""


@dataclass(frozen=True, slots=True)
class AskCase:
    """A question with its right answer.

    Attributes:
        as_of: the day passed to ``ask``.
        on: the day that the question is about: its own date where it names one, else ``as_of``.
        kinds: the slices it counts in (formal, unaccented, colloquial, dated, named, article,
            unanswerable).
        answer: numbers that are right at the first rank; empty when nothing answers.
        status: status of the first citation on ``on``, None where the facts leave it open.
        article: articles that are right, where the question asks for one.
        also: numbers that the answer should cite besides the first.
    """

    id: str
    text: str
    as_of: date
    on: date
    kinds: tuple[str, ...]
    answer: tuple[str, ...]
    status: Status | None
    article: tuple[str, ...]
    also: tuple[str, ...]
    answerable: bool
    split: str
    matter: str


@dataclass(frozen=True, slots=True)
class Life:
    """The days of an instrument; ``expiry`` is the first day on which it is not in force."""

    number: str
    signed: date | None
    effective: date | None
    expiry: date | None
    chain: str

    def covers(self, on: date) -> bool:
        """False only where a known day says that the instrument was not in force on ``on``."""
        return not (
            (self.effective is not None and on < self.effective)
            or (self.expiry is not None and on >= self.expiry)
        )


@dataclass(frozen=True, slots=True)
class AskOutcome:
    """How one answer compares with the gold. A field is None where the case does not ask it."""

    case: AskCase
    got: Answer
    governing: bool | None
    status: bool | None
    article: bool | None
    also: bool | None
    wrong_in_force: tuple[str, ...]  # numbers cited as living that were not on the day
    wrong_first: bool

    @property
    def right(self) -> bool:
        kept_silent = self.case.answerable or self.got.abstained
        asked = (self.governing, self.status, self.article, self.also)
        return kept_silent and not self.wrong_in_force and False not in asked


Answerer = Callable[[AskCase], Answer]


def load_cases(split: str | None = None) -> tuple[AskCase, ...]:
    """The questions of ``dev`` or of ``test``, both where no split is named, or those to train on.

    Raises:
        UserError: ``split`` has another name.
    """
    if split not in (None, *SPLITS):
        raise UserError(f"Không có phần “{split}”; hãy chọn một trong: {', '.join(SPLITS)}.")
    name = "questions_train.jsonl" if split == "train" else "questions.jsonl"
    cases = (_case(line) for line in _lines(name))
    return tuple(case for case in cases if split is None or case.split == split)


@cache
def load_lives() -> dict[str, tuple[Life, ...]]:
    """The known lives by bare number; a number that was given twice has several."""
    lives: dict[str, list[Life]] = {}
    for line in _lines("lives.jsonl"):
        life = Life(
            number=line["number"],
            signed=_day(line.get("signed")),
            effective=_day(line.get("effective")),
            expiry=_day(line.get("expiry")),
            chain=line["chain"],
        )
        lives.setdefault(life.number, []).append(life)
    return {number: tuple(found) for number, found in lives.items()}


def run_ask_eval(split: str | None = None, answerer: Answerer | None = None) -> dict[str, Any]:
    """Asks every question of a split and scores the answers.

    Args:
        split: ``train``, ``dev``, ``test`` or None for dev and test.
        answerer: what answers a case; the product itself by default.

    Returns:
        ``n``, ``metrics``, ``passed``, ``slices`` (the same figures by kind of question) and
        ``failures``. Failures of ``test`` are never listed: nobody should tune on it.
    """
    ask = answerer or _product
    outcomes = [score(case, ask(case)) for case in load_cases(split)]
    metrics = _figures(outcomes)
    kinds = sorted({kind for outcome in outcomes for kind in outcome.case.kinds})
    return {
        "split": split or "all",
        "n": len(outcomes),
        "metrics": metrics,
        "passed": metrics["wrong_in_force"] == 0
        and all((metrics[name] or 0) >= least for name, least in GATES.items()),
        "slices": {
            kind: _figures([outcome for outcome in outcomes if kind in outcome.case.kinds])
            for kind in kinds
        },
        "failures": [
            _failure(outcome)
            for outcome in outcomes
            if outcome.case.split != "test" and not outcome.right
        ],
    }


def score(case: AskCase, got: Answer) -> AskOutcome:
    """Compares one answer with its case."""
    first = got.citations[0] if got.citations and not got.abstained else None
    governing = first is not None and first.number in case.answer
    cited = {citation.number for citation in got.citations}
    false_living = [c for c in got.citations if c.status in _LIVING and not _lived(c, case.on)]
    return AskOutcome(
        case=case,
        got=got,
        governing=governing if case.answerable else None,
        status=first.status is case.status
        if first is not None and governing and case.status
        else None,
        article=governing and first is not None and _same_article(first.article, case.article)
        if case.article
        else None,
        also=cited >= set(case.also) if case.also and governing else None,
        wrong_in_force=tuple(citation.number for citation in false_living),
        wrong_first=first is not None and first in false_living,
    )


def _product(case: AskCase) -> Answer:
    return answer(case.text, as_of=case.as_of)


def _lived(citation: Citation, on: date) -> bool:
    """Neither the register's days nor the second witness say that it was not in force."""
    own = Life(citation.number, citation.signed, citation.effective, citation.expiry, "")
    known = [
        life
        for life in load_lives().get(citation.number, ())
        if citation.signed is None or life.signed in (None, citation.signed)
    ]
    return own.covers(on) and all(life.covers(on) for life in known)


def _same_article(got: str | None, right: Sequence[str]) -> bool:
    """Compares the articles alone, so that "Điều 8 khoản 1" is still article 8."""
    found = _ARTICLE.findall(got or "")
    return bool(found) and found[0] in {number for one in right for number in _ARTICLE.findall(one)}


def _figures(outcomes: Sequence[AskOutcome]) -> dict[str, Any]:
    """Shares (None where no case asks it) and the counts of instruments falsely in force."""
    answerable = [outcome for outcome in outcomes if outcome.case.answerable]
    others = [outcome for outcome in outcomes if not outcome.case.answerable]
    return {
        "n": len(outcomes),
        "governing@1": _share(outcome.governing for outcome in answerable),
        "answered": _share(not outcome.got.abstained for outcome in answerable),
        "abstention_recall": _share(outcome.got.abstained for outcome in others),
        "status@1": _share(outcome.status for outcome in answerable),
        "article@1": _share(outcome.article for outcome in answerable),
        "also_cited": _share(outcome.also for outcome in answerable),
        "wrong_in_force": sum(outcome.wrong_first for outcome in outcomes),
        "wrong_in_force_cited": sum(len(outcome.wrong_in_force) for outcome in outcomes),
    }


def _share(marks: Iterator[bool | None]) -> float | None:
    asked = [float(mark) for mark in marks if mark is not None]
    return round(mean(asked), 4) if asked else None


def _failure(outcome: AskOutcome) -> dict[str, Any]:
    case, got = outcome.case, outcome.got
    return {
        "id": case.id,
        "text": case.text,
        "on": case.on.isoformat(),
        "kinds": list(case.kinds),
        "expected": {
            "answer": list(case.answer),
            "status": case.status.value if case.status else None,
            "article": list(case.article),
            "also": list(case.also),
        },
        "got": {
            "abstained": got.abstained,
            "as_of": got.as_of.isoformat(),
            "citations": [[c.number, c.article, c.status.value] for c in got.citations],
        },
        "wrong_in_force": list(outcome.wrong_in_force),
    }


def _case(line: dict[str, Any]) -> AskCase:
    as_of = date.fromisoformat(line["as_of"])
    return AskCase(
        id=line["id"],
        text=line["text"],
        as_of=as_of,
        on=_day(line.get("on")) or as_of,
        kinds=tuple(line["kinds"]),
        answer=tuple(line["answer"]),
        status=Status(line["status"]) if "status" in line else None,
        article=tuple(line.get("article", ())),
        also=tuple(line.get("also", ())),
        answerable=line["answerable"],
        split=line["split"],
        matter=line["matter"],
    )


def _lines(name: str) -> Iterator[dict[str, Any]]:
    for line in (_CASES / name).read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
