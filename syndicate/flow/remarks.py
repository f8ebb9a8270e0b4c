"""What is worth a second look: versions, bridges, round-ups. Changes no group, compares no text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from syndicate.flow.grouping import numbered
from syndicate.flow.provenance import provenance
from syndicate.match.bridges import bridges
from syndicate.match.cluster import versions
from syndicate.match.roundups import links_of_roundups
from syndicate.schema import BRIDGES, RELATIONS, ROUNDUPS, VERSIONS

if TYPE_CHECKING:
    from syndicate.flow.detect import Detection

STORIES: Final = 3  # that a round-up tells of, its own among them: two may be one event and its neighbour


def remarks_of(found: Detection) -> dict[str, pl.DataFrame]:
    """The tables versions, bridges and roundups by name."""
    return {
        VERSIONS.name: versions_of(found),
        BRIDGES.name: bridges_of(found),
        ROUNDUPS.name: roundups_of(found),
    }


def versions_of(found: Detection) -> pl.DataFrame:
    """schema.VERSIONS: articles of one known outlet in one cluster, one a copy or edit of the other.

    So are articles at one address. The first by time, then by id, is what the others are versions of.
    """
    members = found.clusters.select("article", "cluster", "outlet", "url", "published")
    ends = found.pairs.select("a", "b", "relation").join(members, left_on="a", right_on="article")
    ends = ends.join(members, left_on=["b", "cluster", "outlet"], right_on=["article", "cluster", "outlet"])
    one_address = (pl.col("url") != "") & (pl.col("url") == pl.col("url_right"))
    same = ends.filter((pl.col("outlet") != "") & ((pl.col("relation") != RELATIONS[-1]) | one_address))
    rows = {article: i for i, article in enumerate(members["article"])}
    first = _connected([(rows[a], rows[b]) for a, b in same.select("a", "b").iter_rows()], _ages(members))
    kind = _nearest(same)
    facts = members.select("cluster", "article", "outlet").rows()
    return VERSIONS.frame([
        {"cluster": cluster, "article": article, "version_of": facts[top][1], "outlet": outlet,
         "relation": kind[article]}
        for (cluster, article, outlet), top in ((facts[i], top) for i, top in sorted(first.items()))
        if article != facts[top][1]
    ]) if first else VERSIONS.empty()  # fmt: skip


def _ages(members: pl.DataFrame) -> list[tuple[bool, str, str]]:
    """By which the first version is told: those of known time first, then by time, then by id."""
    return [(not when, when, article) for article, when in members.select("article", "published").iter_rows()]


def _connected(ends: list[tuple[int, int]], age: list[tuple[bool, str, str]]) -> dict[int, int]:
    """The oldest of everything that each number is connected to."""
    near: dict[int, list[int]] = {}
    for a, b in ends:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    first: dict[int, int] = {}
    for start in sorted(near, key=lambda i: age[i]):
        waiting = [start]
        while waiting:
            i = waiting.pop()
            if i not in first:
                first[i] = start
                waiting += near[i]
    return first


def _nearest(same: pl.DataFrame) -> dict[str, str]:
    """The nearest relation of each article."""
    both = pl.concat([same.select("relation", article="a"), same.select("relation", article="b")])
    order = {relation: i for i, relation in enumerate(RELATIONS)}
    best = both.group_by("article").agg(
        pl.col("relation").sort_by(pl.col("relation").replace_strict(order)).first()
    )
    return dict(best.iter_rows())


def bridges_of(found: Detection) -> pl.DataFrame:
    """schema.BRIDGES: pairs as probable as the threshold without which a cluster falls in two.

    Copies that count as one version hang on each other by their text, and by no bridge. Nor is what holds an
    article to an agency's own report one: there it belongs, whatever others made of it.
    """
    articles = found.articles.sort("article")
    ids = articles["article"].to_list()
    links = numbered(articles, found.links)
    group = dict(found.clusters.select("article", "cluster").iter_rows())
    version = versions(len(ids), links.pairs, links.probability, links.jaccard)
    of = np.array([group[article] for article in ids], object)
    inside = (links.probability >= found.settings.threshold) & (
        of[links.pairs[:, 0]] == of[links.pairs[:, 1]]
    )
    pairs, probability, own = links.pairs[inside], links.probability[inside], provenance(articles).own
    rows = [
        {
            "cluster": group[ids[a]], "a": ids[a], "b": ids[b],
            "probability": float(probability[k]),
            "n_held": len(held), "held": json.dumps([ids[i] for i in held], ensure_ascii=False),
        }
        for k, held in bridges(version, pairs)
        if not own[pairs[k]].any()
        for a, b in (pairs[k].tolist(),)
    ]  # fmt: skip
    return (
        BRIDGES.frame(sorted(rows, key=lambda r: (r["cluster"], r["a"], r["b"]))) if rows else BRIDGES.empty()
    )


def roundups_of(found: Detection) -> pl.DataFrame:
    """schema.ROUNDUPS: articles that tell of STORIES stories or more, with those that they did not join.

    A link that tells of one event as surely as the stories' threshold counts, the surest of each story; links
    to an article that tells of still more stories do not: they are that round-up's doing.
    """
    members = (
        found.clusters.select(
            "article", "story", (pl.len().over("story") > 1).alias("company"),
            pl.col("story").rank("dense").cast(pl.Int64).alias("number"),
        ).sort("article").with_row_index("row").cast({"row": pl.Int64})
    )  # fmt: skip
    ends = _across_stories(found.links.filter(pl.col("story") >= found.settings.story_threshold), members)
    row, other, number = (ends[name].to_numpy() for name in ("row", "other", "number"))
    told = ends.filter(links_of_roundups(row, other, number, members["company"].to_numpy(), STORIES))
    surest = told.sort("row", "number", "probability", "other").unique(
        ["row", "number"], keep="last", maintain_order=True
    ).sort(["row", "probability", "number"], descending=[False, True, False])  # fmt: skip
    return ROUNDUPS.cast(
        surest.select(
            members["article"].gather(surest["row"]),
            members["story"].gather(surest["other"]),
            members["article"].gather(surest["other"]).alias("other"),
            "probability",
        )
    )


def _across_stories(links: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Both ends of every link between two stories, in the order of their rows: each as `row`, the `other`
    with the `number` of its story, and the probability that both tell of one event.
    """
    placed = links.select("a", "b", probability="story").join(
        members.select(a="article", row_a="row", story_a="number"), on="a"
    ).join(members.select(b="article", row_b="row", story_b="number"), on="b")  # fmt: skip
    apart = placed.filter(pl.col("story_a") != pl.col("story_b"))
    forth = apart.select("probability", row="row_a", other="row_b", number="story_b")
    back = apart.select("probability", row="row_b", other="row_a", number="story_a")
    return pl.concat([forth, back]).sort("row")
