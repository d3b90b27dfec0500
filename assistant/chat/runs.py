"""Work under way on whole reports and on sections: one at a time for each, and a way to stop it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.domain import UserError


class Runs:
    """What is being written now: a report, or a section that a model writes. What is done is in the
    workspace, never here.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stops: dict[tuple[int, str], threading.Event] = {}

    @contextmanager
    def one(
        self, report_id: int, key: str = "", stop: threading.Event | None = None
    ) -> Iterator[threading.Event]:
        """Hold the report, or its section ``key``, for as long as the block runs.

        The event that is given, or else a new one, is set when the work should stop.

        Raises:
            UserError: it is held already.
        """
        stop = stop or threading.Event()
        with self._lock:
            if (report_id, key) in self._stops:
                what = "Mục" if key else "Báo cáo"
                raise UserError(
                    f"{what} này đang được soạn; hãy đợi soạn xong hoặc bấm “Dừng” rồi thử lại."
                )
            self._stops[(report_id, key)] = stop
        try:
            yield stop
        finally:
            with self._lock:
                del self._stops[(report_id, key)]

    def underway(self, report_id: int | None, key: str = "") -> bool:
        with self._lock:
            return report_id is not None and (report_id, key) in self._stops

    def stop(self, report_id: int, key: str = "") -> bool:
        """Ask the run to end; False when there is none. A model's answer is cut off."""
        with self._lock:
            stop = self._stops.get((report_id, key))
        if stop is None:
            return False
        stop.set()
        return True
