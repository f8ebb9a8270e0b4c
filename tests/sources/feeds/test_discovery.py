from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.sources.feeds.discovery import MOST, discover
from syndicate.sources.feeds.model import Candidate

SITE = "https://www.news.example/world/index.html"


def declared(head: str, body: str = "") -> list[Candidate]:
    """What comes before the guesses."""
    found = discover(f"<html><head>{head}</head><body>{body}</body></html>", SITE)
    return [candidate for candidate in found if candidate not in GUESSES]


GUESSES = discover("", SITE)


def test_a_page_that_says_nothing_gives_the_usual_places() -> None:
    assert Candidate("https://www.news.example/feed", "rss") in GUESSES
    assert Candidate("https://www.news.example/news-sitemap.xml", "sitemap") in GUESSES
    assert not any(candidate.declared for candidate in GUESSES)


@pytest.mark.parametrize(("head", "expected"), [
    ('<link rel="alternate" type="application/rss+xml" title="Top &amp; World" href="/rss?a=1&amp;b=2">',
     Candidate("https://www.news.example/rss?a=1&b=2", "rss", "Top & World", declared=True)),
    ("<LINK REL='Alternate' TYPE='application/atom+xml; charset=utf-8' HREF=//feeds.example/a>",
     Candidate("https://feeds.example/a", "atom", declared=True)),
    ('<link rel="alternate" type="application/feed+json" href="f.json#x">',
     Candidate("https://www.news.example/world/f.json", "json", declared=True)),
    ('<base href="https://cdn.example/x/"><link rel="feed" type="application/rss+xml" href="a">',
     Candidate("https://cdn.example/x/a", "rss", declared=True)),
    ('<link rel="sitemap" type="application/xml" href="/map.xml">',
     Candidate("https://www.news.example/map.xml", "sitemap", declared=True)),
])  # fmt: skip
def test_what_a_page_declares(head: str, expected: Candidate) -> None:
    assert declared(head) == [expected]
    assert discover(head, SITE)[0] == expected


@pytest.mark.parametrize("head", [
    '<link rel="stylesheet" type="text/css" href="/feed.css">',
    '<link rel="alternate" hreflang="de" href="/de/">',
    '<link rel="alternate" type="application/json+oembed" href="/oembed">',
    '<link rel="alternate" type="application/rss+xml">',
    '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">',
    '<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">',
    '<link rel="alternate" type="application/rss+xml" href="http://[::1">',
    '<!-- <link rel="alternate" type="application/rss+xml" href="/old"> -->',
])  # fmt: skip
def test_what_is_no_feed(head: str) -> None:
    assert declared(head) == []


def test_feeds_of_comments_come_after_the_others() -> None:
    feeds = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'
        for title, href in (("Site » Comments Feed", "/c"), ("Site", "/s"))
    )
    assert [candidate.url for candidate in declared(feeds)] == [
        "https://www.news.example/s",
        "https://www.news.example/c",
    ]


def test_links_to_feeds_of_the_same_site() -> None:
    body = """<a href="/section/rss">RSS</a><a href="https://feeds.news.example/top.rss">Top</a>
<a href="/about">About</a>
<a href="https://other.example/feed">Other</a><a href="/feedback">Feedback</a>
<a href="/press/atom.xml?x=1">Atom</a>"""
    assert [candidate.url for candidate in declared("", body)] == [
        "https://www.news.example/section/rss", "https://feeds.news.example/top.rss",
        "https://www.news.example/press/atom.xml?x=1",
    ]  # fmt: skip


def test_candidates_come_once_and_are_bounded() -> None:
    many = '<link rel="alternate" type="application/rss+xml" href="/1">' * 2
    many += "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}">' for n in range(200))
    found = discover(many, SITE)
    assert len(found) == MOST
    assert len({candidate.url for candidate in found}) == MOST


@given(st.text(max_size=200), st.text(max_size=40))
def test_any_page_gives_web_addresses(html: str, href: str) -> None:
    page = f'{html}<link rel="alternate" type="application/rss+xml" href="{href}">'
    assert all(candidate.url.startswith(("http://", "https://")) for candidate in discover(page, SITE))
