"""What a language model elsewhere receives: a server that keeps every byte of what it is sent, while lines as people type them are asked.

The address is of no machine at all: the client is sent to it through a proxy, as a council's own network would, and the proxy is the server.
All lines are asked, those that are kept for reporting among them, so a failure tells counts and nothing that was typed.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from assistant import second_opinion
from assistant import speak as speaking
from assistant.conversation import Conversation
from assistant.model import load_model
from assistant.outgoing import Outgoing
from assistant.parts import Parts
from assistant.pipeline import Answer, answer, speak
from assistant.prompt import FOLDER, STAND_ALONE, load_prompt
from assistant.reading.roles import Roles, to_roles
from assistant.settings import Settings
from assistant.speak import Asked, prompt_for, spoken, wanted
from evals.case import IdentifierCase, load_cases
from guardrails.verdict import Outcome
from tests.hostile_model import sentence
from tests.loaded import loaded_parts
from tests.openai_stub import Stub, serving

AS_OF = date(2026, 11, 23)
LINES = load_cases().identifiers
PROCEDURE = "what does proportionate mean?"
GOOD = "What you share should be proportionate to the need and level of risk."
NO_NAMES = frozenset({"Derby", "DWP"})
"""Labelled as part of a name and none by itself: the city of the procedure ("Derby as a surname, Callie Derby") and an office ("DWP Darren")."""


def elsewhere(server: Stub) -> str:
    """An address of its own for each server: LangChain keeps the client of an address, and with it the way to a server that has gone."""
    return f"http://model-{server.server_port}.example/v1"


@pytest.fixture(scope="module")
def server() -> Iterator[Stub]:
    with serving(sentence(GOOD, "P1")) as stub:
        yield stub


@pytest.fixture(scope="module")
def parts(server: Stub) -> Iterator[Parts]:
    """The parts with a model elsewhere, reached through the server, and without the second opinion: the first two lines stand alone."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("NO_PROXY", "HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY"):
            patch.delenv(name, raising=False)
            patch.delenv(name.lower(), raising=False)
        proxy = server.address.removesuffix("/v1")
        patch.setenv("HTTP_PROXY", proxy)
        patch.setenv("OPENAI_API_KEY", "sk-test")
        patch.setattr(second_opinion, "is_installed", lambda: False)
        given = {"CAN_I_SHARE_MODEL": "openai:elsewhere", "CAN_I_SHARE_MODEL_ADDRESS": elsewhere(server), "CAN_I_SHARE_REMOTE": "yes"}
        model = load_model(Settings.from_environ({**given, "HTTP_PROXY": proxy}))
        assert model
        assert model.remote
        yield replace(loaded_parts(), model=model)


@pytest.fixture(scope="module")
def procedure(parts: Parts) -> Answer:
    """A question about the procedure and its composed answer, to be asked in other words."""
    composed = answer(Conversation((PROCEDURE,), AS_OF), parts)
    assert composed.reply.outcome is Outcome.INFORMATION
    return composed


def as_it_is(line: str, parts: Parts, procedure: Answer) -> Answer:
    """Whatever the line is read as: mostly a case."""
    composed = answer(Conversation((line,), AS_OF), parts)
    list(speak(composed, parts))
    return composed


def as_a_question(line: str, parts: Parts, procedure: Answer) -> Answer:
    """As if the line were a question about the procedure, so that its own words are sent."""
    assert parts.model
    asked = Asked(to_roles([line]).turns[0], procedure.facts, procedure.reply)
    list(spoken(asked, parts.model, parts.corpus, parts.wording, parts.ruleset.spec))
    return procedure


def as_a_follow_up(line: str, parts: Parts, procedure: Answer) -> Answer:
    """As a message that leans on one before it, so that it is sent to be put in order as well."""
    turns = to_roles([PROCEDURE, line]).turns
    list(speak(replace(procedure, turns=turns, question=" ".join(turns)), parts))
    return procedure


