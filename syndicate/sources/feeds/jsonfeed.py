"""JSON Feed (version 1 and 1.1, jsonfeed.org) to entries. Opens nothing."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

from syndicate.errors import FeedError
from syndicate.sources.feeds.model import Entry, Feed
from syndicate.sources.feeds.syndicated import LONGEST, named, web_address
from syndicate.sources.feeds.times import from_iso
from syndicate.sources.feeds.wording import heading, is_full

REMEDY = "give the address of an RSS, Atom or JSON feed"


def read_json(text: str, url: str, most: int) -> Feed:
    """The feed in a JSON document, its first `most` entries. FeedError where it is broken or no feed."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise FeedError("broken JSON", place=url, remedy="try later: the answer may be cut short") from None
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in _said(document.get("version")):
        raise FeedError("JSON, but no JSON Feed", place=url, remedy=REMEDY)
    entries = [_entry(item, document, url) for item in items[:most] if isinstance(item, dict)]
    doubt = f"it has {len(items):,} entries; the first {most:,} are read" if len(items) > most else ""
    return Feed(
        url=url,
        kind="json",
        title=heading(_said(document.get("title")), markup=False),
        home=web_address(_joined(url, document.get("home_page_url"))),
        language=_said(document.get("language"))[:35],
        entries=tuple(dict.fromkeys(entries)),
        doubts=(doubt,) if doubt else (),
    )


def _entry(item: dict[str, Any], feed: dict[str, Any], url: str) -> Entry:
    html, text = _said(item.get("content_html")), _said(item.get("content_text"))
    markup = bool(html.strip())
    content = (html if markup else text or _said(item.get("summary"))).strip()
    return Entry(
        id=_said(item.get("id")).strip()[:LONGEST],
        url=web_address(_joined(url, item.get("url") or item.get("external_url"))),
        title=heading(_said(item.get("title")), markup=False),
        published=from_iso(_said(item.get("date_published"))),
        updated=from_iso(_said(item.get("date_modified"))),
        credit=named(_authors(item)),
        language=_said(item.get("language") or feed.get("language"))[:35],
        content=content,
        markup=markup,
        full=is_full(content, markup=markup),
    )


def _authors(item: dict[str, Any]) -> list[str]:
    """Version 1.1 lists authors, version 1 has one."""
    authors = item.get("authors") or [item.get("author")]
    people = authors if isinstance(authors, list) else [authors]
    return [_said(person.get("name")) for person in people if isinstance(person, dict)]


def _joined(base: str, value: object) -> str:
    try:
        return urljoin(base, _said(value)) if _said(value) else ""
    except ValueError:
        return ""


def _said(value: object) -> str:
    """A string, or a number written as one (ids); "" for anything else."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return value if isinstance(value, str) else str(value) if number else ""
