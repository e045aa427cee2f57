"""Moves the keyboard's focus to an element when it appears, so that whoever cannot see the screen is where the link led.

Streamlit has no way of its own to do this. Without the script the page is the same, only the focus stays where it was.
"""

import streamlit as st

from ui.scripting import script

_DRAWINGS = "focus drawings"


def move_focus(id: str, name: str, once: bool = False) -> None:
    """Focus the element with this id and ``data-name``, once for each time that it appears; with ``once``, until somebody goes on from it.

    The script is told of every drawing: where one was overtaken by the next, the element is new though the words are not.
    """
    drawing = st.session_state[_DRAWINGS] = st.session_state.get(_DRAWINGS, 0) + 1
    with st.container(key="focus"):
        script("focus")(data={"id": id, "name": name, "drawing": drawing, "once": once}, key=f"focus-{name}")
