"""A server that speaks as much of OpenAI's dialect as the tried recipe needs: it streams what it is told to, and remembers what it was sent.

``python -m tests.openai_stub SENTENCE`` serves one sentence and then hangs in the middle of the next, until somebody kills it.
"""

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HANGS = object()
"""Among the pieces: nothing more comes and the line stays open."""


class Stub(ThreadingHTTPServer):
    """Answers every chat completion with these pieces."""

    daemon_threads = True

    def __init__(self, *pieces: object, status: int = 200) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pieces, self.status = pieces, status
        self.received: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.bytes = bytearray()
        """Every byte that came, in order: request lines, headers and bodies."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Stub

    def do_POST(self) -> None:
        read = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.bytes += self.raw_requestline + self.headers.as_bytes() + read
        body = json.loads(read)
        self.server.received.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.status)
        self.send_header("Content-Type", "text/event-stream" if self.server.status == 200 else "application/json")
        self.end_headers()
        if self.server.status != 200:
            self.wfile.write(b'{"error": {"message": "the key sk-secret is wrong"}}')
            return
        for piece in self.server.pieces:
            if piece is HANGS:
                threading.Event().wait()
            chunk = {
                "id": "c", "object": "chat.completion.chunk", "created": 0, "model": body["model"],
                "choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}],
            }  # fmt: skip
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
            self.wfile.flush()
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing on the terminal."""


@contextmanager
def serving(*pieces: object, status: int = 200) -> Iterator[Stub]:
    """A stub that runs for as long as it is needed."""
    stub = Stub(*pieces, status=status)
    threading.Thread(target=stub.serve_forever, daemon=True).start()
    try:
        yield stub
    finally:
        stub.shutdown()
        stub.server_close()


if __name__ == "__main__":
    hanging = Stub(sys.argv[1], '{"clauses": ["P1"], "says": "Inform', HANGS)
    print(hanging.address, flush=True)
    hanging.serve_forever()
