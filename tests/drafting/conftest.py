"""A scripted server that speaks OpenAI's chat-completions protocol and records what it was sent."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass
class Reply:
    content: str = ""
    status: int = 200
    delay: float = 0.0
    raw: bytes | None = None  # sent as the whole body instead of a completion
    pace: float = 0.0  # seconds between the pieces of a streamed answer
    usage: dict[str, int] | None = None  # told at the end of a stream when asked for


@dataclass
class ChatServer:
    """Answers each request with the next reply; the last one is repeated."""

    replies: list[Reply]
    requests: list[dict[str, Any]] = field(default_factory=list)
    cut_off: int = 0  # streams that the client left before the end
    _server: ThreadingHTTPServer | None = None

    def __enter__(self) -> ChatServer:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.server_address[1])

    @property
    def cloud_url(self) -> str:
        """The same server under a name that the program does not take for this machine's own."""
        return f"http://127.1:{self.port}/v1"

    def take(self, request: dict[str, Any]) -> Reply:
        self.requests.append(request)
        return self.replies[min(len(self.requests), len(self.replies)) - 1]

    def sent_text(self, index: int = 0) -> str:
        return "\n".join(str(m["content"]) for m in self.requests[index]["messages"])


def _handler(chat: ChatServer) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            reply = chat.take(request)
            time.sleep(reply.delay)
            try:
                if reply.raw is not None or reply.status != 200:
                    body = reply.raw or json.dumps({"error": {"message": "no"}}).encode()
                    self._send(reply.status, "application/json", body)
                elif request.get("stream"):
                    self._stream(reply, request)
                else:
                    self._send(200, "application/json", _completion(reply.content))
            except OSError:  # the client gave up waiting
                chat.cut_off += 1

        def _send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _stream(self, reply: Reply, request: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            for start in range(0, len(reply.content), 7):
                piece = reply.content[start : start + 7]
                self._event({"delta": {"role": "assistant", "content": piece}, "index": 0})
                time.sleep(reply.pace)
            self._event({"delta": {}, "index": 0, "finish_reason": "stop"})
            if reply.usage and request.get("stream_options", {}).get("include_usage"):
                self._event(None, reply.usage)
            self.wfile.write(b"data: [DONE]\n\n")

        def _event(
            self, choice: dict[str, Any] | None, usage: dict[str, int] | None = None
        ) -> None:
            chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m"}
            body = {**chunk, "choices": [choice] if choice else [], "usage": usage}
            data = json.dumps(body, ensure_ascii=False)
            self.wfile.write(f"data: {data}\n\n".encode())
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            return

    return Handler


def _completion(content: str) -> bytes:
    message = {"role": "assistant", "content": content}
    body = {
        "id": "c",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
    return json.dumps(body, ensure_ascii=False).encode()


@pytest.fixture
def serve() -> Callable[..., ChatServer]:
    """``with serve({"content": …}, {"status": 500}) as server``: a server with these replies."""
    return lambda *replies: ChatServer([Reply(**reply) for reply in replies])
