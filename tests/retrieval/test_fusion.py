"""Fused search gives what scoring everything would give."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.retrieval.dense import ExactIndex, Moments, top_rows
from assistant.retrieval.fusion import DENSE_WEIGHT, fused_top, lexical_top, standardise


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@given(st.integers(0, 2**32 - 1), st.integers(2, 300))
@settings(max_examples=30, deadline=None)
def test_moments_give_mean_and_deviation_of_all_similarities(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    matrix = unit(rng.normal(size=(count, 16)) + rng.normal(size=16))
    query = unit(rng.normal(size=(1, 16)))[0]
    similarities = matrix @ query
    np.testing.assert_allclose(
        Moments.of(matrix).standardise(query, similarities), standardise(similarities), atol=1e-3
    )


def brute_force(
    scores: np.ndarray, matrix: np.ndarray, with_vector: np.ndarray, query: np.ndarray
) -> np.ndarray:
    dense = np.zeros(len(scores))
    dense[with_vector] = standardise(matrix[with_vector] @ query)
    return standardise(scores) + DENSE_WEIGHT * dense


@given(
    seed=st.integers(0, 2**32 - 1),
    count=st.integers(3, 900),
    k=st.integers(1, 20),
    missing=st.floats(0, 0.9),
    closed=st.floats(0, 0.9),
)
@settings(max_examples=60, deadline=None)
def test_fused_top_is_that_of_brute_force(
    seed: int, count: int, k: int, missing: float, closed: float
) -> None:
    rng = np.random.default_rng(seed)
    ids = [f"c{row}" for row in range(count)]
    matrix = unit(rng.normal(size=(count, 8)))
    scores = np.where(rng.random(count) < 0.3, rng.exponential(5, count), 0).astype(np.float32)
    with_vector = rng.random(count) >= missing
    with_vector[:2] = True
    allowed = rng.random(count) >= closed
    query = unit(rng.normal(size=(1, 8)))[0]
    dense = ExactIndex([i for i, v in zip(ids, with_vector, strict=True) if v], matrix[with_vector])

    hits = fused_top(scores, ids, {i: r for r, i in enumerate(ids)}, dense, query, k, allowed)

    expected = brute_force(scores, matrix, with_vector, query)
    best = np.sort(expected[allowed])[::-1][:k]
    np.testing.assert_allclose([hit.score for hit in hits], best, atol=1e-3)
    assert all(allowed[hit.row] for hit in hits)
    for hit in hits:
        assert (hit.dense is not None) == bool(with_vector[hit.row])
        assert hit.score == pytest.approx(expected[hit.row], abs=1e-3)


def test_the_search_does_not_look_at_everything() -> None:
    rng = np.random.default_rng(1)
    matrix = unit(rng.normal(size=(5_000, 8)))
    asked: list[int] = []

    class Counting(ExactIndex):
        def nearest(self, query: np.ndarray, limit: int) -> tuple[list[str], np.ndarray]:
            asked.append(limit)
            return super().nearest(query, limit)

    ids = [str(row) for row in range(5_000)]
    scores = rng.exponential(1, 5_000).astype(np.float32)
    scores[7] = 60
    query = matrix[7]  # one passage that both sides like
    dense = Counting(ids, matrix)
    (hit,) = fused_top(scores, ids, {i: r for r, i in enumerate(ids)}, dense, query, 1)
    assert hit.row == 7
    assert max(asked) < 1_000


def test_ids_of_the_dense_side_that_are_gone_are_passed_over() -> None:
    matrix = unit(np.eye(3))
    dense = ExactIndex(["gone", "a", "b"], matrix)
    hits = fused_top(np.zeros(2, np.float32), ["a", "b"], {"a": 0, "b": 1}, dense, matrix[0], 3)
    assert {hit.row for hit in hits} == {0, 1}


def test_lexical_top_gives_only_what_shares_a_term() -> None:
    scores = np.array([0, 3, 0, 5, 1], np.float32)
    assert [hit.row for hit in lexical_top(scores, 10)] == [3, 1, 4]
    mask = np.array([True, True, True, False, True])
    assert [hit.row for hit in lexical_top(scores, 1, mask)] == [1]


def test_top_rows_are_ordered_with_ties_by_row() -> None:
    assert top_rows(np.array([1.0, 3.0, 3.0, 0.0]), 2).tolist() == [1, 2]
    assert top_rows(np.array([1.0, 3.0]), 9).tolist() == [1, 0]
