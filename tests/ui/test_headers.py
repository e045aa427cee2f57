"""The headers on what is served, and the addresses that are closed."""

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from ui.headers import SecurityHeaders, to_policy, to_shell

HEADERS = (
    "content-security-policy",
    "x-frame-options",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "cache-control",
)


async def inner(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"inner"})


def fetched(path: str) -> tuple[int, dict[str, str], bytes]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    asyncio.run(SecurityHeaders(inner)(scope, receive, send))
    headers = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.parametrize("path", ["/", "/guide", "/_stcore/health", "/_stcore/agent/interact", "/media/x"])
def test_every_answer_carries_the_headers(path: str) -> None:
    _, headers, _ = fetched(path)
    assert all(name in headers for name in HEADERS)
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/_stcore/agent/openapi.json", "/_stcore/metrics", "/_stcore/script-health-check"]
)
def test_addresses_that_the_chat_does_not_need_are_closed(path: str) -> None:
    status, _, body = fetched(path)
    assert (status, body) == (404, b"Not found")


def test_the_shell_is_in_british_english_and_links_no_closed_interface() -> None:
    _, _, body = fetched("/")
    shell = body.decode()
    assert '<html lang="en-GB">' in shell
    assert "<title>Can I share this?</title>" in shell
    assert 'rel="service-desc"' not in shell


def test_the_policy_allows_scripts_from_here_and_by_hash_only() -> None:
    policy = to_policy(to_shell('<html lang="en"><script>one</script></html>'))
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
    assert scripts.count("sha256-") == 1
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
