"""A model words an answer; facts, citations and force stay the program's."""

from __future__ import annotations

from datetime import date

import pytest
from langchain_core.language_models import FakeListChatModel

from assistant.answering import answer
from assistant.drafting.answer_wording import word_answer
from assistant.settings import Settings

QUESTION = "nghị định nào quy định về cơ chế một cửa"
FOUND = answer(QUESTION, as_of=date(2023, 6, 30))


def worded(reply: str):  # type: ignore[no-untyped-def]
    return word_answer(FOUND, QUESTION, Settings(), FakeListChatModel(responses=[reply]))


def _marks(count: int, lead: str = "") -> str:
    return lead + " ".join(f"[[{n}]]" for n in range(1, count + 1))


@pytest.fixture
def count() -> int:
    from assistant.language.sentences import split_sentences

    return len(split_sentences(FOUND.answer))


def test_the_model_leads_and_the_program_cites(count: int) -> None:
    got = worded(_marks(count, "Chị căn cứ văn bản sau để trả lời bà con. "))
    assert got.answer.startswith("Chị căn cứ văn bản sau để trả lời bà con. Nghị định số 61/2018")
    assert got.citations == FOUND.citations
    assert FOUND.answer.split(":")[0] in got.answer


@pytest.mark.parametrize(
    ("lead", "why"),
    [
        ("Theo Nghị định số 99/2019/NĐ-CP thì: ", "a reference of its own"),
        ("Luật Tiếp công dân cũng nói vậy. ", "a law by name"),
        ("Văn bản này còn hiệu lực. ", "force is the register's to say"),
        ("Từ ngày 01/7/2025 khác đi. ", "a date of its own"),
        ("Có 3 cách nộp hồ sơ. ", "a figure of its own"),
        ("Văn bản đã bị bãi bỏ. ", "a claim about repeal"),
        ("lời " * 400, "longer than a lead"),
    ],
)
def test_what_is_not_the_models_to_say_leaves_the_answer_as_it_was(
    count: int, lead: str, why: str
) -> None:
    assert worded(_marks(count, lead)) == FOUND, why


@pytest.mark.parametrize("reply", ["", "Không biết.", "[[1]] [[1]]", "[[2]] [[1]]", "[[9]]"])
def test_marks_left_out_repeated_or_unknown_leave_the_answer_as_it_was(reply: str) -> None:
    assert worded(reply) == FOUND


def test_without_a_model_nothing_is_called() -> None:
    assert word_answer(FOUND, QUESTION, Settings(model="")) == FOUND


def test_a_model_that_cannot_be_reached_leaves_the_answer_as_it_was() -> None:
    settings = Settings(
        model="openai:x", model_base_url="http://127.0.0.1:9/v1", model_retries=0, model_timeout=2
    )
    assert word_answer(FOUND, QUESTION, settings) == FOUND


def test_silence_is_never_worded() -> None:
    silent = answer("giá vàng hôm nay bao nhiêu", as_of=date(2023, 6, 30))
    model = FakeListChatModel(responses=["[[1]]"])
    assert word_answer(silent, "giá vàng", Settings(), model) == silent
