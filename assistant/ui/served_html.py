"""The served page says that it is Vietnamese, and what it is called, from its first byte.

Gradio writes ``lang="en"`` into its template and sets the title only once its script runs; screen
readers would begin in an English voice, and the tab would begin without a name.
"""

from __future__ import annotations

from html import escape

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class VietnameseHtml:
    """ASGI middleware: rewrites HTML answers, passes all else through untouched."""

    def __init__(self, app: ASGIApp, title: str, script: str = "") -> None:
        """``script`` runs on every page, also on the log-in page, which has no other of ours."""
        self._app = app
        self._title = title
        self._script = script

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        head: Message | None = None
        body = bytearray()

        async def rewrite(message: Message) -> None:
            nonlocal head
            if message["type"] == "http.response.start" and _is_html(message):
                head = message
                return
            if head is None or message["type"] != "http.response.body":
                await send(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body", False):
                return
            written = in_vietnamese(bytes(body), self._title, self._script)
            headers = MutableHeaders(raw=head["headers"])
            # The answer to HEAD has the length of the page and no page.
            if body:
                headers["content-length"] = str(len(written))
            await send(head)
            await send({"type": "http.response.body", "body": written})

        await self._app(scope, receive, rewrite)


def in_vietnamese(page: bytes, title: str, script: str = "") -> bytes:
    """``page`` with ``lang="vi"`` on its root, and ``title`` in its head, where it had none."""
    page = page.replace(b'lang="en"', b'lang="vi"', 1)
    if b"<title" not in page:
        page = page.replace(b"<head>", f"<head><title>{escape(title)}</title>".encode(), 1)
    if script:
        page = page.replace(b"<head>", f"<head><script>{script}</script>".encode(), 1)
    return page


def _is_html(message: Message) -> bool:
    headers = MutableHeaders(raw=message["headers"])
    plain = "content-encoding" not in headers
    return plain and headers.get("content-type", "").startswith("text/html")
