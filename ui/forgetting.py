"""Lets go of sessions that were closed, with everything that was typed in them, once the time to come back is over.

Streamlit keeps a closed session for ``disconnectedSessionTTL`` (.streamlit/config.toml), so that a short loss of the network costs nothing.
After that it no longer hands it out, but leaves it in memory until another session is closed: on a quiet evening, until the morning.
"""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from streamlit import runtime
from streamlit.runtime.caching.ttl_cache import TTLCache
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import SessionInfo
from streamlit.starlette import App

EVERY = 15.0
"""Seconds between two looks."""


@asynccontextmanager
async def forgetting(_: App) -> AsyncIterator[None]:
    """While the app is served, look for closed sessions whose time is over."""
    looking = asyncio.create_task(_look())
    try:
        yield
    finally:
        looking.cancel()


async def _look() -> None:
    while True:
        await asyncio.sleep(EVERY)
        if runtime.exists() and forget_closed(closed_sessions()):
            gc.collect()  # a session is part of a circle of references, and goes only now


def closed_sessions() -> MemorySessionStorage:
    """Where Streamlit keeps closed sessions; it has no public name for this place."""
    storage: MemorySessionStorage = vars(vars(runtime.get_instance())["_session_mgr"])["_session_storage"]
    return storage


def forget_closed(storage: MemorySessionStorage) -> int:
    """Drop the sessions whose time is over. How many they were."""
    kept: TTLCache[str, SessionInfo] = vars(storage)["_cache"]
    return len(kept.expire())
