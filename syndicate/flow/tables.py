"""Turns arrays about pairs and groups into the tables that flow. Decides nothing but names and order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import xxhash

from syndicate import schema
from syndicate.match import relation
from syndicate.match.cluster import origin
from syndicate.match.direction import came_first
from syndicate.match.evidence import FEATURES
from syndicate.schema import RELATIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.flow.verifying import Verified
    from syndicate.match.relation import Shared


def link_rows(verified: Verified) -> pl.DataFrame:
    """schema.LINKS of all verified pairs, with the rows of their articles in place of ids."""
    return pl.DataFrame(
        {
            "a": verified.pairs[:, 0],
            "b": verified.pairs[:, 1],
            "probability": np.round(verified.probability, 4),
            "story": np.round(verified.story, 4),
            "jaccard": np.round(relation.resemblance(verified.shared.shingles), 4),
        }
    )


def link_table(ids: pl.Series, links: pl.DataFrame) -> pl.DataFrame:
    """schema.LINKS of `link_rows`, in ascending order of both ends; ids: of all articles.

    By the places of the ids they are sorted in a tenth of the time that the ids themselves take.
    """
    place = places(ids)
    a, b = (place[links[end].to_numpy()].astype(np.int64) for end in ("a", "b"))
    ascending = links[np.argsort(a << 32 | b)]
    named = (ids.gather(ascending[end]).alias(end) for end in ("a", "b"))
    return schema.LINKS.cast(ascending.with_columns(named))


def with_rows(ids: pl.Series, ends: pl.DataFrame) -> pl.DataFrame:
    """The pairs with `row_a` and `row_b`, where their `a` and `b` stand among the ids of all articles.

    Raises KeyError where a pair names none of these.
    """
    row = pl.DataFrame({"a": ids, "row_a": np.arange(len(ids), dtype=np.int32)})
    placed = ends.join(row, on="a", maintain_order="left")
    placed = placed.join(row.rename({"a": "b", "row_a": "row_b"}), on="b", maintain_order="left")
    if placed.height != ends.height:
        raise KeyError("a pair names an article that is not among the articles")
    return placed


def places(ids: pl.Series) -> NDArray[np.int32]:
    """Where each of the ids, all different, stands among them in ascending order."""
    found = np.empty(len(ids), np.int32)
    found[ids.arg_sort().to_numpy()] = np.arange(len(ids), dtype=np.int32)
    return found


def pair_table(ids: pl.Series, verified: Verified, floor: float) -> pl.DataFrame:
    """schema.PAIRS of the verified pairs of at least the floor probability, the surest first."""
    seen = np.round(verified.probability, 4) >= floor
    shared = relation.chosen(verified.shared, seen)
    a, b = (ids.gather(verified.pairs[seen, k]) for k in (0, 1))
    column = {name: shared.evidence[:, k].astype(np.float64) for k, name in enumerate(FEATURES)}
    return pl.DataFrame(
        {
            "a": a,
            "b": b,
            "relation": relation.relations(shared),
            "probability": np.round(verified.probability[seen], 4),
            "jaccard": np.round(relation.resemblance(shared.shingles), 4),
            "a_in_b": np.round(shared.a_in_b, 4),
            "b_in_a": np.round(shared.b_in_a, 4),
            "longest_run": shared.longest_run,
            "shared_terms": column["shared_terms"],
            "shared_numbers": column["shared_numbers"],
            "shared_quotes": column["shared_quotes"],
            "sentences_a_in_b": np.round(column["sentences_a"], 4),
            "sentences_b_in_a": np.round(column["sentences_b"], 4),
            "lag_hours": pl.Series(np.round(shared.lag_hours, 2)).fill_nan(None),
            "derived_from": _sources(shared, a, b),
        }
    ).pipe(schema.PAIRS.cast).sort(["probability", "a", "b"], descending=[True, False, False])  # fmt: skip


def _sources(shared: Shared, a: pl.Series, b: pl.Series) -> pl.Series:
    """The one of each pair that the other derives from, or that came first; "" where it cannot be told."""
    first = pl.Series(came_first(shared))
    return pl.select(pl.when(first > 0).then(a).when(first < 0).then(b).otherwise(pl.lit(""))).to_series()


def cluster_table(
    articles: pl.DataFrame,
    hours: NDArray[np.float64],
    slack: NDArray[np.float64],
    pairs: pl.DataFrame,
    cluster: NDArray[np.int64],
    story: NDArray[np.int64],
    own: NDArray[np.bool_],
) -> pl.DataFrame:
    """schema.CLUSTERS: stories by size, clusters by size, the origin first, then by time.

    articles: N, sorted by id; hours, slack: their times (N); cluster, story: their groups (N); own: which are
    an agency's own report (N).
    """
    ids, inside = articles["article"], _inside(articles["article"], pairs, cluster)
    kin = _nearest_kin(ids, inside)
    roles = _roles(hours - slack, inside, cluster, own)  # a day alone may be its first hour
    frame = articles.select("article", "outlet", "published", "title", "url").with_columns(
        pl.Series("story", _names("s", ids, hours, story)),
        pl.Series("cluster", _names("c", ids, hours, cluster)),
        pl.Series("role", roles),
    )
    frame = frame.join(kin, on="article", how="left", maintain_order="left")
    grouped = pl.col("role") != "single"
    frame = frame.with_columns(
        pl.when(grouped).then(pl.col("relation").fill_null("")).otherwise(pl.lit("")).alias("relation"),
        pl.when(grouped).then(pl.col("partner").fill_null("")).otherwise(pl.lit("")).alias("partner"),
        pl.when(grouped).then(pl.col("probability")).alias("probability"),
        (pl.col("role") != "origin").alias("later"),
        pl.len().over("story").alias("story_size"),
        pl.len().over("cluster").alias("cluster_size"),
    )
    order = ["story_size", "story", "cluster_size", "cluster", "later", "published", "article"]
    return schema.CLUSTERS.cast(frame.sort(order, descending=[True, False, True, False, False, False, False]))


def _names(letter: str, ids: pl.Series, when: NDArray[np.float64], group: NDArray[np.int64]) -> pl.Series:
    """A name for each article's group, made of its earliest member: growth by later articles keeps it."""
    order = np.lexsort((np.arange(len(group)), np.where(np.isnan(when), np.inf, when)))  # ids are sorted
    _, first, of = np.unique(group[order], return_index=True, return_inverse=True)
    anchors = ids.gather(order[first]).to_list()
    names = pl.Series([letter + xxhash.xxh64_hexdigest(a.encode())[:12] for a in anchors], dtype=pl.String)
    number = np.empty(len(group), np.int64)
    number[order] = of
    return names.gather(number)


