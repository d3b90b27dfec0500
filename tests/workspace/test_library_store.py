"""Sources, chunks and vectors."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.domain import Chunk
from assistant.workspace import ChunkTraits, Workspace
from assistant.workspace.library_store import LibraryStore, text_hash
from assistant.workspace.vector_store import VectorStore


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path)


@pytest.fixture
def store(workspace: Workspace) -> LibraryStore:
    return workspace.library


@pytest.fixture
def vectors(workspace: Workspace) -> VectorStore:
    return workspace.vectors


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
    revision, stamps = store.source_stamps()
    assert list(stamps.values()) == ["a"]
    traits = ChunkTraits("report", "a", "Tên", valid_from=date(2024, 1, 2))
    assert list(store.passages_of(["a", "gone"])) == [
        ("a-0", "một", traits),
        ("a-1", "hai", traits),
    ]
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


def pending(vectors: VectorStore, model: str) -> set[str]:
    return set(vectors.texts([text.key for text in vectors.pending(model)]).values())


def test_vectors_follow_texts_not_chunks(store: LibraryStore, vectors: VectorStore) -> None:
    add(store, "a", "một", "hai")
    add(store, "b", "một")
    assert pending(vectors, "m") == {"một", "hai"}
    vectors.add("m", {text_hash("một"): vector(1, 0), text_hash("hai"): vector(0, 1)})
    assert vectors.pending("m") == []
    assert {text.key for text in vectors.pending("other")} == {text_hash("một"), text_hash("hai")}
    ids, matrix = vectors.all("m")
    assert ids == ["a-0", "a-1", "b-0"] == vectors.ids("m")
    np.testing.assert_array_equal(matrix, [[1, 0], [0, 1], [1, 0]])
    assert vectors.count("m") == 3


def test_vectors_of_some(store: LibraryStore, vectors: VectorStore) -> None:
    add(store, "a", "một", "hai")
    vectors.add("m", {text_hash("hai"): vector(0, 1)})
    vectors.add("m", {text_hash("hai"): vector(5, 5)})  # again: harmless, the first stays
    ids, matrix = vectors.of("m", ["a-0", "a-1"])
    assert ids == ["a-1"]
    np.testing.assert_array_equal(matrix, [[0, 1]])


def test_a_model_can_be_forgotten(store: LibraryStore, vectors: VectorStore) -> None:
    add(store, "a", "một")
    assert vectors.dimension("m") is None
    vectors.add("m", {text_hash("một"): vector(1, 0)})
    assert vectors.dimension("m") == 2
    vectors.drop("m")
    assert vectors.dimension("m") is None
    assert pending(vectors, "m") == {"một"}


def test_removing_leaves_no_orphan(store: LibraryStore, vectors: VectorStore) -> None:
    add(store, "a", "chung", "riêng")
    add(store, "b", "chung")
    vectors.add("m", {text_hash(t): vector(1, 0) for t in ("chung", "riêng")})
    store.remove_sources(["a"])
    assert vectors.all("m")[0] == ["b-0"]
    add(store, "a", "chung", "riêng")
    assert pending(vectors, "m") == {"riêng"}  # "chung" kept its vector


def test_a_source_replaced_keeps_the_vectors_of_what_stayed(
    store: LibraryStore, vectors: VectorStore
) -> None:
    add(store, "a", "giữ", "bỏ")
    vectors.add("m", {text_hash(t): vector(1, 0) for t in ("giữ", "bỏ")})
    (before,) = store.source_stamps()[1]
    add(store, "a", "giữ", "mới")
    (after,) = store.source_stamps()[1]
    assert before != after  # the same id, read again
    assert pending(vectors, "m") == {"mới"}
    add(store, "a", "giữ", "bỏ")
    assert pending(vectors, "m") == {"bỏ"}  # its vector went with it


def test_neighbours_in_reading_order(store: LibraryStore) -> None:
    add(store, "a", "một", "hai", "ba", "bốn")
    add(store, "b", "khác")
    before, after = store.neighbours("a-2", 2)
    assert ([c.text for c in before], [c.text for c in after]) == (["một", "hai"], ["bốn"])
    assert store.neighbours("a-0", 0) == ([], [])
    assert store.neighbours("gone", 1) == ([], [])


def test_nul_is_left_out(store: LibraryStore) -> None:
    add(store, "a", "một\0hai")
    assert store.chunks(["a-0"])["a-0"].text == "mộthai"
