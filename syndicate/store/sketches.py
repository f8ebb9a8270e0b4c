"""Sketches of a store's articles, by which their kin is found: of words, and of what survives translation.

Rows of one bin of time stand together, those of facts by language inside it, so that a window is read in one
go. Nothing here knows what a sketch means.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from syndicate.store.reading import select_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray


class SketchColumns(NamedTuple):
    """Sketches of N articles as columns; see `sketch.sketches.Sketches`."""

    who: NDArray[np.int64]
    priority: NDArray[np.uint32]
    earliest: NDArray[np.float64]
    latest: NDArray[np.float64]
    bands: NDArray[np.uint64]  # (N, bands); of facts (N, 0)
    bounds: NDArray[np.int64]  # N + 1
    terms: NDArray[np.uint64]
    weights: NDArray[np.float32]


_WORDS: Final = "SELECT article, priority, earliest, latest, bands, terms, weights FROM sketch"
_FACTS: Final = "SELECT article, priority, earliest, latest, x'', keys, weights FROM fact"
_ROWS_A_TIME: Final = 512


def write_sketches(connection: sqlite3.Connection, bins: NDArray[np.int64], columns: SketchColumns) -> None:
    """Add the sketches of articles that have none."""
    bands = (row.tobytes() for row in columns.bands.astype("<u8"))
    listed = zip(bins.tolist(), _heads(columns), bands, _blobs(columns), strict=True)
    rows = [(number, *head, band, *blobs) for number, head, band, blobs in listed]
    connection.executemany("INSERT INTO sketch VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def write_facts(
    connection: sqlite3.Connection,
    bins: NDArray[np.int64],
    languages: Sequence[str],
    columns: SketchColumns,
) -> None:
    """Add the facts of articles that have none stored; those of unknown language are left out."""
    listed = zip(bins.tolist(), languages, _heads(columns), _blobs(columns), strict=True)
    rows = [(number, language, *head, *blobs) for number, language, head, blobs in listed if language]
    connection.executemany("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _heads(c: SketchColumns) -> Iterable[tuple[Any, ...]]:
    columns = (c.who, c.priority, c.earliest, c.latest)
    return zip(*(column.tolist() for column in columns), strict=True)


def _blobs(c: SketchColumns) -> Iterable[tuple[bytes, bytes]]:
    terms, weights = c.terms.astype("<u8"), c.weights.astype("<f4")
    spans = zip(c.bounds[:-1].tolist(), c.bounds[1:].tolist(), strict=True)
    return ((terms[a:b].tobytes(), weights[a:b].tobytes()) for a, b in spans)


def bins(connection: sqlite3.Connection) -> set[int]:
    """The bins of time that hold an article: found by skipping from one to the next."""
    found: set[int] = set()
    row = connection.execute("SELECT min(bin) FROM sketch").fetchone()
    while row[0] is not None:
        found.add(row[0])
        row = connection.execute("SELECT min(bin) FROM sketch WHERE bin > ?", row).fetchone()
    return found


def sketches_in(connection: sqlite3.Connection, number: int, n_bands: int) -> SketchColumns:
    """The sketches of the articles in one bin of time."""
    return _columns(connection.execute(f"{_WORDS} WHERE bin = ?", (number,)), n_bands)


def facts_beside(connection: sqlite3.Connection, number: int, language: str) -> SketchColumns:
    """The facts of the articles in one bin of time that are in other known languages than this."""
    queries = (f"{_FACTS} WHERE bin = ? AND language {other} ?" for other in ("<", ">"))
    return _columns(chain(*(connection.execute(query, (number, language)) for query in queries)), 0)


def sketches_of(
    connection: sqlite3.Connection, numbers: Iterable[int], n_bands: int
) -> tuple[SketchColumns, SketchColumns, list[str]]:
    """(sketches, facts, languages) of these articles, by number; those of no stored article are left out."""
    places = sorted(select_in(connection, "SELECT n, bin, language FROM article WHERE n IN ", numbers))
    words, facts, languages = [], [], []
    for n, number, language in places:
        own = connection.execute(f"{_WORDS} WHERE bin = ? AND article = ?", (number, n)).fetchone()
        if own:
            query = f"{_FACTS} WHERE bin = ? AND language = ? AND article = ?"
            known = connection.execute(query, (number, language, n)).fetchone()
            words.append(own)
            facts.append(known or (*own[:4], b"", b"", b""))
            languages.append(language)
    return _columns(words, n_bands), _columns(facts, 0), languages


def _columns(rows: Iterable[tuple[Any, ...]], n_bands: int) -> SketchColumns:
    """The rows as columns: those at hand give back their memory before the next ones are read."""
    heads: tuple[list[Any], ...] = ([], [], [], [])
    sizes, blobs = [0], (bytearray(), bytearray(), bytearray())
    rows = iter(rows)
    while some := list(islice(rows, _ROWS_A_TIME)):
        columns = list(zip(*some, strict=True))
        for head, column in zip(heads, columns, strict=False):
            head.extend(column)
        for blob, column in zip(blobs, columns[4:], strict=True):
            blob.extend(b"".join(column))
        sizes += map(len, columns[6])
    who, priority, earliest, latest = heads
    bands, terms, weights = map(np.frombuffer, blobs, ("<u8", "<u8", "<f4"))
    return SketchColumns(
        np.array(who, np.int64),
        np.array(priority, np.uint32),
        np.array(earliest, np.float64),
        np.array(latest, np.float64),
        bands.astype(np.uint64, copy=False).reshape(len(who), n_bands),
        np.cumsum(sizes, dtype=np.int64) // 4,
        terms.astype(np.uint64, copy=False),
        weights.astype(np.float32, copy=False),
    )


def older_than(connection: sqlite3.Connection, hours: float, most: int) -> list[int]:
    """The oldest articles whose latest possible time, in hours since 1970, lies before this one."""
    query = "SELECT article FROM sketch WHERE latest < ? ORDER BY bin, latest LIMIT ?"
    return [n for (n,) in connection.execute(query, (hours, most))]


def remove_sketches(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Remove the sketches and facts of these stored articles."""
    places = select_in(connection, "SELECT bin, n, language FROM article WHERE n IN ", numbers)
    connection.executemany("DELETE FROM sketch WHERE bin = ? AND article = ?", [p[:2] for p in places])
    connection.executemany("DELETE FROM fact WHERE bin = ? AND article = ? AND language = ?", places)


def without_facts(connection: sqlite3.Connection, most: int) -> list[int]:
    """Some articles whose facts are not known yet: a store of an older form has such; the newest first."""
    bound = connection.execute("SELECT value FROM meta WHERE name = 'facts from'").fetchone()
    query = "SELECT n FROM article WHERE n < CAST(? AS INTEGER) ORDER BY n DESC LIMIT ?"
    return [n for (n,) in connection.execute(query, (*bound, most))] if bound else []


def facts_known_from(connection: sqlite3.Connection, number: int) -> None:
    """Note that of articles from this number on the facts are known."""
    connection.execute("UPDATE meta SET value = ? WHERE name = 'facts from'", (str(number),))
