from __future__ import annotations

from contextlib import closing
from sqlite3 import connect
from typing import TYPE_CHECKING

import polars as pl
import pytest
from four_articles import IDS, pairs, write_two_clusters

from syndicate.schema import ARTICLES, CHANGES, CLUSTERS, FEEDS, LINKS, PAIRS
from syndicate.store.reading import batches, read_articles, read_credits, read_table

if TYPE_CHECKING:
    from syndicate.schema import Table
    from syndicate.store.file import Store

TABLES = (ARTICLES, PAIRS, LINKS, CLUSTERS, CHANGES, FEEDS)


@pytest.fixture
def grouped(four: Store) -> Store:
    write_two_clusters(four)
    return four


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_a_view_of_its_name_and_columns(store: Store, table: Table) -> None:
    columns = [row[0] for row in store.connection.execute(f"SELECT * FROM {table.name}").description]  # noqa: S608 (our names)
    assert columns == list(table.columns)
    assert read_table(store, table).equals(table.empty())


def test_other_programs_read_it(grouped: Store) -> None:
    with closing(connect(f"file:{grouped.path}?mode=ro", uri=True)) as theirs:
        articles = pl.read_database("SELECT * FROM articles ORDER BY article", theirs)
        clusters = pl.read_database("SELECT * FROM clusters WHERE role != 'single'", theirs)
        found = pl.read_database("SELECT * FROM pairs", theirs)
    assert articles.rows() == read_table(grouped, ARTICLES).sort("article").rows()
    assert clusters.select("article", "role", "partner").rows() == [
        ("ada", "origin", ""),
        ("bel", "derived", "ada"),
    ]
    assert PAIRS.cast(found).equals(pairs({}))


def test_tables_are_read_whole_or_for_some_articles(grouped: Store) -> None:
    assert read_table(grouped, CLUSTERS)["article"].to_list() == list(IDS)
    assert read_table(grouped, CLUSTERS, among=[4, 2, 99])["article"].sort().to_list() == ["bel", "dov"]
    assert read_table(grouped, CLUSTERS, among=[]).equals(CLUSTERS.empty())


def test_articles_with_and_without_their_bodies(four: Store) -> None:
    with four.reading() as connection:
        numbers, articles = read_articles(connection, [3, 1, 99])
        _, bare = read_articles(connection, [1, 3], bodies=False)
    assert numbers.to_list() == [1, 3]
    assert articles["body"].to_list() == ["Body 1.", "Body 3."]
    assert bare.equals(articles.with_columns(body=pl.lit("")))
    assert articles.schema == ARTICLES.types


def test_credits_of_all_and_of_some(four: Store) -> None:
    assert read_credits(four) == read_credits(four, [1, 2]) == {"bel": "(AP)"}
    assert read_credits(four, [1, 3]) == {}


def test_batches_hold_every_value_once() -> None:
    parts = list(batches(range(1203)))
    assert [value for _, some in parts for value in some] == list(range(1203))
    assert all(marks.count("?") == len(some) <= 500 for marks, some in parts)
