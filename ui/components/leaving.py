"""The way out, always in sight: it forgets the conversation, then puts another page in this one's place.

The button is an ordinary one, so that the session forgets even where the script does not run. The script is a file of this project,
served from the app's own address; it hides the page at once and leaves. Nothing is fetched before the button is pressed.
"""

from pathlib import Path

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from ui.state import forget_all

WHAT_IT_DOES = (
    "**Leave now** forgets this conversation and opens BBC Weather in place of this page. Pressing Shift three times does the same. "
    "It cannot clear your browser’s history."
)

_UI = Path(__file__).resolve().parent.parent
_MANIFEST = ComponentManifest(name="leaving", version="1", components=[ComponentConfig(name="leave", asset_dir="scripts")])
_NAME = "leaving.leave"


def show() -> None:
    """Show the button, and make it leave."""
    with st.container(key="leave"):
        st.button("Leave now", icon=":material/logout:", key="leave-now", on_click=forget_all)
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(_NAME) is None:
        manager.register_from_manifest(_MANIFEST, _UI)
    with st.container(key="leave-script"):
        st.components.v2.component(_NAME, js="leave.js")(key="leaving")
