"""Two hands in the same notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.merge import merge_lines

LINES = st.lists(st.sampled_from("abcde"), max_size=6).map("\n".join)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("a\nb", "a\nb\nc", "x\na\nb", "x\na\nb\nc"),  # each added a line elsewhere
        ("a", "a\nmine", "a\ntheirs", "a\ntheirs\nmine"),  # both added at the end
        ("", "mine", "theirs", "theirs\nmine"),  # both began at once
        ("a\nb", "a1\nb", "a\nb2", "a1\nb2"),  # each changed another line
        ("a\nb", "a1\nb", "a2\nb", "a2\na1\nb"),  # both changed the same line
        ("a\nb", "b", "a\nb\nc", "b\nc"),  # taken out here, added there
        ("a\nb", "b", "a2\nb", "a2\nb"),  # taken out here, changed there: the change stays
        ("a\nb", "", "a\nb\nc", "c"),  # all taken out
    ],
)
def test_merge(base: str, mine: str, theirs: str, merged: str) -> None:
    assert merge_lines(base, mine, theirs) == merged


def test_typing_on_beside_somebody_elses_line_leaves_one_copy_of_mine() -> None:
    stored, seen = "của người khác", ""
    for typed in ("h", "họ", "họp dân"):
        stored = merge_lines(seen, typed, stored)
        seen = typed
    assert stored == "của người khác\nhọp dân"


@given(LINES, LINES, LINES)
def test_no_line_that_somebody_wrote_is_lost(base: str, mine: str, theirs: str) -> None:
    merged = merge_lines(base, mine, theirs).splitlines()
    for side in (mine, theirs):
        assert set(side.splitlines()) - set(base.splitlines()) <= set(merged)


@given(LINES, LINES, LINES)
def test_saving_again_what_was_saved_changes_nothing(base: str, mine: str, theirs: str) -> None:
    assert merge_lines(mine, mine, theirs) == theirs
    assert merge_lines(base, mine, base) == mine
