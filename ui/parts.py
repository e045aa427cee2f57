"""The parts that every session shares: loaded once, in the background, while every session that waits sees how far it is."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock

import streamlit as st

from assistant.parts import Parts, load_parts
from assistant.settings import Settings

_PARTS = "parts"
_GLANCE = 0.2  # seconds between two looks at how far the loading is


@dataclass
class _Load:
    """One loading of the parts: how far it is, and in the end the parts or what stopped it."""

    doing: str = "Starting"
    share: float = 0.0
    parts: Future[Parts] = field(default_factory=Future)

    def note(self, doing: str, share: float) -> None:
        """Take down how far the loading is."""
        self.doing, self.share = doing, min(max(share, 0.0), 1.0)


class _Shelf:
    """Keeps a loading for each settings. One that failed is not kept, so that the next run tries again."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._loads: dict[Settings, _Load] = {}
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="parts")

    def load(self, settings: Settings) -> _Load:
        """The loading for these settings, begun if there is none."""
        with self._lock:
            load = self._loads.get(settings)
            if load is None or (load.parts.done() and load.parts.exception()):
                load = self._loads[settings] = _Load()
                load.parts = self._pool.submit(load_parts, settings, load.note)
            return load


@st.cache_resource(show_spinner=False)
def _shelf() -> _Shelf:
    return _Shelf()


def open_parts(settings: Settings) -> Parts:
    """The parts for these settings, with the progress of loading shown if they are not loaded yet.

    Raises:
        ProductError: if the corpus, the rules or another part cannot be used.
    """
    load = _shelf().load(settings)
    if not load.parts.done():
        _show_progress(load)
    st.session_state[_PARTS] = load.parts.result()
    return load.parts.result()


def current_parts() -> Parts:
    """The parts that this session opened."""
    parts: Parts = st.session_state[_PARTS]
    return parts


def forget_parts() -> None:
    """Load the parts again at the next run, for a test that changes what they are loaded from."""
    _shelf.clear()


def _show_progress(load: _Load) -> None:
    place = st.empty()
    with place.container():
        st.markdown("Getting the procedure ready. The very first start builds the search index and can take a minute.")
        bar = st.progress(0.0)
    while not load.parts.done():
        bar.progress(load.share, text=load.doing)
        time.sleep(_GLANCE)
    place.empty()
