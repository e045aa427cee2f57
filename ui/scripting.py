"""The one door to scripts of our own, for the few things that Streamlit cannot do: each is a file of this project in ``ui/scripts``.

They are served from the app's own address, as the content security policy asks. Without them the pages are the same but for what
they add.
"""

from pathlib import Path

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

_UI = Path(__file__).resolve().parent
_SCRIPTS = ("focus", "leave", "lost", "print")
_MANIFEST = ComponentManifest(name="ui", version="1", components=[ComponentConfig(name=name, asset_dir="scripts") for name in _SCRIPTS])


def script(name: str) -> ComponentRenderer:
    """The component that runs this script and draws, if it draws, with the page's own look."""
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"ui.{name}") is None:
        manager.register_from_manifest(_MANIFEST, _UI)
    return st.components.v2.component(f"ui.{name}", js=f"{name}.js", isolate_styles=False)
