"""A talk's changes, with an answerer made by hand."""

from assistant.conversation import Conversation
from assistant.pipeline import Answer
from corpus.errors import InputError
from tests.ui.builders import make_answer
from ui.state import Talk, correct, empty_talk, put_back, say, strike, tell_area, tell_asker


class Answerer:
    """Answers anything but an empty message, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Conversation] = []

    def __call__(self, conversation: Conversation) -> Answer:
        if not conversation.turns[-1].strip():
            raise InputError("There are no words in that message.")
        self.asked.append(conversation)
        return make_answer()


def begun(ask: Answerer) -> Talk:
    return say(say(empty_talk("school"), ask, "one"), ask, "two")


def test_messages_add_up_with_an_answer_each() -> None:
    talk = begun(Answerer())
    assert talk.conversation.turns == ("one", "two")
    assert [exchange.message for exchange in talk.exchanges] == ["one", "two"]
    assert talk.answered == 2


def test_a_message_that_cannot_be_read_is_told_and_not_kept() -> None:
    ask = Answerer()
    talk = say(begun(ask), ask, "  ")
    assert talk.trouble == "There are no words in that message."
    assert talk.conversation.turns == ("one", "two")
    assert say(talk, ask, "three").trouble == ""


def test_striking_out_answers_the_latest_message_again() -> None:
    ask = Answerer()
    talk = strike(begun(ask), ask, fact="neglect")
    assert ask.asked[-1].struck == ("neglect",)
    assert len(talk.exchanges) == 2
    assert talk.answered == 3
    assert put_back(talk, ask, fact="neglect").conversation.struck == ()


def test_a_correction_replaces_a_strike_out() -> None:
    ask = Answerer()
    talk = correct(strike(begun(ask), ask, fact="neglect"), ask, fact="neglect", value="worry")
    assert talk.conversation.struck == ()
    assert [(fact.id, fact.value) for fact in talk.conversation.corrections] == [("neglect", "worry")]


def test_who_is_asking_can_be_told_before_and_after_the_first_message() -> None:
    ask = Answerer()
    assert tell_asker(empty_talk(""), ask, asker="police").conversation.asker == "police"
    assert not ask.asked
    assert tell_asker(begun(ask), ask, asker="health").conversation.asker == "health"
    assert ask.asked[-1].asker == "health"
    assert tell_area(begun(ask), ask, area="derbyshire").conversation.area == "derbyshire"
    assert ask.asked[-1].area == "derbyshire"
