"""The thresholds as a chart of bars, for terminal or pipe. Computes no figure, prints nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

BAR: Final = 24  # columns of the longest bar
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
_COUNTS: Final = ("pairs", "clusters", "grouped", "largest", "stories")
LEGEND: Final = (
    "pairs: as probable as the threshold, or more. clusters: groups of two articles or more; grouped: the "
    "articles\nin them; largest: those in the largest. ← is the threshold of these results."
)
FALSE_LEGEND: Final = (
    "false: share of the pairs expected to be chance, from articles too far apart to share a report."
)


def thresholds_chart(thresholds: pl.DataFrame, chosen: float) -> str:
    """schema.THRESHOLDS as lines of figures and bars of pairs and clusters; `chosen` is marked.

    The bars of a column are in proportion to its largest figure.
    """
    measured = thresholds["false_share"].is_not_null().any()
    heads = ["pairs", "", "clusters", "", "grouped", "largest", "stories"] + ["false"] * measured
    widths = [9, BAR, 9, BAR // 2, 8, 8, 8] + [7] * measured
    rows = [_line(["threshold", *heads], [9, *widths])]
    most = {name: _most(thresholds, name) for name in ("pairs", "clusters")}
    for row in thresholds.iter_rows(named=True):
        figures = {name: f"{row[name]:,}" for name in _COUNTS}
        cells = [
            f"{row['threshold']:.2f}", figures["pairs"], bar(row["pairs"], most["pairs"], BAR),
            figures["clusters"], bar(row["clusters"], most["clusters"], BAR // 2),
            figures["grouped"], figures["largest"], figures["stories"],
        ]  # fmt: skip
        if measured:
            cells.append("" if row["false_share"] is None else f"{row['false_share']:.1%}")
        mark = " ←" if row["threshold"] == chosen else ""
        rows.append(_line(cells, [9, *widths]) + mark)
    return "\n".join([*rows, "", LEGEND, *([FALSE_LEGEND] if measured else [])]) + "\n"


def bar(value: float, most: float, width: int) -> str:
    """A bar of so many columns for `most`, to an eighth of a column; a value above 0 is never invisible."""
    eighths = round(8 * width * value / most) if most else 0
    eighths = max(eighths, 1) if value else 0
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _most(thresholds: pl.DataFrame, name: str) -> int:
    return int(thresholds.select(pl.col(name).max().fill_null(0)).item())


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Numbers to the right, bars to the left of their columns."""
    bars = (2, 4)
    placed = (
        cell.ljust(width) if k in bars else cell.rjust(width)
        for k, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return " ".join(placed).rstrip()
