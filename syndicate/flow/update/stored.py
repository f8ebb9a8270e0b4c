"""Reads a store, or some clusters of it, as an earlier result. Computes nothing anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from syndicate.flow.detect import Detection
from syndicate.schema import ARTICLES, CHANGES, CLUSTERS, FEEDS, LINES, LINKS, PAIRS, PROBLEMS
from syndicate.store.file import open_store
from syndicate.store.groups import members_of
from syndicate.store.kin import kin_among
from syndicate.store.reading import read_articles, read_credits, read_table

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    from syndicate.settings import Settings
    from syndicate.store.file import Store


def read_store(path: str | os.PathLike[str]) -> Detection:
    """All articles of a store with their pairs, links and clusters, as `detect` gives them.

    Raises InputError as `open_store` does.
    """
    with open_store(path) as store, store.reading():
        articles = read_table(store, ARTICLES).sort("article")
        return _detection(
            articles,
            read_table(store, PAIRS),
            read_table(store, LINKS).sort("a", "b"),
            read_table(store, CLUSTERS),
            read_credits(store),
            store.settings,
        )


def read_clusters(store: Store, clusters: Sequence[str]) -> Detection:
    """The same of some clusters (ids) alone; of ids that no cluster has, nothing."""
    with store.reading() as connection:
        numbers = members_of(connection, "cluster", clusters)
        found, articles = read_articles(connection, numbers)
        ids = dict(zip(found.to_list(), articles["article"].to_list(), strict=True))
        pairs, links = kin_among(connection, ids)
        groups = read_table(store, CLUSTERS, among=numbers)
        return _detection(articles, pairs, links, groups, read_credits(store, numbers), store.settings)


def read_tables(path: str | os.PathLike[str]) -> dict[str, pl.DataFrame]:
    """All tables of a store that are for people, by name."""
    found = read_store(path)
    with open_store(path) as store:
        changes, feeds = read_table(store, CHANGES), read_table(store, FEEDS)
    return {
        "articles": found.articles,
        "clusters": found.clusters,
        "pairs": found.pairs,
        "links": found.links,
        "changes": changes,
        "feeds": feeds,
    }


def _detection(
    articles: pl.DataFrame,
    pairs: pl.DataFrame,
    links: pl.DataFrame,
    clusters: pl.DataFrame,
    evidence: Mapping[str, str],
    settings: Settings,
) -> Detection:
    return Detection(
        articles=articles,
        pairs=pairs.sort(["probability", "a", "b"], descending=[True, False, False]),
        links=links.sort("a", "b"),
        clusters=_in_order(clusters),
        lines=LINES.empty(),
        problems=PROBLEMS.empty(),
        evidence=evidence,
        notes=(),
        settings=settings,
    )


def _in_order(clusters: pl.DataFrame) -> pl.DataFrame:
    """Stories by size, clusters by size, the origin first, then by time."""
    keys = clusters.with_columns(
        pl.len().over("story").alias("story_size"),
        pl.len().over("cluster").alias("cluster_size"),
        (pl.col("role") != "origin").alias("later"),
    )
    order = ["story_size", "story", "cluster_size", "cluster", "later", "published", "article"]
    descending = [name.endswith("size") for name in order]
    return keys.sort(order, descending=descending).select(clusters.columns)
