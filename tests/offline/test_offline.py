"""Nothing reaches beyond this machine: asking, drafting, checking, searching, exporting, the page.

Two walls. A guard in every Python process refuses and writes down each connection that is not to
this machine. And where the system allows it (Linux, unprivileged namespaces), the verbs run in a
network namespace of their own that has no way out at all, native code included. The browser test
of the page (``tests/ui``) also holds every request of Chromium to this host.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, free_port

GUARD = Path(__file__).parent / "guard"
NOTES = ROOT / "tests" / "data" / "notes" / "han-che.txt"
REPORT = ROOT / "knowledge" / "reports" / "dan-van-khe-vac-nam-2022.md"


@pytest.fixture
def guarded(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(GUARD),
        "TLBC_SOCKET_LOG": str(tmp_path / "sockets.log"),
        "TLBC_HOME": str(tmp_path / "home"),
    }


def assert_nothing_tried(environment: dict[str, str]) -> None:
    log = Path(environment["TLBC_SOCKET_LOG"])
    assert not log.exists(), log.read_text("utf-8")


def test_the_guard_guards(guarded: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 80), 2)"],
        env=guarded,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "offline test" in done.stderr
    assert Path(guarded["TLBC_SOCKET_LOG"]).exists()


VERBS = [
    ("ask", "nghị định nào quy định về cơ chế một cửa", "--json"),
    ("check", str(REPORT), "--json"),
    ("draft", "--report-type", "dan-van", "--section", "han-che", "--notes", str(NOTES), "--json"),
    ("search", "tiếp công dân", "--json"),
    ("export", str(REPORT), "--out", "{out}"),
]


def _isolated() -> list[str]:
    """A command prefix that runs what follows in a network namespace with loopback only."""
    unshare = shutil.which("unshare")
    if not unshare:
        return []
    prefix = [unshare, "--user", "--map-root-user", "--net"]
    works = subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0
    return prefix if works else []


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_verbs_work_with_no_network(
    verb: tuple[str, ...], guarded: dict[str, str], tmp_path: Path
) -> None:
    arguments = [part.replace("{out}", str(tmp_path / "ra.docx")) for part in verb]
    done = subprocess.run(
        [*_isolated(), sys.executable, "-m", "assistant", *arguments],
        cwd=ROOT,
        env=guarded,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    if "--json" in arguments:
        assert json.loads(done.stdout)
    else:
        assert (tmp_path / "ra.docx").stat().st_size > 10_000
    assert_nothing_tried(guarded)


@pytest.fixture
def page(guarded: dict[str, str], tmp_path: Path) -> Iterator[str]:
    port = free_port()
    with open(tmp_path / "page.log", "wb") as log:
        process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env={**guarded, "TLBC_PORT": str(port)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        address = f"http://127.0.0.1:{port}/"
        try:
            for _ in range(600):
                assert process.poll() is None, (tmp_path / "page.log").read_text("utf-8")
                try:
                    urllib.request.urlopen(address, timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


def test_the_page_starts_and_loads_its_models_with_no_network(
    page: str, guarded: dict[str, str]
) -> None:
    html = urllib.request.urlopen(page, timeout=10).read().decode("utf-8")
    assert "Trợ lý báo cáo" in html
    for host in (
        "cdnjs.cloudflare.com",
        "fonts.googleapis.com",
        "fonts.gstatic.com",
        "huggingface.co",
    ):
        assert f'src="https://{host}' not in html
        assert f'href="https://{host}' not in html
    time.sleep(15)  # the embedding model loads and works in the background
    assert_nothing_tried(guarded)
