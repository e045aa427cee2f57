"""The way out, always in sight: it forgets the conversation, then puts another page in this one's place.

The button is an ordinary one, so that the session forgets even where the script does not run. The script hides the page at once and
leaves. Nothing is fetched before the button is pressed.
"""

import streamlit as st

from ui.scripting import script
from ui.state import forget_all

WHAT_IT_DOES = (
    "**Leave now** forgets this conversation and opens BBC Weather in place of this page. Pressing Shift three times does the same. "
    "It cannot clear your browser’s history."
)


def show() -> None:
    """Show the button, and make it leave."""
    with st.container(key="leave"):
        st.button("Leave now", icon=":material/logout:", key="leave-now", on_click=forget_all)
    with st.container(key="leave-script"):
        script("leave")(key="leaving")
