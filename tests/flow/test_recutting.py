"""The same pairs at other thresholds: what another run would find."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import polars as pl
import pytest
from detections import SEEDS, article, detection
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from syndicate.errors import SettingError
from syndicate.flow.opening import open_paths
from syndicate.flow.recutting import recut
from syndicate.flow.thresholds import thresholds_of
from syndicate.schema import LINKS

if TYPE_CHECKING:
    from syndicate.flow.detect import Detection


@cache
def found() -> Detection:
    return open_paths([SEEDS])


def test_a_recut_is_what_another_run_would_find() -> None:
    asked = replace(found().settings, threshold=0.9, story_threshold=0.7)
    again = recut(found(), 0.9, story_threshold=0.7)
    assert_frame_equal(again.clusters, open_paths([SEEDS], asked).clusters)
    assert again.settings == asked
    assert again.pairs is found().pairs
    assert_frame_equal(recut(again, 0.4, story_threshold=0.5).clusters, found().clusters)
    assert_frame_equal(recut(found()).clusters, found().clusters)


def test_a_recut_at_no_threshold() -> None:
    with pytest.raises(SettingError, match=r"threshold = 1\.5"):
        recut(found(), 1.5)


YEARS = {"a": "2015-05-01", "b": "2019-05-01T12:00:00Z", "c": "", "d": ""}


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.permutations(sorted(YEARS)))
def test_no_threshold_joins_two_years_through_what_is_undated(
    threshold: float, story_threshold: float, order: list[str]
) -> None:
    links = LINKS.frame([
        {"a": a, "b": b, "probability": p - 0.1, "story": p, "jaccard": 0.1}
        for (a, b), p in {"ac": 0.9, "bd": 0.9, "ad": 0.8, "bc": 0.8, "cd": 0.8}.items()
    ])  # fmt: skip
    archive = detection([article(name, published=YEARS[name]) for name in order], [], links=links)
    again = recut(archive, threshold, story_threshold=story_threshold)
    for by in ("cluster", "story"):
        group = dict(again.clusters.select("article", by).iter_rows())
        assert group["a"] != group["b"]
        assert (group["c"] == group["a"]) == (group["d"] == group["b"])
    row = thresholds_of(again).filter(threshold=threshold).row(0, named=True)
    shared = again.clusters.group_by("story").len().filter(pl.col("len") > 1)
    assert row["stories"] == shared.height
