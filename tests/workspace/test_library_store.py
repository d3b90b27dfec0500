"""Sources, chunks and vectors."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.domain import Chunk
from assistant.workspace import Workspace
from assistant.workspace.library_store import LibraryStore, text_hash


@pytest.fixture
def store(tmp_path: Path) -> LibraryStore:
    return Workspace.open(tmp_path).library


def add(store: LibraryStore, source: str, *texts: str, location: str = "") -> list[Chunk]:
    chunks = [
        Chunk(f"{source}-{n}", text, source, "report", "I", "Tên", valid_from=date(2024, 1, 2))
        for n, text in enumerate(texts)
    ]
    pairs = [(chunk, chunk.text) for chunk in chunks]
    store.add_source(source, f"hash-{source}", source, "report", "", pairs, location=location)
    return chunks


def vector(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def test_chunks_come_back_in_order(store: LibraryStore) -> None:
    chunks = add(store, "a", "một", "hai")
    revision, texts = store.indexed_texts()
    assert texts == [("a-0", "một"), ("a-1", "hai")]
    assert revision == store.revision() != ""
    assert store.chunks(["a-1", "gone", "a-0"]) == {c.id: c for c in chunks}
    assert store.sources()[0].chunks == 2


def test_every_change_of_chunks_is_a_new_revision(store: LibraryStore) -> None:
    seen = {store.revision()}
    add(store, "a", "một")
    seen.add(store.revision())
    add(store, "a", "một")
    seen.add(store.revision())
    store.remove_sources(["a"])
    seen.add(store.revision())
    assert len(seen) == 4


def test_a_file_read_again_replaces_itself(store: LibraryStore) -> None:
    add(store, "a", "bản cũ", location="/x/a.docx")
    add(store, "b", "bản mới", location="/x/a.docx")
    add(store, "c", "tệp khác")
    assert [s.id for s in store.sources()] == ["b", "c"]
    assert store.count_chunks() == 2


def test_vectors_follow_texts_not_chunks(store: LibraryStore) -> None:
    add(store, "a", "một", "hai")
    add(store, "b", "một")
    assert set(store.pending_texts("m").values()) == {"một", "hai"}
    store.add_vectors("m", {text_hash("một"): vector(1, 0), text_hash("hai"): vector(0, 1)})
    assert store.pending_texts("m") == {}
    assert set(store.pending_texts("other")) == {text_hash("một"), text_hash("hai")}
    ids, matrix = store.vectors("m")
    assert ids == ["a-0", "a-1", "b-0"] == store.vector_ids("m")
    np.testing.assert_array_equal(matrix, [[1, 0], [0, 1], [1, 0]])
    assert store.count_vectors("m") == 3


def test_vectors_of_some(store: LibraryStore) -> None:
    add(store, "a", "một", "hai")
    store.add_vectors("m", {text_hash("hai"): vector(0, 1)})
    store.add_vectors("m", {text_hash("hai"): vector(5, 5)})  # again: harmless, the first stays
    ids, matrix = store.vectors_of("m", ["a-0", "a-1"])
    assert ids == ["a-1"]
    np.testing.assert_array_equal(matrix, [[0, 1]])


def test_removing_leaves_no_orphan(store: LibraryStore) -> None:
    add(store, "a", "chung", "riêng")
    add(store, "b", "chung")
    store.add_vectors("m", {text_hash(t): vector(1, 0) for t in ("chung", "riêng")})
    store.remove_sources(["a"])
    assert store.vectors("m")[0] == ["b-0"]
    add(store, "a", "chung", "riêng")
    assert list(store.pending_texts("m").values()) == ["riêng"]  # "chung" kept its vector
