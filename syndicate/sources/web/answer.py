"""What a fetch is told and what it answers: manners, outcomes, the frozen answer. Opens no connection."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from syndicate.sources.base import MAX_PAGE_BYTES, MB


class Outcome(Enum):
    """What came of a fetch, as far as its caller has to act on it."""

    OK = "ok"  # 2xx with a body
    UNCHANGED = "unchanged"  # 304: what is known still holds
    GONE = "gone"  # 410: never ask again
    BUSY = "busy"  # 429, or 503 with Retry-After: the server says wait
    DISALLOWED = "disallowed"  # robots.txt says no, or could not be had
    REFUSED = "refused"  # an address that must not be visited (private, file:, ...); no connection was made
    FAILED = "failed"  # everything else: no connection, too slow, too large, other states


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How the fetcher behaves towards servers, and what it bears from them. Times in seconds.

    The defaults suit news sites: one request a second and host, pages of a few MB at most.
    """

    user_agent: str = ""  # empty: the project's own name and version
    min_delay: float = 1.0  # between the end of a request and the next to the same host
    max_crawl_delay: float = 60.0  # a Crawl-delay in robots.txt is honoured up to this
    connect_seconds: float = 10.0  # to connect, TLS included
    read_seconds: float = 20.0  # without a single byte
    total_seconds: float = 60.0  # for one request, redirects excluded
    grace_seconds: float = 10.0  # after this the pace is looked at ...
    floor_bytes_per_second: float = 1024.0  # ... and a slower answer is broken off
    max_packed_bytes: int = 10 * MB  # of a body as sent
    max_bytes: int = MAX_PAGE_BYTES  # of a body unpacked
    redirects: int = 5  # followed in one fetch (RFC 9309 asks for five at least)
    attempts: int = 3  # in all, where an error may pass
    backoff_seconds: float = 1.0  # before the second attempt; doubled each time, with jitter
    robots: bool = True  # robots.txt is obeyed
    robots_seconds: float = 24 * 3600.0  # it is asked for again after this (RFC 9309, 2.4)
    allow_private: bool = False  # loopback, private and other special addresses may be visited


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came of fetching `url`. Text that is not known is empty.

    An answer that ended before its time is OK with what came of it and a `problem`, but without `etag` and
    `modified`: it must not count as known.
    """

    url: str  # as asked for
    outcome: Outcome
    status: int = 0  # of HTTP; 0 where no answer came
    body: bytes = b""  # unpacked
    content_type: str = ""  # as sent, with parameters
    final_url: str = ""  # where the answer came from, after redirects
    permanent_url: str = ""  # where `url` has moved for good (301, 308); empty where it has not
    etag: str = ""
    modified: str = ""  # Last-Modified, as sent
    retry_after: float | None = None  # seconds from now
    problem: str = ""  # what went wrong, in words
    lasting: bool = False  # no later attempt will help: too large, packed wrongly, redirects in a circle
