"""What a feed is once it is read: the feed, its entries, candidates, outlines. Reads nothing.

Times are ISO 8601 in UTC ("2026-02-21T17:09:00Z"), or a day alone where the feed names no hour; what cannot
be understood stays as the feed has it. Unknown text is the empty string.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed, as the feed tells it."""

    id: str = ""  # guid or Atom id, as given; says nothing about other feeds
    url: str = ""  # absolute, http or https, as given: fetch this one
    title: str = ""  # plain text
    published: str = ""
    updated: str = ""
    outlet: str = ""  # the publication, where the entry names it (aggregators, news sitemaps)
    credit: str = ""  # sources and authors named, joined with ";"
    language: str = ""  # as given ("en-GB")
    content: str = ""  # the longest text that the entry carries
    markup: bool = False  # `content` is HTML
    full: bool = False  # `content` reads like the whole article, not like a summary
    digest: int = field(default=0, compare=False)  # of its XML as it stood there; 0 where that is doubtful


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed document: entries in the feed's own order, each once."""

    url: str  # where it was read
    kind: str  # "rss", "atom", "rdf", "json", "sitemap" or "index" (of sitemaps)
    title: str = ""
    home: str = ""  # the site's own page
    language: str = ""
    entries: tuple[Entry, ...] = ()
    interval: float | None = None  # seconds between changes as the feed hints (ttl, sy:updatePeriod)
    sitemaps: tuple[str, ...] = ()  # of an index: the sitemaps to read, newest first
    doubts: tuple[str, ...] = ()  # what was mended or left out, in words
    standing: tuple[int, ...] = ()  # digests of entries that were known and are not among `entries`


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be a feed; the surest come first."""

    url: str
    kind: str  # "rss", "atom", "json", "sitemap", or "" where only fetching tells
    title: str = ""
    declared: bool = False  # the page names it as its feed; else it is a link or a guess


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of an OPML list."""

    url: str
    title: str = ""
    home: str = ""
    folder: tuple[str, ...] = ()  # names from the outside in
