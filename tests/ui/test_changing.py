"""After a correction the answer says what it was, and the announcement says so once."""

from dataclasses import replace

from streamlit.testing.v1 import AppTest

from assistant.conversation import Conversation
from assistant.pipeline import Answer
from corpus.errors import InputError
from guardrails.verdict import Outcome
from tests.ui.builders import make_answer, make_reply, seen
from tests.ui.test_app import HARM, said
from ui.components.changing import to_words
from ui.state import Talk, correct, empty_talk, put_back, say, strike, tell_asker

SHARE = make_answer(make_reply())
PAUSE = make_answer(make_reply(outcome=Outcome.PAUSE, headline="Wait."))


def answers(*given: Answer) -> Talk:
    """A talk of one message that was answered with the first of these and, a fact struck out, with the last."""
    left = iter(given)
    talk = say(empty_talk(""), lambda _: next(left), "one")
    return strike(talk, lambda _: next(left), fact="neglect")


def test_another_outcome_is_named_with_what_it_said() -> None:
    assert to_words(answers(SHARE, PAUSE)) == "Changed by your correction: was “Share: consent not needed”. It said: “Share today.”"


def test_the_same_outcome_in_other_words_gives_the_words() -> None:
    other = replace(SHARE, reply=make_reply(headline="Share now."))
    assert to_words(answers(SHARE, other)) == "Changed by your correction: was “Share today.”"


def test_a_correction_that_changes_nothing_says_so() -> None:
    assert to_words(answers(SHARE, SHARE)) == "Your correction is counted. The answer is the same as before."


def test_only_a_correction_is_one() -> None:
    talk = answers(SHARE, PAUSE)
    assert to_words(say(talk, lambda _: SHARE, "two")) == ""
    assert to_words(tell_asker(talk, lambda _: SHARE, asker="police")) == ""
    assert to_words(empty_talk("")) == ""
    assert to_words(put_back(talk, lambda _: SHARE, fact="neglect")).startswith("Changed by your correction")
    assert to_words(correct(talk, lambda _: SHARE, fact="neglect", value="cause")).startswith("Changed by your correction")


def test_a_correction_that_could_not_be_answered_leaves_the_answer_and_what_was_said_of_it() -> None:
    def fails(_: Conversation) -> Answer:
        raise InputError("No.")

    talk = answers(SHARE, PAUSE)
    failed = strike(talk, fails, fact="crime")
    assert failed.trouble == "No."
    assert (failed.latest, to_words(failed)) == (talk.latest, to_words(talk))


def test_it_is_seen_beside_the_headline_and_announced_once(app: AppTest) -> None:
    said(app, HARM)
    assert "Changed by your correction" not in seen(app)
    next(button for button in app.button if button.key == "strike-physical_harm").click().run()
    bodies = [element.proto.body for element in app.get("html")]
    told = [body for body in bodies if "our correction" in body]
    assert [('class="changed"' in body, 'role="status"' in body) for body in told] == [(False, True), (True, False)]
    headline = next(place for place, body in enumerate(bodies) if 'class="headline"' in body)
    assert bodies.index(told[1]) == headline + 1
