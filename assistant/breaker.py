"""A circuit breaker: a service that keeps failing is left alone for a while, then tried once.

The clock is passed in, so that nothing here waits and every state can be tested.
"""

import threading
import time
from collections.abc import Callable
from enum import StrEnum

FAILURES = 3
"""Failures in a row after which the service is left alone."""
REST = 60.0
"""Seconds for which it is left alone."""


class State(StrEnum):
    """Closed lets calls through, open lets none through, half-open has let one through to see."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Breaker:
    """Counts failures in a row and says whether a call may be made. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, failures: int = FAILURES, rest: float = REST) -> None:
        self._clock, self._failures, self._rest = clock, failures, rest
        self._lock = threading.Lock()
        self._in_a_row = 0
        self._opened: float | None = None
        self._trying = False

    @property
    def state(self) -> State:
        """The state now; an open one becomes half-open only when somebody asks to call."""
        with self._lock:
            if self._opened is None:
                return State.CLOSED
            return State.HALF_OPEN if self._trying else State.OPEN

    def allows(self) -> bool:
        """Whether a call may be made now. After the rest exactly one is let through until its end is reported."""
        with self._lock:
            if self._opened is None:
                return True
            if self._trying or self._clock() - self._opened < self._rest:
                return False
            self._trying = True
            return True

    def succeeded(self) -> None:
        """A call ended well: everything is let through again."""
        with self._lock:
            self._in_a_row, self._opened, self._trying = 0, None, False

    def failed(self) -> None:
        """A call failed: after enough in a row, or where it was the one trial, the rest begins."""
        with self._lock:
            self._in_a_row += 1
            if self._trying or self._in_a_row >= self._failures:
                self._opened, self._trying = self._clock(), False
