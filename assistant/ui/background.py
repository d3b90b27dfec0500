"""Long work in a thread, followed step by step, so that a handler can show what is going on."""

from __future__ import annotations

import contextvars
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """What was said on the way, or at the end (``done``) the value that the work returned."""

    said: str = ""
    done: bool = False
    value: Any = None


def follow(work: Callable[[Callable[..., None]], Any]) -> Iterator[Step]:
    """Run ``work(say)`` in a thread; yields a step for every ``say(text)`` and one at the end.

    What the work raises is raised here.
    """
    steps: queue.SimpleQueue[Step | Exception] = queue.SimpleQueue()

    def say(*said: object) -> None:
        steps.put(Step(said=" ".join(map(str, said))))

    def run() -> None:
        try:
            steps.put(Step(done=True, value=work(say)))
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
