"""One question to a model: streamed or structured, with a deadline, retries and a way to stop."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.drafting.live import Stopped

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_POLL_S = 0.1
_PAUSE_S = 0.5

Usage = Mapping[str, Any]


class DeadlineExceeded(Exception):
    """The model kept sending but did not finish in time."""


def stream_text(
    chat: BaseChatModel,
    messages: Sequence[Any],
    *,
    seconds: float,
    retries: int = 0,
    stop: threading.Event | None = None,
    on_text: Callable[[str], None] | None = None,
    options: Mapping[str, Any] | None = None,
) -> tuple[str, Usage | None]:
    """The whole answer and the provider's count of tokens; ``on_text`` is told what came so far.

    The answer is read in a thread of its own, so that neither a silent server nor a slow one holds
    up the deadline or ``stop``. ``retries``: further tries when no connection comes about;
    ``options`` go to the provider and are left out when it refuses them.

    Raises:
        Stopped: ``stop`` was set.
        DeadlineExceeded: not finished after ``seconds``.
        Exception: whatever the provider's client raises.
    """
    deadline = time.monotonic() + seconds
    options = dict(options or {})
    while True:
        received: list[str] = []
        try:
            return _read(chat, messages, options, deadline, stop, on_text, received)
        except Exception as error:
            if received or isinstance(error, (Stopped, DeadlineExceeded)):
                raise
            if options and getattr(error, "status_code", None) in (400, 422):
                options = {}
            elif retries > 0 and "Connect" in type(error).__name__:
                retries -= 1
                time.sleep(_PAUSE_S)
            else:
                raise


def _read(
    chat: BaseChatModel,
    messages: Sequence[Any],
    options: Mapping[str, Any],
    deadline: float,
    stop: threading.Event | None,
    on_text: Callable[[str], None] | None,
    received: list[str],
) -> tuple[str, Usage | None]:
    arriving: queue.SimpleQueue[Any] = queue.SimpleQueue()
    abandoned = threading.Event()

    def read() -> None:
        try:
            for chunk in chat.stream(list(messages), **options):
                arriving.put(chunk)
                if abandoned.is_set():
                    return  # leaving the loop closes the connection: the provider stops writing
            arriving.put(None)
        except Exception as error:  # noqa: BLE001 - raised in the thread that waits
            arriving.put(error)

    threading.Thread(target=read, name="model-answer", daemon=True).start()
    usage: dict[str, int] = {}
    try:
        while True:
            if stop is not None and stop.is_set():
                raise Stopped
            if time.monotonic() > deadline:
                raise DeadlineExceeded
            try:
                chunk = arriving.get(timeout=_POLL_S)
            except queue.Empty:
                continue
            if chunk is None:
                return "".join(received), usage or None
            if isinstance(chunk, Exception):
                raise chunk
            for name in ("input_tokens", "output_tokens"):
                count = (getattr(chunk, "usage_metadata", None) or {}).get(name)
                if count:
                    usage[name] = usage.get(name, 0) + int(count)
            if chunk.text:
                received.append(chunk.text)
                if on_text is not None:
                    on_text("".join(received))
    finally:
        abandoned.set()
