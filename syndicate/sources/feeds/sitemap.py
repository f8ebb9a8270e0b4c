"""News sitemaps and indexes (sitemaps.org, Google's news extension) to entries and links. Opens nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from syndicate.sources.feeds.model import Entry, Feed
from syndicate.sources.feeds.safe_xml import child_text, local, parsed
from syndicate.sources.feeds.syndicated import named, web_address
from syndicate.sources.feeds.times import from_iso

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_SITEMAPS = 20  # of an index: the newest; archives have thousands


def read_sitemap(text: str, url: str) -> Feed:
    """The pages that a cleaned sitemap lists, newest first; those of news alone where it marks any so."""
    entries = [
        entry for element in parsed(text, url) if local(element) == "url" and (entry := _entry(element))
    ]
    news = [entry for entry in entries if entry.title]
    doubt = "" if news or not entries else "no news sitemap: it names no titles, and may list old pages"
    listed = sorted(news or entries, key=lambda entry: entry.published or entry.updated, reverse=True)
    return Feed(
        url=url, kind="sitemap", entries=tuple(dict.fromkeys(listed)), doubts=(doubt,) if doubt else ()
    )


def read_index(text: str, url: str) -> Feed:
    """The sitemaps that a cleaned index names: those of news first, then the newest."""
    listed: list[tuple[bool, str, str]] = []
    for element in parsed(text, url):
        address = web_address(child_text(element, "loc"))
        if local(element) == "sitemap" and address and address != url:
            listed.append(
                ("news" in urlsplit(address).path.lower(), from_iso(child_text(element, "lastmod")), address)
            )
    listed.sort(key=lambda row: row[:2], reverse=True)
    found = tuple(dict.fromkeys(address for _, _, address in listed))
    doubt = (
        f"it names {len(found):,} sitemaps; {MOST_SITEMAPS} are read" if len(found) > MOST_SITEMAPS else ""
    )
    return Feed(url=url, kind="index", sitemaps=found[:MOST_SITEMAPS], doubts=(doubt,) if doubt else ())


def _entry(element: _Element) -> Entry | None:
    """One page; None where its address cannot be fetched."""
    address = web_address(child_text(element, "loc"))
    if not address:
        return None
    news = next((child for child in element if local(child) == "news"), None)
    updated = from_iso(child_text(element, "lastmod"))
    if news is None:
        return Entry(id=address, url=address, updated=updated)
    publication = next((child for child in news if local(child) == "publication"), news)
    return Entry(
        id=address,
        url=address,
        title=" ".join(child_text(news, "title").split())[:1000],
        published=from_iso(child_text(news, "publication_date")),
        updated=updated,
        outlet=named([child_text(publication, "name")]),
        language=child_text(publication, "language")[:35],
    )
