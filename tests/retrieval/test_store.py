"""Chroma is an index over the truth: it follows it, and heals when broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.dense import ExactIndex
from assistant.retrieval.store import ChromaFolder, ChromaIndex


class Truth:
    def __init__(self, count: int) -> None:
        rows = np.random.default_rng(0).normal(size=(count, 32))
        matrix = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        self.rows = {f"c{n:04}": row for n, row in enumerate(matrix)}

    def ids(self, model: str) -> list[str]:
        return sorted(self.rows)

    def all(self, model: str) -> tuple[list[str], np.ndarray]:
        return self.of(model, self.ids(model))

    def of(self, model: str, ids: Sequence[str]) -> tuple[list[str], np.ndarray]:
        kept = [identifier for identifier in ids if identifier in self.rows]
        return kept, np.array([self.rows[i] for i in kept], np.float32).reshape(len(kept), 32)


def assert_follows(index: ChromaIndex, truth: Truth) -> None:
    assert len(index) == len(truth.rows)
    exact = ExactIndex(*truth.all("m"))
    for query in list(truth.rows.values())[:20]:
        ids, similarities = index.nearest(query, 10)
        expected, values = exact.nearest(query, 10)
        assert ids == expected
        np.testing.assert_allclose(similarities, values, atol=1e-5)


def test_follows_the_truth_as_it_changes(tmp_path: Path) -> None:
    truth = Truth(300)
    index = ChromaIndex(ChromaFolder(tmp_path), "m", truth)
    assert_follows(index, truth)
    for identifier in list(truth.rows)[:100]:
        del truth.rows[identifier]
    truth.rows["new"] = np.eye(32, dtype=np.float32)[3]
    index.refresh()
    assert_follows(index, truth)
    index.close()
    again = ChromaIndex(ChromaFolder(tmp_path), "m", truth)
    assert_follows(again, truth)
    assert again.similarities(truth.rows["new"], ["new", "gone"]) == pytest.approx({"new": 1.0})
    again.close()


def garble_database(folder: Path) -> None:
    next(folder.glob("*/chroma.sqlite3")).write_bytes(b"garbage" * 1000)


def cut_vectors(folder: Path) -> None:
    for file in folder.glob("*/*/*"):
        file.write_bytes(file.read_bytes()[:10])


def lose_vectors(folder: Path) -> None:
    for file in folder.glob("*/*/*"):
        file.unlink()


@pytest.mark.parametrize("damage", [garble_database, cut_vectors, lose_vectors])
def test_heals_from_the_truth(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    truth = Truth(1_200)  # above Chroma's batch, so that vectors are on disk
    ChromaIndex(ChromaFolder(tmp_path), "m", truth).close()
    damage(tmp_path)
    index = ChromaIndex(ChromaFolder(tmp_path), "m", truth)
    assert_follows(index, truth)
    index.close()


def test_rebuild_leaves_one_generation(tmp_path: Path) -> None:
    truth = Truth(50)
    index = ChromaIndex(ChromaFolder(tmp_path), "m", truth)
    index.rebuild()
    assert_follows(index, truth)
    assert len(list(tmp_path.iterdir())) == 1
    index.close()


def test_empty_truth(tmp_path: Path) -> None:
    index = ChromaIndex(ChromaFolder(tmp_path), "m", Truth(0))
    assert len(index) == 0
    assert index.nearest(np.ones(32, np.float32), 5)[0] == []
    index.close()


def test_each_model_has_its_own_collection(tmp_path: Path) -> None:
    index = ChromaIndex(ChromaFolder(tmp_path), "một mô hình/tên rất lạ", Truth(3))
    assert index.name != ChromaIndex(ChromaFolder(tmp_path / "b"), "m", Truth(3)).name
    assert len(index) == 3
    index.close()
