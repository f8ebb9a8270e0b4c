"""Finds the article's body in the plain text of scraped pages, line by line, and says why. Reads no markup.

The line model (`line_chain`, on the `line_features`) tells what stands before, in, inside and after the
body; then a few plain rules drop what it cannot see: lines that repeat the body, and lines that one
outlet sets on many pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from syndicate.schema import FLAG, INT, TEXT, Column, Table
from syndicate.text.furniture import digests, pages_with, standing_lines
from syndicate.text.line_chain import Chain, load
from syndicate.text.line_features import Facts, facts
from syndicate.text.line_rules import decide
from syndicate.text.mojibake import mended
from syndicate.text.page_lines import page_bounds, paragraphs, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

KEPT_LINES = Table("kept lines", "one line of a page that is not blank", {
    "page": Column(INT, "0-based number of the page in the batch"),
    "line": Column(INT, "0-based number of the line in the page, blank lines not counted"),
    "text": Column(TEXT, "the line, without spaces around it"),
    "kept": Column(FLAG, "it stands in the body"),
    "reason": Column(TEXT, "why it was kept or cut, in a few words"),
    "paragraph": Column(INT, "kept lines with the same number are one paragraph, joined by a space"),
})  # fmt: skip

_BATCH: Final = 1 << 22  # characters of pages looked at together: some 100 MB of features


def keep_lines(
    pages: Sequence[str],
    titles: Sequence[str],
    outlets: Sequence[str],
    *,
    chain: Chain | None = None,
    alone: bool = False,
) -> pl.DataFrame:
    """The lines of N pages, each kept or cut, as the table KEPT_LINES.

    `titles` and `outlets` are N, "" where unknown. An outlet's furniture is learnt from the batch: give all
    pages at once; or read each page `alone`, whatever the others are. A page of one line is kept whole; an
    empty page has no line.
    """
    outlets = valid(outlets)
    split = split_pages(pl.Series(valid(pages), dtype=TEXT))
    units = split.units()
    standing = standing_lines([] if alone else [digests(units, outlets)])
    return decide_lines(split, units, titles, pages_with(units, outlets, standing), chain=chain)


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """The lines of P pages, and the units that are kept or cut: lines, or paragraphs that were wrapped."""

    n_pages: int
    lines: pl.DataFrame  # see `read_lines`
    unit: NDArray[np.int64]  # of each line

    def units(self) -> pl.DataFrame:
        """The units: page, text, gap. Put together anew, since they hold as much text as the lines."""
        return _joined(self.lines, self.unit)


def split_pages(pages: pl.Series) -> Split:
    """The pages in lines; all that is needed of them from then on."""
    lines = read_lines(mended(pages))
    return Split(len(pages), lines, paragraphs(lines))


def decide_lines(
    split: Split,
    units: pl.DataFrame,
    titles: Sequence[str],
    standing: NDArray[np.int32],
    *,
    chain: Chain | None = None,
    told: bool = True,
) -> pl.DataFrame:
    """KEPT_LINES of pages in lines; `standing` says on how many pages of its outlet each of its units stands.

    Unless they are to be `told`, the reasons are empty.
    """
    model = chain or load()
    parts = [
        decide(
            facts(part, titles[span.start : span.stop]),
            part["gap"].to_numpy(),
            standing[low:high],
            model,
            told=told,
        )
        for part, span, low, high in _batches(units, split.n_pages)
    ]
    kept = np.concatenate([np.zeros(0, np.bool_), *(k for k, _, _ in parts)])
    reasons = pl.concat([pl.Series([], dtype=TEXT), *(r for _, r, _ in parts)])
    opens = np.concatenate([np.zeros(0, np.bool_), *(o for _, _, o in parts)])
    return KEPT_LINES.cast(
        split.lines.with_columns(
            pl.Series("kept", kept[split.unit]),
            reasons.gather(split.unit).alias("reason"),
            pl.Series("paragraph", np.cumsum(opens)[split.unit]),
        )
    )


def bodies(table: pl.DataFrame, n_pages: int) -> list[str]:
    """The body of each of the pages of `keep_lines`: its kept paragraphs, a blank line between them."""
    return body_column(table, n_pages).to_list()


def body_column(table: pl.DataFrame, n_pages: int) -> pl.Series:
    """The same as a column."""
    kept = table.filter("kept")
    first = pl.col("page").diff().fill_null(1) != 0
    opens = pl.col("paragraph").diff().fill_null(1) != 0
    glue = pl.when(first).then(pl.lit("")).when(opens).then(pl.lit("\n\n")).otherwise(pl.lit(" "))
    joined = (
        kept.select("page", text=glue + pl.col("text"))
        .group_by("page", maintain_order=True)
        .agg("text")
        .with_columns(pl.col("text").list.join(""))
    )
    found = pl.repeat("", n_pages, dtype=TEXT, eager=True).alias("body")
    return (
        found.scatter(joined["page"], joined["text"])
        if joined.height < n_pages
        else joined["text"].alias("body")
    )


def valid(texts: Sequence[str]) -> list[str]:
    """The texts with halves of surrogate pairs, which no UTF-8 can hold, turned into question marks."""
    return [text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8") for text in texts]


def read_facts(pages: Sequence[str], titles: Sequence[str]) -> tuple[pl.DataFrame, Facts]:
    """The joined lines of the pages and what is known of them: what the line model is fitted on."""
    units = split_pages(pl.Series(pages, dtype=TEXT)).units()
    return units, facts(units, titles)


def _joined(lines: pl.DataFrame, unit: NDArray[np.int64]) -> pl.DataFrame:
    """The lines with wrapped paragraphs joined: page, text, gap."""
    if len(unit) == 0 or unit[-1] == len(unit) - 1:
        return lines.select("page", "text", "gap")
    sizes = np.bincount(unit)
    first = np.cumsum(sizes) - sizes
    wrapped = sizes > 1
    many = pl.DataFrame({"text": lines["text"], "unit": unit}).filter(pl.Series(wrapped[unit]))
    texts = many.group_by("unit", maintain_order=True).agg("text")["text"].list.join(" ")
    joined = lines.select("page", "text", "gap")[first]
    first[wrapped] = len(unit) + np.arange(len(texts))
    return joined.with_columns(text=pl.concat([lines["text"], texts]).gather(first))


def _batches(units: pl.DataFrame, n_pages: int) -> Iterator[tuple[pl.DataFrame, range, int, int]]:
    """Runs of whole pages of about _BATCH characters, their pages renumbered from 0."""
    bounds = page_bounds(units["page"].to_numpy(), n_pages)
    filled = np.concatenate([[0], np.cumsum(units["text"].str.len_chars().to_numpy())])[bounds]
    cuts = np.flatnonzero(np.diff(filled // _BATCH, prepend=-1, append=np.inf)[:-1])
    for start, end in zip(cuts, np.append(cuts[1:], n_pages), strict=True):
        low, high = int(bounds[start]), int(bounds[end])
        part = units.slice(low, high - low).with_columns(pl.col("page") - int(start))
        if high > low:
            yield part, range(int(start), int(end)), low, high
