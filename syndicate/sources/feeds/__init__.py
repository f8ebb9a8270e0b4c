"""What do feeds tell? Bytes to entries, entries to pages, answers to the next time. Opens no connection.

read_feed(raw, content_type, url) -> Feed           RSS, Atom, RDF, JSON Feed, news sitemaps
discover(html, url) -> list[Candidate]              the feeds of a site, from its page
read_opml(raw, place), write_opml(outlines)         lists of feeds
sift(entries, feed_url, look_up) -> list[Sighting]  which entries are new, changed, known
wants_page(entry, full_text), pages_of(...)         entries to rows of `schema.PAGES`
after_fetch(state, fetched, ...), due(states, now)  when to ask again
"""

from __future__ import annotations

from syndicate.sources.feeds.discovery import discover
from syndicate.sources.feeds.entry_pages import FullText, pages_of, postponed, wants_page
from syndicate.sources.feeds.identity import Fate, Keys, Sighting, entry_keys, recognise, sift
from syndicate.sources.feeds.model import Candidate, Entry, Feed, Outline
from syndicate.sources.feeds.opml import read_opml, write_opml
from syndicate.sources.feeds.reading import read_feed
from syndicate.sources.feeds.schedule import FeedState, after_fetch, due

__all__ = [
    "Candidate",
    "Entry",
    "Fate",
    "Feed",
    "FeedState",
    "FullText",
    "Keys",
    "Outline",
    "Sighting",
    "after_fetch",
    "discover",
    "due",
    "entry_keys",
    "pages_of",
    "postponed",
    "read_feed",
    "read_opml",
    "recognise",
    "sift",
    "wants_page",
    "write_opml",
]
