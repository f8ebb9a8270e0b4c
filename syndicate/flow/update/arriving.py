"""What pages are to a store: new articles, new versions, or nothing new. Decides; stores nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from syndicate.store.articles import Known, by_identity, identity, old_texts, taken_ids, text_hash

if TYPE_CHECKING:
    import sqlite3

    import polars as pl

_WORD: Final = re.compile(r"\w")


@dataclass(slots=True)
class Arrivals:
    """N cleaned pages, sorted out; those that change nothing are only counted."""

    rows: dict[int, int] = field(default_factory=dict)  # number of an article -> the row that it now is
    ids: dict[int, str] = field(default_factory=dict)  # number -> id
    new: list[int] = field(default_factory=list)  # numbers of articles that were not there
    changed: list[int] = field(default_factory=list)  # numbers of stored articles with a new text
    versions: list[tuple[int, int]] = field(default_factory=list)  # (number, row) replaced by a later row
    same: int = 0


def sort_out(connection: sqlite3.Connection, articles: pl.DataFrame, first: int) -> Arrivals:
    """Tell new articles (numbered from `first`), new versions, and what is known, in the order they came.

    An article is known by outlet and address, or by its id where it has no address. A text that it has, or
    has had before, changes nothing (caches serve old pages), nor does one without words. An id that another
    article has gets a mark.
    """
    identities = list(map(identity, articles["article"], articles["outlet"], articles["url"]))
    texts = list(map(text_hash, articles["body"]))
    known = by_identity(connection, identities)
    stored = {one.number for one in known.values()}
    had = old_texts(connection, stored)
    ids = taken_ids(connection, articles["article"].to_list())
    found, empty = Arrivals(), [not _WORD.search(body) for body in articles["body"]]
    for row, (article, who, text) in enumerate(zip(articles["article"], identities, texts, strict=True)):
        one = known.get(who)
        if one is None:
            one = Known(first + len(found.new), _free(article, who, ids), text)
            ids.add(one.article)
            found.new.append(one.number)
        elif empty[row] or text == one.text or (one.number, text) in had:
            found.same += 1
            continue
        else:
            had.add((one.number, one.text))
            if one.number in found.rows:
                found.versions.append((one.number, found.rows[one.number]))
            else:
                found.changed.append(one.number)
        known[who] = Known(one.number, one.article, text)
        found.rows[one.number], found.ids[one.number] = row, one.article
    return found


def _free(article: str, who: int, taken: set[str]) -> str:
    """The id, or where another article has it, the id with a mark that its identity gives."""
    return article if article not in taken else f"{article}#{who & 0xFFFFFFFFFFFF:012x}"
