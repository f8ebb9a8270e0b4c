"""Residue and overlap of what was detected, or of pairs that somebody names. Detects nothing."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from syndicate.compare.overlap import MEASURES, by_outlet, overlap
from syndicate.compare.residue import residue
from syndicate.errors import InputError
from syndicate.flow.choices import one_of
from syndicate.flow.detect import quiet
from syndicate.flow.indexed import indexed
from syndicate.flow.measure.meaning import meanings
from syndicate.flow.measure.originals import with_reports
from syndicate.flow.measure.rebuilding import against_reports, by_its_name, rebuilt_reports, with_other
from syndicate.schema import OVERLAP, RESIDUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from syndicate.flow.detect import Detection, Progress

AGAINST: Final = ("origin", "consensus", "pairs", "others")
BY: Final = ("article", "outlet")
# Rows of a matrix. It takes 0.8 GB at this size and three times that while it is written, and no spreadsheet
# opens more than 16,384 columns.
MOST_ROWS: Final = 10_000
_CLOSENESS: Final = {"kept": 3, "edited": 2, "rewritten": 1, "added": 0}


def residue_of(
    found: Detection,
    against: str = "origin",
    cluster: str = "",
    *,
    semantic: bool = False,
    progress: Progress = quiet,
) -> pl.DataFrame:
    """schema.RESIDUE of every cluster (or one) of two articles or more.

    against: origin (each article against the origin of its cluster), consensus (against the report: an
    agency's own, or where none is among the articles the one rebuilt of them, see `consensus_of`), pairs
    (every article against every other), or others (each against all others together: `added` is what only
    this article has). `semantic` lets a model of meaning judge the articles that words leave open; raises
    MissingExtra where it is not installed.
    """
    one_of("against", against, AGAINST)
    groups = members(found, cluster)
    if against == "consensus":
        return _against_consensus(found, groups, semantic, progress)
    pairs = list(_pairs(groups, against))
    named = [(article, other) for article, other, _ in pairs]
    clusters = [group for *_, group in pairs]
    frame = compare_pairs(
        found.articles, named, clusters, semantic=semantic, clauses=against != "others", progress=progress
    )
    return _against_all(frame) if against == "others" else frame


def consensus_of(found: Detection, cluster: str = "", *, progress: Progress = quiet) -> pl.DataFrame:
    """schema.CONSENSUS: the report of every cluster (or one) that has no agency's own among its articles.

    Rebuilt of the sentences that at least two independent versions carry (`compare.consensus`); a cluster
    whose articles agree on no sentence has none.
    """
    groups = with_reports(members(found, cluster), found.articles)
    return rebuilt_reports(found.articles, groups.filter(~pl.col("original")), 2, progress)[1]


def _against_consensus(
    found: Detection, groups: pl.DataFrame, semantic: bool, progress: Progress
) -> pl.DataFrame:
    """schema.RESIDUE of each article against its agency's report or, failing that, the rebuilt one."""
    groups = with_reports(groups, found.articles)
    rebuilt, _ = rebuilt_reports(found.articles, groups.filter(~pl.col("original")), 2, progress)
    groups = with_other(groups, rebuilt).filter(pl.col("original") | pl.col("rebuilt"))
    pieces, _ = against_reports(found.articles, groups, rebuilt, progress, semantic=semantic)
    return pl.concat([RESIDUE.empty(), *pieces]).with_columns(by_its_name())


def members(found: Detection, cluster: str = "") -> pl.DataFrame:
    """The clusters table of groups of two or more; of the one group named, whatever its size."""
    if cluster:
        chosen = found.clusters.filter(pl.col("cluster") == cluster)
        if chosen.is_empty():
            raise InputError(f"there is no cluster {cluster}", remedy="take an id from the clusters table")
        return chosen
    return found.clusters.filter(pl.col("role") != "single")


def _pairs(groups: pl.DataFrame, against: str) -> Iterator[tuple[str, str, str]]:
    """(article, other, cluster) to compare."""
    for (cluster,), group in groups.group_by("cluster", maintain_order=True):
        ids = group["article"].to_list()
        origins = group.filter(pl.col("role") == "origin")["article"].to_list()
        others = origins if against == "origin" else ids
        yield from ((a, b, str(cluster)) for a in ids for b in others if a != b)


def compare_pairs(
    articles: pl.DataFrame,
    pairs: Sequence[tuple[str, str]],
    clusters: Sequence[str] = (),
    *,
    semantic: bool = False,
    clauses: bool = True,
    progress: Progress = quiet,
) -> pl.DataFrame:
    """schema.RESIDUE of named pairs (article, other) of a frame of schema.ARTICLES.

    `clusters` are ids parallel to the pairs, or nothing. Articles that no pair names cost nothing; an unknown
    id is an InputError. `semantic` as in `residue_of`. With `clauses`, a sentence that is carried in part has
    a row for each part.
    """
    wanted = {article for pair in pairs for article in pair}
    chosen = articles.filter(pl.col("article").is_in(list(wanted)))
    number = {article: i for i, article in enumerate(chosen["article"].to_list())}
    if missing := sorted(wanted - number.keys()):
        raise InputError(f"there is no article {missing[0]!r}", remedy="take an id from the articles table")
    if not pairs:
        return RESIDUE.empty()
    corpus = indexed(chosen, progress)
    progress("align", len(pairs))
    told = partial(progress, "align", len(pairs))
    numbered, bodies = [(number[a], number[b]) for a, b in pairs], chosen["body"].to_list()
    asked = meanings(corpus, bodies, semantic=semantic)
    return residue(corpus, bodies, numbered, clusters, told=told, meanings=asked, clauses=clauses)


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
    found: Detection,
    *,
    by: str = "article",
    measure: str = "words",
    cluster: str = "",
    progress: Progress = quiet,
) -> tuple[list[str], NDArray[np.float64]]:
    """(ids or outlets, square matrix): the share of the row's text found in the column.

    Articles come cluster by cluster; those of different clusters are not compared and have 0. Outlets come
    in alphabetical order, an article of unknown outlet under its own id: the mean over the pairs of their
    articles in one cluster, NaN where they share none. The diagonal is that of `compare.overlap`, for outlets
    1. More than MOST_ROWS rows are an InputError.
    """
    one_of("by", by, BY)
    one_of("measure", measure, MEASURES)
    table = members(found, cluster) if cluster else found.clusters
    outlets = [row[0] or row[1] for row in table.select("outlet", "article").iter_rows()]
    names = table["article"].to_list() if by == "article" else sorted(set(outlets))
    if len(names) > MOST_ROWS:
        narrower = "--cluster ID" if by == "outlet" else "--by outlet or --cluster ID"
        raise InputError(
            f"a matrix of {len(names):,} {by}s is too large, the most are {MOST_ROWS:,}",
            remedy=f"use {narrower}",
        )
    if by == "article":
        return names, _beside(_blocks(found, table, measure, progress), table.height)
    kin = (pl.len().over("cluster") > 1).arg_true()  # who is alone shares nothing with anybody
    rows = table.select(kin).to_series()
    blocks = _blocks(found, table[rows], measure, progress)
    return names, _averaged(blocks, [outlets[row] for row in rows.to_list()], names)


