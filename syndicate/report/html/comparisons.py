"""The compared pairs of a page, packed: a letter for each sentence instead of a row. Compares nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from syndicate.report.html.inert import inert

if TYPE_CHECKING:
    from collections.abc import Mapping

_PAIR: Final = ("article", "other")
_FACTS: Final = ("altered", "rounded")
_WORDS: Final = ("in_other", "in_article", "longest_run")


def comparisons(
    aligned: pl.DataFrame, shared: pl.DataFrame, rows: Mapping[str, int], others: Mapping[str, int]
) -> list[list[Any]]:
    """One list for each pair, in this order:

    row of the article, row of the other, share of the article's words in the other, of the other's in the
    article, longest run, then by sentence of the article: letters of the statuses (k e r a), numbers of the
    partners (null for added), similarities in hundredths; altered facts, and numbers that were rounded, by
    number of sentence; and the numbers of the other's sentences that were removed.
    """
    removed = pl.col("status") == "removed"
    gone = aligned.filter(removed).group_by(_PAIR).agg(pl.col("other_sentence").alias("removed"))
    packed = (
        aligned.select(_PAIR)
        .unique(maintain_order=True)
        .join(shared.select(*_PAIR, *_WORDS), on=_PAIR, how="left", maintain_order="left")
        .join(_own(aligned.filter(~removed)), on=_PAIR, how="left", maintain_order="left")
        .join(gone, on=_PAIR, how="left", maintain_order="left")
    )
    return [
        [
            rows[a],
            others[b],
            *words,
            letters or "",
            partners or [],
            alike or [],
            _facts(altered),
            _facts(rounded),
            left or [],
        ]
        for a, b, *words, letters, partners, alike, altered, rounded, left in packed.iter_rows()
    ]


def _own(kept: pl.DataFrame) -> pl.DataFrame:
    """The article's sentences of every pair, each column in a list."""
    return kept.group_by(_PAIR).agg(
        pl.col("status").str.head(1).str.join("").alias("letters"),
        pl.col("other_sentence").alias("partners"),
        (pl.col("similarity") * 100).round().cast(pl.Int64).alias("alike"),
        *(pl.struct("sentence", name).filter(pl.col(name) != "").alias(name) for name in _FACTS),
    )


def _facts(found: list[dict[str, Any]] | None) -> dict[str, str]:
    """What was found, by number of sentence."""
    return {str(n): inert(what) for n, what in (row.values() for row in found or ())}
