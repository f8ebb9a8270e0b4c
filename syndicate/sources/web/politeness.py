"""One request at a time to a host, with a pause between, and none while it says wait. Makes no request."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_HOSTS = 4096  # remembered at a time; a year's links lead to many hosts that are seen once


class _Host:
    """What is known of one host: who asks now, when the next may, until when it wants to be left alone."""

    __slots__ = ("free_at", "lock", "shut_until", "waiting")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.free_at = float("-inf")
        self.shut_until = float("-inf")
        self.waiting = 0


class Gate:
    """Hands out turns, host by host; safe to share between threads."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, delay: float) -> Iterator[None]:
        """Hold the host's turn; waits for it, and until `delay` seconds after the last one ended."""
        state = self._state(host)
        try:
            with state.lock:
                if (wait := state.free_at - self._clock()) > 0:
                    self._sleep(wait)
                try:
                    yield
                finally:
                    state.free_at = self._clock() + delay
        finally:
            with self._lock:
                state.waiting -= 1

    def shut(self, host: str, seconds: float) -> None:
        """The host said: not for so many seconds."""
        with self._lock:
            state = self._hosts.setdefault(host, _Host())
            state.shut_until = max(state.shut_until, self._clock() + seconds)

    def shut_for(self, host: str) -> float:
        """Seconds until the host may be asked again; 0 where it may now."""
        with self._lock:
            state = self._hosts.get(host)
            return max(0.0, state.shut_until - self._clock()) if state else 0.0

    def _state(self, host: str) -> _Host:
        with self._lock:
            if len(self._hosts) >= MAX_HOSTS:
                self._forget()
            state = self._hosts.setdefault(host, _Host())
            state.waiting += 1
            return state

    def _forget(self) -> None:
        """Drop the hosts that nothing holds back any more."""
        now = self._clock()
        idle = [
            name
            for name, state in self._hosts.items()
            if not state.waiting and max(state.free_at, state.shut_until) <= now
        ]
        for name in idle:
            del self._hosts[name]
