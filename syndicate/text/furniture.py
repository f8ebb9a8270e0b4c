"""Lines that one outlet sets on many of its pages, counted over digests. Holds no text and cuts no line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from syndicate.compiled import compiled
from syndicate.schema import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

# An outlet's line is furniture when it stands on so many of its pages, and so large a share of them.
_FEW_PAGES, _FEW_SHARE = 3, 0.05
_FEW_PROSE_PAGES: Final = 8  # the same for sentences: standing paragraphs are part of some articles
_SENTENCE: Final = r"\s(?:\S+\s+){6,}\S+[.!?।。۔؟]$"
_FEWEST_COUNTERS, _MOST_BITS = 1 << 16, 27  # of a table of counters, a byte each: 128 MB at most
DIGESTS: Final = {"outlet": pl.UInt64, "key": pl.UInt64, "face": pl.UInt64}
STANDING: Final = {"outlet": pl.UInt64, "key": pl.UInt64, "pages": pl.Int32}


def digests(units: pl.DataFrame, outlets: Sequence[str]) -> pl.DataFrame:
    """A row of DIGESTS for every line of pages whose outlet is known: 24 bytes, whatever the line says.

    `units` are lines (page 0..P-1, text), `outlets` are P. Pages are told apart by their longest line
    (`face`), so that one article sent twice counts once.
    """
    named = pl.Series(outlets, dtype=TEXT)
    return (
        units.select(
            outlet=named.hash().gather(units["page"]),
            named=(named != "").gather(units["page"]),
            key=pl.col("text").hash(),
            length=pl.col("text").str.len_chars(),
            page="page",
        )
        .with_columns(face=pl.col("key").sort_by("length").last().over("page"))
        .filter("named")
        .select(list(DIGESTS))
    )


def standing_lines(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """STANDING: the lines that may be an outlet's furniture, and on how many of its pages each stands."""
    digests = list(parts)
    empty = pl.DataFrame(schema=DIGESTS)
    faces = pl.concat(part.select("outlet", "face").unique() for part in (empty, *digests))
    of = faces.group_by("outlet").agg(of=pl.col("face").n_unique())
    often = pl.concat([empty, *_often(digests)])
    counted = often.group_by("outlet", "key").agg(pages=pl.col("face").n_unique())
    chosen = counted.join(of, on="outlet").filter(
        (pl.col("pages") >= _FEW_PAGES) & (pl.col("pages") >= _FEW_SHARE * pl.col("of"))
    )
    return chosen.select(pl.col(name).cast(dtype) for name, dtype in STANDING.items())


def _often(parts: Sequence[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """Of each part the lines that may stand _FEW_PAGES times or more in all: nearly none.

    Lines are counted by a hash that several may share (a counting Bloom filter of one hash: Fan et al. 2000,
    "Summary cache"), so that to learn takes a byte or four for every line, not a table of all of them.
    """
    size = max(_FEWEST_COUNTERS, 2 * sum(part.height for part in parts))
    counts = np.zeros(1 << min(_MOST_BITS, int(size).bit_length()), np.uint8)
    columns = [(part["outlet"].to_numpy(), part["key"].to_numpy()) for part in parts]
    for outlets, keys in columns:
        _count(outlets, keys, counts)
    for part, (outlets, keys) in zip(parts, columns, strict=True):
        yield part.filter(pl.Series(_counted(outlets, keys, counts, _FEW_PAGES), dtype=pl.Boolean))


@compiled
def _slot(outlet: np.uint64, key: np.uint64, mask: np.uint64) -> np.uint64:
    return ((outlet ^ key) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32)) & mask


@compiled
def _count(outlets: NDArray[np.uint64], keys: NDArray[np.uint64], counts: NDArray[np.uint8]) -> None:
    """Add each line to its counter, which stays at its largest number once it is there."""
    mask = np.uint64(len(counts) - 1)
    for i in range(len(keys)):
        slot = _slot(outlets[i], keys[i], mask)
        counts[slot] += counts[slot] < 255


@compiled
def _counted(
    outlets: NDArray[np.uint64], keys: NDArray[np.uint64], counts: NDArray[np.uint8], least: int
) -> NDArray[np.bool_]:
    """Which lines have a counter that has come so far."""
    mask = np.uint64(len(counts) - 1)
    found = np.empty(len(keys), np.bool_)
    for i in range(len(keys)):
        found[i] = counts[_slot(outlets[i], keys[i], mask)] >= least
    return found


def pages_with(units: pl.DataFrame, outlets: Sequence[str], standing: pl.DataFrame) -> NDArray[np.int32]:
    """On how many pages of its outlet each line stands, 0 where that is no sign of furniture."""
    if standing.is_empty():
        return np.zeros(units.height, np.int32)
    named = pl.Series(outlets, dtype=TEXT)
    rows = units.select(outlet=named.hash().gather(units["page"]), key=pl.col("text").hash())
    found = rows.join(standing, on=["outlet", "key"], how="left", maintain_order="left")
    pages = found["pages"].fill_null(0).to_numpy(writable=True)
    few = np.flatnonzero((pages > 0) & (pages < _FEW_PROSE_PAGES))
    pages[few] *= ~units["text"].gather(few).str.contains(_SENTENCE).to_numpy()
    return pages
