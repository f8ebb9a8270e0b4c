"""The feeds of a store as a table for the screen. Asks none, prints nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from syndicate.report.columns import Head, Row, figures
from syndicate.report.plain import fit, plural, safe

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    import polars as pl
    from rich.console import RenderableType

_OUTLET: Final = 24  # columns
_HEADS: Final = (Head("outlet", 1, words=True), Head("last read", words=True), Head("next", 2, words=True))


def feeds_shown(feeds: pl.DataFrame, width: int) -> RenderableType:
    """A line for each feed of schema.FEEDS; below them, which are in trouble, and why."""
    from rich.console import Group
    from rich.text import Text

    if feeds.is_empty():
        return Text("No feed yet: `syndicate feeds add URL --store FILE.db` adds one.")
    rows = [
        Row(
            feed["url"],
            [
                fit(feed["outlet"] or feed["title"], _OUTLET).rstrip(),
                _when(feed["last_ok_at"], "never"),
                _next(feed),
            ],
        )
        for feed in feeds.iter_rows(named=True)
    ]
    trouble = [feed for feed in feeds.iter_rows(named=True) if feed["last_problem"]]
    count = f"{plural(feeds.height, 'feed')}{f', {len(trouble)} in trouble:' if trouble else '.'}"
    told = [Text(_trouble(feed)) for feed in trouble]
    return Group(figures("feed", _HEADS, rows, width)[0], "", Text(count), *told)


def _trouble(feed: Mapping[str, Any]) -> str:
    times = f" ({plural(feed['failures'], 'time')} in a row)" if feed["failures"] > 1 else ""
    return f"  {safe(feed['url'])}: {safe(feed['last_status'])}: {safe(feed['last_problem'])[:200]}{times}"


def _next(feed: Mapping[str, Any]) -> str:
    return "never: it is gone" if feed["gone"] else _when(feed["next_at"], "at once")


def _when(moment: str, unknown: str) -> str:
    return moment.replace("T", " ")[:16] or unknown