def texts(body: object) -> Iterator[str]:
    """Every text in a body, with letters spelled out that a question's JSON has as figures."""
    if isinstance(body, dict):
        yield from (text for each in body.values() for text in texts(each))
    elif isinstance(body, list):
        yield from (text for each in body for text in texts(each))
    elif isinstance(body, str):
        yield re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), body)


def count(told: str, text: str) -> int:
    """How often a text has this name or number in it, without case, as whole words."""
    return len(re.findall(rf"(?<!\w){re.escape(told.lower())}(?!\w)", text.lower()))


def untold(composed: Answer, parts: Parts, sent: int) -> list[str]:
    """What would be sent with this answer if nothing had been typed: a name that is a word too ("Will") stands in it as the word."""
    prompt = prompt_for(Asked("", composed.facts, composed.reply), parts.corpus, parts.wording, parts.ruleset.spec)
    return [load_prompt(FOLDER / STAND_ALONE, latest="", whole="").text, prompt][-sent:]


def told_of(line: IdentifierCase) -> set[str]:
    """What must not leave: each name and identifier, and each word of a name."""
    words = {word for name in line.names for word in re.findall(r"[^\W\d_]{2,}", name)}
    return {*line.names, *words, *(one["text"] for one in line.identifiers)} - NO_NAMES


@pytest.mark.parametrize(("way", "least"), [(as_it_is, 240), (as_a_question, 300), (as_a_follow_up, 600)])
def test_no_name_and_no_identifier_reaches_a_server_elsewhere(
    way: Callable[[str, Parts, Answer], Answer], least: int, parts: Parts, procedure: Answer, server: Stub
) -> None:
    told = leaked = received = 0
    for line in LINES:
        server.received.clear()
        composed = way(line.text, parts, procedure)
        bodies = [body for _, _, body in server.received]
        for body, own in zip(bodies, untold(composed, parts, len(bodies)), strict=True) if bodies else ():
            sent = "\n".join(texts(body))
            received += 1
            told += len(told_of(line))
            leaked += sum(count(one, sent) > count(one, own) for one in told_of(line))
    assert len(LINES) == 300
    assert received >= least
    assert told > 2 * received
    assert leaked == 0


def test_a_case_is_sent_without_a_word_of_its_own(parts: Parts, procedure: Answer, server: Stub) -> None:
    """Of a case only this program's own words go: whatever was typed, the same facts make the same prompt."""
    typed = "Callie Zebulon, 14 Albert Road, has belt marks on her legs and told me dad did it. can I ring social care?"
    other = "he has belt marks across his legs and told me dad did it. can I ring social care?"
    first, second = (answer(Conversation((text,), AS_OF), parts) for text in (typed, other))
    assert wanted(first.reply)
    assert first.reply.outcome is not Outcome.INFORMATION
    server.received.clear()
    for composed in (first, replace(second, facts=first.facts, reply=first.reply)):
        list(speak(composed, parts))
    bodies = [body for _, _, body in server.received]
    assert len(bodies) == 2
    assert bodies[0] == bodies[1]


def test_a_name_would_be_seen_if_it_were_sent(parts: Parts, procedure: Answer, server: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    """The measure itself: with nothing taken out, what the server received holds the names, whatever letters they are written in."""
    monkeypatch.setattr(speaking, "to_outgoing", lambda typed, corpus, remote: Outgoing(typed, 0))
    monkeypatch.setattr(sys.modules[__name__], "to_roles", lambda turns: Roles(tuple(turns), (), ()))
    server.received.clear()
    as_a_question("is Олена or ZEBULONIA known", parts, procedure)
    sent = [text for _, _, body in server.received for text in texts(body)]
    assert all(sum(count(name, text) for text in sent) == 1 for name in ("олена", "Zebulonia"))


def test_the_server_was_reached_as_one_elsewhere(parts: Parts, procedure: Answer, server: Stub) -> None:
    server.received.clear()
    said = list(speak(procedure, parts))[-1]
    assert server.received[0][0] == f"{elsewhere(server)}/chat/completions"
    assert said.reply.generator == "openai:elsewhere"
    assert any(notice.id == "model_sent" for notice in said.reply.notices)
    assert json.dumps(PROCEDURE).encode()[1:-1] in bytes(server.bytes)
