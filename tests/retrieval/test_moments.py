"""Moments that follow a growing and shrinking set are those of the set."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.retrieval.dense import Moments
from assistant.retrieval.moments import RunningMoments

ROWS = {str(n): row for n, row in enumerate(np.random.default_rng(1).normal(size=(30, 6)))}


def read(ids: Sequence[str]) -> tuple[list[str], np.ndarray]:
    return list(ids), np.array([ROWS[i] for i in ids], np.float32)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sets(st.sampled_from(sorted(ROWS)), min_size=1), min_size=1, max_size=5))
def test_follows(states: list[set[str]]) -> None:
    running = RunningMoments()
    for state in states:
        running.follow(state, read)
    expected = Moments.of(read(sorted(states[-1]))[1])
    np.testing.assert_allclose(running.value.mean, expected.mean, atol=1e-5)
    np.testing.assert_allclose(running.value.covariance, expected.covariance, atol=1e-5)


def test_of_nothing() -> None:
    assert len(RunningMoments().value.mean) == 0
