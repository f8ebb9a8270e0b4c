"""What is worth a second look: versions, bridges, round-ups. Changes no group."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from syndicate.flow.grouping import numbered
from syndicate.flow.provenance import provenance
from syndicate.match.bridges import bridges
from syndicate.match.cluster import VERSION_PROBABILITY, versions
from syndicate.match.evidence import in_common
from syndicate.match.outline import read_outline
from syndicate.match.roundups import Across, Placed, stories_apart
from syndicate.match.shared_sentences import sentences_of_own
from syndicate.schema import BRIDGES, RELATIONS, ROUNDUPS, VERSIONS
from syndicate.text.indexing import index_articles, read_hours

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    members = members.filter(pl.col("article").is_in(pl.concat([same["a"], same["b"]]).implode()))
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
    least = min(found.settings.threshold, VERSION_PROBABILITY)
    links = numbered(articles, found.links.filter(pl.col("probability") >= least))
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

    A link that tells of one event as surely as the stories' threshold counts, the surest of each story, where
    the stories are apart but for the article (`match.roundups`) and it tells of each in a sentence of its own
    (`match.shared_sentences`). Links to an article that tells of still more stories do not count: they are
    that round-up's doing.
    """
    members = (
        found.clusters.select(
            "article", "story", "published", (pl.len().over("story") > 1).alias("company"),
            pl.col("story").rank("dense").cast(pl.Int64).alias("number"),
        ).sort("article").with_row_index("row").cast({"row": pl.Int64})
    )  # fmt: skip
    links = _placed(found.links.filter(pl.col("story") >= found.settings.story_threshold), members)
    across = links.filter(pl.col("home") != pl.col("number"))
    hours, slack = read_hours(members["published"].to_list())
    placed = Placed(members["number"].to_numpy(), members["company"].to_numpy(), hours - slack, hours + slack)
    ends = Across(*(across[name].to_numpy() for name in ("row", "other", "number")))
    apart = across.filter(stories_apart(ends, placed, found.settings.window_hours, STORIES))
    at_home = links.filter(pl.col("home") == pl.col("number")).join(apart, on="row", how="semi")
    at_home = at_home.unique("row", keep="first", maintain_order=True)
    asked = pl.concat([apart, at_home]).sort("row", maintain_order=True)
    told = asked.filter(_in_sentences_of_own(found, members["article"], asked) > 0)
    kept = told.filter(_told_by_roundups(told), pl.col("home") != pl.col("number"))
    kept = kept.sort(["row", "probability", "number"], descending=[False, True, False])
    return ROUNDUPS.cast(
        kept.select(
            members["article"].gather(kept["row"]),
            members["story"].gather(kept["other"]),
            members["article"].gather(kept["other"]).alias("other"),
            "probability",
        )
    )


def _placed(links: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Both ends of every link by their rows: each as `row`, in the story `home`, the `other` with the
    `number` of its story, and how probably both tell of one event; those of a row together, the surest first.
    """
    found, number = numbered(members, links), members["number"].to_numpy()
    row, other = (np.concatenate(ends) for ends in (found.pairs.T, found.pairs.T[::-1]))
    probability = np.concatenate([found.story, found.story])
    order = np.lexsort((other, -probability, row))
    ends = {
        "row": row,
        "home": number[row],
        "other": other,
        "number": number[other],
        "probability": probability,
    }
    return pl.DataFrame(ends)[order]


def _in_sentences_of_own(found: Detection, ids: pl.Series, links: pl.DataFrame) -> NDArray[np.int64]:
    """In how many of its sentences a row tells of each of these links' other ends rather than of the rest's.

    ids: of all rows. Weights are those of general language: what else was read tells nothing of two articles.
    """
    ends = links.select("row", "other").to_numpy()
    rows, at = np.unique(ends, return_inverse=True)
    chosen = pl.DataFrame({"article": ids.gather(rows)})
    articles = chosen.join(found.articles, on="article", how="left", maintain_order="left")
    outline = read_outline(index_articles(articles, replace(found.settings, alone=1)), alone=True)
    pairs = at.reshape(-1, 2).astype(np.int32)
    counts = np.zeros(len(pairs), np.int64)
    sentences_of_own(pairs, in_common(pairs, outline), outline, counts)
    return counts


def _told_by_roundups(links: pl.DataFrame) -> pl.Series:
    """Which of the links are those of round-ups, the articles of most stories looked at first."""
    rows: dict[int, list[tuple[int, int]]] = {}
    for k, (row, other) in enumerate(links.select("row", "other").iter_rows()):
        rows.setdefault(row, []).append((k, other))
    rounded: set[int] = set()
    kept = np.zeros(links.height, np.bool_)
    for row in sorted(rows, key=lambda row: (-len(rows[row]), row)):
        left = [k for k, other in rows[row] if other not in rounded]
        if len(left) >= STORIES:
            rounded.add(row)
            kept[left] = True
    return pl.Series(kept)
