"""Finds the article's body in the plain text of scraped pages, line by line, and says why. Reads no markup.

The line model (`line_chain`, on the `line_features`) tells what stands before, in, inside and after the
body; then a few plain rules drop what it cannot see: lines that repeat the body, and lines that one
outlet sets on many pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from syndicate.schema import FLAG, INT, TEXT, Column, Table
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

_BATCH: Final = 1 << 23  # characters of pages looked at together: some 300 MB of features
# An outlet's line is furniture when it stands on so many of its pages, and so large a share of them.
_FEW_PAGES, _FEW_SHARE = 3, 0.05
_FEW_PROSE_PAGES: Final = 8  # the same for sentences: standing paragraphs are part of some articles


def keep_lines(
    pages: Sequence[str], titles: Sequence[str], outlets: Sequence[str], *, chain: Chain | None = None
) -> pl.DataFrame:
    """The lines of N pages, each kept or cut, as the table KEPT_LINES.

    `titles` and `outlets` are N, "" where unknown. An outlet's furniture is learnt from the batch: give all
    pages at once. A page of one line is kept whole; an empty page has no line.
    """
    lines = read_lines(mended(_valid(pages)))
    unit = paragraphs(lines)
    units = _joined(lines, unit)
    standing = _standing(units, _valid(outlets))
    model = chain or load()
    parts = [
        decide(facts(part, titles[span.start : span.stop]), part["gap"].to_numpy(), standing[low:high], model)
        for part, span, low, high in _batches(units, len(pages))
    ]
    kept = np.concatenate([np.zeros(0, np.bool_), *(k for k, _, _ in parts)])
    reasons = pl.concat([pl.Series([], dtype=TEXT), *(r for _, r, _ in parts)])
    opens = np.concatenate([np.zeros(0, np.bool_), *(o for _, _, o in parts)])
    return KEPT_LINES.cast(
        lines.with_columns(
            pl.Series("kept", kept[unit]),
            reasons.gather(unit).alias("reason"),
            pl.Series("paragraph", np.cumsum(opens)[unit]),
        )
    )


def bodies(table: pl.DataFrame, n_pages: int) -> list[str]:
    """The body of each of the pages of `keep_lines`: its kept paragraphs, a blank line between them."""
    whole = (
        table.filter("kept")
        .group_by("page", "paragraph", maintain_order=True)
        .agg(pl.col("text").str.join(" "))
        .group_by("page", maintain_order=True)
        .agg(pl.col("text").str.join("\n\n"))
    )
    found = [""] * n_pages
    for page, text in whole.iter_rows():
        found[page] = text
    return found


def _valid(texts: Sequence[str]) -> list[str]:
    """The texts with halves of surrogate pairs, which no UTF-8 can hold, turned into question marks."""
    return [text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8") for text in texts]


def read_facts(pages: Sequence[str], titles: Sequence[str]) -> tuple[pl.DataFrame, Facts]:
    """The joined lines of the pages and what is known of them: what the line model is fitted on."""
    lines = read_lines(mended(pages))
    units = _joined(lines, paragraphs(lines))
    return units, facts(units, titles)


def _joined(lines: pl.DataFrame, unit: NDArray[np.int64]) -> pl.DataFrame:
    """The lines with wrapped paragraphs joined: page, text, gap."""
    if len(unit) == 0 or unit[-1] == len(unit) - 1:
        return lines.select("page", "text", "gap")
    joined = lines.with_columns(pl.Series("unit", unit)).group_by("unit", maintain_order=True)
    return joined.agg(pl.col("page").first(), pl.col("text").str.join(" "), pl.col("gap").first()).drop(
        "unit"
    )


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


def _standing(units: pl.DataFrame, outlets: Sequence[str]) -> NDArray[np.int32]:
    """On how many pages of its outlet each line stands, 0 where that is no sign of furniture.

    Pages are told apart by their longest line, so that one article sent twice counts once.
    """
    keyed = units.select(
        outlet=pl.Series(outlets, dtype=TEXT).cast(pl.Categorical).gather(units["page"]),
        key=pl.col("text").hash(),
        length=pl.col("text").str.len_chars(),
        prose=pl.col("text").str.contains(r"\s(?:\S+\s+){6,}\S+[.!?।。۔؟]$"),
        page="page",
    ).with_columns(face=pl.col("key").sort_by("length").last().over("page"))
    counted = keyed.with_columns(
        pages=pl.col("face").n_unique().over("outlet", "key"), of=pl.col("face").n_unique().over("outlet")
    ).select(
        pl.when(
            (pl.col("outlet") != "")
            & (pl.col("pages") >= pl.when("prose").then(_FEW_PROSE_PAGES).otherwise(_FEW_PAGES))
            & (pl.col("pages") >= _FEW_SHARE * pl.col("of"))
        )
        .then("pages")
        .otherwise(0)
        .cast(pl.Int32)
    )
    return counted.to_series().to_numpy()
