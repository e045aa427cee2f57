"""A real small model, the most honest hostile partner there is: whatever it writes over ten answers, what is decided stays and what is shown holds."""

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest

from assistant.model import Model
from assistant.parts import Parts
from assistant.pipeline import Answer, speak
from assistant.reply import Reply
from assistant.verify_model import fault
from benchmarks.small_model import FILE, NAME, SmallModel, load, missing, offered
from benchmarks.speaking import DEADLINE, composed_answers
from corpus.errors import ModelError
from guardrails.verdict import Outcome
from tests.loaded import loaded_parts

EACH = 5
MAY_CHANGE = {"lead", "explanation", "generator", "withheld", "notices"}
installed = pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()} (make setup-dev)")


@pytest.fixture(scope="module")
def parts() -> Iterator[Parts]:
    import torch

    threads = torch.get_num_threads()
    yield replace(loaded_parts(), model=Model(NAME, SmallModel(freely=10, sentences=2), remote=False, deadline=DEADLINE))
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def spoken(parts: Parts) -> list[tuple[Answer, list[Reply]]]:
    """Ten composed answers, each with every reply that the model added to it."""
    return [(composed, [said.reply for said in speak(composed, parts)]) for composed in composed_answers(parts, EACH)]


@installed
def test_nothing_is_changed_but_the_words_that_a_model_may_add(spoken: list[tuple[Answer, list[Reply]]]) -> None:
    assert len(spoken) == 2 * EACH
    for composed, replies in spoken:
        for reply in replies:
            changed = {field.name for field in fields(Reply) if getattr(reply, field.name) != getattr(composed.reply, field.name)}
            assert changed <= MAY_CHANGE
            assert reply.lead == composed.reply.lead or reply.outcome is Outcome.INFORMATION


@installed
def test_it_was_heard_and_most_of_what_it_wrote_was_withheld(spoken: list[tuple[Answer, list[Reply]]]) -> None:
    written = [reason for _, replies in spoken for reason in replies[-1].withheld if reason.startswith("model, sentence")]
    assert len(written) > EACH


@installed
def test_every_sentence_that_is_shown_holds(spoken: list[tuple[Answer, list[Reply]]], parts: Parts) -> None:
    for composed, replies in spoken:
        before = {*composed.reply.lead}
        for sentence in (*replies[-1].explanation, *replies[-1].lead):
            if sentence not in before and sentence.clauses != ("E1", "E2"):
                assert not fault(sentence.text, sentence.clauses, composed.reply, parts.corpus, parts.wording), sentence


@installed
def test_its_words_are_its_own_and_the_same_each_time() -> None:
    prompt = "Answer.\n\nClauses:\n[P6] Principle 6: Information should be shared securely."
    first, second = ("".join(str(chunk.content) for chunk in SmallModel(freely=5, sentences=2).stream(prompt)) for _ in range(2))
    assert first == second
    assert first.count('"clauses": ["P6"]') == 2


def test_weights_that_are_not_those_measured_are_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"other weights")
    with pytest.raises(ModelError, match="SHA-256"):
        load(tmp_path)


def test_the_clauses_that_a_prompt_offers_are_found() -> None:
    assert offered("[X1] no\n\nClauses:\n[P1] Principle 1: a\n[ISA-R3] b\n\nThe question") == ["P1", "ISA-R3"]
