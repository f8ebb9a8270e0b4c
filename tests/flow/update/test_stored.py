from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import polars as pl
import pytest
from newsroom import news

from syndicate.errors import InputError
from syndicate.flow.detect import detect
from syndicate.flow.update.stored import read_clusters, read_store, read_tables
from syndicate.flow.update.updating import update
from syndicate.schema import CLUSTERS
from syndicate.settings import Settings
from syndicate.store.file import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 2, 21, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "news.db", create=True) as opened:
        yield opened


def test_a_missing_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such store"):
        read_store(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_store_is_an_empty_result(store: Store) -> None:
    found = read_store(store.path)
    batch = detect(news(3)[:0], Settings(alone=1))
    for table in ("articles", "pairs", "links", "clusters", "lines", "problems"):
        assert getattr(found, table).equals(getattr(batch, table)), table


def test_a_store_reads_like_the_batch_down_to_the_order_of_rows(store: Store) -> None:
    pages = news(24)
    update(store, pages, now=NOW)
    found, batch = read_store(store.path), detect(pages, Settings(alone=1))
    for table in ("articles", "pairs", "links"):
        assert getattr(found, table).equals(getattr(batch, table)), table
    assert dict(found.evidence) == dict(batch.evidence)
    assert found.settings == batch.settings
    sizes = found.clusters.group_by("story", maintain_order=True).len()["len"].to_list()
    assert sizes == sorted(sizes, reverse=True)


def test_some_clusters_are_part_of_all(store: Store) -> None:
    update(store, news(24), now=NOW)
    whole = read_store(store.path)
    names = whole.clusters.filter(pl.col("role") == "origin")["cluster"].to_list()[:2]
    some = read_clusters(store, names)
    expected = whole.clusters.filter(pl.col("cluster").is_in(names))
    assert some.clusters.sort("article").equals(expected.sort("article"))
    both = expected["article"].to_list()
    for table in ("pairs", "links"):
        kept = getattr(whole, table).filter(pl.col("a").is_in(both) & pl.col("b").is_in(both))
        assert getattr(some, table).equals(kept), table
    assert set(some.evidence) <= set(both)
    assert read_clusters(store, []).clusters.equals(CLUSTERS.empty())


def test_tables_for_people(store: Store) -> None:
    update(store, news(12), now=NOW)
    found = read_tables(store.path)
    assert list(found) == ["articles", "clusters", "pairs", "links", "changes", "feeds"]
    assert found["articles"].height == found["clusters"].height == 12
    assert found["changes"]["at"].unique().to_list() == ["2026-02-21T00:00:00Z"]
