"""What was added and removed between two texts."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.word_diff import Change, word_diff

_TEXTS = st.text(alphabet="aăâ bc\n.,12", max_size=60)


def shown(old: str, new: str) -> str:
    signs = {Change.KEPT: "{}", Change.ADDED: "[+{}]", Change.REMOVED: "[-{}]"}
    return "".join(signs[piece.change].format(piece.text) for piece in word_diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("Xã họp dân.", "Xã họp dân.", "Xã họp dân."),
        ("", "Xã họp.", "[+Xã họp.]"),
        ("Xã họp dân.", "Xã đã họp dân.", "Xã[+ đã] họp dân."),
        ("Có 02/05 thôn.", "Có 03/05 thôn.", "Có [-02][+03]/05 thôn."),
        # Two syllables changed side by side are one change, not two.
        ("đã tổ chức họp", "đã tiến hành họp", "đã [-tổ chức][+tiến hành] họp"),
        # One mark makes another syllable.
        ("thôn Bản Lác", "thôn Bản Lạc", "thôn Bản [-Lác][+Lạc]"),
        ("Câu một.\nCâu hai.\n", "Câu hai.\n", "[-Câu một.\n]Câu hai.\n"),
    ],
)
def test_changes_by_syllable(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


@given(_TEXTS, _TEXTS)
def test_both_texts_come_out_whole_and_neighbours_differ_in_kind(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(p.text for p in pieces if p.change is not Change.ADDED) == old
    assert "".join(p.text for p in pieces if p.change is not Change.REMOVED) == new
    assert all(one.change is not other.change for one, other in pairwise(pieces))
    assert all(piece.text for piece in pieces)


def test_a_long_section_with_one_change_is_quick() -> None:
    lines = [f"Thôn {n} đã tổ chức họp dân lần thứ {n} trong kỳ báo cáo." for n in range(2_000)]
    other = [*lines[:1_000], "Thôn mới đã họp.", *lines[1_001:]]
    before = time.perf_counter()
    assert len(word_diff("\n".join(lines), "\n".join(other))) > 1
    assert time.perf_counter() - before < 1
