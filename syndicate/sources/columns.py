"""What the field's tools call things: the columns of any input to those of `schema.PAGES`. Reads no file."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from syndicate.schema import ARTICLES, PAGES, TABLES
from syndicate.sources.base import Problem, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Of several that are there, the first that is not empty counts.
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "article": ("id", "article", "url"),
    "outlet": ("outlet", "source", "sitename", "source_domain", "media_name", "series"),
    "url": ("url",),
    "title": ("title", "headline"),
    "published": ("published", "date", "date_publish", "publish_date", "published_at", "publishedat"),
    "language": ("language", "lang"),
    "credit": ("credit", "agency", "wire", "source_agency"),
    "text": ("text", "maintext", "content", "body"),
    "html": ("html", "raw_html"),
}
TEXT_REMEDY = "name the column of the text text, maintext, content or body (html or raw_html for HTML)"
# Of a nested value: what stands for the whole ({"source": {"id": 7, "name": "El Faro"}}; MongoDB's dates).
SPOKESMEN = ("name", "title", "domain", "text", "value", "$date", "$oid", "id")
_RESULTS = {frozenset(table.types): table.name for table in TABLES if table is not PAGES}


class Chains(NamedTuple):
    """For every column of `schema.PAGES` the input's columns to take it from, in order."""

    article: tuple[str, ...]
    outlet: tuple[str, ...]
    url: tuple[str, ...]
    title: tuple[str, ...]
    published: tuple[str, ...]
    language: tuple[str, ...]
    credit: tuple[str, ...]
    text: tuple[str, ...]
    html: tuple[str, ...]

    @property
    def has_text(self) -> bool:
        """There is a column to take the text from."""
        return bool(self.text or self.html)


@lru_cache(maxsize=1024)
def chains(names: tuple[str, ...]) -> Chains:
    """Where each column is to be taken from among columns called `names`.

    Capitals, spaces and hyphens do not matter. A column `source` is the outlet, but the credit where there is
    an `outlet` too.
    """
    known: dict[str, list[str]] = {}
    for name in names:
        known.setdefault(name.strip().lower().replace(" ", "_").replace("-", "_"), []).append(name)
    wanted = dict(SYNONYMS)
    if "outlet" in known:
        wanted["outlet"] = tuple(name for name in wanted["outlet"] if name != "source")
        wanted["credit"] = (*wanted["credit"], "source")
    return Chains(
        **{
            column: tuple(name for synonym in synonyms for name in known.get(synonym, ()))
            for column, synonyms in wanted.items()
        }
    )


def row(record: Mapping[str, Any], *, name: str, place: str) -> Row | Problem:
    """One record as a row, its id `name` where it brings none; a problem where it has no column of text."""
    of = chains(tuple(record))
    if not of.has_text:
        return no_text_column(record, place)
    text, markup = _first(record, of.text), None
    if of.html and not text:
        text, markup = _first(record, of.html), True
    return Row(
        _first(record, of.article) or name, _first(record, of.outlet), _first(record, of.url),
        _first(record, of.title), _first(record, of.published), _first(record, of.language),
        _first(record, of.credit), text, markup, place,
    )  # fmt: skip


def plain(value: Any) -> str:  # noqa: PLR0911 (one return for each type)
    """A value as text: numbers in decimals, times in ISO 8601 UTC, lists as paragraphs, objects by name."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float():
            return "" if math.isnan(value) else str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            moment = value if value.tzinfo else value.replace(tzinfo=UTC)
            return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        case date():
            return value.isoformat()
        case bytes():
            return value.decode("utf-8", "replace")
        case dict():
            return next((plain(value[key]) for key in SPOKESMEN if value.get(key)), "")
        case list():
            return "\n\n".join(filter(None, map(plain, value)))
    return str(value)


def no_text_column(names: Iterable[str], place: str, *, skipped: bool = True) -> Problem:
    """The problem of a record or table in which no column holds a text."""
    listed = ", ".join(names) or "none"
    listed = listed if len(listed) <= 200 else f"{listed[:200]} ..."
    return Problem(place, f"no column of text among its columns ({listed})", TEXT_REMEDY, skipped)


def misplaced(names: Iterable[str], place: str, *, named: bool) -> Problem | None:
    """The note on a table that is a result of ours and no input; None for all others.

    Results often lie in the folder that is read again: as articles they would double what they were made
    from. The table `articles` can be read when it is named itself.
    """
    table = _RESULTS.get(frozenset(names))
    if table is None or (named and table == ARTICLES.name):
        return None
    remedy = (
        "name the file itself to read it" if table == ARTICLES.name else "give the articles it was made from"
    )
    return Problem(place, f"the table {table} of an earlier result; not read as articles", remedy, named)


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = record[name]
        text = value if isinstance(value, str) else plain(value)
        if text and not text.isspace():
            return text
    return ""
