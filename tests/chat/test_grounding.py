"""Sentences and what they rest on, also after a person's edits."""

from __future__ import annotations

from assistant.chat.grounding import grounded_sentences
from assistant.domain import DraftSentence, Evidence, SourceKind
from assistant.workspace import SectionRecord

NOTE = Evidence("n1", "2/5 thon chua hop dan", SourceKind.NOTE, location="ghi chú, dòng 2")
SUM = Evidence("d1", "2 + 3 = 5", SourceKind.DERIVED)
DRAFTED = (
    DraftSentence("Còn 02/05 thôn chưa tổ chức họp dân.", ("n1",)),
    DraftSentence("Tổng số thôn là 05 thôn.", ("d1", "gone")),
)


def rests(text: str) -> list[tuple[str, tuple[str, ...], bool]]:
    section = SectionRecord(
        1, "han-che", "Tồn tại", 0, text, "draft", 1, sentences=DRAFTED, evidence=(NOTE, SUM)
    )
    return [
        (each.span.of(text), tuple(item.id for item in each.evidence), each.edited)
        for each in grounded_sentences(section)
    ]


def test_every_sentence_has_the_evidence_it_was_drafted_with() -> None:
    first, second = (sentence.text for sentence in DRAFTED)
    assert rests(f"{first} {second}") == [(first, ("n1",), False), (second, ("d1",), False)]


def test_an_edited_sentence_keeps_its_evidence_and_is_said_to_be_edited() -> None:
    [(_, evidence, edited)] = rests("Hiện còn 02/05 thôn chưa họp dân.")
    assert (evidence, edited) == (("n1",), True)


def test_a_sentence_that_a_person_added_rests_on_nothing() -> None:
    assert rests("Thực hiện Nghị định số 61/2018/NĐ-CP của Chính phủ.")[0][1:] == ((), False)


def test_the_order_of_the_text_is_kept_when_sentences_change_places() -> None:
    first, second = (sentence.text for sentence in DRAFTED)
    assert [evidence for _, evidence, _ in rests(f"{second} {first}")] == [("d1",), ("n1",)]
