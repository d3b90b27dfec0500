"""The command line sends nothing to a model elsewhere without an explicit leave."""

from __future__ import annotations

import json

import pytest

from tests.conftest import ROOT, RunCli
from tests.drafting.conftest import ChatServer, Reply

NOTES = ROOT / "tests" / "data" / "notes" / "han-che.txt"
DRAFT = ("draft", "--report-type", "dan-van", "--section", "han-che", "--notes", NOTES)
REPLY = json.dumps({"sentences": [{"text": "Tuyên truyền chưa thường xuyên.", "evidence": ["n1"]}]})


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch):
    with ChatServer([Reply(REPLY)]) as server:
        monkeypatch.setenv("TLBC_MODEL", "openai:m")
        monkeypatch.setenv("TLBC_MODEL_BASE_URL", server.cloud_url)
        yield server


def test_without_leave_one_line_says_what_to_do(run_cli: RunCli, model: ChatServer) -> None:
    done = run_cli(*DRAFT)
    assert done.returncode == 2
    assert "127.1" in done.stderr
    assert "--allow-cloud" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert model.requests == []


def test_the_flag_gives_leave(run_cli: RunCli, model: ChatServer) -> None:
    done = run_cli(*DRAFT, "--allow-cloud", "--report-date", "2023-12-20", "--json")
    assert len(model.requests) >= 1
    drafted = json.loads(done.stdout)
    assert drafted["model"] == "openai:m"
    assert drafted["usage"]["calls"] == len(model.requests)


def test_no_model_needs_no_leave(run_cli: RunCli, model: ChatServer) -> None:
    done = run_cli(*DRAFT, "--model", "", "--report-date", "2023-12-20", "--json")
    assert json.loads(done.stdout)["model"] == "composer"
    assert model.requests == []


def test_a_question_is_answered_without_the_model(run_cli: RunCli, model: ChatServer) -> None:
    done = run_cli("ask", "nghị định nào quy định về cơ chế một cửa", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["citations"]
    assert "--allow-cloud" in done.stderr
    assert model.requests == []
