"""What a language model adds on screen: nothing before it is checked, with which model was asked and what was sent, and an end whatever happens."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from assistant import outgoing
from assistant.conversation import Conversation
from assistant.model import Model
from assistant.parts import Parts
from assistant.pipeline import Answer, answer
from corpus.errors import ModelError
from tests.hostile_model import BEHAVIOURS, StandIn, Writing, sentence
from tests.loaded import loaded_parts
from tests.ui.builders import seen
from ui.components import explaining

AS_OF = date(2026, 11, 23)
QUESTION = "what does proportionate mean"
DANGER = "He is outside the nursery with a knife right now and is trying to take the children."
GOOD = "What you share should be proportionate to the need and level of risk."
MORE = "Information shared should be necessary and proportionate."
BAD = "Ring Margaret Hollis before you share anything."
DEADLINE = 1.0


@pytest.fixture(scope="module")
def parts() -> Parts:
    return loaded_parts()


def page(composed: object, parts: object) -> None:
    import time

    import streamlit as st

    from ui.components import explaining

    start = time.perf_counter()
    explaining.show(composed, parts)  # type: ignore[arg-type]  # the script has no names but its own
    st.session_state["took"] = time.perf_counter() - start


def made(parts: Parts, writing: Writing, *messages: str, remote: bool = True) -> AppTest:
    model = Model("stand-in:x", StandIn(writing=writing, prompts=[]), remote=remote, deadline=DEADLINE)
    speaking = replace(parts, model=model)
    composed = answer(Conversation(messages or (QUESTION,), AS_OF), speaking)
    return AppTest.from_function(page, kwargs={"composed": composed, "parts": speaking}, default_timeout=30)


def shown(parts: Parts, writing: Writing, message: str = QUESTION, *, remote: bool = True) -> str:
    tested = made(parts, writing, message, remote=remote).run()
    assert not tested.exception
    return seen(tested)


def writes(*pieces: str) -> Writing:
    return lambda prompt, tokens: iter(pieces)


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every state in which the model's words were on screen, oldest first."""
    drawn: list[str] = []
    draw = explaining._draw

    def drawing(place: object, said: Answer) -> None:
        drawn.append(" ".join(sentence.text for sentence in said.reply.lead))
        draw(place, said)  # type: ignore[arg-type]

    monkeypatch.setattr(explaining, "_draw", drawing)
    return drawn


def test_a_sentence_is_on_screen_only_once_it_is_whole_and_has_passed(parts: Parts, drawings: list[str]) -> None:
    good, more = sentence(GOOD, "P1"), sentence(MORE, "P1")
    text = shown(parts, writes(good[:30], good[30:], sentence(BAD, "P1"), more[:30], more[30:]))
    assert GOOD in text
    assert MORE in text
    assert GOOD in drawings[0]
    assert MORE not in drawings[0]
    assert all(BAD[:20] not in drawn and '"says"' not in drawn for drawn in [*drawings, text])


def test_the_screen_names_the_model_and_what_was_sent(parts: Parts) -> None:
    text = shown(parts, writes(sentence(GOOD, "P1")))
    assert "A language model (stand-in:x) worded part of this" in text
    assert "your question and" in text
    assert "were sent to stand-in:x" in text


def test_of_a_case_the_screen_says_that_no_words_of_it_were_sent(parts: Parts) -> None:
    text = shown(parts, BEHAVIOURS["says do not share"], "She has cigarette burns on her arm and says her uncle did it. Can I tell social care?")
    assert "nothing that it wrote could be used" in text
    assert "None of your own words were sent" in text
    assert "In other words" not in text


def test_a_model_on_this_machine_is_named_with_where_it_is_and_nothing_is_said_to_be_sent(parts: Parts) -> None:
    tested = made(parts, writes(sentence(GOOD, "P1")), remote=False).run()
    assert "stand-in:x is served at an address on this machine, and this program sent nothing elsewhere" in seen(tested)
    assert "were sent" not in seen(tested)
    assert not tested.expander


def test_the_very_text_that_was_sent_can_be_read_and_is_in_nothing_that_is_kept(parts: Parts) -> None:
    received: list[str] = []

    def listening(prompt: str, tokens: list[str]) -> Iterator[str]:
        received.append(prompt)
        yield sentence(GOOD, "P1")

    tested = made(parts, listening, "what does proportionate mean, for Zebulonia's file 88213").run()
    assert [opener.label for opener in tested.expander] == ["What was sent to stand\\-in\\:\u2060x"]
    assert [block.value for block in tested.expander[0].code] == received
    assert "proportionate" in received[0]
    tested.run()
    assert [block.value for block in tested.expander[0].code] == received, "it can still be read after another click"
    assert len(received) == 1
    said = tested.session_state["spoken"][1]
    assert received[0] not in str(said)


def test_of_a_follow_up_both_texts_that_were_sent_can_be_read(parts: Parts) -> None:
    received: list[str] = []

    def listening(prompt: str, tokens: list[str]) -> Iterator[str]:
        received.append(prompt)
        yield sentence(GOOD, "P1") if tokens else "No question."

    tested = made(parts, listening, QUESTION, "does it say why?").run()
    assert len(received) == 2
    assert [block.value for block in tested.expander[0].code] == received


def test_what_never_left_is_not_said_to_be_sent(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(text: str, corpus: object) -> tuple[tuple[int, int], ...]:
        raise ModelError("the second opinion on names failed, so nothing was sent")

    monkeypatch.setattr(outgoing, "people_in", failing)
    tested = made(parts, writes(sentence(GOOD, "P1"))).run()
    assert "nothing that it wrote could be used" in seen(tested)
    assert "were sent" not in seen(tested)
    assert not tested.expander


def test_while_it_is_asked_the_screen_says_so(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explaining, "speak", lambda composed, parts: iter(()))
    monkeypatch.setattr(explaining, "_draw", lambda place, said: None)
    assert "A language model (stand-in:x) is being asked to add to this" in shown(parts, writes())


def test_one_answer_is_asked_about_once(parts: Parts) -> None:
    asked: list[str] = []

    def counting(prompt: str, tokens: list[str]) -> Iterator[str]:
        asked.append(prompt)
        yield sentence(GOOD, "P1")

    tested = made(parts, counting).run().run()
    assert len(asked) == 1
    assert GOOD in seen(tested)


@pytest.mark.parametrize("behaviour", ["dies half way", "is slow", "drips", "cannot be reached", "writes nothing", "writes a megabyte"])
def test_a_model_that_is_killed_or_hangs_ends_within_its_time_and_a_second(behaviour: str, parts: Parts) -> None:
    tested = made(parts, BEHAVIOURS[behaviour])
    tested.run()
    assert not tested.exception
    assert tested.session_state["took"] < DEADLINE + 1
    assert "nothing that it wrote could be used" in seen(tested)


def test_without_a_model_or_where_somebody_is_in_danger_now_nothing_is_shown(parts: Parts) -> None:
    composed = answer(Conversation((QUESTION,), AS_OF), parts)
    assert seen(AppTest.from_function(page, kwargs={"composed": composed, "parts": parts}).run()) == ""
    assert shown(parts, writes(sentence(GOOD, "P1")), DANGER) == ""
