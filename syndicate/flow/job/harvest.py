"""Asks the feeds that are due and takes what is new into the store's inbox. Groups nothing.

Answers come in from several hosts at once. Entries, the keys by which they are known, and the state of their
feed are stored in one step: a run that is killed has taken an entry in whole or not at all, and asks again.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Final, Protocol

from syndicate.errors import FeedError
from syndicate.schema import PAGES, PROBLEMS
from syndicate.sources.feeds.entry_pages import pages_of, postponed, wants_page
from syndicate.sources.feeds.identity import Fate, sift
from syndicate.sources.feeds.reading import read_feed
from syndicate.sources.feeds.schedule import FeedState, after_fetch, due
from syndicate.sources.web.answer import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from datetime import datetime

    import polars as pl

    from syndicate.report.journal import Journal
    from syndicate.sources.feeds.entry_pages import FullText
    from syndicate.sources.feeds.identity import Mark, Sighting
    from syndicate.sources.feeds.model import Entry, Feed
    from syndicate.sources.web.answer import Fetched
    from syndicate.sources.web.fetcher import Fetcher

HOSTS_AT_ONCE: Final = 8  # threads; the fetcher itself keeps to one request a host
SITEMAPS: Final = 3  # of an index, the newest: older ones hold what was news before
ENTRIES: Final = 500  # new ones of a feed in one round; the rest waits for the next
ENTRIES_AT_ONCE: Final = 50  # stored together: a host that is slow must not hold up what came before


class Memory(Protocol):
    """What the harvest needs of a store."""

    def feeds(self) -> list[FeedState]:
        """The state of every feed."""

    def articles_of(self, keys: Sequence[str]) -> Mapping[str, str]:
        """The article known by each of the keys that is known."""

    def shown(self, url: str) -> Mapping[int, Mark]:
        """The entries that a feed showed when it was read last: digest -> mark."""

    def receive(
        self,
        pages: pl.DataFrame,
        problems: pl.DataFrame,
        keys: Mapping[str, str],
        feed: FeedState,
        was: str = "",
        shown: Mapping[int, Mark] | None = None,
    ) -> None:
        """Keep pages (in the inbox), problems, keys (key -> article) and the feed's state: all or nothing.

        `was` is the feed's address before, where it has moved; `shown` is what it shows, where it was read.
        """


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking one feed."""

    state: FeedState
    fetched: Fetched
    feed: Feed | None  # None where there was nothing to read
    unreadable: str = ""
    known: Mapping[int, Mark] = field(default_factory=dict)  # entries that were left out where they stood


@dataclass(slots=True)
class Harvest:
    """The figures of one round."""

    outcomes: Counter[str] = field(default_factory=Counter)  # feeds by FeedState.last_status
    new: int = 0
    changed: int = 0
    known: int = 0
    pages_fetched: int = 0
    pages_failed: int = 0


@dataclass(frozen=True, slots=True)
class _Round:
    """What one round works with."""

    memory: Memory
    fetcher: Fetcher
    pool: ThreadPoolExecutor
    full_text: FullText
    stopped: Callable[[], bool]
    found: Harvest


def harvest(
    memory: Memory,
    fetcher: Fetcher,
    clock: Callable[[], datetime],
    *,
    full_text: FullText = "auto",
    stopped: Callable[[], bool] = lambda: False,
    journal: Journal | None = None,
) -> Harvest:
    """Ask every feed that is due; ends early, between two feeds, where `stopped` says so."""
    found = Harvest()
    with ThreadPoolExecutor(HOSTS_AT_ONCE, thread_name_prefix="feed") as pool:
        round_ = _Round(memory, fetcher, pool, full_text, stopped, found)
        for answer in _answers(round_, iter(due(memory.feeds(), clock()))):
            state = _take_in(round_, answer, clock())
            found.outcomes[state.last_status] += 1
            if journal and state.last_problem:
                journal.say("feed", level="warning", url=state.url, problem=state.last_problem)
    return found


def _answers(round_: _Round, states: Iterator[FeedState]) -> Iterator[Answer]:
    """Answers as they come; a few feeds are under way at a time, so that bodies do not pile up."""
    under_way: set[Future[Answer]] = set()
    while not round_.stopped():
        for state in islice(states, 2 * HOSTS_AT_ONCE - len(under_way)):
            known = round_.memory.shown(state.url)
            under_way.add(round_.pool.submit(ask, round_.fetcher, state, known))
        if not under_way:
            return
        first = next(as_completed(under_way))
        under_way.remove(first)
        yield first.result()
    for future in under_way:
        future.cancel()


