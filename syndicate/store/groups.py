"""Clusters and stories of a store: who is in which, and the log of what changed. Groups nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from syndicate.schema import CHANGES
from syndicate.store.reading import select_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence


class Member(NamedTuple):
    """One article in its groups; a row of the table `member`."""

    article: int
    cluster: str
    story: str
    cluster_since: int  # the step that gave the id
    story_since: int
    role: str
    relation: str
    probability: float | None
    partner: int | None


class Change(NamedTuple):
    """A row of schema.CHANGES without its time; lists are JSON."""

    change: str
    cluster: str
    story: str
    articles: str
    others: str


def members(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[Member]:
    """The memberships of these articles; those not grouped yet are left out."""
    rows = select_in(connection, f"SELECT {', '.join(Member._fields)} FROM member WHERE article IN ", numbers)  # noqa: S608
    return [Member(*row) for row in rows]


def members_of(connection: sqlite3.Connection, column: str, names: Iterable[str]) -> list[int]:
    """The articles in the clusters (column "cluster") or stories ("story") of these ids."""
    query = f"SELECT article FROM member WHERE {column} IN "  # noqa: S608 (our names)
    return [n for (n,) in select_in(connection, query, names)]


def is_used(connection: sqlite3.Connection, column: str, name: str) -> bool:
    """Whether a cluster or story has this id."""
    query = f"SELECT 1 FROM member WHERE {column} = ? LIMIT 1"  # noqa: S608 (our names)
    return connection.execute(query, (name,)).fetchone() is not None


def write_members(connection: sqlite3.Connection, rows: Sequence[Member]) -> None:
    """Set the memberships of articles."""
    connection.executemany("INSERT OR REPLACE INTO member VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def write_changes(connection: sqlite3.Connection, step: int, now: str, changes: Sequence[Change]) -> None:
    """Add to the log."""
    columns = "step, at, change, cluster, story, articles, others"
    query = f"INSERT INTO change ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 (our names)
    connection.executemany(query, [(step, now, *change) for change in changes])


def changes_since(connection: sqlite3.Connection, step: int) -> pl.DataFrame:
    """schema.CHANGES of the steps after this one, in order."""
    rows = connection.execute(
        f"SELECT {', '.join(CHANGES.columns)} FROM change WHERE step > ? ORDER BY n", (step,)  # noqa: S608
    ).fetchall()  # fmt: skip
    return pl.DataFrame(rows, CHANGES.types, orient="row")


def last_step(connection: sqlite3.Connection) -> int:
    """Number of the last step that was taken; 0 before the first."""
    return int(connection.execute("SELECT value FROM meta WHERE name = 'step'").fetchone()[0])


def begin_step(connection: sqlite3.Connection) -> int:
    """Number the step that this transaction is."""
    connection.execute("UPDATE meta SET value = value + 1 WHERE name = 'step'")
    return last_step(connection)
