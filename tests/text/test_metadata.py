from __future__ import annotations

import json

import pytest

from syndicate.text.markup import read_markup
from syndicate.text.metadata import Metadata

AT_NINE = "2026-02-21T09:00:00Z"


def read(head: str, url: str = "https://coast.example/x") -> Metadata:
    return read_markup(f"<html><head>{head}</head><body><p>Text.</p></body></html>", url=url).meta


def json_ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_a_page_that_says_nothing() -> None:
    assert read("") == Metadata(url="https://coast.example/x")
    assert read("", url="") == Metadata()


def test_json_ld() -> None:
    meta = read(json_ld(
        headline="Old bridge &amp; ferry", datePublished="2026-02-21T17:09:00+01:00",
        dateModified="2026-02-20T01:00:00Z",
        publisher={"@type": "Organization", "name": "The Coast"}, author=[{"name": "Jane Doe"}, "Reuters"],
    ))  # fmt: skip
    assert meta.title == "Old bridge & ferry"
    assert meta.outlet == "The Coast"
    assert meta.published == "2026-02-21T16:09:00Z"
    assert meta.credit == "Jane Doe;Reuters"


def test_json_ld_in_a_graph_and_broken_json_ld() -> None:
    graph = json.dumps(
        {"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["Article"], "headline": "In the graph"}]}
    )
    broken = '<script type="application/ld+json">{"@type": "Article", </script>'
    assert read(broken + f'<script type="application/ld+json">{graph}</script>').title == "In the graph"


@pytest.mark.parametrize("value", [1, None, [], {}, [[]], [{"name": ["a"]}], {"name": {"name": "b"}}, True])
def test_json_ld_of_odd_types(value: object) -> None:
    meta = read(json_ld(headline=value, datePublished=value, publisher=value, author=value))
    assert isinstance(meta.title, str)


@pytest.mark.parametrize(("head", "expected"), [
    ('<meta property="article:published_time" content="2026-02-21T10:00:00Z">', "2026-02-21T10:00:00Z"),
    ('<meta name="date" content="2026-02-21"><meta name="pubdate" content="2026-02-21 09:00">', AT_NINE),
    ('<meta property="article:modified_time" content="2026-02-21T10:00:00Z">', ""),
    ('<meta name="date" content="soon">', ""),
])  # fmt: skip
def test_times_of_publication(head: str, expected: str) -> None:
    assert read(head).published == expected


def test_time_tags() -> None:
    page = (
        '<time class="updated" datetime="2026-02-22T10:00Z"></time><time datetime="2026-02-21T10:00Z"></time>'
    )
    assert read_markup(page).meta.published == "2026-02-21T10:00:00Z"
    page += '<time itemprop="datePublished" datetime="2026-02-21T08:00Z"></time>'
    assert read_markup(page).meta.published == "2026-02-21T08:00:00Z"


@pytest.mark.parametrize(("title", "expected"), [
    ("Old bridge to close | The Coast", "Old bridge to close"),
    ("Old bridge - new bridge", "Old bridge - new bridge"),
])  # fmt: skip
def test_titles_lose_the_name_of_the_site(title: str, expected: str) -> None:
    assert read(f'<title>{title}</title><meta property="og:site_name" content="The Coast">').title == expected


def test_canonical_links() -> None:
    assert read('<link rel="canonical" href="/y">').url == "https://coast.example/y"
    assert read('<link rel="canonical" href="javascript:alert(1)">').url == "https://coast.example/x"
    assert read('<link rel="canonical" href="http://[broken">').url == "https://coast.example/x"
    assert read('<link rel="canonical" href="https://www.reuters.com/a">').credit == "reuters.com"


def test_language() -> None:
    assert read_markup('<html lang="de-AT"><body>x</body></html>').meta.language == "de"
    assert read('<meta property="og:locale" content="hi_IN">').language == "hi"
