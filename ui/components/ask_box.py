"""The box to type in, what happens to what is typed, who is asking, and a fresh start."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from ui.components.leaving import WHAT_IT_DOES
from ui.markup import to_bullets
from ui.state import Ask, Talk, begin, say, start_anew, tell_area, tell_asker
from ui.words import AREAS, ASKERS

MAX_CHARACTERS = 50_000
"""More than the assistant decides on, so that a long pasted record still reaches it and is looked through for danger."""

_INTRODUCTION = "Say in your own words what you saw or heard, who wants to know, and what anybody said about consent."
_PRIVACY = (
    "**Do not type names, addresses or dates of birth.** Say “the child”, “the stepfather”. "
    "Nothing you type is kept after this session: close or reload the page and it is gone."
)
_PRIVACY_AGAIN = "**No names.** Nothing you type is kept after this session."


def show(talk: Talk) -> None:
    """Show the box: roomy before the first message, small below an answer's steps. What could not be read is said under it."""
    with st.container(key="ask-box"):
        if talk.latest is None:
            st.markdown(_INTRODUCTION)
        st.chat_input(
            "Add what you found out, or ask again" if talk.latest else "Type your question or what happened",
            key="message",
            max_chars=MAX_CHARACTERS,
            height="content" if talk.latest else 104,
            on_submit=_send,
        )
        with st.container(horizontal=True, vertical_alignment="center", key="ask-notes"):
            st.markdown(_PRIVACY_AGAIN if talk.latest else _PRIVACY, width="stretch")
            if talk.latest or talk.trouble:
                st.button("New conversation", icon=":material/restart_alt:", on_click=start_anew)
        if talk.latest is None:
            show_asker(talk)
            st.markdown(WHAT_IT_DOES)
    _show_trouble(talk)


def show_asker(talk: Talk) -> None:
    """Ask where the person works and where the child lives. Both stay as chosen for the whole session."""
    _choose("asker", "Where do you work? This changes whom to ring, not the outcome.", ASKERS, talk.conversation.asker, tell_asker)
    _choose("area", "Where does the child live? Each council has a front door of its own.", AREAS, talk.conversation.area, tell_area)


def show_faults(faults: tuple[str, ...]) -> None:
    """Say what could not be loaded, and that the rules answer without it."""
    if faults:
        with st.container(key="faults"):
            st.markdown("**Part of this service is not working.** Outcomes still come from the rules.")
            st.markdown(to_bullets(faults))


def _show_trouble(talk: Talk) -> None:
    """Say why the last message could not be read."""
    if talk.trouble:
        with st.container(key="trouble"):
            st.text(talk.trouble)


def _send() -> None:
    begin(partial(say, message=st.session_state["message"]))


def _choose(name: str, label: str, choices: Mapping[str, str], chosen: str, tell: Callable[[Talk, Ask, str], Talk]) -> None:
    """A list to choose from, with a change of the talk once something else is chosen."""

    def change() -> None:
        begin(lambda talk, ask: tell(talk, ask, st.session_state[name]))

    st.selectbox(label, list(choices), index=list(choices).index(chosen), format_func=choices.__getitem__, key=name, on_change=change)
