"""Where an article is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus.clauses import by_clause

CASES = [
    (["Luật này quy định về thanh niên."], [1], "an article without clauses stays whole"),
    (["1. Một.", "2. Hai."], [1, 1], "a part for each clause"),
    (["Trong Luật này:", "1. Một.", "a) Điểm.", "2. Hai."], [1, 2, 1], "a lead-in; points stay"),
    (["1. Một.", "2a. Bổ sung."], [1, 1], "an inserted clause"),
    (["2. Hai.", "2a. Bổ sung.", "3. Ba."], [3], "the count begins at 1"),
    (["1. Gồm:", "5. Mục năm của danh sách.", "2. Hai."], [2, 1], "an entry of a list inside"),
    (["1. Một.", "30. tháng 4 là ngày lễ."], [2], "a figure at the start of a line"),
    (["2.000 đồng là mức phí.", "1. Một."], [1, 1], "an amount is no number of a clause"),
]


@pytest.mark.parametrize(("lines", "sizes", "_reason"), CASES)
def test_cut(lines: list[str], sizes: list[int], _reason: str) -> None:
    assert [part.stop - part.start for part in by_clause(lines)] == sizes


@given(st.lists(st.sampled_from(["1. a", "2. b", "3. c", "12. d", "đ) e", "chữ", ""])))
def test_the_parts_cover_all_lines_in_order(lines: list[str]) -> None:
    assert [line for part in by_clause(lines) for line in lines[part]] == lines
