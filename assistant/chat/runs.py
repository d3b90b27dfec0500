"""Work under way on whole reports: one at a time for each report, and a way to stop it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.domain import UserError


class Runs:
    """Which reports are being written now. What is done is in the workspace, never here."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stops: dict[int, threading.Event] = {}

    @contextmanager
    def one(self, report_id: int) -> Iterator[threading.Event]:
        """Hold the report for as long as the block runs; the event is set when it should stop.

        Raises:
            UserError: the report is held already.
        """
        stop = threading.Event()
        with self._lock:
            if report_id in self._stops:
                raise UserError(
                    "Báo cáo này đang được soạn; hãy đợi soạn xong hoặc bấm “Dừng” rồi thử lại."
                )
            self._stops[report_id] = stop
        try:
            yield stop
        finally:
            with self._lock:
                del self._stops[report_id]

    def underway(self, report_id: int | None) -> bool:
        with self._lock:
            return report_id in self._stops

    def stop(self, report_id: int) -> bool:
        """Ask the run to end after what it is doing; False when there is none."""
        with self._lock:
            stop = self._stops.get(report_id)
        if stop is None:
            return False
        stop.set()
        return True
