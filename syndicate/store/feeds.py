"""The state of feeds in a store. Asks none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syndicate.schema import FEEDS
from syndicate.store.reading import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

    from syndicate.store.file import Store

_COLUMNS = tuple(FEEDS.columns)


def read_feeds(store: Store) -> pl.DataFrame:
    """schema.FEEDS, by address."""
    return read_table(store, FEEDS).sort("url")


def save_feeds(store: Store, feeds: pl.DataFrame) -> None:
    """Add feeds (schema.FEEDS), or replace what is known of those of the same address; others stay."""
    rows = FEEDS.cast(feeds).rows()
    marks = ", ".join("?" * len(_COLUMNS))
    with store.writing() as connection:
        connection.executemany(f"INSERT OR REPLACE INTO feed VALUES ({marks})", rows)  # noqa: S608 (our names)


def remove_feeds(store: Store, urls: Iterable[str]) -> int:
    """Forget feeds by address; how many there were. Their articles stay."""
    listed = [(url,) for url in urls]
    with store.writing() as connection:
        connection.executemany("DELETE FROM shown WHERE feed = ?", listed)
        return sum(connection.execute("DELETE FROM feed WHERE url = ?", one).rowcount for one in listed)


def read_shown(store: Store, url: str) -> dict[int, tuple[int, int]]:
    """The entries that a feed showed when it was read last: digest -> hashes of their id and address."""
    query = "SELECT digest, id, address FROM shown WHERE feed = ?"
    with store.reading() as connection:
        return {digest: (name, address) for digest, name, address in connection.execute(query, (url,))}


def save_shown(store: Store, url: str, shown: Mapping[int, tuple[int, int]]) -> None:
    """Note what a feed shows now."""
    with store.writing() as connection:
        before = read_shown(store, url)
        gone = [(url, digest) for digest in before.keys() - shown.keys()]
        connection.executemany("DELETE FROM shown WHERE feed = ? AND digest = ?", gone)
        new = [(url, digest, *shown[digest]) for digest in sorted(shown.keys() - before.keys())]
        connection.executemany("INSERT INTO shown VALUES (?, ?, ?, ?)", new)
