"""What a page's markup says of the article: JSON-LD, meta tags, time tags, links. Looks at no visible text.

The first value of a name wins, as a page's own come before those of the stories that it links to.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from syndicate.text.dates import to_utc
from syndicate.text.language import code_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_JSON = 1_000_000  # characters of one JSON-LD script
_MOST_NODES = 10_000  # of it are looked at
_LONGEST = 2_000  # characters of one value
_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|News\w*|Review)$")

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time",
    "datepublished", "date_published", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
    "publish-date", "publish_date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created",
    "dc.date", "date", "<time published>",
)  # fmt: skip
_SOURCES = ("syndication-source", "original-source", "article:source", "dc.source", "news:source", "source")
_AUTHORS = ("author", "article:author", "byl", "parsely-author", "dc.creator")


class Metadata(NamedTuple):
    """What the markup says; "" for what it does not."""

    title: str = ""
    outlet: str = ""
    published: str = ""  # as `dates.to_utc` gives it
    url: str = ""
    language: str = ""  # ISO 639-1; that of the site, as often as not
    credit: str = (
        ""  # names that it credits, parted by ";": sources, authors, the host of a foreign canonical
    )


def read_metadata(tree: Any, *, url: str = "") -> Metadata:
    """The metadata of a parsed page (an lxml tree) that was found at `url`."""
    tags = _tags(tree)
    articles = list(_articles(tree))
    canonical = _first(tags, "canonical", "og:url")
    address = _absolute(url, canonical)
    outlet = next(iter([*_listed(tags.get("og:site_name")), *_named(articles, "publisher")]), "")
    outlet = outlet or _first(tags, "application-name", "publisher")
    return Metadata(
        title=_title(tags, articles, tree),
        outlet=urlsplit(outlet).hostname or "" if outlet.startswith("http") else outlet,
        published=_published(tags, articles),
        url=address,
        language=code_of(_first(tags, "<html>") or _first(tags, "og:locale", "content-language", "language")),
        credit=";".join(_credits(tags, articles, canonical, url, outlet)),
    )


def _tags(tree: Any) -> dict[str, str]:
    """Name -> value of meta tags, and "canonical", "<title>", "<html>" (language), "<time>", "<time
    published>".
    """
    tags: dict[str, str] = {}
    for element in tree.iter("meta", "link", "time", "title", "html"):
        name, value = _tag(element)
        if name and value and value.strip():
            tags.setdefault(name.lower(), " ".join(unescape(value).split())[:_LONGEST])
    return tags


def _tag(element: Any) -> tuple[str, str | None]:
    if element.tag == "meta":
        names = (element.get(name) for name in ("property", "name", "itemprop", "http-equiv"))
        return next(filter(None, names), ""), element.get("content")
    if element.tag == "time":
        return _time_name(element), element.get("datetime")
    if element.tag == "html":
        return "<html>", element.get("lang") or element.get("xml:lang")
    if element.tag == "link":
        return (
            ("canonical", element.get("href"))
            if (element.get("rel") or "").lower() == "canonical"
            else ("", "")
        )
    return "<title>", element.text


def _time_name(element: Any) -> str:
    marks = f"{element.get('itemprop')} {element.get('class')} {'pubdate' if element.get('pubdate') else ''}"
    if re.search("publish|pubdate|created|entry-date", marks, re.IGNORECASE):
        return "<time published>"
    return "" if re.search("modif|updat", marks, re.IGNORECASE) else "<time>"


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD that describe an article; nothing from a script that is broken."""
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "") or len(text) > _MOST_JSON:
            continue
        bare = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$", "", text)
        try:
            yield from _nodes(json.loads(bare, strict=False))
        except (ValueError, RecursionError):
            continue


def _nodes(root: Any) -> Iterator[dict[str, Any]]:
    stack = [root]
    for _ in range(_MOST_NODES):
        if not stack:
            return
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(reversed(node))
        elif isinstance(node, dict):
            if any(
                isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in _listed(node.get("@type"))
            ):
                yield node
            inner = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
            stack.extend(node[key] for key in inner if key in node)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _named(articles: list[dict[str, Any]], *keys: str) -> list[str]:
    """Names under the keys of the first articles: a string, an object with a name, or a list of these."""
    values = [item for article in articles[:3] for key in keys for item in _listed(article.get(key))]
    names = [
        name for item in values for name in _listed(item.get("name") if isinstance(item, dict) else item)
    ]
    return [
        " ".join(unescape(name).split())[:_LONGEST]
        for name in names
        if isinstance(name, str) and name.strip()
    ]


def _first(tags: dict[str, str], *names: str) -> str:
    return next((tags[name] for name in names if tags.get(name)), "")


def _absolute(url: str, canonical: str) -> str:
    """The canonical address, made absolute, where it is one of the web; else the address that the page was
    found at.
    """
    try:
        address = urljoin(url, canonical)
        return address if urlsplit(address).scheme in ("http", "https") else url
    except ValueError:
        return url


def _title(tags: dict[str, str], articles: list[dict[str, Any]], tree: Any) -> str:
    """The headline: as the article's data give it, else the page's only h1, else <title> without the outlet's
    name.
    """
    given = [*_named(articles, "headline"), _first(tags, "og:title", "twitter:title", "headline")]
    if headline := next(filter(None, given), ""):
        return _bare_title(headline, tags)
    headings = {" ".join("".join(heading.itertext()).split()) for heading in tree.iter("h1")} - {""}
    return headings.pop() if len(headings) == 1 else _bare_title(tags.get("<title>", ""), tags)


def _bare_title(title: str, tags: dict[str, str]) -> str:
    """Without " | The Outlet" at its end, where that is the site's own name."""
    site = _first(tags, "og:site_name", "application-name").lower()
    head, mark, tail = title.rpartition(" | ") if " | " in title else title.rpartition(" - ")
    return (
        head.strip() if mark and site and tail.strip().lower() in (site, site.removeprefix("the ")) else title
    )


def _published(tags: dict[str, str], articles: list[dict[str, Any]]) -> str:
    """The earliest time of publication named; a day alone only where there is no time of day. Never
    "modified".
    """
    named = [
        article.get(key) for article in articles[:1] for key in ("datePublished", "dateCreated", "uploadDate")
    ]
    times = {to_utc(value) for value in [*named, *map(tags.get, _PUBLISHED)] if isinstance(value, str)} - {""}
    if not times:
        return to_utc(tags.get("<time>", ""))
    return min((time for time in times if len(time) > 10), default="") or min(times)


def _credits(
    tags: dict[str, str], articles: list[dict[str, Any]], canonical: str, url: str, outlet: str
) -> list[str]:
    """Who the markup credits; a canonical link to another site names the site that the text came from."""
    names = [tags.get(tag, "") for tag in _SOURCES]
    names += _named(articles, "provider", "sourceOrganization", "copyrightHolder", "creditText", "author")
    names += [tags.get(tag, "") for tag in _AUTHORS]
    here, there = _site(url), _site(canonical)
    if here and there and here != there:
        names.append(there)
    known = {"", outlet}
    return [
        name.replace(";", ",")[:200]
        for name in dict.fromkeys(names)
        if name not in known and "://" not in name
    ]


def _site(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return ".".join(host.lower().split(".")[-2:])
