"""The door to language models: it ends in time, tells no secret, sends nothing off the machine unless allowed, and leaves a broken one alone."""

import logging
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant import model
from assistant.breaker import Breaker, State
from assistant.model import Model, is_loopback, load_model
from assistant.settings import Settings
from corpus.errors import ModelError, SettingsError
from tests.hostile_model import BEHAVIOURS, StandIn, raw


def door(writing: object, deadline: float = 5.0, breaker: Breaker | None = None) -> Model:
    return Model("stand-in:x", StandIn(writing=writing), remote=False, breaker=breaker or Breaker(), deadline=deadline)


def test_what_the_model_writes_comes_piece_by_piece() -> None:
    assert list(door(raw("one ", "two")).stream("prompt")) == ["one ", "two"]


def test_blocks_of_text_are_read_and_other_blocks_are_not() -> None:
    written = lambda prompt, tokens: iter([[{"type": "text", "text": "a"}, {"type": "reasoning", "reasoning": "b"}, "c"]])  # noqa: E731
    assert list(door(written).stream("prompt")) == ["ac"]


@pytest.mark.parametrize("name", ["is slow", "drips", "cannot be reached", "writes nothing", "dies half way"])
def test_a_failing_model_is_an_error_in_our_own_words(name: str, caplog: pytest.LogCaptureFixture) -> None:
    start = time.perf_counter()
    with caplog.at_level(logging.DEBUG), pytest.raises(ModelError) as raised:
        list(door(BEHAVIOURS[name], deadline=0.7).stream("prompt"))
    assert time.perf_counter() - start < 1.7
    assert "sk-secret" not in str(raised.value) + caplog.text + repr(raised.value.__cause__)


def test_endless_writing_is_stopped() -> None:
    assert sum(map(len, door(BEHAVIOURS["writes without end"]).stream("prompt"))) < model.MOST_CHARACTERS + 100


def test_a_fault_that_may_pass_is_tried_once_more_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "PAUSE", 0.0)
    calls: list[int] = []

    def writing(prompt: str, tokens: list[str]) -> Iterator[str]:
        calls.append(1)
        if len(calls) == 1:
            raise ConnectionError
        yield "well"

    assert list(door(writing).stream("prompt")) == ["well"]
    calls[:] = []
    with pytest.raises(ModelError):
        list(door(lambda prompt, tokens: (calls.append(1), (_ for _ in ()).throw(ConnectionError()))[1]).stream("prompt"))
    assert len(calls) == model.TRIES


def test_a_refused_key_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    class Unauthorised(Exception):
        status_code = 401

    def writing(prompt: str, tokens: list[str]) -> Iterator[str]:
        calls.append(1)
        raise Unauthorised("bad key sk-secret")
        yield ""

    with pytest.raises(ModelError, match="Unauthorised, status 401"):
        list(door(writing).stream("prompt"))
    assert len(calls) == 1


def test_a_model_that_keeps_failing_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "PAUSE", 0.0)
    breaker = Breaker(failures=2)
    broken = door(BEHAVIOURS["cannot be reached"], breaker=breaker)
    for _ in range(2):
        with pytest.raises(ModelError):
            list(broken.stream("prompt"))
    assert breaker.state is State.OPEN
    with pytest.raises(ModelError, match="left alone"):
        list(broken.stream("prompt"))
    assert len(broken.chat.prompts) == 4  # type: ignore[attr-defined]


def test_a_reader_that_stops_early_does_not_count_as_a_failure() -> None:
    breaker = Breaker(failures=1)
    reading = door(BEHAVIOURS["writes without end"], breaker=breaker).stream("prompt")
    next(reading)
    reading.close()  # type: ignore[attr-defined]
    assert breaker.state is State.CLOSED


def test_calls_that_hang_cannot_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    monkeypatch.setattr(model, "_calls", threading.BoundedSemaphore(1))
    hanging = door(BEHAVIOURS["is slow"], deadline=0.1)
    with pytest.raises(ModelError, match="in time"):
        list(hanging.stream("prompt"))
    with pytest.raises(ModelError, match="too many"):
        list(hanging.stream("prompt"))


def test_tracing_to_others_is_off_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    from langsmith.utils import tracing_is_enabled

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGCHAIN_TRACING_V2", "true")
    seen: list[object] = []

    def writing(prompt: str, tokens: list[str]) -> Iterator[str]:
        seen.append(tracing_is_enabled())
        yield "well"

    list(door(writing).stream("prompt"))
    assert seen == [False]


def test_no_model_is_the_default() -> None:
    assert load_model(Settings()) is None


LOCAL = Settings(model="openai:llama", model_address="http://127.0.0.1:8080/v1")


def test_a_missing_package_is_named() -> None:
    with pytest.raises(ModelError, match="pip install langchain-mistralai"):
        load_model(Settings(model="mistralai:small", remote=True))


def test_a_name_without_a_provider_is_refused() -> None:
    with pytest.raises(ModelError, match="provider:model"):
        load_model(Settings(model="llama"))


@pytest.mark.parametrize("settings", [
    Settings(model="openai:gpt-4o"),
    Settings(model="azure_openai:gpt-4o", model_address="https://council.openai.azure.com"),
    Settings(model="ollama:llama3.2", model_address="http://10.0.0.5:11434"),
    Settings(model="openai:llama", model_address="http://127.0.0.1.evil.example/v1"),
    Settings(model="openai:llama", model_address="http://localhost@evil.example/v1"),
    replace(LOCAL, proxied=True),
])  # fmt: skip
def test_a_model_that_is_not_on_this_machine_is_off_until_a_setting_says_so(settings: Settings) -> None:
    with pytest.raises(ModelError, match="CAN_I_SHARE_REMOTE=yes"):
        load_model(settings)


@pytest.mark.parametrize(("address", "here"), [
    ("http://127.0.0.1:8080/v1", True), ("http://localhost:11434", True), ("http://[::1]:8000", True), ("http://127.9.9.9", True),
    ("http://0.0.0.0:8000", False), ("http://192.168.0.4", False), ("https://api.openai.com", False), ("http://localhost.example", False),
    ("", False), ("127.0.0.1:8080", False), ("http://[bad", False), ("http://2130706433/", False),
])  # fmt: skip
def test_which_addresses_are_on_this_machine(address: str, here: bool) -> None:
    assert is_loopback(address) is here


def test_the_remote_setting_is_yes_or_no_and_proxies_count() -> None:
    assert not Settings.from_environ({}).remote
    assert Settings.from_environ({"CAN_I_SHARE_REMOTE": "yes"}).remote
    with pytest.raises(SettingsError, match="yes"):
        Settings.from_environ({"CAN_I_SHARE_REMOTE": "true"})
    assert Settings.from_environ({"HTTP_PROXY": "http://proxy"}).proxied
    assert not Settings.from_environ({"http_proxy": "http://proxy", "NO_PROXY": "127.0.0.1, localhost"}).proxied


def test_the_chat_model_and_its_key_are_not_in_what_is_printed() -> None:
    assert "StandIn" not in repr(door(raw("x")))
