"""Says plainly that a conversation is gone, where a page was loaded again: it lived in the session, and the session is another one."""

import secrets

import streamlit as st

from ui.scripting import script
from ui.state import Talk, fresh

_SESSION = "session-name"


def show(talk: Talk) -> None:
    """Tell the browser's tab that there is a conversation, or let it say that the one that it knew of is gone."""
    session = st.session_state.setdefault(_SESSION, secrets.token_hex(8))
    with st.container(key="lost"):
        script("lost")(data={"asked": talk.latest is not None, "fresh": fresh(), "session": session}, key="losing")
