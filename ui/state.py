"""What one session holds: the conversation, an answer to each of its messages, and what could not be read.

Everything is a value and every change makes a new one. It lives in the session's memory only and is written nowhere.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from assistant.conversation import Conversation
from assistant.pipeline import Answer
from corpus.errors import InputError
from guardrails.facts import Fact, Provenance

Ask = Callable[[Conversation], Answer]

_TALK, _PENDING, _FRESH = "talk", "pending", "fresh"
PAPERS, SPOKEN = "papers", "spoken"
"""Where the session holds what was written into the papers to take away, and what was sent to a language model."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One message of the person's and the answer to it."""

    message: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation so far. ``trouble`` says why the last message could not be answered, if it could not;
    ``answered`` counts the answers, those given again after a correction included; ``before`` is what the latest answer was until a
    fact was corrected, if that is what was done last.
    """

    conversation: Conversation
    exchanges: tuple[Exchange, ...] = ()
    trouble: str = ""
    answered: int = 0
    before: Answer | None = None

    @property
    def latest(self) -> Exchange | None:
        """The last message with its answer; ``None`` before the first."""
        return self.exchanges[-1] if self.exchanges else None


Change = Callable[[Talk, Ask], Talk]


def say(talk: Talk, ask: Ask, message: str) -> Talk:
    """This talk with one more message and its answer; a message that cannot be read is told, and not kept."""
    conversation = talk.conversation.with_turn(message)
    try:
        answer = ask(conversation)
    except InputError as error:
        return replace(talk, trouble=str(error))
    return Talk(conversation, (*talk.exchanges, Exchange(message, answer)), answered=talk.answered + 1)


def strike(talk: Talk, ask: Ask, fact: str) -> Talk:
    """This talk with a fact struck out as misread, and the latest message answered again."""
    return _corrected(talk, talk.conversation.without_fact(fact), ask)


def put_back(talk: Talk, ask: Ask, fact: str) -> Talk:
    """This talk with a struck-out fact counted again, as it was read."""
    kept = tuple(id for id in talk.conversation.struck if id != fact)
    return _corrected(talk, replace(talk.conversation, struck=kept), ask)


def correct(talk: Talk, ask: Ask, fact: str, value: str) -> Talk:
    """This talk with a fact that the person states, and the latest message answered again."""
    stated = Fact(fact, value, provenance=Provenance.PERSON)
    return _corrected(talk, talk.conversation.with_correction(stated), ask)


def tell_asker(talk: Talk, ask: Ask, asker: str) -> Talk:
    """This talk asked by somebody from elsewhere, and the latest message answered again."""
    return _answered_again(talk, replace(talk.conversation, asker=asker), ask)


def tell_area(talk: Talk, ask: Ask, area: str) -> Talk:
    """This talk about a child who lives in another area, and the latest message answered again."""
    return _answered_again(talk, replace(talk.conversation, area=area), ask)


def begin(change: Change) -> None:
    """Note a change that a click or a message asks for; it is made at the start of the next run, where a fault is shown."""
    st.session_state[_PENDING] = change


def settle(ask: Ask) -> Talk:
    """The session's talk, with the change that was noted made."""
    change: Change | None = st.session_state.pop(_PENDING, None)
    if change is not None:
        st.session_state[_TALK] = change(current_talk(), ask)
    return current_talk()


def current_talk() -> Talk:
    """The session's talk; a new one if there is none."""
    if _TALK not in st.session_state:
        st.session_state[_TALK] = empty_talk()
    talk: Talk = st.session_state[_TALK]
    return talk


def start_anew() -> None:
    """Forget everything but who is asking and about which area."""
    for kept in (PAPERS, SPOKEN):
        st.session_state.pop(kept, None)
    freshen()
    before = current_talk().conversation
    st.session_state[_TALK] = empty_talk(before.asker, before.area)


def fresh() -> int:
    """How often what was typed beside the conversation was thrown away; a box whose key holds this number begins empty after each."""
    return int(st.session_state.get(_FRESH, 0))


def freshen() -> None:
    """Throw away what was typed beside the conversation."""
    st.session_state[_FRESH] = fresh() + 1


def forget_all() -> None:
    """Forget everything that the session holds."""
    count = fresh()
    for key in list(st.session_state):
        del st.session_state[key]
    st.session_state[_FRESH] = count + 1


def empty_talk(asker: str = "", area: str = "") -> Talk:
    """A talk in which nothing has been said. Today's date is taken here and nowhere deeper."""
    return Talk(Conversation(turns=(), as_of=date.today(), asker=asker, area=area))


def _corrected(talk: Talk, conversation: Conversation, ask: Ask) -> Talk:
    """The latest message answered again after a correction, with what was answered before it."""
    again = _answered_again(talk, conversation, ask)
    return replace(again, before=talk.latest.answer) if talk.latest and not again.trouble else again


def _answered_again(talk: Talk, conversation: Conversation, ask: Ask) -> Talk:
    latest = talk.latest
    if latest is None:
        return replace(talk, conversation=conversation, trouble="")
    try:
        answer = ask(conversation)
    except InputError as error:
        return replace(talk, trouble=str(error))
    return Talk(conversation, (*talk.exchanges[:-1], Exchange(latest.message, answer)), answered=talk.answered + 1)
