"""What the job remembers: entries of feeds, files of drop boxes, what was handed on. Reads no feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from syndicate.schema import CHANGES
from syndicate.store.reading import select_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from syndicate.store.file import Store

_HANDED_ON: Final = "handed on to "


def articles_of(store: Store, keys: Iterable[str]) -> dict[str, str]:
    """The article of each of these keys of entries that is known."""
    with store.reading() as connection:
        return dict(select_in(connection, "SELECT key, article FROM entry WHERE key IN ", list(keys)))


def write_entries(connection: sqlite3.Connection, keys: Mapping[str, str]) -> None:
    """Know entries by these keys from now on: key -> article."""
    connection.executemany(
        "INSERT INTO entry VALUES (?, ?) ON CONFLICT DO UPDATE SET article = excluded.article"
        " WHERE article != excluded.article",  # nothing is written where nothing changes
        keys.items(),
    )


def read_stamps(store: Store) -> dict[str, str]:
    """The files of drop boxes that were read: place -> stamp."""
    with store.reading() as connection:
        return dict(connection.execute("SELECT place, stamp FROM dropped").fetchall())


def write_stamps(connection: sqlite3.Connection, stamps: Mapping[str, str]) -> None:
    """Note that files were read: place -> stamp."""
    connection.executemany("INSERT OR REPLACE INTO dropped VALUES (?, ?)", stamps.items())


def handed_on(store: Store, to: str) -> int | None:
    """The last step whose changes were handed on to this recipient; None where it never got any."""
    with store.reading() as connection:
        found = connection.execute("SELECT value FROM meta WHERE name = ?", (_HANDED_ON + to,)).fetchone()
    return int(found[0]) if found else None


def hand_on(store: Store, to: str, step: int) -> None:
    """Note that the changes up to this step were handed on to this recipient."""
    with store.writing() as connection:
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_HANDED_ON + to, str(step)))


def changes_after(store: Store, step: int) -> pl.DataFrame:
    """schema.CHANGES of the steps after this one, in order, each with its `step`."""
    names = ", ".join(CHANGES.columns)
    with store.reading() as connection:
        rows = connection.execute(
            f"SELECT {names}, step FROM change WHERE step > ? ORDER BY n",  # noqa: S608 (our names)
            (step,),
        ).fetchall()
    return pl.DataFrame(rows, {**CHANGES.types, "step": pl.Int64}, orient="row")
