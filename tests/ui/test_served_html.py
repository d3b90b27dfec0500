"""What the browser is told of the page before any script runs."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.types import Message, Receive, Scope, Send

from assistant.ui.served_html import VietnameseHtml, in_vietnamese

PAGE = b'<!doctype html>\n<html\n\tlang="en">\n<head>\n<p lang="en"></head></html>'


def answer(kind: str, *parts: bytes) -> tuple[dict[bytes, bytes], bytes]:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        length = str(sum(map(len, parts))).encode()
        headers = [(b"content-type", kind.encode()), (b"content-length", length)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for part in parts:
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    # A thread of its own: Playwright's event loop runs in this one.
    with ThreadPoolExecutor(1) as thread:
        served = VietnameseHtml(app, "Trợ lý")({"type": "http"}, receive, send)
        thread.submit(asyncio.run, served).result()
    return dict(sent[0]["headers"]), b"".join(each["body"] for each in sent[1:])


def test_the_root_is_vietnamese_and_the_head_has_the_title() -> None:
    html = in_vietnamese(PAGE, "A & B").decode()
    assert '<html\n\tlang="vi">' in html
    assert '<p lang="en">' in html  # what the page quotes keeps its own language
    assert "<title>A &amp; B</title>" in html
    assert in_vietnamese(b"<head><title>x</title>", "y") == b"<head><title>x</title>"


def test_html_in_pieces_is_rewritten_with_its_new_length() -> None:
    headers, body = answer("text/html; charset=utf-8", PAGE[:25], PAGE[25:])
    assert b'lang="vi"' in body
    assert headers[b"content-length"] == str(len(body)).encode()


@pytest.mark.parametrize("kind", ["text/css", "application/json", "text/event-stream"])
def test_all_else_passes_as_it_is(kind: str) -> None:
    assert answer(kind, PAGE)[1] == PAGE
