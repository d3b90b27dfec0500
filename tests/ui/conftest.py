"""The real app in a process of its own, and Debian's Chromium looking at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
    "--disable-component-update",
    "--disable-quic",
]
START_S = 180  # on a machine that does much else at the same time
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


@dataclass
class Server:
    url: str
    home: Path
    process: subprocess.Popen[str]


@dataclass
class Traffic:
    """What the browser asked for and complained of."""

    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(home: Path, port: int, **settings: str) -> subprocess.Popen[str]:
    place = {"TLBC_HOME": str(home), "TLBC_PORT": str(port), "TLBC_MODEL": ""}
    environment = os.environ | place | settings
    return subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_until_up(url: str, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            output = process.stdout.read() if process.stdout else ""
            raise AssertionError(f"the app ended with {process.returncode}: {output}")
        try:
            urllib.request.urlopen(url, timeout=5)
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"the page did not answer within {START_S} s")


@contextmanager
def running(home: Path, query: str = "", **settings: str) -> Iterator[Server]:
    """The app over ``home``, whose address is opened with ``query``; searching by words alone."""
    port = free_port()
    process = start(home, port, **{"TLBC_EMBEDDING_MODEL": str(home / "none"), **settings})
    try:
        wait_until_up(f"http://127.0.0.1:{port}/", process)
        yield Server(f"http://127.0.0.1:{port}/{query}", home, process)
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home, port = tmp_path_factory.mktemp("home"), free_port()
    process = start(home, port)
    url = f"http://127.0.0.1:{port}/"
    try:
        wait_until_up(url, process)
        yield Server(url, home, process)
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    executable = shutil.which("chromium")
    if executable is None:
        pytest.skip("Chromium is not installed (apt install chromium)")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def traffic() -> Traffic:
    return Traffic()


def watch(page: object, traffic: Traffic) -> None:
    page.on("request", lambda request: _note_host(request.url, traffic))  # type: ignore[attr-defined]
    page.on(  # type: ignore[attr-defined]
        "console",
        lambda message: (
            traffic.complaints.append(message.text) if message.type == "error" else None
        ),
    )
    page.on("pageerror", lambda error: traffic.complaints.append(str(error)))  # type: ignore[attr-defined]


def _note_host(url: str, traffic: Traffic) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("data", "blob"):
        traffic.hosts.add(parts.hostname or url)


@pytest.fixture(scope="session")
def page(server: Server, browser: object, traffic: Traffic) -> Iterator[object]:
    """One visitor who goes through the whole story; the tests of the story run in order."""
    context = browser.new_context(viewport=DESKTOP, locale="vi-VN", accept_downloads=True)  # type: ignore[attr-defined]
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    watch(opened, traffic)
    opened.goto(server.url)
    yield opened
    context.close()
