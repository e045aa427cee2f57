"""Moves the keyboard's focus to an element when it appears, so that whoever cannot see the screen is where the link led.

Streamlit has no way of its own to do this. The script is a file of this project, served from the app's own address, as the
content security policy asks. Without it the page is the same, only the focus stays where it was.
"""

from pathlib import Path

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

_UI = Path(__file__).resolve().parent.parent
_MANIFEST = ComponentManifest(name="ui", version="1", components=[ComponentConfig(name="focus", asset_dir="scripts")])
_NAME = "ui.focus"
_DRAWINGS = "focus drawings"


def move_focus(id: str, name: str) -> None:
    """Focus the element with this id and ``data-name``, once for each time that it appears.

    The script is told of every drawing: where one was overtaken by the next, the element is new though the words are not.
    """
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(_NAME) is None:
        manager.register_from_manifest(_MANIFEST, _UI)
    focus = st.components.v2.component(_NAME, js="focus.js")
    drawing = st.session_state[_DRAWINGS] = st.session_state.get(_DRAWINGS, 0) + 1
    with st.container(key="focus"):
        focus(data={"id": id, "name": name, "drawing": drawing}, key=f"focus-{name}")
