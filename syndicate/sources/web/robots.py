"""May this page be fetched? robots.txt of each host, kept for a day (RFC 9309). Opens no connection."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from syndicate.sources.web.exchange import ExchangeError, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from syndicate.sources.web.address import Target

MAX_READ = 512 * 1024  # bytes; RFC 9309 (2.5) asks for 500 KiB at least
MAX_HOSTS = 1024  # rules kept at a time
RETRY_SECONDS = 600.0  # until rules that could not be had are asked for again


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host allows."""

    parsed: Any = None  # protego's; None allows everything
    problem: ExchangeError | None = None  # why they could not be had: then nothing is allowed

    def allow(self, url: str, agent: str) -> bool:
        """Whether the agent may fetch the URL."""
        if self.problem:
            return False
        return self.parsed is None or bool(self.parsed.can_fetch(url, agent))

    def delay(self, agent: str) -> float:
        """Seconds that the host wants between requests; 0 where it does not say."""
        return float((self.parsed and self.parsed.crawl_delay(agent)) or 0.0)


class Robots:
    """The rules of hosts, asked for when first needed; safe to share between threads."""

    def __init__(self, get: Callable[[Target], Reply], clock: Callable[[], float], seconds: float) -> None:
        self._get = get
        self._clock = clock
        self._seconds = seconds
        self._known: OrderedDict[str, tuple[float, Rules]] = OrderedDict()
        self._lock = threading.Lock()

    def rules(self, target: Target) -> Rules:
        """The rules for a target's origin; where they cannot be had, older ones hold (RFC 9309, 2.4)."""
        with self._lock:
            until, old = self._known.get(target.origin, (float("-inf"), None))
        if old and self._clock() < until:
            return old
        new = self._ask(target)
        seconds = RETRY_SECONDS if new.problem else self._seconds
        if new.problem and old:
            new = old
        with self._lock:
            self._known[target.origin] = (self._clock() + seconds, new)
            self._known.move_to_end(target.origin)
            while len(self._known) > MAX_HOSTS:
                self._known.popitem(last=False)
        return new

    def _ask(self, target: Target) -> Rules:
        """RFC 9309, 2.3.1: no such file allows everything; a server in trouble allows nothing."""
        try:
            reply = self._get(target)
        except ExchangeError as error:
            return Rules(problem=error)
        if reply.status >= 500 or reply.status == 429:
            return Rules(problem=ExchangeError(f"the server answers {reply.status}"))
        return Rules(_parse(reply.body[:MAX_READ])) if 200 <= reply.status < 300 else Rules()


def _parse(body: bytes) -> Any:
    from protego import Protego

    return Protego.parse(body.decode("utf-8-sig", "replace"))
