"""Accents guessed for search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.restoration import is_unaccented, most_probable, restore_accents
from assistant.language.syllables import Syllables, pack
from assistant.language.text import fold, nfc

RESTORED = [
    ("luat hoa giai o co so", "luật hòa giải ở cơ sở"),
    ("nghi dinh ve co che mot cua", "nghị định về cơ chế một cửa"),
    ("Uy ban nhan dan xa", "Ủy ban nhân dân xã"),
    ("thu tuc hanh chinh", "thủ tục hành chính"),
    ("dieu 5, khoan 2 nghi dinh 61/2018/ND-CP", "điều 5, khoản 2 nghị định 61/2018/"),
]


@pytest.mark.parametrize(("typed", "meant"), RESTORED)
def test_restored(typed: str, meant: str) -> None:
    assert restore_accents(typed).startswith(meant)


def test_the_neighbour_decides() -> None:
    counts = {"hoà": 5, "hoa": 6, "giải": 5, "quả": 5}
    model = Syllables(pack(counts, {}, {("hoà", "giải"): 5, ("hoa", "quả"): 5}, {}))
    assert most_probable(["hoa", "giai"], model) == ["hoà", "giải"]
    assert most_probable(["hoa", "qua"], model) == ["hoa", "quả"]
    assert most_probable(["zoom"], model) == ["zoom"]
    assert most_probable([], model) == []


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=40))
def test_only_accents_are_added(text: str) -> None:
    assert fold(nfc(restore_accents(text))) == fold(nfc(text))


@pytest.mark.parametrize(
    ("text", "unaccented"), [("hoa giai", True), ("hòa giải", False), ("61/2018", True), ("", True)]
)
def test_is_unaccented(text: str, unaccented: bool) -> None:
    assert is_unaccented(text) is unaccented
