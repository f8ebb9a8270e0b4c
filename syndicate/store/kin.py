"""Compared pairs of a store, and which articles hang together by them. Compares nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from syndicate.schema import LINKS, PAIRS
from syndicate.store.reading import select_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

_PAIR = "relation, probability, jaccard, a_in_b, b_in_a, longest_run, shared_terms, shared_numbers, \
shared_quotes, sentences_a_in_b, sentences_b_in_a, lag_hours"


def write_kin(
    connection: sqlite3.Connection, pairs: pl.DataFrame, links: pl.DataFrame, numbers: Mapping[str, int]
) -> None:
    """Add compared pairs: schema.PAIRS and LINKS, and the number of each article in them."""
    rows = [(numbers[a], numbers[b], *rest) for a, b, *rest in LINKS.cast(links).rows()]
    connection.executemany("INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?, ?)", rows)
    told = [
        (numbers[a], numbers[b], *rest, numbers.get(first) if first else None)
        for a, b, *rest, first in PAIRS.cast(pairs).rows()
    ]
    connection.executemany(f"INSERT OR REPLACE INTO pair VALUES ({', '.join('?' * 15)})", told)  # noqa: S608


def links_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[tuple[int, int]]:
    """(a, b) of all links of these articles."""
    wanted = sorted(numbers)
    found = set(select_in(connection, "SELECT a, b FROM link WHERE a IN ", wanted))
    return sorted(found.union(select_in(connection, "SELECT a, b FROM link WHERE b IN ", wanted)))


def remove_links(connection: sqlite3.Connection, links: Iterable[tuple[int, int]]) -> None:
    """Remove links, and the pairs they are of."""
    gone = list(links)
    for table in ("link", "pair"):
        connection.executemany(f"DELETE FROM {table} WHERE a = ? AND b = ?", gone)  # noqa: S608 (our names)


def connected(
    connection: sqlite3.Connection,
    numbers: Iterable[int],
    probability: float,
    story: float,
    copies: tuple[float, float],
) -> set[int]:
    """These articles and all that hang together with them by links of at least these values.

    copies: (jaccard, probability) from which two articles are one version: that holds them together too.
    """
    close = (
        f"(probability >= {float(probability)} OR story >= {float(story)}"
        f" OR jaccard >= {float(copies[0])} AND probability >= {float(copies[1])})"
    )
    found, edge = set(numbers), set(numbers)
    while edge:
        wanted = sorted(edge)
        ahead = select_in(connection, f"SELECT b FROM link WHERE {close} AND a IN ", wanted)  # noqa: S608
        back = select_in(connection, f"SELECT a FROM link WHERE {close} AND b IN ", wanted)  # noqa: S608
        edge = {n for (n,) in (*ahead, *back)} - found
        found |= edge
    return found


def kin_among(
    connection: sqlite3.Connection, articles: Mapping[int, str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(schema.PAIRS, schema.LINKS) between these articles: number -> id."""
    wanted = sorted(articles)
    links = select_in(connection, "SELECT a, b, probability, story, jaccard FROM link WHERE a IN ", wanted)
    pairs = select_in(connection, f"SELECT a, b, {_PAIR}, derived_from FROM pair WHERE a IN ", wanted)  # noqa: S608
    linked = [(articles[a], articles[b], *rest) for a, b, *rest in links if b in articles]
    paired = [
        (articles[a], articles[b], *rest, articles[first] if first is not None else "")
        for a, b, *rest, first in pairs
        if b in articles
    ]
    return (pl.DataFrame(paired, PAIRS.types, orient="row"), pl.DataFrame(linked, LINKS.types, orient="row"))
