"""Several clerks at once: nobody meets an error, nobody sees what belongs to somebody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.benchmarks.clerks import run_clerks
from tests.ui.conftest import Server, running


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("clerks")) as server:
        yield server


def test_three_clerks_at_once_keep_to_themselves(office: Server) -> None:
    record = run_clerks(office.url, 3, seconds=120, think=(0, 0.1), rounds=2)
    assert record.errors == []
    assert record.crossings == []
    # Each of them got through both rounds.
    assert {action: len(took) for action, took in record.seconds.items()} == {
        "create": 3, "ask": 6, "draft": 6, "regenerate": 6, "save": 6, "check": 6, "open": 6,
    }  # fmt: skip
