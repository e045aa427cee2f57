"""Says plainly that a conversation is gone, where a page was loaded again: it lived in the session, and the session is another one."""

import streamlit as st

from ui.scripting import script
from ui.state import Talk, fresh


def show(talk: Talk) -> None:
    """Tell the browser's tab that there is a conversation, or let it say that the one that it knew of is gone."""
    with st.container(key="lost"):
        script("lost")(data={"asked": talk.latest is not None, "fresh": fresh()}, key="losing")
