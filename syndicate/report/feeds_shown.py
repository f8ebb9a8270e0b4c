"""The feeds of a store as lines for the screen. Asks none, prints nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from syndicate.report.plain import fit, plural, safe

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    import polars as pl

_COLUMNS: Final[Mapping[str, int]] = {"feed": 52, "outlet": 22, "last read": 17, "next": 17}


def feeds_shown(feeds: pl.DataFrame) -> str:
    """A line for each feed of schema.FEEDS, those in trouble with a second one that says why."""
    if feeds.is_empty():
        return "No feed yet: `syndicate feeds add URL --store FILE.db` adds one.\n"
    lines = [" ".join(fit(name, width) for name, width in _COLUMNS.items()).rstrip()]
    for feed in feeds.iter_rows(named=True):
        name = feed["outlet"] or feed["title"]
        told = (feed["url"], name, _when(feed["last_ok_at"], "never"), _next(feed))
        lines.append(" ".join(map(fit, told, _COLUMNS.values())).rstrip())
        if feed["last_problem"]:
            times = f" ({plural(feed['failures'], 'time')} in a row)" if feed["failures"] > 1 else ""
            lines.append(f"  {safe(feed['last_status'])}: {safe(feed['last_problem'])[:200]}{times}")
    trouble = feeds.filter(feeds["last_problem"] != "").height
    lines.append(f"{plural(feeds.height, 'feed')}{f', {trouble} in trouble' if trouble else ''}.")
    return "\n".join(lines) + "\n"


def _next(feed: Mapping[str, Any]) -> str:
    return "never: it is gone" if feed["gone"] else _when(feed["next_at"], "at once")


def _when(moment: str, unknown: str) -> str:
    return moment.replace("T", " ")[:16] or unknown
