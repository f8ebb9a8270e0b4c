"""Everything a report shows, joined: groups, residue, overlap, measures. Draws and writes nothing.

What is said of all articles is measured at once, the texts of the stories when the pages ask for them.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property, partial
from itertools import combinations
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import polars as pl

from syndicate.compare.residue import residue
from syndicate.compare.runs import read_runs, read_windows
from syndicate.flow.detect import quiet
from syndicate.flow.excerpts import excerpt
from syndicate.flow.indexed import indexed
from syndicate.flow.measure.deriving import derivations_of
from syndicate.flow.measure.grids import grids_of
from syndicate.flow.measure.measuring import measure, outlet_table
from syndicate.flow.thresholds import thresholds_of
from syndicate.growing import in_memory
from syndicate.report.html.contents import ALIGNED, SHARED, SPANS, Contents, Texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from syndicate.corpus import Corpus, Joining
    from syndicate.counting import Told
    from syndicate.flow.detect import Detection, Progress
    from syndicate.flow.measure.measuring import Measured

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


def report_of(found: Detection, *, joining: Joining = in_memory, progress: Progress = quiet) -> Contents:
    """The contents of a report on what was found; joining: puts together what grows with the words."""
    from syndicate import __version__

    measured = measure(found, progress=progress)
    return Contents(
        articles=found.articles,
        clusters=found.clusters,
        problems=found.problems,
        measures=measured.measures,
        outlets=outlet_table(found.clusters, measured.measures),
        derivations=derivations_of(found, progress=progress),
        thresholds=thresholds_of(found, progress=progress),
        notes=(*found.notes, *([LINES_UNKNOWN] if found.articles.height and found.lines.is_empty() else [])),
        settings=found.settings,
        version=__version__,
        texts=_Texts(found, measured, joining, progress),
    )


class _Texts:
    """The texts of some stories at a time, compared when they are asked for, by several threads perhaps.

    Words are read once, of all articles: what a term weighs hangs on them all.
    """

    def __init__(self, found: Detection, measured: Measured, joining: Joining, progress: Progress) -> None:
        self._found, self._joining, self._progress = found, joining, progress
        self._consensus, self._rebuilt = measured.rebuilt, measured.against
        self._lock = Lock()
        self._done = 0  # pairs of all that are shown

    @cached_property
    def _read(self) -> tuple[Corpus, dict[str, int], int]:
        """(all articles, the row of each, how many pairs are shown in all)."""
        corpus = indexed(self._found.articles, self._progress, joining=self._joining, spans=False)
        size = sum(1 for _ in pairs_shown(self._found.clusters))
        self._progress("align", size)
        return corpus, {article: i for i, article in enumerate(corpus.articles)}, size

    def __call__(self, clusters: pl.DataFrame) -> Texts:
        """The texts of whole stories, rows of schema.CLUSTERS."""
        with self._lock:
            every, row, size = self._read
        rows = np.sort(np.array([row[article] for article in clusters["article"]], np.int64))
        articles, corpus = self._found.articles[rows], excerpt(every, rows)
        pairs = list(pairs_shown(clusters))
        chosen = pl.col("cluster").is_in(clusters["cluster"].unique().to_list())
        return Texts(
            articles=articles,
            lines=self._found.lines.filter(pl.col("article").is_in(corpus.articles)),
            spans=_spans(corpus),
            aligned=_aligned(corpus, articles["body"].to_list(), pairs, partial(self._tell, size)),
            shared=_shared(corpus, pairs),
            grids=list(grids_of(corpus, clusters, self._found.pairs, OF_A_CLUSTER + 1)),
            consensus=self._consensus.filter(chosen),
            rebuilt=self._rebuilt.filter(chosen),
        )

    def _tell(self, size: int, more: int) -> None:
        """Tell that so many more pairs are compared."""
        with self._lock:
            self._done += more
            self._progress("align", size, self._done)


def pairs_shown(clusters: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """(article, other) to show beside each other: the later row of schema.CLUSTERS against the earlier."""
    stories: dict[str, list[dict[str, str]]] = {}
    for row in clusters.select("story", "cluster", "article", "role", "partner").iter_rows(named=True):
        stories.setdefault(row["story"], []).append(row)
    for rows in stories.values():
        sizes = Counter(row["cluster"] for row in rows)
        for other, article in combinations(rows, 2):
            kin = article["cluster"] == other["cluster"]
            few = sizes[article["cluster"]] <= OF_A_CLUSTER
            if len(rows) <= OF_A_STORY or (kin and (few or _near(article, other))):
                yield article["article"], other["article"]


def _near(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    kin = one["partner"] == other["article"] or other["partner"] == one["article"]
    return kin or "origin" in (one["role"], other["role"])


def _aligned(corpus: Corpus, bodies: Sequence[str], pairs: Pairs, more: Told) -> pl.DataFrame:
    """ALIGNED of the pairs; `more` hears how many are compared since it was told last."""
    number = {article: i for i, article in enumerate(corpus.articles)}
    rows, parts, done = [(number[a], number[b]) for a, b in pairs], [ALIGNED.empty()], 0

    def told(now: int) -> None:
        nonlocal done
        more(now - done)
        done = now

    for low in range(0, len(rows), _PAIRS_A_TIME):
        some = rows[low : low + _PAIRS_A_TIME]
        parts.append(ALIGNED.cast(residue(corpus, bodies, some, told=told)))
        if len(some) > done:
            told(len(some))
        done = 0
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
