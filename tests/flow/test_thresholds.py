"""What each threshold would make of the same pairs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import polars as pl
import pytest
from detections import SEEDS, article, detection

from syndicate.errors import SettingError
from syndicate.flow.opening import open_paths
from syndicate.flow.recutting import recut
from syndicate.flow.thresholds import GRID, thresholds_of
from syndicate.schema import THRESHOLDS

if TYPE_CHECKING:
    from syndicate.flow.detect import Detection


@cache
def found() -> Detection:
    return open_paths([SEEDS])


def test_each_row_is_what_a_recut_gives() -> None:
    for row in thresholds_of(found(), (0.05, 0.63, 1.0)).iter_rows(named=True):
        groups = recut(found(), row["threshold"]).clusters
        sizes = groups.group_by("cluster").len().filter(pl.col("len") > 1)["len"]
        stories = groups.group_by("story").len().filter(pl.col("len") > 1)
        assert row == {
            "threshold": row["threshold"],
            "pairs": found().pairs.filter(pl.col("probability") >= row["threshold"]).height,
            "clusters": sizes.len(),
            "grouped": sizes.sum(),
            "largest": sizes.max() or 0,
            "stories": stories.height,
            "false_share": None,
        }


def test_the_grid_and_the_own_threshold() -> None:
    assert thresholds_of(found())["threshold"].to_list() == list(GRID)
    own = recut(found(), 0.42)
    assert thresholds_of(own, (0.9, 0.1, 0.9))["threshold"].to_list() == [0.1, 0.42, 0.9]
    table = thresholds_of(found())
    assert table.schema == THRESHOLDS.empty().schema
    for falling in ("pairs", "grouped"):
        assert table[falling].is_sorted(descending=True)


@pytest.mark.parametrize("n", [0, 1])
def test_nothing_to_group(n: int) -> None:
    table = thresholds_of(detection([article("a")] * n, []))
    assert table.select("pairs", "clusters", "grouped", "largest", "stories").unique().row(0) == (0,) * 5


def test_no_such_threshold() -> None:
    for level in (-0.1, 1.1, float("nan")):
        with pytest.raises(SettingError, match="threshold"):
            thresholds_of(found(), (level,))