def ask(fetcher: Fetcher, state: FeedState, known: Mapping[int, Mark]) -> Answer:
    """Fetch and read one feed but for what is known, and the newest sitemaps where it is an index of them."""
    fetched = fetcher.fetch(state.url, etag=state.etag, modified=state.modified)
    if fetched.outcome is not Outcome.OK:
        return Answer(state, fetched, None)
    try:
        feed = read_feed(fetched.body, fetched.content_type, fetched.final_url or state.url, known=known)
        standing = {digest: known[digest] for digest in feed.standing}
        return Answer(state, fetched, _with_sitemaps(fetcher, feed), known=standing)
    except FeedError as error:
        return Answer(state, fetched, None, str(error).removeprefix(f"{error.place}: "))


def _with_sitemaps(fetcher: Fetcher, feed: Feed) -> Feed:
    entries = list(feed.entries)
    for url in feed.sitemaps[:SITEMAPS]:
        fetched = fetcher.fetch(url)
        if fetched.outcome is Outcome.OK:
            try:
                entries += read_feed(fetched.body, fetched.content_type, fetched.final_url or url).entries
            except FeedError:
                continue  # the next one may be sound
    return replace(feed, entries=tuple(entries))


def _take_in(round_: _Round, answer: Answer, now: datetime) -> FeedState:
    """Store what is new of one answer, some entries at a time, the feed's state with the last; the state.

    Where it is stopped, or more is new than one round takes in, or a page has to be waited for, the feed is
    asked for all of it again.
    """
    entries, others = answer.feed.entries if answer.feed else (), answer.known.values()
    sightings = sift(entries, answer.state.url, round_.memory.articles_of, beside=others)
    fresh = {s.article: s for s in reversed(sightings) if s.fate is not Fate.KNOWN}
    known = [s for s in sightings if s.fate is Fate.KNOWN]
    round_.found.known += len(known) + len(others)
    state = _next_state(answer, len(fresh), now)
    taken = list(reversed(fresh.values()))[:ENTRIES]
    parts = [taken[low : low + ENTRIES_AT_ONCE] for low in range(0, len(taken), ENTRIES_AT_ONCE)] or [[]]
    keys = {key: s.article for s in known for key in s.keys.known()}
    shown = {**answer.known, **_marks(known)}
    complete = len(fresh) <= ENTRIES
    for number, part in enumerate(parts, 1):
        if round_.stopped():
            return answer.state
        texts = _texts(round_, [s.entry for s in part if wants_page(s.entry, round_.full_text)])
        ready = [s for s in part if not postponed(s.entry, texts.get(s.entry.url))]
        complete = complete and len(ready) == len(part)
        if number == len(parts) and not complete:
            state = replace(state, etag="", modified="")
        keys |= {key: s.article for s in ready for key in s.keys.known()}
        shown |= _marks(ready)
        if number < len(parts):
            _store(round_, answer, ready, texts, keys, answer.state)
        else:
            _store(round_, answer, ready, texts, keys, state, shown if answer.feed else None)
        keys = {}
    return state


def _next_state(answer: Answer, n_new: int, now: datetime) -> FeedState:
    feed = answer.feed
    return after_fetch(
        answer.state,
        answer.fetched,
        now,
        n_new=n_new,
        title=feed.title if feed else "",
        unreadable=answer.unreadable,
        hint=feed.interval if feed else None,
        doubt="; ".join(feed.doubts) if feed else "",
    )


def _marks(sightings: Iterable[Sighting]) -> dict[int, Mark]:
    """What need not be read again where it stands there again: digest -> mark."""
    return {s.entry.digest: s.mark for s in sightings if s.entry.digest}


def _store(
    round_: _Round,
    answer: Answer,
    ready: Sequence[Sighting],
    texts: Mapping[str, Fetched],
    keys: Mapping[str, str],
    state: FeedState,
    shown: Mapping[int, Mark] | None = None,
) -> None:
    """Store some entries with their pages, their keys and the feed's state, in one step."""
    pages, problems = PAGES.empty(), PROBLEMS.empty()
    if answer.feed and ready:
        pages, problems = pages_of(
            [(s.article, s.entry) for s in ready],
            texts,
            feed_url=answer.state.url,
            outlet=answer.state.outlet,
            language=answer.feed.language,
        )
    round_.memory.receive(pages, problems, keys, state, answer.state.url, shown)
    ok = sum(fetched.outcome is Outcome.OK for fetched in texts.values())
    round_.found.pages_fetched += ok
    round_.found.pages_failed += len(texts) - ok
    round_.found.new += sum(s.fate is Fate.NEW for s in ready)
    round_.found.changed += sum(s.fate is Fate.CHANGED for s in ready)


def _texts(round_: _Round, entries: Iterable[Entry]) -> dict[str, Fetched]:
    """The pages of the entries by address."""
    wanted = dict.fromkeys(entry.url for entry in entries if entry.url)
    return dict(zip(wanted, round_.pool.map(round_.fetcher.fetch, wanted), strict=True))
