"""When is a feed asked again? Its state after an answer, and which feeds are due. Asks no clock.

Feeds that bring much are asked more often, quiet ones less; what fails is asked at doubling intervals; what
the server says (Retry-After, 301, 410, the feed's own interval) is kept to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from syndicate.sources.feeds.times import iso
from syndicate.sources.web.answer import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from syndicate.sources.web.answer import Fetched

MINUTE, HOUR = 60.0, 3600.0
SHORTEST = 5 * MINUTE  # between askings; the busiest news feeds change about that often
LONGEST = 6 * HOUR  # a rewrite is looked for within days, so that a quiet feed may wait for hours
MOST_HINTED = HOUR  # a feed's own interval is kept to up to this; many systems print one nobody chose
LONGEST_WAIT = 24 * HOUR  # after errors; a site that comes back is found within a day
AIM = 3  # new entries in one asking: fewer, and it is asked more seldom
SLOWER, FASTER, QUIET = 1.2, 0.25, 1.5  # factors: at most up, at most down, and where nothing was new
SLACK = 60.0  # seconds: a run every 15 minutes must not miss a feed that is due a moment later


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of a feed between runs. Times are ISO 8601 UTC, empty where they never were."""

    url: str  # where it is asked for: changes where it has moved for good
    title: str = ""
    outlet: str = ""  # the name its articles get; empty: each entry's own, or its host
    etag: str = ""
    modified: str = ""
    next_at: str = ""  # not before this; empty: at once
    interval: float = 15 * MINUTE  # seconds between askings while all is well
    failures: int = 0  # in a row
    last_status: str = ""  # a value of `Outcome`, or "unreadable"
    last_problem: str = ""  # in words; empty while all is well
    last_ok_at: str = ""
    gone: bool = False  # 410: never asked again until somebody adds it anew


def after_fetch(
    state: FeedState, fetched: Fetched, now: datetime, *, n_new: int = 0, title: str = "",
    unreadable: str = "", hint: float | None = None, doubt: str = "",
) -> FeedState:  # fmt: skip
    """The state after an answer. `now` is aware.

    `n_new` is the number of new entries; `title`, `hint` and `doubt` are Feed.title, Feed.interval and what
    Feed.doubts say; `unreadable` is the message of the FeedError where the body was no feed.
    """
    if fetched.outcome is Outcome.GONE:
        return _failed(replace(state, gone=True), fetched, "gone", fetched.problem, now)
    if fetched.outcome is Outcome.BUSY and not fetched.status:
        return _not_asked(state, fetched, now)
    if fetched.outcome not in {Outcome.OK, Outcome.UNCHANGED}:
        return _failed(state, fetched, fetched.outcome.value, fetched.problem, now)
    if unreadable:  # its validators must not make the same body look sound next time
        return _failed(replace(state, etag="", modified=""), fetched, "unreadable", unreadable, now)
    interval = _interval(state.interval, n_new, hint)
    unchanged = fetched.outcome is Outcome.UNCHANGED
    return replace(
        state,
        url=fetched.permanent_url or state.url,
        title=title or state.title,
        etag=fetched.etag or (state.etag if unchanged else ""),
        modified=fetched.modified or (state.modified if unchanged else ""),
        next_at=_later(now, max(interval, fetched.retry_after or 0.0)),
        interval=interval,
        failures=0,
        last_status=fetched.outcome.value,
        last_problem=fetched.problem or doubt or (state.last_problem if unchanged else ""),
        last_ok_at=iso(now),
    )


def due(states: Iterable[FeedState], now: datetime, slack: float = SLACK) -> list[FeedState]:
    """The states to ask now or within `slack` seconds, longest overdue first; never those that are gone."""
    until = _later(now, slack)
    return sorted(
        (state for state in states if not state.gone and state.next_at <= until),
        key=lambda state: (state.next_at, state.url),
    )


def _not_asked(state: FeedState, fetched: Fetched, now: datetime) -> FeedState:
    """Its host asked, by another feed, to be left alone for a while: no failure of this one."""
    return replace(
        state,
        next_at=_later(now, max(SHORTEST, fetched.retry_after or state.interval)),
        last_status=fetched.outcome.value,
        last_problem=fetched.problem,
    )


def _failed(state: FeedState, fetched: Fetched, status: str, problem: str, now: datetime) -> FeedState:
    """Ask at doubling intervals, and not before the server said."""
    failures = state.failures + 1
    wait = min(state.interval * 2.0 ** min(failures, 20), LONGEST_WAIT)
    return replace(
        state,
        failures=failures,
        next_at="" if state.gone else _later(now, max(wait, fetched.retry_after or 0.0)),
        last_status=status,
        last_problem=problem,
    )


def _interval(interval: float, n_new: int, hint: float | None) -> float:
    factor = min(max(AIM / n_new, FASTER), SLOWER) if n_new else QUIET
    shortest = max(SHORTEST, min(hint or 0.0, MOST_HINTED))
    return min(max(interval * factor, shortest), LONGEST)


def _later(now: datetime, seconds: float) -> str:
    return iso(now.astimezone(UTC) + timedelta(seconds=seconds))