def overlap_pairs_of(
    found: Detection,
    *,
    by: str = "article",
    measure: str = "words",
    cluster: str = "",
    progress: Progress = quiet,
) -> pl.DataFrame:
    """schema.OVERLAP: the cells of `overlap_of` as rows, but for the diagonal and for what was not compared.

    Of articles there may be any number.
    """
    if by == "outlet":
        names, matrix = overlap_of(found, by=by, measure=measure, cluster=cluster, progress=progress)
        return _cells(names, matrix)
    one_of("by", by, BY)
    one_of("measure", measure, MEASURES)
    table = members(found, cluster)
    ids = table["article"].to_list()
    blocks = [_cells(ids[rows], block) for rows, block in _blocks(found, table, measure, progress)]
    return pl.concat([OVERLAP.empty(), *blocks])


def _cells(names: Sequence[str], matrix: NDArray[np.float64]) -> pl.DataFrame:
    """schema.OVERLAP of a matrix: every known cell off the diagonal."""
    rows, columns = np.nonzero(~np.isnan(matrix) & ~np.eye(len(names), dtype=np.bool_))
    ids = pl.Series(names, dtype=pl.String)
    values = matrix[rows, columns].round(4)
    return OVERLAP.frame({"row": ids.gather(rows), "column": ids.gather(columns), "value": values})


def _blocks(
    found: Detection, table: pl.DataFrame, measure: str, progress: Progress
) -> Iterator[tuple[slice, NDArray[np.float64]]]:
    """(rows of the table, their matrix) for each cluster: a run of rows."""
    chosen = found.articles.join(table.select("article"), on="article", maintain_order="right")
    corpus = indexed(chosen, progress)
    bodies = chosen["body"].to_list()
    progress("overlap", table.height)
    for _, run in groupby(enumerate(table["cluster"].to_list()), key=lambda row: row[1]):
        numbers = [i for i, _ in run]
        yield slice(numbers[0], numbers[-1] + 1), overlap(corpus, numbers, measure, bodies=bodies)
        progress("overlap", table.height, numbers[-1] + 1)


def _beside(blocks: Iterable[tuple[slice, NDArray[np.float64]]], n: int) -> NDArray[np.float64]:
    """The blocks on the diagonal of an n x n matrix of zeros."""
    matrix = np.zeros((n, n))
    for rows, block in blocks:
        matrix[rows, rows] = block
    return matrix


def _averaged(
    blocks: Iterable[tuple[slice, NDArray[np.float64]]], outlets: Sequence[str], names: Sequence[str]
) -> NDArray[np.float64]:
    """The mean cell between each two outlets over all blocks, each of which knows but its own outlets."""
    number = {name: i for i, name in enumerate(names)}
    total, count = np.zeros((len(names), len(names))), np.zeros((len(names), len(names)))
    for rows, block in blocks:
        here, means = by_outlet(block, outlets[rows])
        articles = Counter(outlets[rows])
        where = np.ix_([number[name] for name in here], [number[name] for name in here])
        pairs = np.multiply.outer(*[np.array([articles[name] for name in here], np.float64)] * 2)
        total[where] += means * pairs
        count[where] += pairs
    mean = np.divide(total, count, out=np.full_like(total, np.nan), where=count > 0)
    np.fill_diagonal(mean, 1.0)
    return mean
