"""Lines that one outlet sets on many of its pages, counted over digests. Holds no text and cuts no line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from syndicate.schema import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

# An outlet's line is furniture when it stands on so many of its pages, and so large a share of them.
_FEW_PAGES, _FEW_SHARE = 3, 0.05
_FEW_PROSE_PAGES: Final = 8  # the same for sentences: standing paragraphs are part of some articles
_SENTENCE: Final = r"\s(?:\S+\s+){6,}\S+[.!?।。۔؟]$"
DIGESTS: Final = {"outlet": pl.UInt64, "key": pl.UInt64, "face": pl.UInt64, "prose": pl.Boolean}
STANDING: Final = {"outlet": pl.UInt64, "key": pl.UInt64, "pages": pl.Int32}


def digests(units: pl.DataFrame, outlets: Sequence[str]) -> pl.DataFrame:
    """A row of DIGESTS for every line of pages whose outlet is known: 25 bytes, whatever the line says.

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
            prose=pl.col("text").str.contains(_SENTENCE),
            page="page",
        )
        .with_columns(face=pl.col("key").sort_by("length").last().over("page"))
        .filter("named")
        .select(list(DIGESTS))
    )


def standing_lines(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """STANDING: the lines that are an outlet's furniture, and on how many of its pages each stands."""
    table = pl.concat([pl.DataFrame(schema=DIGESTS), *parts])
    of = table.group_by("outlet").agg(of=pl.col("face").n_unique())
    few = pl.when("prose").then(_FEW_PROSE_PAGES).otherwise(_FEW_PAGES)
    often = table.group_by("outlet", "key").agg(pl.col("prose").first(), times=pl.len())
    often = often.filter(pl.col("times") >= few)  # nearly none: only of these the faces are told apart
    counted = table.join(often.select("outlet", "key"), on=["outlet", "key"], how="semi")
    counted = counted.group_by("outlet", "key").agg(pl.col("prose").first(), pages=pl.col("face").n_unique())
    chosen = counted.join(of, on="outlet").filter(
        (pl.col("pages") >= few) & (pl.col("pages") >= _FEW_SHARE * pl.col("of"))
    )
    return chosen.select(pl.col(name).cast(dtype) for name, dtype in STANDING.items())


def pages_with(units: pl.DataFrame, outlets: Sequence[str], standing: pl.DataFrame) -> NDArray[np.int32]:
    """On how many pages of its outlet each line stands, 0 where that is no sign of furniture."""
    if standing.is_empty():
        return np.zeros(units.height, np.int32)
    named = pl.Series(outlets, dtype=TEXT)
    rows = units.select(outlet=named.hash().gather(units["page"]), key=pl.col("text").hash())
    found = rows.join(standing, on=["outlet", "key"], how="left", maintain_order="left")
    return found["pages"].fill_null(0).to_numpy()
