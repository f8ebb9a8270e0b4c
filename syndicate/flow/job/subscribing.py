"""Which feeds does the job ask? Adds them by address, by site, by list. Takes in no article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from syndicate.errors import FeedError, InputError
from syndicate.schema import PAGES, PROBLEMS
from syndicate.sources.feeds.discovery import discover
from syndicate.sources.feeds.model import Outline
from syndicate.sources.feeds.opml import read_opml, write_opml
from syndicate.sources.feeds.reading import read_feed
from syndicate.sources.feeds.schedule import FeedState
from syndicate.sources.web.address import vet
from syndicate.sources.web.answer import Outcome
from syndicate.sources.web.decoding import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from syndicate.sources.feeds.model import Feed
    from syndicate.sources.web.answer import Fetched
    from syndicate.sources.web.fetcher import Fetcher

TRIED: Final = 8  # candidates of a site that are asked before it is said to have no feed


class Subscriptions(Protocol):
    """What is needed of a store."""

    def feeds(self) -> list[FeedState]:
        """The state of every feed."""

    def receive(
        self, pages: pl.DataFrame, problems: pl.DataFrame, keys: Mapping[str, str], feed: FeedState
    ) -> None:
        """Keep a feed's state."""

    def remove_feed(self, url: str) -> bool:
        """Ask this feed no more; whether it was there."""


@dataclass(frozen=True, slots=True)
class Added:
    """A feed that is asked from now on."""

    state: FeedState
    known: bool  # it was asked before
    entries: int | None  # in it now; None where it was not looked at
    others: tuple[str, ...] = ()  # further feeds that the site names


def subscribe(store: Subscriptions, fetcher: Fetcher, url: str, *, outlet: str = "") -> Added:
    """Ask a feed from now on: the one at `url`, or the first readable one that the page there names.

    Raises InputError where the address must not be visited or does not answer, FeedError where neither it nor
    what its page names is a feed.
    """
    fetched = _fetched(fetcher, url)
    place, others = fetched.permanent_url or url, tuple[str, ...]()
    try:
        feed = read_feed(fetched.body, fetched.content_type, fetched.final_url or url)
    except FeedError as error:
        if "html" not in fetched.content_type.lower() and b"<html" not in fetched.body[:4096].lower():
            raise
        feed, others = _first_feed(fetcher, fetched, error)
        place = feed.url
    return _keep(store, place, outlet, feed, others)


def _remedy(why: str) -> str:
    """What to do about an address that must not be visited."""
    if "not public" in why:
        return "give a public web address, or allow it with --allow-private"
    return "give the address of a feed or a site, such as https://news.example.org/"


def _fetched(fetcher: Fetcher, url: str) -> Fetched:
    fetched = fetcher.fetch(url)
    if fetched.outcome is Outcome.REFUSED:
        raise InputError(fetched.problem, place=url, remedy=_remedy(fetched.problem))
    if fetched.outcome is not Outcome.OK:
        raise InputError(
            fetched.problem or fetched.outcome.value,
            place=url,
            remedy="try again later, or add it unseen with --unseen",
        )
    return fetched


def _first_feed(fetcher: Fetcher, page: Fetched, error: FeedError) -> tuple[Feed, tuple[str, ...]]:
    """(the first candidate of the page that is a feed, the others that it declares)."""
    html, _ = text_of(page.body, page.content_type)
    candidates = discover(html, page.final_url or page.url)
    for candidate in candidates[:TRIED]:
        fetched = fetcher.fetch(candidate.url)
        if fetched.outcome is not Outcome.OK:
            continue
        try:
            feed = read_feed(fetched.body, fetched.content_type, candidate.url)
        except FeedError:
            continue
        return feed, tuple(c.url for c in candidates if c.declared and c.url != candidate.url)
    raise FeedError(
        "neither a feed nor a page that leads to one", place=page.url, remedy="give the address of the feed"
    ) from error


def _keep(
    store: Subscriptions, url: str, outlet: str, feed: Feed | None, others: tuple[str, ...] = ()
) -> Added:
    """The feed in the store; one that is there already keeps its history, unless it was gone."""
    before = {state.url: state for state in store.feeds()}.get(url)
    known = before is not None and not before.gone
    title = feed.title if feed else ""
    state = before if known and before else FeedState(url=url)
    state = _named(state, title, outlet)
    if state != before:
        store.receive(PAGES.empty(), PROBLEMS.empty(), {}, state)
    return Added(state, known, len(feed.entries) if feed else None, others)


def _named(state: FeedState, title: str, outlet: str) -> FeedState:
    return replace(state, title=title or state.title, outlet=outlet or state.outlet)


def subscribe_unseen(
    store: Subscriptions, url: str, *, outlet: str = "", allow_private: bool = False
) -> Added:
    """Ask the feed at `url` from now on without looking at it; InputError where it must not be visited."""
    if why := vet(url, allow_private=allow_private):
        raise InputError(why, place=url, remedy=_remedy(why))
    return _keep(store, url, outlet, None)


def take_in_list(
    store: Subscriptions, raw: bytes, place: str, *, allow_private: bool = False
) -> tuple[list[Added], list[str]]:
    """(feeds of an OPML list, unseen, asked from now on; what was left out, in words).

    The title of an entry is the outlet's name that its articles get. Raises FeedError where it is no OPML.
    """
    outlines, left_out = read_opml(raw, place)
    added: list[Added] = []
    for outline in outlines:
        if why := vet(outline.url, allow_private=allow_private):
            left_out.append(f"{outline.url[:200]}: {why}")
            continue
        added.append(_keep(store, outline.url, outline.title, None))
    return added, left_out


def give_out_list(store: Subscriptions) -> bytes:
    """All feeds but those that are gone, as an OPML list."""
    return write_opml(
        [Outline(state.url, state.outlet or state.title) for state in store.feeds() if not state.gone],
        title="syndicate",
    )


def unsubscribe(store: Subscriptions, url: str) -> None:
    """Ask a feed no more; its articles stay. InputError where there is none of this address."""
    if not store.remove_feed(url):
        raise InputError("this feed is not in the store", place=url, remedy="see `syndicate feeds list`")
