"""What other thresholds would make of the same pairs. Compares no text; changes no group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.errors import SettingError
from syndicate.flow.detect import quiet
from syndicate.flow.grouping import linked
from syndicate.parallel import one_by_one
from syndicate.schema import THRESHOLDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import NDArray

    from syndicate.flow.detect import Detection, Progress
    from syndicate.flow.grouping import Partitions

GRID: Final = tuple(round(0.05 * step, 2) for step in range(1, 20))  # .05 to .95


def thresholds_of(
    found: Detection, grid: Sequence[float] = GRID, *, progress: Progress = quiet
) -> pl.DataFrame:
    """schema.THRESHOLDS: a row for each threshold of the grid and for the result's own, ascending.

    Only the threshold of clusters is turned; stories are joined at the result's own. `false_share` is null:
    see `flow.chance`. Raises SettingError for a threshold out of 0..1.
    """
    settings = found.settings
    levels = sorted({*map(float, grid), settings.threshold})
    for level in levels:
        if not 0.0 <= level <= 1.0:
            raise SettingError("threshold", level, "a number from 0 to 1")
    progress("thresholds", len(levels))
    joined = linked(found.articles.sort("article"), found.links, settings, levels[0])

    def cut(level: float) -> Partitions:
        return joined.cut(level, settings.story_threshold, settings.floor)

    rows = []
    for level, (cluster, story) in zip(levels, one_by_one(cut, levels), strict=True):
        clusters, stories = _shared_sizes(cluster), _shared_sizes(story)
        rows.append({
            "threshold": level,
            "pairs": int((joined.found.probability >= level).sum()),
            "clusters": len(clusters),
            "grouped": int(clusters.sum()),
            "largest": int(clusters.max(initial=0)),
            "stories": len(stories),
            "false_share": None,
        })  # fmt: skip
        progress("thresholds", len(levels), len(rows))
    return THRESHOLDS.frame(rows)


def _shared_sizes(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sizes of the groups of two members or more."""
    sizes = np.bincount(groups)
    return sizes[sizes > 1]
