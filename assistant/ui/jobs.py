"""Long work of the page that its visitor may stop."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager


class Jobs:
    """Which jobs are under way; each visitor holds the name of their own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stops: dict[str, threading.Event] = {}

    @contextmanager
    def one(self) -> Iterator[tuple[str, threading.Event]]:
        """A job's name and the event that is set when it should end."""
        name, stop = uuid.uuid4().hex, threading.Event()
        with self._lock:
            self._stops[name] = stop
        try:
            yield name, stop
        finally:
            with self._lock:
                del self._stops[name]

    def stop(self, name: str) -> None:
        """Ask a job to end; nothing happens when it has ended."""
        with self._lock:
            stop = self._stops.get(name)
        if stop is not None:
            stop.set()
