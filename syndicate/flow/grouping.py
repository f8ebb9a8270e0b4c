"""Groups articles by the pairs found among them: from fresh pairs, or from stored ones. Compares no text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from syndicate.flow.provenance import provenance
from syndicate.flow.tables import cluster_table, with_rows
from syndicate.match.cluster import When, copied, link, masses, tree, versions
from syndicate.text.indexing import read_hours

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from syndicate.match.cluster import Tree
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
    joined = linked(articles, links, settings, settings.threshold)
    cluster, story = joined.cut(settings.threshold, settings.story_threshold, settings.floor)
    hours, slack = joined.when.hours, joined.when.slack
    return cluster_table(articles, hours, slack, pairs, cluster, story, provenance(articles).own)


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """M links between numbered articles; columns as in schema.LINKS."""

    pairs: NDArray[np.int32]  # M x 2
    probability: NDArray[np.float64]
    story: NDArray[np.float64]
    jaccard: NDArray[np.float64]


def numbered(articles: pl.DataFrame, links: pl.DataFrame) -> Links:
    """The links with the rows of their articles in place of ids, in ascending order of both ends."""
    placed = with_rows(articles["article"], links).sort("row_a", "row_b")
    columns = (placed[name].to_numpy() for name in ("probability", "story", "jaccard"))
    return Links(placed.select("row_a", "row_b").to_numpy(), *columns)


@dataclass(frozen=True, slots=True, eq=False)
class Linked:
    """N articles with their links, ready to be cut at one threshold after another."""

    found: Links
    version: NDArray[np.int64]  # of each article, named by its smallest member
    mass: NDArray[np.float64]  # weight of each version, at the place of its name
    when: When
    clusters: Tree

    def cut(self, threshold: float, story_threshold: float, floor: float) -> Partitions:
        """The groups at these thresholds; links below the floor count as none."""
        cluster = self.clusters.cut(threshold)
        told = self.found.story >= floor
        story = link(
            self.version,
            self.found.pairs[told],
            self.found.story[told],
            np.ones(len(cluster)),
            story_threshold,
            together=cluster,
            when=self.when,
        )
        return Partitions(cluster, story)


class Partitions(NamedTuple):
    """The cluster and the story of each of N articles, each named by its smallest member."""

    cluster: NDArray[np.int64]
    story: NDArray[np.int64]


def linked(articles: pl.DataFrame, links: pl.DataFrame, settings: Settings, least: float) -> Linked:
    """The articles, sorted by id, with all that joins down to a threshold of `least`."""
    found = numbered(articles, links)
    known = provenance(articles)
    version = versions(articles.height, found.pairs, found.probability, found.jaccard)
    mass = masses(articles.height, version, known.own)
    when = When(*read_hours(articles["published"].to_list()), settings.window_hours)
    seen = found.probability >= settings.floor
    copies = found.pairs[copied(found.probability, known.elsewhere(found.pairs))]
    probability = found.probability[seen]
    joins = tree(version, found.pairs[seen], probability, mass, least, copies=copies, when=when)
    return Linked(found, version, mass, when, joins)
