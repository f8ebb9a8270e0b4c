"""The state of feeds in a store. Asks none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syndicate.schema import FEEDS
from syndicate.store.reading import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    with store.writing() as connection:
        return sum(connection.execute("DELETE FROM feed WHERE url = ?", (url,)).rowcount for url in urls)
