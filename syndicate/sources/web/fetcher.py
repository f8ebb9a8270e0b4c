"""Fetches pages politely: turns, robots.txt, redirects, attempts. Whatever the network does, it answers.

Attempts are counted here and not by a library for retries: the sleep and the randomness are arguments, and
the host's turn is given back between attempts.
"""

from __future__ import annotations

import contextlib
import functools
import random
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from syndicate.sources.web.address import AddressRefusedError, Resolve, Target, system_resolve, target_of
from syndicate.sources.web.answer import Fetched, Manners, Outcome
from syndicate.sources.web.exchange import ExchangeError, Reply, exchange
from syndicate.sources.web.politeness import Gate
from syndicate.sources.web.robots import Robots

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PRODUCT = "syndicate-news"
MAX_RETRY_AFTER = 7 * 24 * 3600.0  # seconds; a server that says more is asked again after a week
MAX_TAG = 1024  # characters of an ETag that is worth keeping
_MOVED = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_PASSING = frozenset({500, 502, 503, 504})
_ACCEPTED = (
    "application/atom+xml, application/rss+xml, application/feed+json, text/html, "
    "application/xml;q=0.9, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class _Trail:
    """Where redirects led: the last answer, its address, and the address that is to be asked from now on."""

    reply: Reply
    url: str
    moved_to: str


class Fetcher:
    """Fetches pages from many hosts; safe to share between threads.

    `clock` counts seconds from anywhere, `wall` from 1970; both, `sleep` and `draw` can be replaced in tests.
    """

    def __init__(
        self,
        manners: Manners | None = None,
        *,
        resolve: Resolve = system_resolve,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        draw: random.Random | None = None,
    ) -> None:
        self._manners = manners or Manners()
        self._resolve = resolve
        self._clock = clock
        self._wall = wall
        self._sleep = sleep
        self._draw = draw or random.Random()  # noqa: S311 - jitter, no secret
        self._agent = self._manners.user_agent or user_agent()
        self._token = self._agent.partition("/")[0].strip() or PRODUCT
        self._gate = Gate(clock, sleep)
        self._robots = Robots(self._get_robots, clock, self._manners.robots_seconds)

    def fetch(self, url: str, *, etag: str = "", modified: str = "") -> Fetched:
        """GET a page; `etag` and `modified` as an earlier answer gave them. The network raises nothing."""
        headers = {"User-Agent": self._agent, "Accept": _ACCEPTED}
        if etag.isprintable() and etag:
            headers["If-None-Match"] = etag
        if modified.isprintable() and modified:
            headers["If-Modified-Since"] = modified
        try:
            trail = self._follow(url, headers, robots=self._manners.robots)
        except ExchangeError as error:
            return Fetched(
                url=url,
                outcome=error.outcome,
                status=error.status,
                problem=str(error),
                lasting=error.lasting,
                retry_after=error.retry_after,
            )
        return _answer(url, trail, self._wall())

    def _follow(self, url: str, headers: Mapping[str, str], *, robots: bool) -> _Trail:
        """The answer at the end of the redirects. Raises ExchangeError."""
        target, moved_to, for_good = self._target(url), "", True
        seen = {target.url}
        for _ in range(self._manners.redirects + 1):
            delay = self._permitted(target) if robots else 0.0
            reply = self._attempts(target, headers, max(delay, self._manners.min_delay))
            location = reply.headers.get("location", "") if reply.status in _MOVED else ""
            if not location:
                return _Trail(reply, target.url, moved_to)
            following = self._target(_joined(target.url, location))
            if following.url in seen:
                raise ExchangeError("the redirects go round in a circle", lasting=True)
            seen.add(following.url)
            unsafe = target.scheme == "https" and following.scheme == "http"  # followed, but not for ever
            for_good = for_good and reply.status in _FOR_GOOD and not unsafe
            moved_to = following.url if for_good else moved_to
            target = following
        raise ExchangeError(f"more than {self._manners.redirects} redirects", lasting=True)

    def _target(self, url: str) -> Target:
        try:
            return target_of(url, allow_private=self._manners.allow_private)
        except AddressRefusedError as error:
            raise ExchangeError(str(error), Outcome.REFUSED) from None

    def _permitted(self, target: Target) -> float:
        """The delay that robots.txt asks for. ExchangeError where it does not let us in."""
        rules = self._robots.rules(target)
        if problem := rules.problem:
            said = str(problem) if problem.outcome is Outcome.REFUSED else f"robots.txt: {problem}"
            raise ExchangeError(said, problem.outcome, retry_after=problem.retry_after)
        if not rules.allow(target.url, self._token):
            raise ExchangeError(f"robots.txt of {target.authority} forbids it", Outcome.DISALLOWED)
        return min(rules.delay(self._token), self._manners.max_crawl_delay)

    def _get_robots(self, target: Target) -> Reply:
        headers = {"User-Agent": self._agent, "Accept": "text/plain, */*;q=0.5"}
        return self._follow(target.origin + "/robots.txt", headers, robots=False).reply

    def _attempts(self, target: Target, headers: Mapping[str, str], delay: float) -> Reply:
        """One request, repeated while what goes wrong may pass. Raises ExchangeError."""
        for attempt in range(1, self._manners.attempts + 1):
            last = attempt == self._manners.attempts
            try:
                reply = self._once(target, headers, delay)
            except ExchangeError as error:
                if last or not error.passing:
                    raise
            else:
                if last or not (reply.cut or reply.status in _PASSING):
                    return reply
            self._sleep(self._manners.backoff_seconds * 2 ** (attempt - 1) * self._draw.uniform(0.5, 1.5))
        raise ExchangeError("no attempt was allowed")

    def _once(self, target: Target, headers: Mapping[str, str], delay: float) -> Reply:
        """One request in the host's turn; ExchangeError (busy) while, or from when, the host says wait."""
        with self._gate.turn(target.host, delay):
            if (seconds := self._gate.shut_for(target.host)) > 0:
                said = f"the host asked to wait, {seconds:.0f} seconds more"
                raise ExchangeError(said, Outcome.BUSY, retry_after=seconds)
            reply = exchange(target, headers, manners=self._manners, resolve=self._resolve, clock=self._clock)
            wait = retry_after(reply.headers.get("retry-after", ""), self._wall())
            if reply.status == 429 or (reply.status == 503 and wait is not None):
                self._gate.shut(target.host, wait or 0.0)
                said = f"the server answers {reply.status}: too busy"
                raise ExchangeError(said, Outcome.BUSY, status=reply.status, retry_after=wait)
        return reply


@functools.cache
def user_agent() -> str:
    """What the fetcher calls itself: the project's name and version, so that servers can tell it apart."""
    try:
        number = version(PRODUCT)
    except PackageNotFoundError:  # run from a folder that was never installed
        number = "0"
    return f"{PRODUCT}/{number} (detector of news syndication; obeys robots.txt)"


def retry_after(value: str, now: float) -> float | None:
    """Seconds to wait by a Retry-After header (RFC 9110, 10.2.3): a number, or a date against `now`."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:12]), MAX_RETRY_AFTER)
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    return min(max(date.timestamp() - now, 0.0), MAX_RETRY_AFTER)


def _joined(base: str, location: str) -> str:
    """The address that a Location header names; ones that cannot be joined stay as they are."""
    with contextlib.suppress(UnicodeError):  # sent as it is typed, though it should be ASCII
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(base, location.strip())
    except ValueError:
        return location


def _answer(url: str, trail: _Trail, now: float) -> Fetched:
    """The answer as its caller gets it."""
    reply = trail.reply
    outcome, problem = _judged(reply)
    kept = outcome in {Outcome.OK, Outcome.UNCHANGED} and not reply.cut
    return Fetched(
        url=url,
        outcome=outcome,
        status=reply.status,
        body=reply.body if outcome is Outcome.OK else b"",
        content_type=reply.headers.get("content-type", "")[:200],
        final_url=trail.url,
        permanent_url=trail.moved_to if kept and trail.moved_to != url else "",
        etag=_tag(reply, "etag") if kept else "",
        modified=_tag(reply, "last-modified") if kept else "",
        retry_after=retry_after(reply.headers.get("retry-after", ""), now),
        problem=problem,
    )


def _tag(reply: Reply, name: str) -> str:
    """A validator as sent; nothing where it is too long to be sent back."""
    value = reply.headers.get(name, "")
    return value if len(value) <= MAX_TAG else ""


def _judged(reply: Reply) -> tuple[Outcome, str]:
    """What an HTTP state means, and in words."""
    if 200 <= reply.status < 300:
        return Outcome.OK, reply.cut
    if reply.status == 304:
        return Outcome.UNCHANGED, ""
    if reply.status == 410:
        return Outcome.GONE, "the server answers 410: gone for good"
    return Outcome.FAILED, f"the server answers {reply.status}"
