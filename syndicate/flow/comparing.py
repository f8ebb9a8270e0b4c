"""Residue and overlap of what was detected, or of pairs that somebody names. Detects nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from syndicate.compare.overlap import by_outlet, overlap
from syndicate.compare.residue import residue
from syndicate.errors import InputError, SettingError
from syndicate.schema import RESIDUE
from syndicate.settings import Settings
from syndicate.text.indexing import index_articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from syndicate.flow.detect import Detection

AGAINST = ("origin", "pairs", "others")
_CLOSENESS = {"kept": 3, "edited": 2, "rewritten": 1, "added": 0}


def residue_of(found: Detection, against: str = "origin", cluster: str = "") -> pl.DataFrame:
    """schema.RESIDUE of every cluster (or one) of two articles or more.

    against: origin (each article against the origin of its cluster), pairs (every article against every other), or
    others (each against all others together: `added` is what only this article has).
    """
    if against not in AGAINST:
        raise SettingError("against", against, " or ".join(AGAINST))
    pairs = list(_pairs(members(found, cluster), against))
    frame = compare_pairs(found.articles, [(a, b) for a, b, _ in pairs], [c for *_, c in pairs])
    return _against_all(frame) if against == "others" else frame


def members(found: Detection, cluster: str = "") -> pl.DataFrame:
    """The clusters table of groups of two or more; of the one group named, whatever its size."""
    if cluster:
        chosen = found.clusters.filter(pl.col("cluster") == cluster)
        if chosen.is_empty():
            raise InputError(f"there is no cluster {cluster}", remedy="take an id from the clusters table")
        return chosen
    return found.clusters.filter(pl.col("role") != "single")


def _pairs(groups: pl.DataFrame, against: str) -> Iterable[tuple[str, str, str]]:
    """(article, other, cluster) to compare."""
    for (cluster,), group in groups.group_by("cluster", maintain_order=True):
        ids = group["article"].to_list()
        origins = group.filter(pl.col("role") == "origin")["article"].to_list()
        others = origins if against == "origin" else ids
        yield from ((a, b, str(cluster)) for a in ids for b in others if a != b)


def compare_pairs(
    articles: pl.DataFrame, pairs: Sequence[tuple[str, str]], clusters: Sequence[str] = ()
) -> pl.DataFrame:
    """schema.RESIDUE of named pairs (article, other) of a frame of schema.ARTICLES; an unknown id is an InputError."""
    wanted = {i for pair in pairs for i in pair}
    chosen = articles.filter(pl.col("article").is_in(list(wanted)))
    number = {article: i for i, article in enumerate(chosen["article"].to_list())}
    if missing := sorted(wanted - number.keys()):
        raise InputError(f"there is no article {missing[0]!r}", remedy="take an id from the articles table")
    if not pairs:
        return RESIDUE.empty()
    corpus = index_articles(chosen, Settings())
    return residue(corpus, chosen["body"].to_list(), [(number[a], number[b]) for a, b in pairs], clusters)


def _against_all(frame: pl.DataFrame) -> pl.DataFrame:
    """One row a sentence: its closest partner among all others."""
    closeness = pl.col("status").replace_strict(_CLOSENESS, return_dtype=pl.Int8)
    return (
        frame.filter(pl.col("status") != "removed")
        .with_columns(closeness.alias("closeness"))
        .sort(["closeness", "similarity", "other"], descending=[True, True, False])
        .unique(["cluster", "article", "sentence"], keep="first", maintain_order=True)
        .sort(["cluster", "article", "sentence"])
        .with_columns(pl.lit("*").alias("other"))
        .select(RESIDUE.columns.keys())
    )


def overlap_of(
    found: Detection, *, by: str = "article", measure: str = "words", cluster: str = ""
) -> tuple[list[str], NDArray[np.float64]]:
    """(ids or outlets, square matrix): the share of the row's text found in the column.

    Articles come cluster by cluster. Articles of different clusters are not compared and have 0.
    """
    if by not in ("article", "outlet"):
        raise SettingError("by", by, "article or outlet")
    table = found.clusters if not cluster else members(found, cluster)
    ids = table["article"].to_list()
    chosen = found.articles.join(pl.DataFrame({"article": ids}), on="article", maintain_order="right")
    corpus = index_articles(chosen, Settings())
    bodies = chosen["body"].to_list()
    names = table["cluster"].to_list()
    matrix = np.zeros((len(ids), len(ids)))
    for first, last in _runs(names):
        matrix[first:last, first:last] = overlap(corpus, range(first, last), measure, bodies=bodies)
    if by == "article":
        return ids, matrix
    return by_outlet(matrix, table["outlet"].to_list(), names)


def _runs(names: Sequence[str]) -> Iterable[tuple[int, int]]:
    """(first, one past the last) of each run of equal names."""
    first = 0
    for i in range(1, len(names) + 1):
        if i == len(names) or names[i] != names[first]:
            yield first, i
            first = i
