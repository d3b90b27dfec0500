"""The question set of ``ask`` is sound and apart from the register's phrasings; scoring is right."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.domain import Answer, Citation, Status, UserError
from assistant.language.dates import find_dates
from assistant.language.text import fold
from assistant.register import load_register
from eval.ask import AskCase, load_cases, load_lives, run_ask_eval, score

CASES = load_cases()
ANSWERABLE = [case for case in CASES if case.answerable]
LEAST = {
    "unaccented": 70,
    "colloquial": 90,
    "dated": 90,
    "unanswerable": 45,
    "named": 30,
    "article": 30,
    "formal": 90,
}


# --- The question set ---------------------------------------------------------------------------


def test_enough_of_every_slice_over_enough_matters() -> None:
    counts = Counter(kind for case in CASES for kind in case.kinds)
    assert {kind: counts[kind] for kind in LEAST if counts[kind] < LEAST[kind]} == {}
    assert len(CASES) >= 330
    assert len({case.matter for case in ANSWERABLE}) >= 45
    # Enough of both sides that neither figure hangs on a handful of questions.
    for split in ("dev", "test"):
        assert 0.4 <= len(load_cases(split)) / len(CASES) <= 0.6


def test_questions_are_distinct() -> None:
    assert len({case.id for case in CASES}) == len(CASES)
    assert len({fold(case.text) for case in CASES}) == len(CASES)


def test_no_question_equals_a_phrasing_of_the_register() -> None:
    def plain(text: str) -> str:
        return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())

    phrasings = {plain(text) for one in load_register().all() for text in one.ask_as}
    assert phrasings
    every = (*CASES, *load_cases("train"))
    assert [case.text for case in every if plain(case.text) in phrasings] == []


def test_answers_are_in_the_register_and_the_unanswerable_have_none() -> None:
    register = load_register()
    for case in ANSWERABLE:
        assert case.answer, case.id
        for number in (case.answer[0], *case.also):
            assert register.by_number(number), (case.id, number)
    for case in CASES:
        if not case.answerable:
            assert (case.answer, case.also, case.article, case.status) == ((), (), (), None)
        assert ("unanswerable" in case.kinds) is not case.answerable


def test_splits_share_no_chain() -> None:
    splits: defaultdict[str, set[str]] = defaultdict(set)
    register = load_register()
    for case in ANSWERABLE:
        for number in (*case.answer, *case.also):
            for life in load_lives().get(number, ()):
                splits[life.chain].add(case.split)
            for instrument in register.by_number(number):
                for linked in (number, *instrument.replaces, *instrument.replaced_by):
                    splits[linked].add(case.split)
    assert {chain for chain, found in splits.items() if len(found) > 1} == set()


def test_unanswerable_are_split_by_a_fixed_rule() -> None:
    for case in CASES:
        if not case.answerable:
            even = hashlib.sha256(fold(case.text).encode()).digest()[0] % 2 == 0
            assert case.split == ("dev" if even else "test"), case.id


def test_training_questions_are_answered_from_the_register_and_stand_apart() -> None:
    register = load_register()
    train = load_cases("train")
    assert len(train) >= 1100
    assert not {fold(case.text) for case in train} & {fold(case.text) for case in CASES}
    for case in train:
        assert bool(case.answer) is case.answerable, case.id
        assert all(register.by_number(number) for number in case.answer), case.id


def test_unaccented_means_no_accent_at_all() -> None:
    for case in CASES:
        assert not case.text.isascii() or "unaccented" in case.kinds, case.id
        assert "unaccented" not in case.kinds or case.text.isascii(), case.id


def test_a_day_written_in_a_question_is_the_day_it_is_judged_on() -> None:
    written = [
        (case, mention.value)
        for case in CASES
        for mention in find_dates(case.text)
        if mention.value is not None
    ]
    assert len(written) >= 20
    assert [case.text for case, day in written if day != case.on] == []


def test_dated_matters_have_different_right_answers() -> None:
    answers: defaultdict[str, set[tuple[str, Status | None]]] = defaultdict(set)
    for case in ANSWERABLE:
        answers[case.matter].add((case.answer[0], case.status))
    dated = [case for case in ANSWERABLE if "dated" in case.kinds]
    assert [case.text for case in dated if len(answers[case.matter]) < 2] == []


def test_gold_status_agrees_with_the_known_days() -> None:
    for case in ANSWERABLE:
        for life in load_lives().get(case.answer[0], ()):
            if case.status in (Status.EXPIRED, Status.NOT_YET):
                assert not life.covers(case.on), case.id
            elif case.status is not None:
                assert life.covers(case.on), case.id


def test_a_matter_is_never_answered_with_what_was_not_in_force() -> None:
    """Only a question that names an instrument may be answered by a dead one."""
    for case in ANSWERABLE:
        if "named" not in case.kinds:
            lives = load_lives().get(case.answer[0], ())
            # A number given twice: one of the two is enough.
            assert not lives or any(life.covers(case.on) for life in lives), case.id


def test_the_second_witness_repeats_the_table_of_facts(shared: Path) -> None:
    with (shared / "legal" / "instruments.csv").open(encoding="utf-8", newline="") as file:
        rows = {
            (row["number"].split(" (")[0], row["signed_date"]): row for row in csv.DictReader(file)
        }
    for lives in load_lives().values():
        for life in lives:
            row = rows[life.number, life.signed.isoformat() if life.signed else ""]
            assert (life.effective.isoformat() if life.effective else "") == row["effective_date"]
            # A programme's period ends without a document: the table says so in another column.
            if row["status_as_of_2026-11"] != "period_ended":
                assert (life.expiry.isoformat() if life.expiry else "") == row["expiry_date"]


# --- Scoring ------------------------------------------------------------------------------------

CASE = AskCase(
    id="x",
    text="một cửa",
    as_of=date(2026, 1, 1),
    on=date(2026, 1, 1),
    kinds=("formal",),
    answer=("118/2025/NĐ-CP",),
    status=Status.IN_FORCE,
    article=(),
    also=(),
    answerable=True,
    split="dev",
    matter="mot-cua",
)
OUTSIDE = replace(CASE, kinds=("unanswerable",), answer=(), status=None, answerable=False)


def cite(number: str, status: Status = Status.IN_FORCE, article: str | None = None) -> Citation:
    return Citation(number, "", "", "", None, article, status, None, None, (), (), "", "register")


def said(*citations: Citation) -> Answer:
    return Answer("", not citations, CASE.on, citations)


def test_right_and_wrong_first_rank() -> None:
    assert score(CASE, said(cite("118/2025/NĐ-CP"))).right
    second = score(CASE, said(cite("45/2020/NĐ-CP"), cite("118/2025/NĐ-CP")))
    assert second.governing is False
    assert not second.right


def test_silence_is_wrong_where_there_is_an_answer_and_right_where_there_is_none() -> None:
    assert score(CASE, said()).governing is False
    assert score(OUTSIDE, said()).right
    assert not score(OUTSIDE, said(cite("118/2025/NĐ-CP"))).right


@pytest.mark.parametrize(
    ("status", "wrong"),
    [
        (Status.IN_FORCE, True),
        (Status.AMENDED, True),
        (Status.PARTLY, True),
        (Status.EXPIRED, False),
        (Status.UNKNOWN, False),
    ],
)
def test_a_dead_instrument_is_wrong_only_where_it_is_presented_as_living(
    status: Status, wrong: bool
) -> None:
    # The citation itself holds no days: the second witness alone knows that it ended in 7/2025.
    outcome = score(CASE, said(cite("61/2018/NĐ-CP", status)))
    assert outcome.wrong_first is wrong
    assert outcome.wrong_in_force == (("61/2018/NĐ-CP",) if wrong else ())


def test_the_citation_can_contradict_itself() -> None:
    ended = replace(cite("1/1999/XX"), expiry=date(2026, 1, 1))
    assert score(CASE, said(ended)).wrong_first
    assert not score(replace(CASE, on=date(2025, 12, 31)), said(ended)).wrong_first


def test_a_later_citation_falsely_in_force_counts_apart() -> None:
    outcome = score(CASE, said(cite("118/2025/NĐ-CP"), cite("61/2018/NĐ-CP")))
    assert (outcome.wrong_first, outcome.wrong_in_force) == (False, ("61/2018/NĐ-CP",))


@pytest.mark.parametrize(
    ("got", "right"),
    [
        ("Điều 8", True),
        ("khoản 1 Điều 8", True),
        ("Điều 18", False),
        ("Điều 8 khoản 1", True),
        (None, False),
    ],
)
def test_articles_compare_without_their_clauses(got: str | None, right: bool) -> None:
    case = replace(CASE, article=("Điều 8",))
    assert score(case, said(cite("118/2025/NĐ-CP", article=got))).article is right


def test_status_and_other_citations_are_judged_only_under_the_right_first_rank() -> None:
    case = replace(CASE, also=("61/2018/NĐ-CP",))
    wrong = score(case, said(cite("45/2020/NĐ-CP")))
    assert (wrong.status, wrong.also) == (None, None)
    assert score(case, said(cite("118/2025/NĐ-CP"))).also is False
    assert score(CASE, said(cite("118/2025/NĐ-CP", Status.AMENDED))).status is False


def perfect(case: AskCase) -> Answer:
    if not case.answerable:
        return said()
    first = cite(
        case.answer[0], case.status or Status.UNKNOWN, case.article[0] if case.article else None
    )
    return said(first, *(cite(number, Status.UNKNOWN) for number in case.also))


def test_a_perfect_answerer_passes() -> None:
    result = run_ask_eval(answerer=perfect)
    assert result["passed"]
    assert result["failures"] == []
    assert result["metrics"]["governing@1"] == 1
    assert result["metrics"]["abstention_recall"] == 1
    assert result["metrics"]["wrong_in_force_cited"] == 0
    assert set(LEAST) <= set(result["slices"])


def test_a_silent_answerer_fails_and_the_test_questions_stay_hidden() -> None:
    result = run_ask_eval("test", answerer=lambda _case: said())
    assert not result["passed"]
    assert result["metrics"]["governing@1"] == result["metrics"]["answered"] == 0
    assert result["failures"] == []
    listed = {failure["id"] for failure in run_ask_eval(answerer=lambda _case: said())["failures"]}
    assert listed == {case.id for case in load_cases("dev") if case.answerable}


def test_an_unknown_split_is_named() -> None:
    with pytest.raises(UserError, match="train, dev, test"):
        load_cases("tset")
