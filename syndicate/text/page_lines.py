"""Splits pages into lines, and joins lines wrapped at a column into paragraphs again. Cuts nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

# In pages few of which hold any: a class of more than ten characters takes twenty times as long to look for.
_BREAKS: Final = r"\r\n?|[\u2028\u2029\u000B\u000C]"
_CONTROLS: Final = (r"[\x00-\x08]", r"[\x0E-\x17]", r"[\x18-\x1F\x7F\uFEFF]")
_SPACES: Final = " \t\n\r\u00a0\u1680\u200b\u202f\u205f\u2060\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_STOPPED: Final = r"[.!?…。！？।॥۔؟:][\"'”’»)\]]*$"

# A page is wrapped where its longest line is no longer than _WIDEST and lines that go on fill the column.
_NARROWEST, _WIDEST = 45, 100  # characters; typewriter and mail columns stand between
_FULL: Final = 0.55  # of the longest line: a first line is short where its dateline was cut off
_FULL_SHARE: Final = 0.7  # of the lines that another follows
_RUNNING_SHARE: Final = 0.5  # of the full lines end without a stop


def read_lines(pages: pl.Series) -> pl.DataFrame:
    """The lines of all pages that are not blank: page, line, text, indent (in characters), gap (a
    blank line before).
    """
    split = (
        pl.LazyFrame({"text": _tamed(pages)})
        .with_row_index("page")
        .with_columns(pl.col("text").str.split("\n"))
        .explode("text", empty_as_null=True)
        .with_columns(bare=pl.col("text").str.strip_chars(_SPACES))
        .with_columns(blank=pl.col("bare").str.len_bytes() == 0)
        .with_columns(gap=pl.col("blank").shift(1, fill_value=True))
        .filter(~pl.col("blank"))
        .collect()
    )
    page = split["page"].to_numpy()
    first = np.flatnonzero(np.diff(page, prepend=page[:1] + 1)) if len(page) else np.zeros(0, np.int64)
    number = np.arange(len(page)) - np.repeat(first, np.diff(np.append(first, len(page))))
    return split.select(
        pl.col("page").cast(pl.Int64),
        text="bare",
        indent=_indents(split["text"], split["bare"]),
        gap=pl.col("gap") | pl.Series(number == 0),
        line=pl.Series(number, dtype=pl.Int64),
    )


def _tamed(pages: pl.Series) -> pl.Series:
    """The pages with line feeds for all other breaks, and without controls: what has none is not copied."""
    for pattern, by in ((_BREAKS, "\n"), *((pattern, "") for pattern in _CONTROLS)):
        rows = pages.str.contains(pattern).arg_true()
        if len(rows):
            pages = pages.clone().scatter(rows, pages.gather(rows).str.replace_all(pattern, by))
    return pages


def _indents(lines: pl.Series, bare: pl.Series) -> pl.Series:
    """How many spaces stand before each line."""
    rows = (lines.str.len_bytes() != bare.str.len_bytes()).arg_true()
    ends = lines.gather(rows).str.strip_chars_end(_SPACES).str.len_chars()
    indents = pl.zeros(len(lines), pl.UInt32, eager=True)
    return indents.scatter(rows, ends - bare.gather(rows).str.len_chars())


def page_bounds(page: NDArray[np.int64], n_pages: int) -> NDArray[np.int64]:
    """The bounds of each page's rows, n_pages + 1, from a sorted column of page numbers."""
    return np.searchsorted(page, np.arange(n_pages + 1)).astype(np.int64)


def paragraphs(lines: pl.DataFrame) -> NDArray[np.int64]:
    """For each line the number of the paragraph it belongs to: its own, unless the page was wrapped
    at a column.
    """
    narrow = lines.select(
        length=pl.col("text").str.len_chars().max().over("page").is_between(_NARROWEST, _WIDEST)
    ).to_series()
    joined = np.zeros(lines.height, np.bool_)
    joined[narrow.to_numpy()] = _joined(lines.filter(narrow))
    return np.cumsum(~joined) - 1


def _joined(lines: pl.DataFrame) -> NDArray[np.bool_]:
    """Which lines go on with the one before, of pages whose longest line is no wider than a column."""
    facts = (
        lines.select(
            "page",
            length=pl.col("text").str.len_chars().cast(pl.Float64),
            inset=(pl.col("indent").cast(pl.Int64) - pl.col("indent").cast(pl.Int64).min().over("page")) >= 2,
            stopped=pl.col("text").str.slice(-6).str.contains(_STOPPED),
            gap="gap",
        )
        .with_columns(
            longest=pl.col("length").max().over("page"),
            goes_on=~(pl.col("gap") | pl.col("inset")).shift(-1, fill_value=True)
            & (pl.col("page") == pl.col("page").shift(-1)).fill_null(value=False),
        )
        .with_columns(full=pl.col("length") >= _FULL * pl.col("longest"))
    )
    wrapped = (
        ((pl.col("full") & pl.col("goes_on")).sum() >= _FULL_SHARE * pl.col("goes_on").sum()).over("page")
        & (
            (pl.col("full") & pl.col("goes_on") & ~pl.col("stopped")).sum()
            >= _RUNNING_SHARE * (pl.col("full") & pl.col("goes_on")).sum()
        ).over("page")
        & (pl.col("goes_on").sum() >= 1).over("page")
    )
    ends_before = (pl.col("stopped") & ~pl.col("full")).shift(1, fill_value=True)
    going_on = pl.col("goes_on").shift(1, fill_value=False)
    return facts.select(wrapped & going_on & ~ends_before).to_series().to_numpy()
