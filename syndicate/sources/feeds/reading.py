"""Bytes to a feed, whatever form of feed they are. Opens no connection; what it cannot read it says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from syndicate.errors import FeedError
from syndicate.sources.base import MB
from syndicate.sources.encoding import is_binary
from syndicate.sources.feeds.jsonfeed import read_json
from syndicate.sources.feeds.safe_xml import begin, cleaned, closed
from syndicate.sources.feeds.sitemap import read_index, read_sitemap
from syndicate.sources.feeds.syndicated import read_syndicated
from syndicate.sources.web.decoding import UndecodableError, text_of, unpack

if TYPE_CHECKING:
    from collections.abc import Container

    from syndicate.sources.feeds.model import Feed

MAX_BYTES = 10 * MB  # of a feed; large full-text feeds have 2 MB, a news sitemap of 1,000 pages half of one
MAX_ENTRIES = 1000  # of one document; Google's limit for news sitemaps, far above what feeds hold
_FORMS = {"rss": ("rss", "item"), "rdf": ("rdf", "item"), "feed": ("atom", "entry"),
          "urlset": ("sitemap", "url"), "sitemapindex": ("index", "sitemap")}  # fmt: skip
_INSIDE = re.compile(r"<(?:\?xml\b|(?:rss|feed|(?:\w+:)?RDF|urlset|sitemapindex)[\s>])")
_JUNK = 4096  # characters before a feed, as broken servers print them, that are passed over
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)


def read_feed(raw: bytes, content_type: str, url: str, *, known: Container[int] = ()) -> Feed:
    """The feed in what came from `url`. Whatever is mended or left out stands in `Feed.doubts`.

    Entries of RSS, RDF or Atom with one of the `known` digests are not read: they are told in
    `Feed.standing`. Raises FeedError where it is no feed at all (HTML, an image, nothing), or one that
    defines entities.
    """
    text, doubts = _text(raw, content_type, url)
    if text.lstrip()[:1] in {"{", "["}:
        feed = read_json(text.lstrip(), url, MAX_ENTRIES)
    else:
        document, root, form, more = _document(text, url)
        kind, item = form
        document, doubt = closed(document, root, item, MAX_ENTRIES)
        doubts += [found for found in (more, doubt) if found]
        feed = _read(document, kind, item, url, known)
    return replace(feed, doubts=(*doubts, *feed.doubts))


def _read(document: str, kind: str, item: str, url: str, known: Container[int]) -> Feed:
    if kind == "sitemap":
        return read_sitemap(document, url)
    return read_index(document, url) if kind == "index" else read_syndicated(document, kind, item, url, known)


def _text(raw: bytes, content_type: str, url: str) -> tuple[str, list[str]]:
    """The document as text, at most MAX_BYTES of it, and what is doubtful."""
    doubts = []
    if raw.startswith(b"\x1f\x8b"):  # a packed file (sitemap.xml.gz), not a packed answer
        try:
            raw, _ = unpack(raw, "gzip", MAX_BYTES)
        except UndecodableError as error:
            raise FeedError(str(error), place=url, remedy="check the address") from None
    if not raw.strip():
        raise FeedError("the answer is empty", place=url, remedy="try later, or check the address")
    if is_binary(raw):
        raise FeedError("not text (a binary file)", place=url, remedy="check the address")
    if len(raw) > MAX_BYTES:
        raw = raw[:MAX_BYTES]
        doubts.append(f"it is larger than {MAX_BYTES // MB} MB; the rest is not read")
    text, doubt = text_of(raw, content_type)
    return text, doubts + ([doubt] if doubt else [])


def _document(text: str, url: str) -> tuple[str, str, tuple[str, str], str]:
    """The XML from its root on, the root as written, its form, and a doubt. Raises FeedError for no feed."""
    doubt = ""
    if not _HTML.match(text, begin(text)):
        found = _INSIDE.search(text[:_JUNK])
        if found and text[: found.start()].strip("\ufeff \t\r\n") and not text.lstrip().startswith("<!"):
            text, doubt = text[found.start() :], "what stood before the feed was left out"
        document, root = cleaned(text, url)
        if form := _FORMS.get(root.rpartition(":")[2].lower()):
            return document, root, form, doubt
    raise _no_feed(text, url)


def _no_feed(text: str, url: str) -> FeedError:
    if _HTML.match(text, begin(text)) or _HTML.search(text[:_JUNK]):
        return FeedError(
            "a web page (HTML), not a feed",
            place=url,
            remedy="give the site's address to `feeds add`, which finds its feeds, or the feed's own",
        )
    if "<" not in text[:_JUNK]:
        return FeedError("plain text, not a feed", place=url, remedy="check the address")
    return FeedError(
        "XML, but no feed", place=url, remedy="give an RSS, Atom or JSON feed, or a news sitemap"
    )
