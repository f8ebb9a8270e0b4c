"""Who leans on which agency, as a table for the screen. Computes no figure, prints nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from syndicate.report.plain import fit, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN: Final = 40  # outlets; the table has them all
UNKNOWN: Final = "(no outlet named)"
NO_AGENCY: Final = "(no agency)"
LEGEND: Final = (
    "uncredited: derived articles that credit no agency. verbatim, edited, rewritten, own: shares of their "
    "words;\ncarried: share of the report that they carry; altered: sentences with a changed fact. All are "
    "means.\nhours: after the report, the median."
)
_WHO: Final = 28
_HEADS: Final = (
    ("articles", 9), ("derived", 8), ("uncredited", 11), ("verbatim", 9), ("edited", 7), ("rewritten", 10),
    ("own", 5), ("carried", 8), ("altered", 8), ("hours", 7),
)  # fmt: skip


def outlets_shown(outlets: pl.DataFrame) -> str:
    """schema.OUTLETS as lines: each outlet, and below it the agencies that it leans on."""
    leaning = outlets.filter((pl.col("wire") == "*") & (pl.col("derived") > 0))["outlet"].to_list()
    if not leaning:
        return "No article derives from another's report.\n"
    lines = [" " * _WHO + "".join(f"{head:>{width}}" for head, width in _HEADS)]
    for outlet in leaning[:SHOWN]:
        lines += _outlet(outlets.filter(pl.col("outlet") == outlet))
    if len(leaning) > SHOWN:
        lines.append(f"... and {plural(len(leaning) - SHOWN, 'more outlet')}: see the table.")
    apart = outlets.filter(pl.col("wire") == "*")["outlet"].n_unique() - len(leaning)
    if apart:
        lines.append(f"{plural(apart, 'outlet')} with no derived article.")
    return "\n".join([*lines, "", LEGEND]) + "\n"


def _outlet(rows: pl.DataFrame) -> Iterator[str]:
    """An outlet over all agencies, and each agency below; the name of an only one stands beside it."""
    every, *agencies = rows.iter_rows(named=True)
    who = every["outlet"] or UNKNOWN
    if len(agencies) == 1:
        yield _line(f"{who} ({agencies[0]['wire'] or 'no agency'})", every)
        return
    yield _line(who, every)
    for row in agencies:
        yield _line(f"  {row['wire'] or NO_AGENCY}", row)


def _line(who: str, row: dict[str, Any]) -> str:
    cells = [f"{row['articles']:,}", f"{row['derived']:,}"]
    shares = ("uncredited", "kept", "edited", "rewritten", "own", "carried")
    cells += ["" if row[name] is None else f"{row[name]:.0%}" for name in shares]
    cells += ["" if row[name] is None else f"{row[name]:.1f}" for name in ("altered", "lag_hours")]
    padded = (f"{cell:>{width}}" for cell, (_, width) in zip(cells, _HEADS, strict=True))
    return (fit(who, _WHO) + "".join(padded)).rstrip()
