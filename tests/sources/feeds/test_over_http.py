"""Feeds from a server that misbehaves: whatever comes, the feed's state says what happened."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from misbehaving import TAG, Server, serving

from syndicate.errors import FeedError
from syndicate.sources.feeds import Entry, FeedState, after_fetch, due, read_feed, sift
from syndicate.sources.web import Fetcher, Manners, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 2, 21, 10, tzinfo=UTC)
FETCHER = Fetcher(
    Manners(
        allow_private=True, robots=False, min_delay=0.0, attempts=1, read_seconds=20.0, grace_seconds=0.3,
        max_packed_bytes=200_000, max_bytes=300_000,
    ),
    wall=NOW.timestamp,
)  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def ask(state: FeedState, fetcher: Fetcher = FETCHER) -> tuple[FeedState, tuple[Entry, ...]]:
    """One asking of a feed, as a job does it: its state afterwards, and its entries."""
    fetched = fetcher.fetch(state.url, etag=state.etag, modified=state.modified)
    if fetched.outcome is not Outcome.OK:
        return after_fetch(state, fetched, NOW), ()
    try:
        feed = read_feed(fetched.body, fetched.content_type, fetched.final_url)
    except FeedError as error:
        return after_fetch(state, fetched, NOW, unreadable=str(error)), ()
    n_new, doubt = len(feed.entries), "; ".join(feed.doubts)
    return after_fetch(state, fetched, NOW, n_new=n_new, title=feed.title, doubt=doubt), feed.entries


@pytest.mark.parametrize(("path", "status", "problem"), [
    ("/dripping-head", "failed", "slower than 1024 bytes a second"),
    ("/dripping-body", "failed", "slower than 1024 bytes a second"),
    ("/endless", "failed", "larger than 200,000 bytes"),
    ("/huge", "failed", "larger than 200,000 bytes"),
    ("/bomb", "failed", "unpacks to more than 300,000 bytes"),
    ("/loop/a", "failed", "round in a circle"),
    ("/to-file", "refused", "only http and https"),
    ("/hangs-up", "failed", "the connection broke"),
    ("/500", "failed", "the server answers 500"),
    ("/410", "gone", "gone for good"),
    ("/html", "unreadable", "a web page (HTML), not a feed"),
    ("/entity-bomb", "unreadable", "defines entities"),
    ("/truncated", "ok", "too early"),
    ("/cut-xml", "ok", "it is cut short"),
    ("/wrong-charset", "ok", ""),
    ("/feed", "ok", ""),
])  # fmt: skip
def test_the_state_says_what_happened(server: Server, path: str, status: str, problem: str) -> None:
    before = FeedState(url=server.url + path)
    state, entries = ask(before)
    assert (state.last_status, state.url) == (status, before.url)
    assert problem in state.last_problem
    assert bool(state.last_problem) is bool(problem)
    assert (state.failures == 0) is (status == "ok") is bool(state.last_ok_at)
    assert bool(entries) is (path in {"/cut-xml", "/wrong-charset", "/feed"})
    assert due([state], NOW) == []


@pytest.mark.parametrize(("path", "seconds"), [("/429", 1800), ("/503", 1800)])
def test_a_busy_server_is_left_alone(server: Server, path: str, seconds: float) -> None:
    """Two minutes and ten, as they say, are less than the pause after any failure."""
    fetcher = Fetcher(Manners(allow_private=True, robots=False, min_delay=0.0), wall=NOW.timestamp)
    state, _ = ask(FeedState(url=server.url + path), fetcher)
    assert state.last_status == "busy"
    assert (datetime.fromisoformat(state.next_at) - NOW).total_seconds() == seconds


def test_a_feed_that_did_not_change_is_not_read_again(server: Server) -> None:
    first, entries = ask(FeedState(url=server.url + "/feed"))
    second, again = ask(first)
    assert (first.etag, len(entries)) == (TAG, 1)
    assert (second.last_status, second.etag, again) == ("unchanged", TAG, ())


def test_a_page_in_place_of_a_feed_is_asked_for_in_full_again(server: Server) -> None:
    state, _ = ask(FeedState(url=server.url + "/html"))
    assert state.etag == ""


def test_a_move_for_good_is_remembered_and_gone_is_gone(server: Server) -> None:
    state, _ = ask(FeedState(url=server.url + "/moved"))
    assert state.url == server.url + "/feed"
    gone, _ = ask(FeedState(url=server.url + "/410"))
    assert gone.gone


def test_a_wrong_charset_is_seen_through(server: Server) -> None:
    _, entries = ask(FeedState(url=server.url + "/wrong-charset"))
    assert [entry.title for entry in entries] == ["Буря в старом городе"]


def test_ids_that_change_bring_nothing_new(server: Server) -> None:
    seen: dict[str, str] = {}
    fates = []
    for _ in range(3):
        _, entries = ask(FeedState(url=server.url + "/changing-ids"))
        for sighting in sift(entries, server.url, lambda keys: seen):
            seen.update(dict.fromkeys(sighting.keys.known(), sighting.article))
            fates.append(sighting.fate.value)
    assert fates == ["new", "known", "known"]
    assert sum(key.startswith("id:") for key in seen) == 3
