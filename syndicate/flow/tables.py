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
    from collections.abc import Sequence

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
    ids = articles["article"].to_list()
    kin = _nearest_kin(ids, pairs, cluster)
    roles = _roles(ids, hours - slack, pairs, cluster, own)  # a day alone may be its first hour
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


def _names(letter: str, ids: Sequence[str], when: NDArray[np.float64], group: NDArray[np.int64]) -> list[str]:
    """A name for each article's group, made of its earliest member: growth by later articles keeps it."""
    hours = np.where(np.isnan(when), np.inf, when)
    order = np.lexsort((np.arange(len(group)), hours))  # articles are sorted by id
    anchor: dict[int, str] = {}
    for i in order.tolist():
        anchor.setdefault(int(group[i]), ids[i])
    names = {g: letter + xxhash.xxh64_hexdigest(a.encode())[:12] for g, a in anchor.items()}
    return [names[int(g)] for g in group]


def _nearest_kin(ids: Sequence[str], pairs: pl.DataFrame, cluster: NDArray[np.int64]) -> pl.DataFrame:
    """article, partner, relation, probability: the closest in text, then the surest, of its cluster."""
    of = pl.DataFrame({"id": pl.Series(ids, dtype=pl.String), "cluster": cluster})
    ends = pairs.select("a", "b", "relation", "probability")
    forth, back = ends.rename({"a": "article", "b": "partner"}), ends.rename({"b": "article", "a": "partner"})
    both = pl.concat([forth, back.select(forth.columns)])
    inside = both.join(of, left_on="article", right_on="id").join(
        of, left_on="partner", right_on="id", suffix="_of_partner"
    )
    inside = inside.filter(pl.col("cluster") == pl.col("cluster_of_partner"))
    nearness = pl.col("relation").replace_strict(
        {r: i for i, r in enumerate(RELATIONS)}, return_dtype=pl.Int8
    )
    best = (
        inside.with_columns(nearness.alias("nearness"))
        .sort(["nearness", "probability", "partner"], descending=[False, True, False])
        .unique("article", keep="first", maintain_order=True)
    )
    return best.select("article", "partner", "relation", "probability")


def _roles(
    ids: Sequence[str],
    earliest: NDArray[np.float64],
    pairs: pl.DataFrame,
    cluster: NDArray[np.int64],
    own: NDArray[np.bool_],
) -> list[str]:
    """origin, derived or single for every article."""
    members: dict[int, list[int]] = {}
    for i, g in enumerate(cluster.tolist()):
        members.setdefault(g, []).append(i)
    fullness = _fullness(ids, pairs, cluster)
    roles = ["single"] * len(cluster)
    for group in members.values():
        if len(group) > 1:
            first = origin(group, earliest, own, fullness)
            for i in group:
                roles[i] = "origin" if i == first else "derived"
    return roles


def _fullness(
    articles: Sequence[str], pairs: pl.DataFrame, cluster: NDArray[np.int64]
) -> NDArray[np.float64]:
    """How much of its cluster's other members each article carries: mean share of their sentences, 0..1."""
    number = {article: i for i, article in enumerate(articles)}
    total = np.zeros(len(articles))
    a = np.array([number[x] for x in pairs["a"].to_list()], np.int64)
    b = np.array([number[x] for x in pairs["b"].to_list()], np.int64)
    inside = cluster[a] == cluster[b] if len(a) else np.empty(0, np.bool_)
    sizes = np.bincount(cluster, minlength=len(articles))[cluster]
    for here, share in ((a, "sentences_b_in_a"), (b, "sentences_a_in_b")):
        if len(here):
            total += np.bincount(here[inside], pairs[share].to_numpy()[inside], len(articles))
    return np.asarray(total / np.maximum(1, sizes - 1))
