from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from invented import page, pages

from syndicate.flow.update.arriving import Arrivals, sort_out
from syndicate.store.articles import identity, text_hash, write_articles, write_versions
from syndicate.store.file import open_store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

FIRST = 8  # number of the next new article


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Of a store that knows article 7, "known", by the Herald, which said "Old." before "New."."""
    with open_store(tmp_path / "news.db", create=True) as store, store.writing() as connection:
        row = (7, "known", "Herald", "https://h.example/1", "", "", "en", "", 1, 1,
               identity("known", "Herald", "https://h.example/1"), text_hash("New."), 0, "", "",
               "New.")  # fmt: skip
        write_articles(connection, [row])
        write_versions(connection, [(7, text_hash("Old."), "", "", "", "Old.")])
        yield connection


def sorted_out(connection: sqlite3.Connection, *rows: dict[str, str]) -> Arrivals:
    frame = pages(*rows).rename({"text": "body"})
    missing = [name for name in ("outlet", "url") if name not in frame.columns]
    return sort_out(connection, frame.with_columns(pl.lit("").alias(name) for name in missing), FIRST)


def herald(article: str, text: str) -> dict[str, str]:
    return page(article, text, outlet="Herald", url="https://h.example/1")


def test_nothing_is_nothing(connection: sqlite3.Connection) -> None:
    assert sorted_out(connection) == Arrivals()


def test_new_articles_are_numbered_in_order(connection: sqlite3.Connection) -> None:
    found = sorted_out(connection, page("a", "One."), page("b", "One."), page("empty", "..."))
    assert (found.new, found.changed, found.same) == ([8, 9, 10], [], 0)
    assert (found.rows, found.ids) == ({8: 0, 9: 1, 10: 2}, {8: "a", 9: "b", 10: "empty"})


def test_what_is_known_is_counted(connection: sqlite3.Connection) -> None:
    rows = [herald("x", text) for text in ("New.", "Old.", "", "***")]
    assert sorted_out(connection, *rows) == Arrivals(same=4)


def test_a_new_text_is_a_new_version_under_the_old_id(connection: sqlite3.Connection) -> None:
    found = sorted_out(connection, herald("x", "Newer."))
    assert found == Arrivals(rows={7: 0}, ids={7: "known"}, changed=[7])


def test_of_several_versions_at_once_the_last_stays(connection: sqlite3.Connection) -> None:
    found = sorted_out(connection, herald("x", "Newer."), herald("x", "New."), herald("x", "Newest."))
    assert found == Arrivals(rows={7: 2}, ids={7: "known"}, changed=[7], versions=[(7, 0)], same=1)


def test_versions_of_an_article_that_is_new_itself(connection: sqlite3.Connection) -> None:
    found = sorted_out(connection, page("a", "One."), page("a", "Two."), page("a", "One."))
    assert found == Arrivals(rows={8: 1}, ids={8: "a"}, new=[8], versions=[(8, 0)], same=1)


def test_ids_stay_exclusive(connection: sqlite3.Connection) -> None:
    """Of two articles of one id, stored or not, the later gets a mark that its identity gives."""
    post = page("known", "One.", outlet="Post", url="https://p.example/1")
    found = sorted_out(connection, post, post | {"url": "https://p.example/2"})
    assert len({"known", *found.ids.values()}) == 3
    assert all(one.startswith("known#") for one in found.ids.values())
    assert sorted_out(connection, post).ids[8] == found.ids[8]
