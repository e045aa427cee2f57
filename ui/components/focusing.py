"""Moves the keyboard's focus to an element when it appears, so that whoever cannot see the screen is where the link led.

Streamlit has no way of its own to do this. Without the script the page is the same, only the focus stays where it was.
"""

import streamlit as st

from ui.scripting import script


def move_focus(id: str, name: str) -> None:
    """Focus the element with this id and ``data-name``, once for each time that it appears."""
    with st.container(key="focus"):
        script("focus")(data={"id": id, "name": name}, key=f"focus-{name}")
