"""Feeds asked and taken in: what is new, what a stop leaves, and that nothing is stored by halves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import polars as pl

from syndicate.flow.job import harvest as module
from syndicate.flow.job.harvest import harvest
from syndicate.schema import PAGES
from syndicate.sources.feeds.schedule import FeedState
from syndicate.sources.web.answer import Fetched, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pytest

    from syndicate.sources.feeds.identity import Mark

NOW = datetime(2026, 2, 21, 17, tzinfo=UTC)
FEED = "https://faro.example/rss"
TEXT = " ".join(["The harbour of Port Selm was closed on Tuesday after a storm, officials said."] * 30)


@dataclass
class Shelf:
    """A store in memory that notes every step."""

    states: dict[str, FeedState]
    known: dict[str, str] = field(default_factory=dict)
    pages: list[pl.DataFrame] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    standing: dict[str, dict[int, Mark]] = field(default_factory=dict)

    def feeds(self) -> list[FeedState]:
        return list(self.states.values())

    def shown(self, url: str) -> Mapping[int, Mark]:
        return self.standing.get(url, {})

    def articles_of(self, keys: Sequence[str]) -> Mapping[str, str]:
        return {key: self.known[key] for key in keys if key in self.known}

    def receive(
        self,
        pages: pl.DataFrame,
        problems: pl.DataFrame,
        keys: Mapping[str, str],
        feed: FeedState,
        was: str = "",
        shown: Mapping[int, Mark] | None = None,
    ) -> None:
        assert not problems["skipped"].any()
        self.problems += problems["problem"].to_list()
        self.pages.append(pages)
        self.known |= keys
        self.states.pop(was, None)
        self.states[feed.url] = feed
        if shown is not None:
            self.standing[feed.url] = dict(shown)

    @property
    def articles(self) -> list[str]:
        return pl.concat([PAGES.empty(), *self.pages])["article"].to_list()


@dataclass
class Web:
    """Answers from a table of addresses; notes what was asked."""

    bodies: dict[str, str]
    asked: list[str] = field(default_factory=list)

    def fetch(self, url: str, *, etag: str = "", modified: str = "") -> Fetched:
        self.asked.append(url)
        if url not in self.bodies:
            return Fetched(url=url, outcome=Outcome.FAILED, status=404, problem="HTTP 404")
        if etag == "v1":
            return Fetched(url=url, outcome=Outcome.UNCHANGED, status=304, etag="v1")
        kind = "text/html" if self.bodies[url].startswith("<html") else "application/rss+xml"
        return Fetched(
            url=url, outcome=Outcome.OK, status=200, body=self.bodies[url].encode(), content_type=kind,
            final_url=url, etag="v1" if url.endswith("rss") else "",
        )  # fmt: skip


def rss(*items: tuple[str, str]) -> str:
    told = "".join(
        f"<item><guid>{name}</guid><title>{name}</title><link>https://faro.example/{name}</link>"
        f"<description>{text}</description></item>"
        for name, text in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Faro</title>{told}</channel></rss>'


def shelf(*urls: str) -> Shelf:
    return Shelf({url: FeedState(url=url) for url in urls})


def ask(store: Shelf, web: Web, **options: object) -> module.Harvest:
    return harvest(store, web, lambda: NOW, **options)  # type: ignore[arg-type]


def test_nothing_to_ask() -> None:
    assert ask(shelf(), Web({})) == module.Harvest()


def test_new_entries_once_and_their_pages_where_the_feed_is_short() -> None:
    web = Web(
        {FEED: rss(("a", TEXT), ("b", "Short.")), "https://faro.example/b": f"<html><p>{TEXT}</p></html>"}
    )
    store = shelf(FEED)
    found = ask(store, web)
    assert (found.new, found.known, found.pages_fetched) == (2, 0, 1)
    assert web.asked == [FEED, "https://faro.example/b"]
    assert len(store.articles) == len(set(store.articles)) == 2
    store.states[FEED] = FeedState(url=FEED)  # asked again from scratch
    again = ask(store, web)
    assert (again.new, again.known) == (0, 2)
    assert len(store.articles) == 2


def test_what_stands_there_unchanged_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    real = module.sift
    monkeypatch.setattr(
        module, "sift", lambda entries, *a, **k: read.append(len(entries)) or real(entries, *a, **k)
    )
    web = Web({FEED: rss(("a", TEXT), ("b", TEXT + " More."))})
    store = shelf(FEED)
    for bodies in (
        (("a", TEXT), ("b", TEXT + " More.")),
        (("c", TEXT + " Else."), ("a", TEXT)),
        (("a", TEXT + " Corrected."),),
    ):
        web.bodies[FEED] = rss(*bodies)
        store.states[FEED] = FeedState(url=FEED)
        ask(store, web)
    assert read == [2, 1, 1]
    assert len(store.standing[FEED]) == 1
    assert len(store.articles) == 4  # a, b, c, and the new text of a


def test_an_id_at_several_addresses_is_not_believed_though_one_stands_there_unchanged() -> None:
    """A feed that gives every entry one id: the second must not pass for a version of the first."""

    def told(*names: str) -> str:
        return (
            rss(*((name, f"{TEXT} {name}") for name in names))
            .replace("<guid>a", "<guid>x")
            .replace("<guid>b", "<guid>x")
        )

    store = shelf(FEED)
    web = Web({FEED: told("a")})
    ask(store, web)
    web.bodies[FEED] = told("b", "a")
    store.states[FEED] = FeedState(url=FEED)
    found = ask(store, web)
    assert (found.new, found.changed, found.known) == (1, 0, 1)


def test_a_page_that_cannot_be_had_leaves_the_entry_as_the_feed_tells_it() -> None:
    found = ask(store := shelf(FEED), Web({FEED: rss(("a", TEXT[:200]))}))
    assert (found.new, found.pages_failed) == (1, 1)
    assert TEXT[:100] in store.pages[0]["text"][0]
    assert "HTTP 404" in " ".join(store.problems)


def test_a_feed_that_fails_holds_up_no_other() -> None:
    other = "https://gone.example/rss"
    web = Web({FEED: rss(("a", TEXT)), "https://odd.example/rss": "<html><p>no feed</p></html>"})
    store = shelf(other, FEED, "https://odd.example/rss")
    found = ask(store, web)
    assert found.new == 1
    assert found.outcomes == {"ok": 1, "failed": 1, "unreadable": 1}
    assert store.states[other].last_problem
    assert store.states[other].failures == 1


def test_more_than_one_round_takes_in_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ENTRIES", 3)
    monkeypatch.setattr(module, "ENTRIES_AT_ONCE", 2)
    store, web = shelf(FEED), Web({FEED: rss(*((f"n{i}", f"{i} {TEXT}") for i in range(7)))})
    assert ask(store, web).new == 3
    assert [len(pages) for pages in store.pages] == [2, 1]
    while store.states[FEED].etag == "":
        store.states[FEED] = FeedState(url=FEED)
        ask(store, web)
    assert sorted(set(store.articles)) == sorted(store.articles)
    assert len(store.articles) == 7


def test_a_stop_between_two_steps_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ENTRIES_AT_ONCE", 2)
    store, web = shelf(FEED), Web({FEED: rss(*((f"n{i}", f"{i} {TEXT}") for i in range(5)))})
    ask(store, web, stopped=lambda: len(store.pages) >= 1)
    assert len(store.articles) == 2
    assert store.states[FEED].etag == ""
    ask(store, web)
    assert len(store.articles) == len(set(store.articles)) == 5


def test_an_index_of_sitemaps_is_followed() -> None:
    index, part = "https://faro.example/sitemap.xml", "https://faro.example/news.xml"
    ns = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    news = "xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'"
    told = (
        "<n:publication><n:name>Faro</n:name></n:publication>"
        "<n:publication_date>2026-02-21</n:publication_date><n:title>Harbour closed</n:title>"
    )
    entry = f"<url><loc>https://faro.example/a</loc><n:news>{told}</n:news></url>"
    web = Web({
        index: f"<?xml version='1.0'?><sitemapindex {ns}><sitemap><loc>{part}</loc></sitemap></sitemapindex>",
        part: f"<?xml version='1.0'?><urlset {ns} {news}>{entry}</urlset>",
        "https://faro.example/a": f"<html><p>{TEXT}</p></html>",
    })  # fmt: skip
    store = shelf(index)
    assert ask(store, web).new == 1
    assert store.pages[0]["outlet"].to_list() == ["Faro"]


def test_a_feed_that_has_moved_for_good_is_asked_at_its_new_place() -> None:
    class Moved(Web):
        def fetch(self, url: str, *, etag: str = "", modified: str = "") -> Fetched:
            return replace(super().fetch(FEED), url=url, permanent_url=FEED)

    store = shelf("https://old.example/rss")
    assert ask(store, Moved({FEED: rss(("a", TEXT))})).new == 1
    assert list(store.states) == [FEED]


def test_a_page_that_may_come_later_is_waited_for() -> None:
    class Down(Web):
        def fetch(self, url: str, *, etag: str = "", modified: str = "") -> Fetched:
            if url.endswith("/a") and self.asked.count(FEED) < 2:
                return Fetched(url=url, outcome=Outcome.FAILED, status=503, problem="HTTP 503")
            return super().fetch(url, etag=etag, modified=modified)

    web = Down({FEED: rss(("a", "Short.")), "https://faro.example/a": f"<html><p>{TEXT}</p></html>"})
    store = shelf(FEED)
    assert ask(store, web).new == 0
    assert (store.articles, store.known, store.states[FEED].etag) == ([], {}, "")
    store.states[FEED] = replace(store.states[FEED], next_at="")
    assert ask(store, web).new == 1
    assert store.states[FEED].etag == "v1"
