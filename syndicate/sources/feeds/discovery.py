"""The feeds of a site from its page: what it declares, what it links, what is usual. Fetches nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from syndicate.sources.feeds.model import Candidate
from syndicate.sources.web.address import vet
from syndicate.sources.web.canonical import same_site
from syndicate.sources.web.tags import tags

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 50  # candidates; a large site names a feed for every section
_TYPES = {
    "application/rss+xml": "rss", "application/atom+xml": "atom", "application/rdf+xml": "rss",
    "application/feed+json": "json", "application/xml": "", "text/xml": "", "application/rss": "rss",
    "application/atom": "atom",
}  # fmt: skip
# Where the usual systems put theirs: WordPress, Drupal, Hugo, Jekyll, Arc, Escenic; news sitemaps by habit.
_USUAL = (
    ("feed", "rss"), ("feed/", "rss"), ("rss", "rss"), ("rss.xml", "rss"), ("feed.xml", ""),
    ("atom.xml", "atom"), ("index.xml", ""), ("feed.json", "json"), ("arc/outboundfeeds/rss/", "rss"),
    ("news-sitemap.xml", "sitemap"), ("sitemap-news.xml", "sitemap"), ("sitemap_news.xml", "sitemap"),
)  # fmt: skip
_LINKED = re.compile(
    r"/(?:rss|feeds?|atom)(?:/|\Z)|\.(?:rss|atom|rdf)\Z|(?:rss|feed|atom)[\w-]*\.xml\Z|/feed\.json\Z", re.I
)
_COMMENTS = re.compile(r"comments?\b", re.I)


def discover(html: str, url: str) -> list[Candidate]:
    """Addresses that may be feeds of the page at `url`, each once, the surest first, at most 50.

    First what the page declares (link rel=alternate; feeds of comments last), then what it links to on its
    own site, then the usual places. Only fetching and `read_feed` tell whether one is a feed.
    """
    base = next((attributes["href"] for _, attributes in tags(html, "base") if "href" in attributes), "")
    page = _joined(url, base) or url
    declared = sorted(
        _declared(html, page), key=lambda found: bool(_COMMENTS.search(found.title + found.url))
    )
    found: dict[str, Candidate] = {}
    for candidate in (*declared, *_linked(html, page, url), *_usual(url)):
        if candidate.url and candidate.url != url and not vet(candidate.url, allow_private=True):
            found.setdefault(candidate.url, candidate)
    return list(found.values())[:MOST]


def _declared(html: str, page: str) -> Iterator[Candidate]:
    for _, attributes in tags(html, "link"):
        kind = _TYPES.get(attributes.get("type", "").partition(";")[0].strip().lower())
        relations = attributes.get("rel", "").lower().split()
        if "sitemap" in relations:
            kind = "sitemap"
        elif kind is None or not {"alternate", "feed"} & set(relations):
            continue
        yield Candidate(
            _joined(page, attributes.get("href", "")), kind, attributes.get("title", "")[:200], True
        )


def _linked(html: str, page: str, url: str) -> Iterator[Candidate]:
    for _, attributes in tags(html, "a"):
        address = _joined(page, attributes.get("href", ""))
        if address and _LINKED.search(urlsplit(address).path) and same_site(address, url):
            yield Candidate(address, "", attributes.get("title", "")[:200])


def _usual(url: str) -> Iterator[Candidate]:
    for path, kind in _USUAL:
        yield Candidate(_joined(url, "/" + path), kind)


def _joined(base: str, address: str) -> str:
    """An absolute address without fragment; "" where none can be made."""
    try:
        return urljoin(base, address).partition("#")[0] if address else ""
    except ValueError:
        return ""
