"""The parts that every session shares: loaded once, by whichever session comes first, while the others wait."""

from dataclasses import dataclass, field
from threading import Lock

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.parts import Parts, load_parts
from assistant.settings import Settings

_PARTS = "parts"


@dataclass
class _Shelf:
    """Keeps the loaded parts by their settings. A load that failed is not kept, so that the next run tries again."""

    lock: Lock = field(default_factory=Lock)
    loaded: dict[Settings, Parts] = field(default_factory=dict)


@st.cache_resource(show_spinner=False)
def _shelf() -> _Shelf:
    return _Shelf()


def open_parts(settings: Settings) -> Parts:
    """The parts for these settings, with the progress of loading shown if they are not loaded yet.

    Raises:
        ProductError: if the corpus, the rules or another part cannot be used.
    """
    shelf = _shelf()
    if settings not in shelf.loaded:
        _load(shelf, settings)
    st.session_state[_PARTS] = shelf.loaded[settings]
    return shelf.loaded[settings]


def current_parts() -> Parts:
    """The parts that this session opened."""
    parts: Parts = st.session_state[_PARTS]
    return parts


def forget_parts() -> None:
    """Load the parts again at the next run, for a test that changes what they are loaded from."""
    _shelf.clear()


def _load(shelf: _Shelf, settings: Settings) -> None:
    place = st.empty()
    with place.container():
        st.write("Getting the procedure ready. The first start builds the search index and can take a minute.")
        bar = st.progress(0.0)
    with shelf.lock:
        if settings not in shelf.loaded:
            shelf.loaded[settings] = load_parts(settings, lambda doing, share: _show(bar, doing, share))
    place.empty()


def _show(bar: DeltaGenerator, doing: str, share: float) -> None:
    bar.progress(min(max(share, 0.0), 1.0), text=doing)
