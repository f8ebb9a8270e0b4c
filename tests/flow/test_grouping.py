"""Groups from stored links: the same whatever the order, and part by part."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import polars as pl
import pytest
from detections import SEEDS
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from syndicate.flow.grouping import group
from syndicate.flow.opening import open_paths
from syndicate.schema import LINKS, PAIRS

if TYPE_CHECKING:
    from syndicate.flow.detect import Detection


@cache
def found() -> Detection:
    return open_paths([SEEDS])


def regrouped(detection: Detection, articles: pl.DataFrame) -> pl.DataFrame:
    """Groups of these articles alone, from the links and pairs among them."""
    ids = articles["article"].to_list()
    inside = pl.col("a").is_in(ids) & pl.col("b").is_in(ids)
    return group(articles, detection.links.filter(inside), detection.pairs.filter(inside), detection.settings)


def test_no_article_at_all() -> None:
    empty = found().articles.clear()
    assert group(empty, LINKS.empty(), PAIRS.empty(), found().settings).is_empty()


@given(st.integers(0, 1000))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    shuffled = [t.sample(fraction=1, shuffle=True, seed=seed) for t in (found().articles, found().links)]
    assert_frame_equal(group(*shuffled, found().pairs, found().settings), found().clusters)


def test_each_story_can_be_grouped_alone() -> None:
    for (story,), members in found().clusters.group_by("story", maintain_order=True):
        articles = found().articles.filter(pl.col("article").is_in(members["article"].to_list()))
        assert_frame_equal(
            regrouped(found(), articles), found().clusters.filter(pl.col("story") == str(story))
        )


def test_a_link_to_nobody_is_refused() -> None:
    articles = found().articles.head(1)
    with pytest.raises(KeyError, match="not among the articles"):
        group(articles, found().links, found().pairs, found().settings)
