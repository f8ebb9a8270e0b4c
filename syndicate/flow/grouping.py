"""Groups articles by the pairs found among them: from fresh pairs, or from stored ones. Compares no text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from syndicate.flow.provenance import provenance
from syndicate.flow.tables import cluster_table
from syndicate.match.cluster import link, masses, versions
from syndicate.text.indexing import read_hours

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.settings import Settings


def group(
    articles: pl.DataFrame, links: pl.DataFrame, pairs: pl.DataFrame, settings: Settings
) -> pl.DataFrame:
    """schema.CLUSTERS of the articles (schema.ARTICLES): every article exactly once.

    links: schema.LINKS among them, pairs: schema.PAIRS among them. The order of the rows changes nothing, and
    what is not connected by links of at least the thresholds does not change each other's groups: a part of
    the articles with all that they are so connected to can be grouped alone (see `match.cluster.link`).
    """
    articles = articles.sort("article")
    found = numbered(articles, links)
    own = provenance(articles).own
    cluster, story = _partitions(articles.height, found, own, settings)
    hours, slack = read_hours(articles["published"].to_list())
    return cluster_table(articles, hours, slack, pairs, cluster, story, own)


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """M links between numbered articles; columns as in schema.LINKS."""

    pairs: NDArray[np.int32]  # M x 2
    probability: NDArray[np.float64]
    story: NDArray[np.float64]
    jaccard: NDArray[np.float64]


def numbered(articles: pl.DataFrame, links: pl.DataFrame) -> Links:
    """The links with the rows of their articles in place of ids, in ascending order of both ends."""
    row = articles.select("article", pl.int_range(pl.len(), dtype=pl.Int32).alias("row"))
    placed = links.join(row.rename({"article": "a", "row": "row_a"}), on="a").join(
        row.rename({"article": "b", "row": "row_b"}), on="b"
    )
    if placed.height != links.height:
        raise KeyError("a link names an article that is not among the articles")
    placed = placed.sort("row_a", "row_b")
    columns = (placed[name].to_numpy() for name in ("probability", "story", "jaccard"))
    return Links(placed.select("row_a", "row_b").to_numpy().astype(np.int32), *columns)


def _partitions(
    n: int, links: Links, own: NDArray[np.bool_], settings: Settings
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(cluster, story) of each of n articles, each named by its smallest member."""
    version = versions(n, links.pairs, links.probability, links.jaccard)
    seen, told = links.probability >= settings.floor, links.story >= settings.floor
    cluster = link(
        version, links.pairs[seen], links.probability[seen], masses(n, version, own), settings.threshold
    )
    story = link(
        version,
        links.pairs[told],
        links.story[told],
        np.ones(n),
        settings.story_threshold,
        together=cluster,
    )
    return cluster, story
