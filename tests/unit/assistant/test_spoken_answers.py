"""The flow with a model: the composed answer is there at once, what the model adds comes after it, and the contract says who wrote it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from assistant.contract import to_json
from assistant.conversation import Conversation
from assistant.model import Model
from assistant.parts import Parts
from assistant.pipeline import answer, speak
from assistant.settings import ROOT
from tests.hostile_model import BEHAVIOURS, StandIn, Writing, sentence
from tests.loaded import loaded_parts

AS_OF = date(2026, 11, 23)
QUESTION = Conversation(("what does proportionate mean",), AS_OF)
HARM = Conversation(("he's got belt marks across his legs and told me dad did it. mum says don't tell anyone. can I ring social care?",), AS_OF)


@pytest.fixture(scope="module")
def parts() -> Parts:
    return loaded_parts()


def with_model(parts: Parts, writing: Writing, deadline: float = 3.0) -> Parts:
    return replace(parts, model=Model("stand-in:x", StandIn(writing=writing), deadline=deadline))


def honest(prompt: str, tokens: list[str]) -> Iterator[str]:
    yield sentence("What you share should be proportionate to the need and level of risk.", "P1")


def test_without_a_model_nothing_is_added_and_no_hash_of_one_is_named(parts: Parts) -> None:
    assert list(speak(answer(QUESTION, parts), parts)) == []
    assert set(parts.hashes) == {"corpus", "rules", "prompts", "index", "embedder", "reader"}


def test_the_composed_answer_does_not_wait_for_the_model(parts: Parts) -> None:
    slow = with_model(parts, BEHAVIOURS["is slow"])
    start = time.perf_counter()
    composed = answer(HARM, slow)
    assert time.perf_counter() - start < 1.5
    assert composed.reply.steps
    assert slow.model
    assert not slow.model.chat.prompts  # type: ignore[attr-defined]


def test_a_model_killed_in_mid_answer_costs_no_more_than_its_time(parts: Parts) -> None:
    composed = answer(QUESTION, parts)
    for behaviour in ("dies half way", "is slow", "drips"):
        start = time.perf_counter()
        last = list(speak(composed, with_model(parts, BEHAVIOURS[behaviour], 0.5)))[-1]
        assert time.perf_counter() - start < 1.5
        assert last.reply.lead == composed.reply.lead


def test_the_contract_names_the_model_whose_words_are_shown(parts: Parts) -> None:
    speaking = with_model(parts, honest)
    composed = answer(QUESTION, speaking)
    last = list(speak(composed, speaking))[-1]
    value = to_json(last, QUESTION, speaking)
    assert value["generator"] == "stand-in:x"
    assert value["hashes"]["model"] == "stand-in:x"
    assert value["hashes"]["model_prompts"]
    assert {"model_worded", "model_sent"} <= {notice["id"] for notice in value["notices"]}
    assert value["ms"]["model"] >= 0
    assert to_json(composed, QUESTION, speaking)["generator"] == "rules"


def test_what_was_read_is_all_that_is_sent_of_a_case(parts: Parts) -> None:
    speaking = with_model(parts, honest)
    list(speak(answer(HARM, speaking), speaking))
    assert speaking.model
    sent = speaking.model.chat.prompts[-1]  # type: ignore[attr-defined]
    assert "belt" not in sent
    assert "mum says" not in sent
    assert "physical" in sent.lower()


def test_asking_without_a_model_imports_no_langchain() -> None:
    code = "import sys, assistant.__main__; from assistant.model import load_model; from assistant.settings import Settings; load_model(Settings());"
    code += "print([name for name in sys.modules if name.split('.')[0] in {'langchain', 'langchain_core', 'langsmith'}])"
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
