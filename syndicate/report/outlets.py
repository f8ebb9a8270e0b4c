"""Who leans on which agency, as a table for the screen. Computes no figure, prints nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from syndicate.report.columns import Head, Row, figures, text
from syndicate.report.plain import fit, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

SHOWN: Final = 40  # outlets; the table has them all
UNKNOWN: Final = "(no outlet named)"
NO_AGENCY: Final = "(none)"
_AGENCY: Final = 12  # columns; the agencies that are known by name need six
MEANINGS: Final = {
    "no credit": "derived articles that credit no agency.",
    "kept": "share of their words that is kept word for word.",
    "edited": "share in edited sentences.",
    "rewritten": "share in rewritten sentences.",
    "own": "share of their own words.",
    "own at": "where these stand: % in the first, second and last third of the article.",
    "carried": "share of the report that they carry.",
    "altered": "sentences with a changed fact.",
    "hours": "after the report, the median; the others are means.",
}
_HEADS: Final = (
    Head("agency", 1, words=True), Head("articles", 8), Head("derived"), Head("no credit", 4),
    Head("kept", 5), Head("edited", 7), Head("rewritten", 6), Head("own", 2), Head("own at", 9),
    Head("carried", 3), Head("altered", 10), Head("hours", 3),
)  # fmt: skip


def outlets_shown(outlets: pl.DataFrame, width: int) -> RenderableType:
    """schema.OUTLETS as a table: each outlet, and below it the agencies that it leans on."""
    from rich.console import Group

    every = outlets.filter(pl.col("wire") == "*")
    leaning = every.filter(pl.col("derived") > 0)["outlet"].to_list()
    if not leaning:
        return text("No article derives from another's report.")
    rows = [row for outlet in leaning[:SHOWN] for row in _outlet(outlets.filter(pl.col("outlet") == outlet))]
    table, left_out = figures("outlet", _HEADS, rows, width)
    return Group(table, *_below(len(leaning), every["outlet"].n_unique()), "", *_legend(left_out))


def _below(leaning: int, outlets: int) -> Iterator[RenderableType]:
    if leaning > SHOWN:
        yield text(f"... and {plural(leaning - SHOWN, 'more outlet')}: see the table (--out).", "dim")
    if outlets > leaning:
        yield text(f"{plural(outlets - leaning, 'outlet')} with no derived article.")


def _legend(left_out: list[str]) -> Iterator[RenderableType]:
    """What the heads mean, and which the screen has no room for."""
    from rich.text import Text

    told = [f"{head}: {meaning}" for head, meaning in MEANINGS.items() if head not in left_out]
    yield Text(" ".join(told), "dim")
    if left_out:
        yield Text(f"No room for {', '.join(left_out)}: see the table (--out), or widen the screen.", "dim")


def _outlet(rows: pl.DataFrame) -> Iterator[Row]:
    """An outlet over all agencies, and each agency below; an only one stands beside it."""
    every, *agencies = rows.iter_rows(named=True)
    who = every["outlet"] or UNKNOWN
    if len(agencies) == 1:
        yield Row(who, _figures(every, agencies[0]["wire"]))
        return
    yield Row(who, _figures(every, "(all)"))
    for row in agencies:
        yield Row("", _figures(row, row["wire"]), "dim")


def _figures(row: dict[str, Any], agency: str) -> list[str]:
    def share(name: str) -> str:
        return "" if row[name] is None else f"{row[name]:.0%}"

    def mean(name: str) -> str:
        return "" if row[name] is None else f"{row[name]:.1f}"

    return [
        fit(agency or NO_AGENCY, _AGENCY).rstrip(), f"{row['articles']:,}", f"{row['derived']:,}",
        share("uncredited"), share("kept"), share("edited"), share("rewritten"), share("own"), _thirds(row),
        share("carried"), mean("altered"), mean("lag_hours"),
    ]  # fmt: skip


def _thirds(row: dict[str, Any]) -> str:
    """Lead, middle and end of what is the outlet's own, in percent."""
    thirds = [row[name] for name in ("own_lead", "own_middle", "own_end")]
    return "" if None in thirds else "/".join(f"{100 * third:.0f}" for third in thirds)
