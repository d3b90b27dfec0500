"""Long work in a thread, followed step by step, so that a handler can show what is going on."""

from __future__ import annotations

import contextvars
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

_WORDS_EVERY_S = 0.15


@dataclass(frozen=True, slots=True)
class Step:
    """What was said on the way, or at the end (``done``) the value that the work returned.

    ``words`` is all that a model has written so far, where it is writing.
    """

    said: str = ""
    done: bool = False
    value: Any = None
    words: str = ""


class Say:
    """What work tells of itself: a line on what is done, or a model's words so far."""

    def __init__(self, steps: queue.SimpleQueue[Step | Exception]) -> None:
        self._steps = steps
        self._shown = 0.0

    def __call__(self, *said: object) -> None:
        self._steps.put(Step(said=" ".join(map(str, said))))

    def words(self, text: str) -> None:
        """Told at every piece that arrives; shown a few times a second."""
        now = time.monotonic()
        if now - self._shown >= _WORDS_EVERY_S:
            self._shown = now
            self._steps.put(Step(words=text))


def follow(work: Callable[[Say], Any]) -> Iterator[Step]:
    """Run ``work(say)`` in a thread; yields a step for every ``say(text)`` and one at the end.

    What the work raises is raised here.
    """
    steps: queue.SimpleQueue[Step | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            steps.put(Step(done=True, value=work(Say(steps))))
        except Exception as error:  # noqa: BLE001 - carried over to the thread that follows
            steps.put(error)

    here = contextvars.copy_context()  # the work goes on for the same visitor
    threading.Thread(target=here.run, args=(run,), name="page-work", daemon=True).start()
    while True:
        step = steps.get()
        if isinstance(step, Exception):
            raise step
        yield step
        if step.done:
            return
