"""Everything a report shows, joined: groups, residue, overlap, measures. Draws and writes nothing."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import polars as pl

from syndicate.compare.consensus import CONSENSUS as NAME
from syndicate.compare.residue import residue
from syndicate.compare.runs import read_runs, read_windows
from syndicate.flow.detect import quiet
from syndicate.flow.indexed import indexed
from syndicate.flow.measure.deriving import derivations_of
from syndicate.flow.measure.grids import grids_of
from syndicate.flow.measure.measuring import measure, outlet_table
from syndicate.flow.thresholds import thresholds_of
from syndicate.report.html.contents import ALIGNED, REBUILT, SHARED, SPANS, Contents

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from syndicate.corpus import Corpus
    from syndicate.flow.detect import Detection, Progress

    Pairs: TypeAlias = Sequence[tuple[str, str]]  # (article, other)

# Articles of a cluster that are compared each with each: a heat map of 24 rows can be read, and
# 276 pairs take half a second. In a larger one each is compared with the origin and its nearest kin, and of
# the other pairs the grid says how much they share.
OF_A_CLUSTER: Final = 24
LINES_UNKNOWN: Final = (
    "What was cut from the pages cannot be shown: this report was made of a store, or of tables that hold "
    "none of the lines of the pages."
)
# The same for the articles of a story across its clusters: to see how two independent reports differ.
OF_A_STORY: Final = 12
_PAIRS_A_TIME: Final = 4096  # bounds the memory for residues with their texts, not the result


def report_of(found: Detection, *, progress: Progress = quiet) -> Contents:
    """The contents of a report on what was found."""
    from syndicate import __version__

    pairs = list(pairs_shown(found.clusters))
    corpus = indexed(found.articles, progress)
    aligned = _aligned(corpus, found.articles["body"].to_list(), pairs, progress)
    grids = list(grids_of(corpus, found.clusters, found.pairs, OF_A_CLUSTER + 1, progress=progress))
    measured = measure(found, progress=progress)
    return Contents(
        articles=found.articles,
        clusters=found.clusters,
        lines=found.lines,
        problems=found.problems,
        spans=_spans(corpus),
        aligned=aligned,
        shared=_shared(corpus, pairs),
        grids=grids,
        consensus=measured.rebuilt,
        rebuilt=REBUILT.cast(measured.rows.filter(pl.col("other") == NAME)),
        measures=measured.measures,
        outlets=outlet_table(found.clusters, measured.measures),
        derivations=derivations_of(found, progress=progress),
        thresholds=thresholds_of(found, progress=progress),
        notes=(*found.notes, *([LINES_UNKNOWN] if found.articles.height and found.lines.is_empty() else [])),
        settings=found.settings,
        version=__version__,
    )


def pairs_shown(clusters: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """(article, other) to show beside each other: the later row of schema.CLUSTERS against the earlier."""
    for story in clusters.partition_by("story", maintain_order=True):
        sizes = dict(story.group_by("cluster").len().iter_rows())
        rows = list(story.select("cluster", "article", "role", "partner").iter_rows(named=True))
        for other, article in combinations(rows, 2):
            kin = article["cluster"] == other["cluster"]
            few = sizes[article["cluster"]] <= OF_A_CLUSTER
            if len(rows) <= OF_A_STORY or (kin and (few or _near(article, other))):
                yield article["article"], other["article"]


def _near(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    kin = one["partner"] == other["article"] or other["partner"] == one["article"]
    return kin or "origin" in (one["role"], other["role"])


def _aligned(corpus: Corpus, bodies: Sequence[str], pairs: Pairs, progress: Progress) -> pl.DataFrame:
    """ALIGNED of the pairs."""
    progress("align", len(pairs))
    number = {article: i for i, article in enumerate(corpus.articles)}
    rows = [(number[a], number[b]) for a, b in pairs]
    parts = [ALIGNED.empty()]
    for low in range(0, len(rows), _PAIRS_A_TIME):

        def told(done: int, before: int = low) -> None:
            progress("align", len(rows), before + done)

        parts.append(ALIGNED.cast(residue(corpus, bodies, rows[low : low + _PAIRS_A_TIME], told=told)))
    return pl.concat(parts)


def _spans(corpus: Corpus) -> pl.DataFrame:
    """SPANS of every article of the corpus."""
    articles = np.repeat(np.arange(corpus.n_articles), np.diff(corpus.sentence_bounds))
    return SPANS.frame({
        "article": [corpus.articles[i] for i in articles.tolist()],
        "start": corpus.sentence_starts.astype(np.int64),
        "end": corpus.sentence_ends.astype(np.int64),
    })  # fmt: skip


def _shared(corpus: Corpus, pairs: Pairs) -> pl.DataFrame:
    """SHARED of the pairs."""
    if not pairs:
        return SHARED.empty()
    number = {article: i for i, article in enumerate(corpus.articles)}
    rows = np.array([(number[a], number[b]) for a, b in pairs], np.int32)
    runs = read_runs(read_windows(corpus, np.unique(rows)), rows)
    return SHARED.frame({
        "article": [a for a, _ in pairs],
        "other": [b for _, b in pairs],
        "in_other": runs.a_in_b,
        "in_article": runs.b_in_a,
        "longest_run": runs.longest.astype(np.int64),
    })  # fmt: skip
