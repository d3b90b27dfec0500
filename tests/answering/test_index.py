"""The kept index says the same as a fresh one, and damage only costs the time to build it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.answering import phrase_index
from assistant.answering.outside import is_outside, outside
from assistant.answering.ranking import FEATURES, weights
from assistant.domain import Instrument
from assistant.register import load_register
from assistant.settings import Settings

ENTRIES = (
    Instrument("1", "1/2020/NĐ-CP", "Nghị định", "Chính phủ", "Về công tác văn thư"),
    Instrument("2", "2/2020/QH14", "Luật", "Quốc hội", "Lưu trữ", ask_as=("nộp lưu hồ sơ",)),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings = Settings(home=tmp_path, models=tmp_path / "cache" / "models")
    monkeypatch.setattr(phrase_index, "get_settings", lambda: settings)
    return tmp_path / "cache" / "register"


def test_it_is_kept_and_opened_again(folder: Path) -> None:
    fresh = phrase_index.open_or_build(ENTRIES)
    assert len(list(folder.glob("phrases-*.npz"))) == 1
    kept = phrase_index.open_or_build(ENTRIES)
    assert kept.vocabulary == fresh.vocabulary
    assert np.array_equal(kept.impacts, fresh.impacts)
    assert np.array_equal(kept.spoken.rows, fresh.spoken.rows)


def test_another_register_has_its_own_and_few_are_kept(folder: Path) -> None:
    phrase_index.open_or_build(ENTRIES)
    for number in range(6):
        entry = Instrument(str(number), f"{number}/2021/NĐ-CP", "Nghị định", "", f"Việc {number}")
        assert phrase_index.open_or_build((entry,)).count == 1
    assert len(list(folder.glob("phrases-*.npz"))) == 3


@pytest.mark.parametrize("damage", [b"", b"torn", b"PK\x03\x04"])
def test_a_damaged_file_is_built_anew(folder: Path, damage: bytes) -> None:
    phrase_index.open_or_build(ENTRIES)
    next(folder.glob("phrases-*.npz")).write_bytes(damage)
    assert phrase_index.open_or_build(ENTRIES).count == 2


def test_no_instruments_make_an_empty_index(folder: Path) -> None:
    assert phrase_index.open_or_build(()).count == 0


def test_what_lies_outside_is_not_in_the_register() -> None:
    titles = {instrument.title for instrument in load_register().all()}
    beyond = outside(load_register())
    assert len(beyond) > 100
    assert all(is_outside(one) for one in beyond)
    assert not {one.title.removeprefix("Luật ") for one in beyond} & titles


def test_the_model_knows_every_feature() -> None:
    assert len(weights().rank) == len(FEATURES)
    assert np.count_nonzero(weights().rank) > len(FEATURES) / 2
