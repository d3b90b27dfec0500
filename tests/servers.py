"""Real servers for tests, on this machine alone: PostgreSQL and Chroma."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.conftest import free_port

_WAIT_SECONDS = 60.0


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of an empty database of a server of its own; skips where it cannot be had."""
    pytest.importorskip("psycopg", reason="needs psycopg (pip install .[server])")
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = shutil.which("initdb") or (str(installed[-1]) if installed else None)
    if initdb is None:
        pytest.skip("needs PostgreSQL (apt-get install postgresql)")
    # The server refuses to run as root; Debian's package brings a user for it.
    as_user: list[str] = []
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        if shutil.which("runuser") is None or "postgres:" not in Path("/etc/passwd").read_text():
            pytest.skip("needs a user postgres, as PostgreSQL does not run as root")
        as_user = ["runuser", "-u", "postgres", "--"]
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # a socket's path must be short
    try:
        if root:
            shutil.chown(folder, "postgres", "postgres")
        control = str(Path(initdb).with_name("pg_ctl"))
        data = str(folder / "data")
        run = [*as_user, initdb, "-D", data, "-A", "trust", "-U", "tlbc", "-E", "UTF8", "--no-sync"]
        subprocess.run(run, check=True, capture_output=True, cwd="/")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        log = str(folder / "log")
        start = [*as_user, control, "-D", data, "-w", "-l", log, "-o", options, "start"]
        subprocess.run(start, check=True, capture_output=True, cwd="/")
        try:
            yield f"postgresql+psycopg://tlbc@/postgres?host={folder}"
        finally:
            stop = [*as_user, control, "-D", data, "-m", "immediate", "stop"]
            subprocess.run(stop, check=True, capture_output=True, cwd="/")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """The address of ``chroma run`` over a folder."""
    port = free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-c", "from chromadb.cli.cli import app; app()", "run"),
            *("--path", str(folder), "--host", "127.0.0.1", "--port", str(port)),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + _WAIT_SECONDS
        while True:
            try:
                urlopen(f"{url}/api/v2/heartbeat", timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, "chroma run ended"
                assert time.monotonic() < deadline, "chroma run did not answer"
                time.sleep(0.1)
        yield url
    finally:
        process.kill()
        process.wait()