def _inside(ids: pl.Series, pairs: pl.DataFrame, cluster: NDArray[np.int64]) -> pl.DataFrame:
    """The pairs whose two articles are in one cluster, with their rows."""
    told = pairs.select("a", "b", "relation", "probability", "sentences_a_in_b", "sentences_b_in_a")
    placed = with_rows(ids, told)
    return placed.filter(cluster[placed["row_a"].to_numpy()] == cluster[placed["row_b"].to_numpy()])


def _nearest_kin(ids: pl.Series, inside: pl.DataFrame) -> pl.DataFrame:
    """article, partner, relation, probability: the closest in text, then the surest, of its cluster."""
    nearness = pl.col("relation").replace_strict(
        {r: i for i, r in enumerate(RELATIONS)}, return_dtype=pl.Int8
    )
    ends = inside.select("relation", "probability", nearness=nearness, row="row_a", partner="row_b")
    back = ends.rename({"row": "partner", "partner": "row"}).select(ends.columns)
    best = (
        pl.concat([ends, back])
        .sort(["nearness", "probability", "partner"], descending=[False, True, False])
        .unique("row", keep="first", maintain_order=True)
    )
    named = {name: ids.gather(best[column]) for name, column in (("article", "row"), ("partner", "partner"))}
    return best.select("relation", "probability").with_columns(**named)


def _roles(
    earliest: NDArray[np.float64],
    inside: pl.DataFrame,
    cluster: NDArray[np.int64],
    own: NDArray[np.bool_],
) -> list[str]:
    """origin, derived or single for every article."""
    sizes = np.bincount(cluster, minlength=len(cluster))
    members: dict[int, list[int]] = {}
    for i in np.flatnonzero(sizes[cluster] > 1).tolist():
        members.setdefault(int(cluster[i]), []).append(i)
    fullness = _fullness(inside, sizes[cluster])
    roles = ["single"] * len(cluster)
    for group in members.values():
        first = origin(group, earliest, own, fullness)
        for i in group:
            roles[i] = "origin" if i == first else "derived"
    return roles


def _fullness(inside: pl.DataFrame, sizes: NDArray[np.int64]) -> NDArray[np.float64]:
    """How much of its cluster's other members each article carries: mean share of their sentences, 0..1.

    sizes: of the cluster of each of N articles.
    """
    total = np.zeros(len(sizes))
    for here, share in (("row_a", "sentences_b_in_a"), ("row_b", "sentences_a_in_b")):
        total += np.bincount(inside[here].to_numpy(), inside[share].to_numpy(), len(sizes))
    return np.asarray(total / np.maximum(1, sizes - 1))
