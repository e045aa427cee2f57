"""Security headers on everything that is served, and no answer at the addresses that the chat does not need."""

import base64
import hashlib
import re
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.words import PRODUCT

CLOSED = ("/_stcore/agent", "/_stcore/metrics", "/_stcore/script-health-check")
PAGES = ("/", "/ask", "/guide", "/practise", "/record", "/evaluate", "/accessibility")
"""The addresses at which the browser is given the shell of the page."""

_INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_SERVICE_LINK = re.compile(r"<!--(?:(?!-->).)*agent API(?:(?!-->).)*-->\s*<link rel=\"service-desc\"[^>]*>", re.DOTALL)


def to_shell(index: str) -> str:
    """The shell of the page in this product's name and language, without the link to an interface that is closed."""
    named = index.replace("<title>Streamlit</title>", f"<title>{PRODUCT}</title>")
    return _SERVICE_LINK.sub("", named.replace('<html lang="en">', '<html lang="en-GB">'))


def to_policy(shell: str) -> str:
    """The content security policy for this shell: its inline scripts by their hashes, and nothing from elsewhere."""
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in _INLINE_SCRIPT.findall(shell))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


class SecurityHeaders:
    """An ASGI layer round Streamlit's own application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._shell = to_shell(_INDEX.read_text(encoding="utf-8"))
        self._headers = {
            "Content-Security-Policy": to_policy(self._shell),
            "X-Frame-Options": "DENY",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer closed addresses and the shell here, and add the headers to everything else."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = str(scope["path"])
        app = self._app
        if path.startswith(CLOSED):
            app = PlainTextResponse("Not found", status_code=404)
        elif path in PAGES and scope["method"] in {"GET", "HEAD"}:
            app = HTMLResponse(self._shell)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
                if not path.startswith("/static/"):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await app(scope, receive, send_with_headers)


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
