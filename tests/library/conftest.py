"""A small shipped knowledge, a prepared data folder to copy, and an embedder that needs no model."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.library import Library, shipped
from assistant.settings import Settings
from tests.library.word_vectors import WordVectors, use_word_vectors

REPORT = """---
title: Báo cáo công tác dân vận năm 2024
report_type: dan-van
office: Ủy ban nhân dân xã Suối Mây
period: năm 2024
date: 2024-12-05
---
# BÁO CÁO

## I. Kết quả

Xã tổ chức 05 buổi tuyên truyền về hòa giải ở cơ sở.

## II. Tồn tại

Thôn Đồi chưa họp dân quý II.
"""


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("knowledge")
    (folder / "reports").mkdir()
    (folder / "instruments").mkdir()
    (folder / "reports" / "dan-van.md").write_text(REPORT, "utf-8")
    (folder / "reports" / "dan-van.notes.md").write_text("hop thon 4/5, thon Doi chua hop", "utf-8")
    return folder


@pytest.fixture(scope="session")
def prepared_home(tmp_path_factory: pytest.TempPathFactory, knowledge: Path) -> Path:
    home = tmp_path_factory.mktemp("prepared") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shipped, "data_folder", lambda _name: knowledge)
        Library.open(Settings(home=home, models=home / "models")).close()
    return home


@pytest.fixture
def settings(
    tmp_path: Path, prepared_home: Path, knowledge: Path, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """Settings over a data folder of its own that holds the small knowledge already."""
    monkeypatch.setattr(shipped, "data_folder", lambda _name: knowledge)
    shutil.copytree(prepared_home, tmp_path / "home")
    return Settings(home=tmp_path / "home", models=tmp_path / "models")


@pytest.fixture
def library(settings: Settings) -> Iterator[Library]:
    with Library.open(settings) as opened:
        yield opened


@pytest.fixture
def word_vectors(monkeypatch: pytest.MonkeyPatch) -> WordVectors:
    """Embedding without the model, for what is not about its quality."""
    return use_word_vectors(monkeypatch)
