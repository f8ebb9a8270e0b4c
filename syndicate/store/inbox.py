"""Pages that wait to be read: stored first, so that none is lost. Reads no text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import xxhash

from syndicate.schema import PAGES
from syndicate.store.reading import batches, select_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    import polars as pl

    from syndicate.store.file import Store

_TOLD = tuple(name for name in PAGES.columns if name != "place")  # what makes a page the same page
_PAGES_A_TIME = 1 << 12
_encoded = json.JSONEncoder(ensure_ascii=False).encode


def receive(store: Store, pages: pl.DataFrame) -> int:
    """Put pages (schema.PAGES) into the inbox, and give the number of those never seen before.

    When this returns they are stored. A page that was received or read before, the same in every column, is
    left out: pages may be given again, after a kill or by a source that repeats itself.
    """
    new = 0
    for part in pages.iter_slices(_PAGES_A_TIME):
        written = [_written(row) for row in part.rows(named=True)]
        digests = [digest for digest, _ in written]
        with store.writing() as connection:
            known = set(select_in(connection, "SELECT digest FROM seen WHERE digest IN ", digests))
            fresh = [one for one in written if one[:1] not in known]
            before = connection.total_changes
            connection.executemany("INSERT OR IGNORE INTO inbox (digest, page) VALUES (?, ?)", fresh)
            new += connection.total_changes - before
    return new


def waiting(connection: sqlite3.Connection, most: int) -> tuple[list[int], pl.DataFrame]:
    """(their numbers, schema.PAGES) of the first pages in the inbox, in the order they came."""
    rows = connection.execute("SELECT n, page FROM inbox ORDER BY n LIMIT ?", (most,)).fetchall()
    return [n for n, _ in rows], PAGES.frame([json.loads(page) for _, page in rows])


def count_waiting(store: Store) -> int:
    """Pages in the inbox."""
    with store.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM inbox").fetchone()[0])


def settle(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Take pages that were read out of the inbox, and remember that they were."""
    for marks, some in batches(numbers):
        connection.execute(f"INSERT OR IGNORE INTO seen SELECT digest FROM inbox WHERE n IN ({marks})", some)  # noqa: S608
        connection.execute(f"DELETE FROM inbox WHERE n IN ({marks})", some)  # noqa: S608


def _written(row: dict[str, object]) -> tuple[int, str]:
    """(digest, JSON) of a page."""
    values = {name: _encoded(value) for name, value in row.items()}
    page = ", ".join(f'"{name}": {value}' for name, value in values.items())
    return signed_hash(f"[{', '.join(values[name] for name in _TOLD)}]"), f"{{{page}}}"


def signed_hash(text: str) -> int:
    """XXH3 of the text as the signed number that SQLite holds."""
    return xxhash.xxh3_64_intdigest(text.encode("utf-8", "surrogatepass")) - (1 << 63)
