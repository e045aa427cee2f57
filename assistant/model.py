"""The one door to LangChain's chat models: any provider by a setting, off without one, and asked only through ``Model.stream``.

What this door promises: a call ends within its deadline, whatever the provider does; a provider that keeps failing is left alone for a
while; a model that is not on this machine is refused until a setting allows it; and no error, log or trace holds a key or a
provider's own words. It does not look at what is sent or at what comes back: ``assistant.outgoing`` and ``assistant.verify_model`` do.
"""

import ipaddress
import logging
import queue
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.breaker import Breaker
from assistant.settings import PREFIX, Settings
from corpus.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

DEADLINE = 20.0
"""Seconds for the whole of an answer, tries and all: LangChain's own clients wait for ever by default (langchain issue 35597)."""
TRIES = 2
PAUSE = 0.5
"""Seconds before the second try, which is made only where nothing has come yet."""
MOST_CHARACTERS = 12_000
MOST_TOKENS = 700
MOST_CALLS = 8
"""Calls at one time. A call that hangs past its deadline counts until its thread ends, so that they cannot pile up."""
TALKATIVE = ("httpx", "httpcore", "openai", "anthropic", "botocore", "urllib3", "ollama")
"""Libraries that log addresses, headers or bodies of requests when a program's log is set to tell more."""
TIMED = frozenset({"openai", "azure_openai", "anthropic", "mistralai", "groq", "deepseek", "xai"})
"""Providers whose own client takes ``timeout`` and ``max_retries``; the rest have this door's deadline alone."""
OLLAMA = "http://127.0.0.1:11434"
PERMANENT = frozenset({400, 401, 403, 404, 405, 410, 413, 422})

_calls = threading.BoundedSemaphore(MOST_CALLS)
_PACKAGE = re.compile(r"pip install (?:-U )?`?([a-z][\w.-]*)")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Model:
    """A chat model, what a reply that it worded is signed with, and whether asking it sends anything off this machine."""

    name: str
    chat: "BaseChatModel" = field(repr=False)
    remote: bool = True
    breaker: Breaker = field(default_factory=Breaker, repr=False)
    deadline: float = DEADLINE

    def stream(self, prompt: str) -> Iterator[str]:
        """What the model writes, piece by piece.

        Raises:
            ModelError: when it is left alone, fails, writes nothing or takes too long, in words that are this program's own.
        """
        if not self.breaker.allows():
            raise ModelError("the language model failed several times and is being left alone for a while")
        well = False
        try:
            yield from self._tried(prompt, time.monotonic() + self.deadline)
            well = True
        except GeneratorExit:
            well = True
            raise
        finally:
            (self.breaker.succeeded if well else self.breaker.failed)()

    def _tried(self, prompt: str, until: float) -> Iterator[str]:
        for number in range(1, TRIES + 1):
            begun = False
            try:
                for piece in _pieces(self.chat, prompt, until):
                    begun = True
                    yield piece
                return
            except _MayPass as error:
                last = begun or number == TRIES or time.monotonic() + PAUSE >= until
                log.warning("the language model failed: %s%s", error, "" if last else "; trying once more")
                if last:
                    raise ModelError(str(error)) from None
            time.sleep(PAUSE)


class _MayPass(ModelError):
    """A fault that a second try may not have."""


@dataclass(frozen=True, slots=True)
class _End:
    """The end of an answer; ``fault`` is empty where it came to its end by itself."""

    fault: str = ""
    passing: bool = False


def load_model(settings: Settings) -> Model | None:
    """The model that the settings name; ``None`` when they name none. LangChain is imported only where they do.

    Raises:
        ModelError: when the model's own package is missing, it cannot be set up, or it is remote and that is not allowed.
    """
    if not settings.model:
        return None
    provider, _, rest = settings.model.partition(":")
    if not rest:
        raise ModelError(f"{PREFIX}MODEL is “{settings.model}”. Write provider:model, for example ollama:llama3.2 or openai:gpt-4o.")
    address = settings.model_address or (OLLAMA if provider == "ollama" else None)
    remote = address is None or not is_loopback(address) or settings.proxied
    if remote and not settings.remote:
        raise ModelError(_off(settings, address))
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    return Model(settings.model, _made(settings.model, provider, address, remote), remote)


def is_loopback(address: str) -> bool:
    """Whether this web address is on this machine by its own name; a name that would have to be looked up is not."""
    try:
        host = urlsplit(address).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _off(settings: Settings, address: str | None) -> str:
    why = f"{PREFIX}MODEL_ADDRESS names no address on it"
    if address is not None and is_loopback(address):
        why = "a proxy is set that its calls would go through (set NO_PROXY=127.0.0.1,localhost)"
    return (
        f"The language model “{settings.model}” is not on this machine: {why}. Nothing is sent anywhere until you set "
        f"{PREFIX}REMOTE=yes; unset {PREFIX}MODEL to answer without a model."
    )


