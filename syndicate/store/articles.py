"""Articles of a store, their earlier versions, their sketches: what is there, what comes, what goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from syndicate.store.inbox import signed_hash
from syndicate.store.reading import select_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray


class Known(NamedTuple):
    """What is stored of one article, as far as an arriving page asks."""

    number: int
    article: str
    text: int  # hash of its body


class SketchColumns(NamedTuple):
    """Sketches of N articles as columns; see `sketch.sketches.Sketches`."""

    who: NDArray[np.int64]
    priority: NDArray[np.uint32]
    earliest: NDArray[np.float64]
    latest: NDArray[np.float64]
    bands: NDArray[np.uint64]  # (N, bands)
    bounds: NDArray[np.int64]  # N + 1
    terms: NDArray[np.uint64]
    weights: NDArray[np.float32]


ARTICLE_ROW: Final = (
    "n", "article", "outlet", "url", "title", "published", "language", "wire", "n_words", "n_sentences",
    "identity", "text", "bin", "credit", "stored", "body",
)  # fmt: skip


def identity(article: str, outlet: str, url: str) -> int:
    """Hash of what an article is known by: its outlet and address, or its id where it has no address."""
    return signed_hash(f"{outlet}\n{url}" if url else f"\n\n{article}")


def text_hash(body: str) -> int:
    """Hash of what an article says."""
    return signed_hash(body)


def by_identity(connection: sqlite3.Connection, identities: Iterable[int]) -> dict[int, Known]:
    """The stored articles that are known by these."""
    query = "SELECT identity, n, article, text FROM article WHERE identity IN "
    rows = select_in(connection, query, identities)
    return {row[0]: Known(*row[1:]) for row in rows}


def taken_ids(connection: sqlite3.Connection, articles: Iterable[str]) -> set[str]:
    """Those of the ids that stored articles have."""
    query = "SELECT article FROM article WHERE article IN "
    return {article for (article,) in select_in(connection, query, articles)}


def old_texts(connection: sqlite3.Connection, numbers: Iterable[int]) -> set[tuple[int, int]]:
    """(number, hash of the text) of all earlier versions of these articles."""
    return set(select_in(connection, "SELECT article, text FROM version WHERE article IN ", numbers))


def next_number(connection: sqlite3.Connection) -> int:
    """The number of the next new article."""
    return int(connection.execute("SELECT coalesce(max(n), 0) + 1 FROM article").fetchone()[0])


def write_articles(connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Add articles (rows of ARTICLE_ROW), or replace those of the same numbers."""
    columns = ", ".join(ARTICLE_ROW)
    query = f"INSERT OR REPLACE INTO article ({columns}) VALUES ({_marks(len(ARTICLE_ROW))})"  # noqa: S608
    connection.executemany(query, rows)


def write_versions(
    connection: sqlite3.Connection, rows: Sequence[tuple[int, int, str, str, str, str]]
) -> None:
    """Add earlier versions: number of the article, hash of the text, replaced, title, published, body."""
    columns = "article, text, replaced, title, published, body"
    connection.executemany(f"INSERT INTO version ({columns}) VALUES ({_marks(6)})", rows)  # noqa: S608


def version_rows(
    connection: sqlite3.Connection, numbers: Iterable[int], now: str
) -> list[tuple[int, int, str, str, str, str]]:
    """The stored articles as rows for `write_versions`: what they said until now."""
    select = "SELECT n, text, title, published, body FROM article WHERE n IN "
    return [(n, text, now, *rest) for n, text, *rest in select_in(connection, select, numbers)]


def write_sketches(connection: sqlite3.Connection, bins: NDArray[np.int64], columns: SketchColumns) -> None:
    """Add the sketches of articles that have none."""
    c = columns
    spans = zip(c.bounds[:-1].tolist(), c.bounds[1:].tolist(), strict=True)
    terms, weights = c.terms.astype("<u8"), c.weights.astype("<f4")
    blobs = [
        (row.tobytes(), terms[a:b].tobytes(), weights[a:b].tobytes())
        for row, (a, b) in zip(c.bands.astype("<u8"), spans, strict=True)
    ]
    firsts = zip(bins.tolist(), c.who.tolist(), c.priority.tolist(), c.earliest.tolist(), c.latest.tolist(),
                 strict=True)  # fmt: skip
    rows = [(*first, *blob) for first, blob in zip(firsts, blobs, strict=True)]
    connection.executemany(f"INSERT INTO sketch VALUES ({_marks(8)})", rows)  # noqa: S608


_SKETCH = "SELECT article, priority, earliest, latest, bands, terms, weights FROM sketch"


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
    return _columns(connection.execute(f"{_SKETCH} WHERE bin = ?", (number,)).fetchall(), n_bands)


def sketches_of(connection: sqlite3.Connection, numbers: Iterable[int], n_bands: int) -> SketchColumns:
    """The sketches of these articles, by number."""
    places = select_in(connection, "SELECT bin, n FROM article WHERE n IN ", sorted(numbers))
    query = f"{_SKETCH} WHERE bin = ? AND article = ?"
    rows = [connection.execute(query, place).fetchone() for place in places]
    return _columns(sorted(row for row in rows if row), n_bands)


def _columns(rows: Sequence[tuple[Any, ...]], n_bands: int) -> SketchColumns:
    who, priority, earliest, latest, bands, terms, weights = zip(*rows, strict=True) if rows else ((),) * 7
    counts = np.fromiter(map(len, weights), np.int64, len(rows)) // 4
    return SketchColumns(
        np.array(who, np.int64),
        np.array(priority, np.uint32),
        np.array(earliest, np.float64),
        np.array(latest, np.float64),
        np.frombuffer(b"".join(bands), "<u8").astype(np.uint64, copy=False).reshape(len(rows), n_bands),
        np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]),
        np.frombuffer(b"".join(terms), "<u8").astype(np.uint64, copy=False),
        np.frombuffer(b"".join(weights), "<f4").astype(np.float32, copy=False),
    )


def older_than(connection: sqlite3.Connection, hours: float, most: int) -> list[int]:
    """The oldest articles whose latest possible time, in hours since 1970, lies before this one."""
    query = "SELECT article FROM sketch WHERE latest < ? ORDER BY bin, latest LIMIT ?"
    return [n for (n,) in connection.execute(query, (hours, most))]


def remove_sketches(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Remove the sketches of these articles."""
    places = select_in(connection, "SELECT bin, n FROM article WHERE n IN ", numbers)
    connection.executemany("DELETE FROM sketch WHERE bin = ? AND article = ?", places)


def remove_articles(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Remove articles with their versions, sketches and memberships; their links must be gone."""
    remove_sketches(connection, numbers)
    one = [(n,) for n in numbers]
    for table, column in (("version", "article"), ("member", "article"), ("article", "n")):
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", one)  # noqa: S608 (our names)


def _marks(n: int) -> str:
    return ", ".join("?" * n)
