"""The recipe for a server that speaks OpenAI's dialect, tried: the settings of docs/deploying.md, the real client, a server on this machine."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from assistant.conversation import Conversation
from assistant.model import MOST_TOKENS, load_model
from assistant.parts import Parts
from assistant.pipeline import Answer, answer, speak
from assistant.settings import ROOT, Settings
from tests.hostile_model import sentence
from tests.loaded import loaded_parts
from tests.openai_stub import Stub, serving

AS_OF = date(2026, 11, 23)
QUESTION = Conversation(("what does proportionate mean, for Zebulonia's file 88213",), AS_OF)
HARM = Conversation(("he's got belt marks across his legs and told me dad did it. mum says don't tell anyone. can I ring social care?",), AS_OF)
GOOD = "What you share should be proportionate to the need and level of risk."
DEADLINE = 2.0


@pytest.fixture(scope="module")
def parts() -> Parts:
    return loaded_parts()


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that is meant for somebody else, and tracing that somebody else turned on."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("LANGSMITH_TRACING", "true")


def with_server(parts: Parts, address: str, deadline: float = 10.0) -> Parts:
    settings = Settings.from_environ({"CAN_I_SHARE_MODEL": "openai:local", "CAN_I_SHARE_MODEL_ADDRESS": address})
    model = load_model(settings)
    assert model
    assert not model.remote
    return replace(parts, model=replace(model, deadline=deadline))


def last(conversation: Conversation, parts: Parts) -> tuple[Answer, Answer]:
    composed = answer(conversation, parts)
    return composed, list(speak(composed, parts))[-1]


def sent_to(stub: Stub) -> str:
    return str(stub.received[-1][2]["messages"])


def test_its_words_are_shown_once_checked_and_signed(parts: Parts) -> None:
    written = sentence(GOOD, "P1")
    with serving(written[:25], written[25:], sentence("Do not share.", "P1")) as stub:
        composed, said = last(QUESTION, with_server(parts, stub.address))
    assert [one.text for one in said.reply.lead] == [GOOD]
    assert said.reply.generator == "openai:local"
    assert said.reply.quotes == composed.reply.quotes


def test_it_is_asked_as_such_servers_understand_and_given_no_key_of_somebody_else(parts: Parts) -> None:
    with serving(sentence(GOOD, "P1")) as stub:
        last(QUESTION, with_server(parts, stub.address))
    path, headers, body = stub.received[-1]
    assert path == "/v1/chat/completions"
    assert (body["model"], body["stream"], body["max_tokens"], body["temperature"]) == ("local", True, MOST_TOKENS, 0)
    assert headers["authorization"] == "Bearer none"
    assert "sk-secret" not in str(stub.received)


def test_nothing_that_tells_who_it_is_reaches_it(parts: Parts) -> None:
    with serving(sentence(GOOD, "P1")) as stub:
        last(QUESTION, with_server(parts, stub.address))
        assert "proportionate" in sent_to(stub)
        assert not [word for word in ("Zebulonia", "88213") if word in sent_to(stub)]
        last(HARM, with_server(parts, stub.address))
        assert not [word for word in ("belt", "legs", "mum says") if word in sent_to(stub)]


def test_what_a_server_says_when_it_refuses_is_neither_shown_nor_kept(parts: Parts, caplog: pytest.LogCaptureFixture) -> None:
    with serving(status=401) as stub:
        composed, said = last(QUESTION, with_server(parts, stub.address))
    assert said.reply.lead == composed.reply.lead
    assert any("status 401" in reason for reason in said.reply.withheld)
    assert "sk-secret" not in str(said.reply) + caplog.text


@pytest.fixture
def hanging() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server of its own process that hangs in the middle of its second sentence."""
    started = subprocess.Popen([sys.executable, "-m", "tests.openai_stub", sentence(GOOD, "P1")], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert started.stdout
    yield started, started.stdout.readline().strip()
    started.kill()
    started.wait()
    started.stdout.close()


@pytest.mark.parametrize("killed", [True, False], ids=["killed in mid-answer", "left hanging"])
def test_the_reply_is_complete_within_its_time_and_a_second(killed: bool, hanging: tuple[subprocess.Popen[str], str], parts: Parts) -> None:
    server, address = hanging
    speaking = with_server(parts, address, DEADLINE)
    composed = answer(QUESTION, speaking)
    start = time.perf_counter()
    said: list[Answer] = []
    for one in speak(composed, speaking):
        if not said and killed:
            threading.Thread(target=server.kill).start()
        said.append(one)
    assert time.perf_counter() - start < DEADLINE + 1
    assert len(said) == 2, "its first sentence was on screen when it ended"
    assert said[-1].reply.generator == "openai:local"
    assert GOOD in {one.text for one in said[-1].reply.lead}
    assert (said[-1].reply.steps, said[-1].reply.quotes, said[-1].reply.net) == (composed.reply.steps, composed.reply.quotes, composed.reply.net)