def _made(name: str, provider: str, address: str | None, remote: bool) -> "BaseChatModel":
    """The chat model. A provider's own message is not passed on: it can hold the settings it was given, keys included."""
    from langchain.chat_models import init_chat_model

    advice = f"or unset {PREFIX}MODEL to answer without a model."
    try:
        chat: BaseChatModel = init_chat_model(name, **_arguments(provider, address, remote))
    except ImportError as error:
        found = _PACKAGE.search(str(error))
        package = found[1] if found else (error.name or "the provider's LangChain package").replace("_", "-")
        raise ModelError(f"The language model “{name}” needs a package that is not here. Run: pip install {package}, {advice}") from None
    except Exception as error:  # noqa: BLE001  # a provider's own kinds; what they say may hold a key
        log.warning("the language model could not be set up: %s", type(error).__name__)
        raise ModelError(
            f"The language model “{name}” cannot be set up ({type(error).__name__}). Check {PREFIX}MODEL and the variables in which its "
            f"provider looks for a key and an address (docs/deploying.md), {advice}"
        ) from None
    return chat


def _arguments(provider: str, address: str | None, remote: bool) -> dict[str, Any]:
    """Only what the provider's client knows: some refuse what they do not know, and some send it on."""
    named: dict[str, Any] = {"temperature": 0}
    if provider in TIMED:
        named |= {"timeout": DEADLINE, "max_retries": 0, "max_tokens": MOST_TOKENS}
    if provider == "ollama":
        named |= {"client_kwargs": {"timeout": DEADLINE}, "num_predict": MOST_TOKENS}
    if address is not None:
        named["azure_endpoint" if provider == "azure_openai" else "base_url"] = address
    if provider == "openai" and not remote:
        # Servers that speak this dialect know max_tokens; LangChain's client sends the newer name, which they pass over. The key is
        # given so that one that is meant for somebody else is not handed to a server on this machine.
        named |= {"extra_body": {"max_tokens": MOST_TOKENS}, "api_key": "none"}
    return named


def _pieces(chat: "BaseChatModel", prompt: str, until: float) -> Iterator[str]:
    """What one call writes, until its end, the deadline or as much as is ever read; the call itself runs in a thread of its own."""
    slots = _calls
    if not slots.acquire(blocking=False):
        raise ModelError("too many questions are with the language model already")
    pieces: queue.Queue[str | _End] = queue.Queue(maxsize=64)
    stop = threading.Event()
    threading.Thread(target=_call, args=(chat, prompt, pieces, stop, slots), name="model", daemon=True).start()
    read = 0
    try:
        while read < MOST_CHARACTERS:
            try:
                piece = pieces.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                raise ModelError("the language model did not finish in time") from None
            if isinstance(piece, _End):
                _refuse(piece, read)
                return
            read += len(piece)
            yield piece
    finally:
        stop.set()


def _refuse(end: _End, read: int) -> None:
    if end.fault:
        raise (_MayPass if end.passing else ModelError)(end.fault)
    if not read:
        raise _MayPass("the language model wrote nothing")


def _call(
    chat: "BaseChatModel", prompt: str, pieces: "queue.Queue[str | _End]", stop: threading.Event, slots: threading.Semaphore
) -> None:
    from langsmith import tracing_context

    try:
        with tracing_context(enabled=False):  # a variable of LangSmith's would otherwise send every prompt to its makers
            for chunk in chat.stream(prompt):
                text = _text(chunk.content)
                if text and not _put(pieces, text[:MOST_CHARACTERS], stop):
                    return
        _put(pieces, _End(), stop)
    except Exception as error:  # noqa: BLE001  # providers raise their own kinds, and what they say may hold a key
        _put(pieces, _fault(error), stop)
    finally:
        slots.release()


def _put(pieces: "queue.Queue[str | _End]", piece: str | _End, stop: threading.Event) -> bool:
    """Hand a piece over as soon as there is room; ``False`` once nobody reads any more."""
    while not stop.is_set():
        try:
            pieces.put(piece, timeout=0.05)
            return True
        except queue.Full:
            continue
    return False


def _text(content: object) -> str:
    if isinstance(content, str):
        return content
    blocks = content if isinstance(content, list) else []
    return "".join(
        block if isinstance(block, str) else str(block.get("text", "")) if isinstance(block, dict) and block.get("type") == "text" else ""
        for block in blocks
    )


def _fault(error: Exception) -> _End:
    status = getattr(error, "status_code", None)
    status = status if isinstance(status, int) else getattr(getattr(error, "response", None), "status_code", None)
    told = f", status {status}" if isinstance(status, int) else ""
    return _End(f"the language model failed ({type(error).__name__}{told})", status not in PERMANENT)
