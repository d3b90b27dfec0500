"""How the page speaks of errors: a user's mistake in one line, a bug in a line and in the log.

A message stays until it is closed (the cross, Escape, or the same button again: messages.js):
what a clerk must act on is not taken away while it is being read.
"""

from __future__ import annotations

import functools
import inspect
import logging
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import gradio as gr

from assistant.domain import UserError

log = logging.getLogger(__name__)

BUG = (
    "Chương trình gặp lỗi ngoài dự kiến; nội dung đã lưu vẫn còn nguyên. Hãy thử lại, nếu vẫn lỗi "
    "thì gửi nhật ký cho người quản trị."
)


def told(handler: Callable[..., Any]) -> Callable[..., Any]:
    """``handler`` with its errors shown as a message on the page; nothing else changes then."""
    if inspect.isgeneratorfunction(handler):

        @functools.wraps(handler)
        def steps(*args: Any, **kwargs: Any) -> Iterator[Any]:
            with _Told():
                yield from handler(*args, **kwargs)

        return steps

    @functools.wraps(handler)
    def once(*args: Any, **kwargs: Any) -> Any:
        with _Told():
            return handler(*args, **kwargs)

    return once


class _Told:
    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: Any
    ) -> None:
        if isinstance(error, UserError):
            raise _shown(str(error), "Cần xem lại") from error
        if isinstance(error, Exception) and not isinstance(error, gr.Error):
            log.error("page handler failed", exc_info=error)
            raise _shown(BUG, "Có lỗi") from error


def _shown(said: str, title: str) -> gr.Error:
    # Gradio draws a message as HTML, and it may quote what a person or a file said.
    return gr.Error(escape(said, quote=False), duration=None, title=title, print_exception=False)
