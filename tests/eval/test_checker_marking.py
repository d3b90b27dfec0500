"""Marks come out of a text with the places and the corrected text that they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Span
from eval.checker.marking import Gold, read_marks


def quotes(marked: str) -> list[tuple[str, list[str]]]:
    read = read_marks(marked)
    return [(gold.code, [span.of(read.text) for span in gold.spans]) for gold in read.gold]


@pytest.mark.parametrize(
    ("marked", "written", "right"),
    [
        ("Có ⟦NUM003|5→4⟧ thôn", "Có 5 thôn", "Có 4 thôn"),
        ("Có ⟦NUM003|5⟧ thôn", "Có 5 thôn", "Có 5 thôn"),  # no arrow: the same in both
        ("⟦STR005|rất →⟧rất tốt", "rất rất tốt", "rất tốt"),  # right is nothing: taken out
        ("Hết.⟦+| Thêm.⟧", "Hết.", "Hết. Thêm."),  # missing from the text as written
        ("⟦ok|4/5⟧ và ⟦? STR002|IV⟧", "4/5 và IV", "4/5 và IV"),
        ("a ⟦NUM001|b→⟧ c. ⟦NUM001|D.→⟧", "a b c. D.", "a c."),  # no gap is left behind
        ("- a;\n- ⟦REF014|b→⟧;\n- c.", "- a;\n- b;\n- c.", "- a;\n- c."),  # nor an empty item
        ("không có gì", "không có gì", "không có gì"),
    ],
)
def test_both_texts(marked: str, written: str, right: str) -> None:
    read = read_marks(marked)
    assert (read.text, read.right) == (written, right)


def test_members_of_one_error_are_one_error() -> None:
    marked = "⟦REF011#1|số 9⟧ rồi ⟦REF011#1|số 4→số 12⟧, ⟦REF011#2|số 8⟧, ⟦REF011|số 7⟧"
    assert quotes(marked) == [
        ("REF011", ["số 9", "số 4"]),
        ("REF011", ["số 8"]),
        ("REF011", ["số 7"]),
    ]


def test_codes_that_may_name_it() -> None:
    assert read_marks("a ⟦NUM002/REF010|b⟧").gold == (
        Gold("NUM002", ("NUM002", "REF010"), (Span(2, 3),)),
    )


def test_traps_and_open_places() -> None:
    read = read_marks("⟦ok NUM003 NUM001|9 hộ⟧; ⟦ok|x⟧; ⟦? STR002|IV⟧")
    assert [(t.span.of(read.text), t.codes) for t in read.traps] == [
        ("9 hộ", ("NUM003", "NUM001")),
        ("x", ()),
    ]
    assert [(p.span.of(read.text), p.codes) for p in read.open_places] == [("IV", ("STR002",))]
    assert read.gold == ()


@pytest.mark.parametrize(
    "broken",
    [
        "⟦NUM3|a⟧",  # no such form of a code
        "⟦okay|a⟧",  # unknown head
        "⟦NUM003|a",  # not closed
        "a⟧",  # not opened
        "⟦NUM003|a ⟦ok|b⟧⟧",  # nested
        "⟦NUM003|→b⟧",  # an error over nothing has no place
    ],
)
def test_malformed_marks_are_refused(broken: str) -> None:
    with pytest.raises(ValueError, match="mark"):
        read_marks(broken)


@given(st.lists(st.tuples(st.text("aệ \n.", min_size=1), st.booleans())))
def test_spans_slice_to_what_was_marked(parts: list[tuple[str, bool]]) -> None:
    marked = "".join(f"⟦DAT001|{text}⟧" if mark else text for text, mark in parts)
    read = read_marks(marked)
    assert read.text == "".join(text for text, _ in parts)
    assert [g.spans[0].of(read.text) for g in read.gold] == [t for t, mark in parts if mark]
