"""A closed session is let go of, with its words, when the time to come back is over."""

import gc
import time
import weakref
from types import SimpleNamespace

from streamlit.runtime.memory_session_storage import MemorySessionStorage

from ui.forgetting import forget_closed


class Session(SimpleNamespace):
    """Stands in for a session of Streamlit's."""


def stored(storage: MemorySessionStorage, id: str) -> "weakref.ref[Session]":
    session = Session(id=id, words="what was typed")
    session.itself = session
    storage.save(SimpleNamespace(session=session))  # type: ignore[arg-type]
    return weakref.ref(session)


def test_what_was_typed_is_gone_from_memory_when_the_time_is_over() -> None:
    storage = MemorySessionStorage(ttl_seconds=0)
    words = stored(storage, "a")
    time.sleep(0.01)
    assert storage.get("a") is None
    gc.collect()
    assert words() is not None  # Streamlit alone keeps it
    assert forget_closed(storage) == 1
    gc.collect()
    assert words() is None


def test_who_may_still_come_back_is_kept() -> None:
    storage = MemorySessionStorage(ttl_seconds=60)
    words = stored(storage, "a")
    assert forget_closed(storage) == 0
    assert words() is not None
