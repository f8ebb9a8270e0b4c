"""RSS, Atom and RDF to entries, with feedparser. Takes cleaned XML only; leaves content as it is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from syndicate.errors import FeedError
from syndicate.sources.feeds.model import Entry, Feed
from syndicate.sources.feeds.safe_xml import well_formed
from syndicate.sources.feeds.standing import trimmed
from syndicate.sources.feeds.times import from_parsed
from syndicate.sources.feeds.wording import MARKUP, heading, is_full
from syndicate.sources.web.address import vet
from syndicate.sources.web.canonical import same_site

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

HOUR = 3600.0
_PERIODS = {
    "hourly": HOUR,
    "daily": 24 * HOUR,
    "weekly": 168 * HOUR,
    "monthly": 720 * HOUR,
    "yearly": 8760 * HOUR,
}
_MARKUP_TYPES = frozenset({"text/html", "application/xhtml+xml"})
MOST_NAMES = 10  # credited in one entry
LONGEST = 2000  # characters of an id or name


def read_syndicated(text: str, kind: str, item: str, url: str, known: Container[int] = ()) -> Feed:
    """The feed in a cleaned document; `kind` is rss, atom or rdf, `item` the name of an entry's element."""
    text, doubt = well_formed(text, url)
    text, fresh, standing = (text, (), ()) if doubt else trimmed(text, item, known)
    found = _parsed(text, url)
    about = found.feed
    language = _said(about.get("language"))[:35]
    digests = fresh if len(fresh) == len(found.entries) else (0,) * len(found.entries)
    entries = [_entry(*raw, language) for raw in zip(found.entries, digests, strict=True)]
    return Feed(
        url=url,
        kind=kind,
        title=_heading(about, "title"),
        home=web_address(about.get("link")),
        language=language,
        entries=tuple(dict.fromkeys(entries)),
        interval=_interval(about),
        doubts=(doubt,) if doubt else (),
        standing=standing,
    )


def _parsed(text: str, url: str) -> Any:
    """What feedparser makes of a document; FeedError where it trips."""
    import feedparser

    stream = io.BytesIO(text.encode("utf-8", "replace"))  # of a string it would open the file it names
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        return feedparser.parse(
            stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:
        # hostile markup finds ever new ways to trip it up (numbers, nesting, encodings); none may end the job
        said = f"broken XML that cannot be read ({type(error).__name__})"
        raise FeedError(said, place=url, remedy="try later, or tell the site") from error


def web_address(value: object) -> str:
    """An address that may be fetched, as given; "" for anything else (javascript:, file:, no host)."""
    address = _said(value).strip()
    return address if address and not vet(address, allow_private=True) else ""


def named(names: Iterable[str]) -> str:
    """Names as one credit: each once, joined with ";"."""
    said = dict.fromkeys(" ".join(name.replace(";", ",").split())[:200] for name in names)
    return ";".join(name for name in list(said)[:MOST_NAMES] if name)


def _entry(raw: Mapping[str, Any], digest: int, language: str) -> Entry:
    url = web_address(raw.get("feedburner_origlink")) or web_address(raw.get("link"))
    source = raw.get("source") or {}
    publisher = " ".join(_said(source.get("title")).split())[:200]
    elsewhere = bool(publisher) and same_site(_said(source.get("href") or source.get("link")), url)
    content, markup = _content(raw)
    return Entry(
        id=_said(raw.get("id")).strip()[:LONGEST],
        url=url,
        title=_heading(raw, "title"),
        published=from_parsed(raw.get("published_parsed"), _said(raw.get("published"))),
        updated=from_parsed(raw.get("updated_parsed"), _said(raw.get("updated"))) if "updated" in raw else "",
        outlet=publisher if elsewhere else "",
        credit=named([*([] if elsewhere else [publisher]), *_authors(raw)]),
        language=_said((raw.get("title_detail") or {}).get("language"))[:35] or language,
        content=content,
        markup=markup,
        full=is_full(content, markup=markup),
        digest=digest,
    )


def _authors(raw: Mapping[str, Any]) -> list[str]:
    authors = raw.get("authors") or []
    return [_said(author.get("name")) for author in authors[:MOST_NAMES]]


def _content(raw: Mapping[str, Any]) -> tuple[str, bool]:
    """The longest text of an entry, and whether it is HTML."""
    parts = [*(raw.get("content") or []), raw.get("summary_detail") or {}]
    longest = max(parts, key=lambda part: len(_said(part.get("value"))))
    text = _said(longest.get("value")).strip()
    return text, longest.get("type") in _MARKUP_TYPES and _has_markup(text)


def _has_markup(text: str) -> bool:
    return MARKUP.search(text) is not None or ("&" in text and ";" in text)


def _heading(raw: Mapping[str, Any], name: str) -> str:
    detail = raw.get(f"{name}_detail") or {}
    return heading(_said(raw.get(name)), markup=detail.get("type") in _MARKUP_TYPES)


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""


def _interval(about: Mapping[str, Any]) -> float | None:
    """How often the feed says it changes, in seconds: RSS ttl (minutes) or the syndication module."""
    try:
        if ttl := float(about.get("ttl") or 0):
            return ttl * 60 if 0 < ttl < 1e6 else None
        period = _PERIODS.get(_said(about.get("sy_updateperiod")).strip().lower())
        times = float(about.get("sy_updatefrequency") or 1)
    except ValueError:
        return None
    return period / times if period and times >= 1 else None
