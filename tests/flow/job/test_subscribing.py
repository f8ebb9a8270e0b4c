"""Feeds added by their address or their site's, and lists of them taken in and given out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from syndicate.errors import FeedError, InputError
from syndicate.flow.job.subscribing import (
    give_out_list,
    subscribe,
    subscribe_unseen,
    take_in_list,
    unsubscribe,
)
from syndicate.sources.feeds.schedule import FeedState
from syndicate.sources.web.answer import Fetched, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

FEED, SITE, BARE = "https://faro.example/rss", "https://faro.example/", "https://bare.example/"
RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Faro</title><item><guid>a</guid>'
    "<title>A</title><link>https://faro.example/a</link></item></channel></rss>"
)
PAGE = (
    '<html><head><link rel="alternate" type="application/rss+xml" href="/none">'
    '<link rel="alternate" type="application/rss+xml" href="/rss">'
    '<link rel="alternate" type="application/atom+xml" href="/sport"></head><body>News</body></html>'
)


@dataclass
class Shelf:
    states: dict[str, FeedState] = field(default_factory=dict)

    def feeds(self) -> list[FeedState]:
        return list(self.states.values())

    def receive(
        self, pages: pl.DataFrame, problems: pl.DataFrame, keys: Mapping[str, str], feed: FeedState
    ) -> None:
        assert pages.is_empty()
        assert problems.is_empty()
        assert not keys
        self.states[feed.url] = feed

    def remove_feed(self, url: str) -> bool:
        return self.states.pop(url, None) is not None


class Web:
    def fetch(self, url: str, *, etag: str = "", modified: str = "") -> Fetched:
        bodies = {
            FEED: ("application/rss+xml", RSS), SITE: ("text/html", PAGE), SITE + "data": ("text/plain", "x"),
        }  # fmt: skip
        if url.startswith("http://127."):
            return Fetched(url=url, outcome=Outcome.REFUSED, problem="127.0.0.1 is not public (loopback)")
        if url == SITE + "old":
            return Fetched(url=url, outcome=Outcome.OK, status=200, body=RSS.encode(), permanent_url=FEED)
        if url == BARE:
            return Fetched(url=url, outcome=Outcome.OK, status=200, body=b"<html></html>", final_url=url)
        if url not in bodies:
            return Fetched(url=url, outcome=Outcome.FAILED, status=404, problem="HTTP 404")
        kind, body = bodies[url]
        return Fetched(
            url=url, outcome=Outcome.OK, status=200, body=body.encode(), content_type=kind, final_url=url
        )


def add(store: Shelf, url: str, outlet: str = "") -> object:
    return subscribe(store, Web(), url, outlet=outlet)  # type: ignore[arg-type]


def test_a_feed_by_its_address() -> None:
    added = subscribe(store := Shelf(), Web(), FEED, outlet="El Faro")  # type: ignore[arg-type]
    assert (added.state.url, added.state.title, added.state.outlet) == (FEED, "Faro", "El Faro")
    assert (added.known, added.entries, added.others) == (False, 1, ())
    assert store.states[FEED] == added.state


def test_a_feed_by_its_site_and_by_where_it_was() -> None:
    added = subscribe(store := Shelf(), Web(), SITE)  # type: ignore[arg-type]
    assert added.state.url == FEED
    assert set(added.others) == {SITE + "none", SITE + "sport"}
    assert subscribe(store, Web(), SITE + "old").known  # type: ignore[arg-type]
    assert list(store.states) == [FEED]


def test_once_more_keeps_its_history_and_takes_the_name() -> None:
    store = Shelf({FEED: FeedState(url=FEED, etag="v1", failures=2)})
    added = subscribe(store, Web(), FEED, outlet="El Faro")  # type: ignore[arg-type]
    assert added.known
    assert (store.states[FEED].etag, store.states[FEED].outlet) == ("v1", "El Faro")


def test_one_that_was_gone_begins_anew() -> None:
    store = Shelf({FEED: FeedState(url=FEED, etag="v1", gone=True)})
    assert not subscribe(store, Web(), FEED).known  # type: ignore[arg-type]
    assert store.states[FEED] == FeedState(url=FEED, title="Faro")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (SITE + "nothing", "HTTP 404"),
        ("http://127.0.0.1/rss", "not public"),
        (SITE + "data", "not a feed"),
        (BARE, "neither a feed nor a page that leads to one"),
    ],
)
def test_what_is_no_feed_is_refused_with_a_remedy(url: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        add(store := Shelf(), url)
    assert caught.value.remedy
    assert caught.value.place == url
    assert not store.states


def test_unseen() -> None:
    store = Shelf()
    assert subscribe_unseen(store, FEED).entries is None
    assert list(store.states) == [FEED]
    for url in ("file:///etc/passwd", "http://[::1]/", "http://2130706433/"):
        with pytest.raises(InputError) as caught:
            subscribe_unseen(store, url)
        assert ("--allow-private" in caught.value.remedy) == ("not public" in caught.value.message)
    assert subscribe_unseen(store, "http://127.0.0.1:8080/rss", allow_private=True)


def test_a_list_there_and_back() -> None:
    subscribe_unseen(store := Shelf(), FEED, outlet="El Faro <& Sons>")
    store.states["https://gone.example/"] = FeedState(url="https://gone.example/", gone=True)
    raw = give_out_list(store)
    added, left_out = take_in_list(other := Shelf(), raw, "feeds.opml")
    assert [(a.state.url, a.state.outlet) for a in added] == [(FEED, "El Faro <& Sons>")]
    assert not left_out
    assert list(other.states) == [FEED]


def test_a_list_with_addresses_that_must_not_be_visited() -> None:
    raw = b'<opml version="2.0"><body><outline text="x" xmlUrl="http://10.0.0.1/rss"/></body></opml>'
    added, left_out = take_in_list(Shelf(), raw, "feeds.opml")
    assert not added
    assert "10.0.0.1" in left_out[0]
    with pytest.raises(FeedError):
        take_in_list(Shelf(), b"<html></html>", "feeds.opml")


def test_removing() -> None:
    store = Shelf({FEED: FeedState(url=FEED)})
    unsubscribe(store, FEED)
    assert not store.states
    with pytest.raises(InputError, match="not in the store"):
        unsubscribe(store, FEED)
