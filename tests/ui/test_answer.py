"""The answer's parts, from replies made by hand."""

import pytest
from streamlit.testing.v1 import AppTest

from guardrails.verdict import Outcome
from tests.ui.builders import make_answer, make_reply, seen

HOSTILE = "<img src=x onerror=alert(1)>![p](http://evil.example.test/p.png) [l](javascript:alert(1)) :red[x] :smile: $x$"


def page(answer: object) -> None:
    from types import SimpleNamespace

    from ui.components import answer as part
    from ui.reaching import Reach

    corpus = SimpleNamespace(procedure_text="first words second words third words", procedure=lambda: iter(()))
    contacts = tuple(Reach(person) for person in answer.reply.speak_to)  # type: ignore[attr-defined]
    part.show(answer, corpus, contacts, ("If they said no, wait.",))  # type: ignore[arg-type]


def shown(reply: object) -> AppTest:
    tested = AppTest.from_function(page, kwargs={"answer": make_answer(reply)}).run()  # type: ignore[arg-type]
    assert not tested.exception
    return tested


def test_every_part_of_a_reply_is_shown() -> None:
    text = seen(shown(make_reply()))
    for words in (
        "Share today.", "There is cause.", "What was seen?", "Ring first.", "second words", "A summary.", "What you saw.",
        "The neighbours.", "Decide first", "I have to pass this on.", "01332 641172", "What you decided.",
        "Do not wait for a manager.", "If they said no, wait.", "The search failed.", "harm-reasonable-cause held.",
    ):  # fmt: skip
        assert words in text


def test_an_empty_part_leaves_no_heading_behind() -> None:
    reply = make_reply(
        asks=(), steps=(), quotes=(), share=(), leave_out=(), national=(), phrases=(), speak_to=(), record=(), near=(), notices=()
    )
    assert [heading.value for heading in shown(reply).subheader] == []


def test_derby_and_other_guidance_are_told_apart() -> None:
    titles = [heading.value for heading in shown(make_reply()).subheader]
    assert titles.index("Derby’s procedure says") < titles.index("Beyond the chapter")


@pytest.mark.parametrize("outcome", list(Outcome))
def test_of_a_question_the_words_themselves_come_before_the_box_and_of_a_case_what_to_do(outcome: Outcome) -> None:
    titles = [heading.value for heading in shown(make_reply(outcome=outcome)).subheader]
    before = titles.index("Derby’s procedure says") < titles.index("Please note")
    assert before is (outcome is Outcome.INFORMATION)


def test_the_words_are_marked_in_their_place() -> None:
    bodies = [element.proto.body for element in shown(make_reply()).get("html")]
    assert any("<mark>second words</mark>" in body for body in bodies)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_words_and_a_mark_besides_its_colour(outcome: Outcome) -> None:
    bodies = [element.proto.body for element in shown(make_reply(outcome=outcome)).get("html")]
    assert any('class="tag"' in body and 'aria-hidden="true"' in body for body in bodies)


def test_hostile_text_reaches_html_only_escaped() -> None:
    reply = make_reply(headline=HOSTILE, net=HOSTILE)
    for element in shown(reply).get("html"):
        assert "<img" not in element.proto.body
        assert "&lt;img" in element.proto.body or HOSTILE not in element.proto.body
