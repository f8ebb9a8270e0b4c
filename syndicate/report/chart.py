"""The thresholds as a chart of bars, for terminal or pipe. Computes no figure, prints nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from syndicate.report.columns import bare

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

BARS: Final = {"pairs": 36, "clusters": 18}  # columns of the longest bar, where there is room
_LEAST_BAR: Final = 4  # a shorter one tells nothing
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
_COUNTS: Final = ("pairs", "clusters", "grouped", "largest", "stories")
_BAR_STYLE: Final = "dodger_blue1"
LEGEND: Final = (
    "pairs: as probable as the threshold, or more. clusters: groups of two articles or more; grouped: the "
    "articles in them; largest: those in the largest. ← is the threshold of these results."
)
FALSE_LEGEND: Final = (
    "false: share of the pairs expected to be chance, from articles too far apart to share a report."
)


def thresholds_chart(thresholds: pl.DataFrame, chosen: float, width: int) -> RenderableType:
    """schema.THRESHOLDS as a table of figures with bars of pairs and clusters; `chosen` is marked.

    The bars of a column are in proportion to its largest figure, and give way where the screen is narrow.
    """
    from rich.console import Group
    from rich.text import Text

    measured = bool(thresholds["false_share"].is_not_null().any())
    legends = [Text(LEGEND, "dim"), *([Text(FALSE_LEGEND, "dim")] if measured else [])]
    return Group(_table(thresholds, chosen, width, measured=measured), "", *legends)


def bar(value: float, most: float, width: int) -> str:
    """A bar of so many columns for `most`, to an eighth of a column; a value above 0 is never invisible."""
    eighths = round(8 * width * value / most) if most else 0
    eighths = max(eighths, 1) if value else 0
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _table(thresholds: pl.DataFrame, chosen: float, width: int, *, measured: bool) -> Table:
    columns = {"threshold": [f"{value:.2f}" for value in thresholds["threshold"]]}
    columns |= {name: [f"{value:,}" for value in thresholds[name]] for name in _COUNTS}
    if measured:
        columns["false"] = ["" if v is None else f"{v:.1%}" for v in thresholds["false_share"]]
    columns[""] = ["←" if value == chosen else "" for value in thresholds["threshold"]]
    for name in ("largest", "stories"):
        if _taken(columns) > width:
            del columns[name]
    bars = _bars(columns, width)
    table = bare(1)
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
        if bars.get(name):
            table.add_column(width=bars[name], no_wrap=True, style=_BAR_STYLE)
    most = {name: thresholds.select(pl.col(name).max().fill_null(0)).item() for name in bars}
    for k, row in enumerate(thresholds.iter_rows(named=True)):
        cells = []
        for name, figures in columns.items():
            cells += [figures[k]] + ([bar(row[name], most[name], bars[name])] if bars.get(name) else [])
        table.add_row(*cells, style="bold" if row["threshold"] == chosen else "")
    return table


def _bars(columns: dict[str, list[str]], width: int) -> dict[str, int]:
    """Columns of the screen for the bars: two thirds of what is left for the first, else for the second."""
    room = width - _taken(columns) - len(BARS)
    shares = {name: min(most, room * most // sum(BARS.values())) for name, most in BARS.items()}
    return {name: n for name, n in shares.items() if n >= _LEAST_BAR}


def _taken(columns: dict[str, list[str]]) -> int:
    """Columns of the screen that the figures take."""
    return sum(max(map(len, (name, *cells))) + 1 for name, cells in columns.items()) - 1
