"""What a store holds, and what an update did, in words or as JSON. Opens nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from syndicate.report.plain import plural, safe

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from syndicate.flow.update.updating import Update

_SHOWN = 5  # problems named one by one


def told_update(done: Update, problems: pl.DataFrame) -> str:
    """One line of what was done, and the first problems."""
    line = (
        f"{plural(done.received, 'new page')}: {plural(done.new, 'article')}, "
        f"{plural(done.changed, 'new version')}, {done.same:,} known; "
        f"{plural(len(done.clusters), 'cluster')} changed"
    )
    rows = [*problems.iter_rows(named=True), *done.problems.iter_rows(named=True)]
    told = [f"  {safe(row['place'])}: {safe(row['problem'])}" for row in rows[:_SHOWN]]
    more = [f"  and {plural(len(rows) - _SHOWN, 'more problem')}"] if len(rows) > _SHOWN else []
    return "\n".join([line, *told, *more])


def update_json(done: Update, problems: pl.DataFrame) -> str:
    """The same for programs."""
    return json.dumps(
        {
            "received": done.received,
            "new": done.new,
            "changed": done.changed,
            "same": done.same,
            "clusters": done.clusters,
            "changes": [_with_lists(row) for row in done.changes.to_dicts()],
            "problems": problems.to_dicts() + done.problems.to_dicts(),
        },
        ensure_ascii=False,
    )


def _with_lists(change: dict[str, Any]) -> dict[str, Any]:
    """A row of schema.CHANGES, its lists as lists."""
    return change | {name: json.loads(change[name]) for name in ("articles", "others")}


def told_info(found: Mapping[str, Any]) -> str:
    """One line for each thing that is known of a store."""
    width = max(map(len, found))
    return "\n".join(f"{name.replace('_', ' '):<{width}}  {_told(name, found[name])}" for name in found)


def info_json(found: Mapping[str, Any]) -> str:
    """The same for programs."""
    return json.dumps(found, ensure_ascii=False)


def told_bytes(n: int) -> str:
    """A size in the largest unit that leaves a whole number before the point."""
    size, units = float(max(0, n)), iter(("bytes", "kB", "MB", "GB"))
    unit = next(units)
    while size >= 1000 and unit != "GB":
        size, unit = size / 1000, next(units)
    return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"


def _told(name: str, value: object) -> str:
    if name == "bytes" and isinstance(value, int):
        return told_bytes(value)
    return f"{value:,}" if isinstance(value, int) else safe(str(value))
