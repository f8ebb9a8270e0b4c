"""Tables of a store as frames of `syndicate.schema`. Changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from syndicate.schema import ARTICLES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from syndicate.schema import Table
    from syndicate.store.file import Store

ROWS_A_TIME = 1 << 14
IN_ONE_QUERY = 500  # values asked for in one statement


def read_table(store: Store, table: Table, among: Sequence[int] | None = None) -> pl.DataFrame:
    """A view named as in `syndicate.schema`, whole; or of articles, clusters the rows of some numbers."""
    query = f"SELECT {', '.join(table.columns)} FROM {table.name}"  # noqa: S608 (our names)
    with store.reading() as connection:
        if among is None:
            return framed(connection.execute(query), table)
        query += " WHERE article IN (SELECT article FROM article WHERE n IN "
        parts = [connection.execute(f"{query} ({marks}))", some) for marks, some in batches(among)]
        return pl.concat([table.empty(), *(framed(part, table) for part in parts)])


def read_credits(store: Store, among: Sequence[int] | None = None) -> dict[str, str]:
    """The words that credit the wire, by article, where there are such; of all, or of some numbers."""
    query = "SELECT article, credit FROM article WHERE credit != ''"
    with store.reading() as connection:
        if among is None:
            return dict(connection.execute(query).fetchall())
        return dict(select_in(connection, f"{query} AND n IN ", among))


def read_articles(
    connection: sqlite3.Connection, numbers: Iterable[int], *, bodies: bool = True
) -> tuple[pl.Series, pl.DataFrame]:
    """(numbers, schema.ARTICLES) of the articles with these numbers, by id; bodies if wanted."""
    columns = {name: name for name in ARTICLES.columns} | ({} if bodies else {"body": "'' AS body"})
    names = ", ".join(columns.values())
    rows = select_in(connection, f"SELECT {names}, n FROM article WHERE n IN ", sorted(numbers))  # noqa: S608
    frame = pl.DataFrame(rows, {**ARTICLES.types, "n": pl.Int64}, orient="row").sort("article")
    return frame["n"], frame.drop("n")


def select_in(connection: sqlite3.Connection, select: str, values: Iterable[object]) -> list[tuple[Any, ...]]:
    """Rows of a statement that ends in "... IN", for any number of values."""
    rows: list[tuple[Any, ...]] = []
    for marks, some in batches(values):
        rows += connection.execute(f"{select} ({marks})", some)
    return rows


def batches(values: Iterable[object]) -> Iterator[tuple[str, list[object]]]:
    """("?, ?, ...", values): some at a time, as many as one statement should ask for."""
    wanted = list(values)
    for low in range(0, len(wanted), IN_ONE_QUERY):
        some = wanted[low : low + IN_ONE_QUERY]
        yield ", ".join("?" * len(some)), some


def framed(cursor: sqlite3.Cursor, table: Table) -> pl.DataFrame:
    """The rows of a cursor as a frame, some at a time."""
    types = {name: pl.Int64 if dtype == pl.Boolean else dtype for name, dtype in table.types.items()}
    parts = [table.empty()]
    while rows := cursor.fetchmany(ROWS_A_TIME):
        parts.append(table.cast(pl.DataFrame(rows, types, orient="row")))
    return pl.concat(parts)
