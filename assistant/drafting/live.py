"""How a caller follows a draft that a model is writing, and ends it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.domain import Draft, UserError
from assistant.drafting.usage import Meter


class Stopped(UserError):
    """The caller ended the draft; nothing of it is kept."""

    def __init__(self) -> None:
        super().__init__("Đã dừng theo yêu cầu; nội dung của mục giữ nguyên như trước khi soạn.")


def _nothing(_: object) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Live:
    """``words`` is called with all of the section's text so far; ``done`` with the draft at the
    end; setting ``stop`` makes the drafting raise ``Stopped``. ``meter`` counts the tokens.
    """

    words: Callable[[str], None] = _nothing
    done: Callable[[Draft], None] = _nothing
    stop: threading.Event = field(default_factory=threading.Event)
    meter: Meter = field(default_factory=Meter)
