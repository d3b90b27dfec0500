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
from assistant.ui.visitor import visited_by

log = logging.getLogger(__name__)

BUG = (
    "Chương trình gặp lỗi ngoài dự kiến; nội dung đã lưu vẫn còn nguyên. Hãy thử lại, nếu vẫn lỗi "
    "thì gửi nhật ký cho người quản trị."
)


def told(handler: Callable[..., Any]) -> Callable[..., Any]:
    """``handler`` for its visitor, its errors shown as a message; nothing else changes then."""
    if inspect.isgeneratorfunction(handler):

        def steps(visiting: gr.Request, *args: Any) -> Iterator[Any]:
            work = handler(*args)
            try:
                while True:
                    # Gradio may take each step in another thread, with a context of its own.
                    with visited_by(visiting.username), _Told():
                        try:
                            step = next(work)
                        except StopIteration:
                            return
                    yield step
            finally:
                work.close()

        return _asking_who(steps, handler)

    def once(visiting: gr.Request, *args: Any) -> Any:
        with visited_by(visiting.username), _Told():
            return handler(*args)

    return _asking_who(once, handler)


def _asking_who(wrapper: Callable[..., Any], handler: Callable[..., Any]) -> Callable[..., Any]:
    """``wrapper`` with the parameters of ``handler`` after its own, by which Gradio fills them."""
    own = inspect.signature(handler)
    visiting = inspect.Parameter(
        "visiting", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=gr.Request
    )
    functools.update_wrapper(wrapper, handler)
    wrapper.__annotations__ = {"visiting": gr.Request, **handler.__annotations__}
    wrapper.__signature__ = own.replace(  # type: ignore[attr-defined]
        parameters=[visiting, *own.parameters.values()]
    )
    return wrapper


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
