"""Articles of a store and their earlier versions: what is there, what comes, what goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from syndicate.store.inbox import signed_hash
from syndicate.store.reading import select_in
from syndicate.store.sketches import remove_sketches

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence


class Known(NamedTuple):
    """What is stored of one article, as far as an arriving page asks."""

    number: int
    article: str
    text: int  # hash of its body


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


def remove_articles(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Remove articles with their versions, sketches and memberships; their links must be gone."""
    remove_sketches(connection, numbers)
    one = [(n,) for n in numbers]
    for table, column in (("version", "article"), ("member", "article"), ("article", "n")):
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", one)  # noqa: S608 (our names)


def _marks(n: int) -> str:
    return ", ".join("?" * n)
