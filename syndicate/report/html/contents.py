"""What a report is made from: frames, and some stories at a time in full. Computes and writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from syndicate.schema import INT, RESIDUE, SHARE, TEXT, Column, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from syndicate.settings import Settings

SPANS: Final = Table("spans", "one sentence of an article; the sentences of an article tile its body", {
    "article": Column(TEXT, "id"),
    "start": Column(INT, "first character in the body"),
    "end": Column(INT, "one past the last character"),
})  # fmt: skip

ALIGNED: Final = Table("aligned", "one sentence of a residue, without the texts", {
    name: RESIDUE.columns[name]
    for name in (
        "article", "other", "status", "sentence", "other_sentence", "similarity", "altered", "rounded",
    )
})  # fmt: skip

SHARED: Final = Table("shared", "one compared pair: the words that stand in both in matching runs", {
    "article": Column(TEXT, "id, as in `aligned`"),
    "other": Column(TEXT, "what it is compared with"),
    "in_other": Column(SHARE, "share of the article's words that stand in the other"),
    "in_article": Column(SHARE, "share of the other's words that stand in the article"),
    "longest_run": Column(INT, "longest run of the same words, in words"),
})  # fmt: skip

REBUILT: Final = Table("rebuilt", "one sentence of an article against the rebuilt report of its cluster", {
    "cluster": RESIDUE.columns["cluster"],
    **ALIGNED.columns,
})  # fmt: skip


UNKNOWN: Final = 255  # in a Grid: nobody looked


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A large cluster's shares in hundredths, (n, n): how much of the row stands in the column."""

    cluster: str
    articles: list[str]
    words: NDArray[np.uint8]  # of the row's words, in matching runs
    sentences: NDArray[np.uint8]  # of its sentences, with a partner there; UNKNOWN where nobody looked


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Some stories in full: what their articles say, and what was found between them.

    The frames without a note are in `schema`; all of them are of the articles of these stories alone.
    """

    articles: pl.DataFrame
    lines: pl.DataFrame
    spans: pl.DataFrame  # SPANS, every article's in text order
    aligned: pl.DataFrame  # ALIGNED, in text order of `article`, each pair in one direction
    shared: pl.DataFrame  # SHARED, a row for every pair of `aligned`
    grids: Sequence[Grid]  # of clusters whose articles are not all compared in `aligned`
    consensus: pl.DataFrame  # of clusters that are measured against their rebuilt report
    rebuilt: pl.DataFrame  # REBUILT, of the same clusters


@dataclass(frozen=True, slots=True, eq=False)
class Contents:
    """The tables of a result and what was measured for the report; those without a note are in `schema`."""

    articles: pl.DataFrame
    clusters: pl.DataFrame
    problems: pl.DataFrame
    measures: pl.DataFrame
    outlets: pl.DataFrame
    derivations: pl.DataFrame
    thresholds: pl.DataFrame
    notes: tuple[str, ...]
    settings: Settings
    version: str
    # Of whole stories, some rows of `clusters`: read and compared when they are asked for, and kept by nobody
    # else, so that a report of any size is never in memory at once.
    texts: Callable[[pl.DataFrame], Texts]
