"""The vectors of the shipped knowledge, made once at set-up, serve every new data folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.library import Library, prepare
from assistant.retrieval import weights
from assistant.settings import Settings
from tests.library.word_vectors import WordVectors


def test_a_new_folder_has_the_vectors_at_once(
    tmp_path: Path, knowledge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.library import shipped
    from assistant.retrieval import embeddings

    model = WordVectors()
    monkeypatch.setattr(shipped, "data_folder", lambda _name: knowledge)
    monkeypatch.setattr(weights, "prepare", lambda models, progress=None: models.mkdir())
    monkeypatch.setattr(embeddings, "SentenceEmbeddings", lambda *_: model)
    settings = Settings(home=tmp_path / "home", models=tmp_path / "models")
    prepare.prepare(settings, lambda _: None)
    made = model.texts
    assert made > 0
    with Library.open(settings) as library:
        status = library.status()
        assert status.embedded == status.chunks == made
    monkeypatch.setattr(weights, "prepare", lambda *_: None)
    prepare.prepare(settings, lambda _: None)
    assert model.texts == made  # nothing to do


def test_a_damaged_file_is_as_good_as_none(
    tmp_path: Path, knowledge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.library import shipped

    monkeypatch.setattr(shipped, "data_folder", lambda _name: knowledge)
    models = tmp_path / "models"
    models.mkdir()
    (models / f"shipped-{weights.MODEL_NAME}.npz").write_bytes(b"PK\x03\x04 broken")
    with Library.open(Settings(home=tmp_path / "home", models=models)) as library:
        assert library.status().embedded == 0
    np.savez(models / f"shipped-{weights.MODEL_NAME}.npz", other=np.zeros(3))
    with Library.open(Settings(home=tmp_path / "home2", models=models)) as library:
        assert library.status().embedded == 0
