from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from handmade import corpora, within
from hypothesis import given
from hypothesis import strategies as st

from syndicate.sketch.timeline import hours_apart, read_timeline

if TYPE_CHECKING:
    from syndicate.corpus import Corpus


def test_no_article() -> None:
    rows, reach = read_timeline(np.empty(0), np.empty(0), 96.0)
    assert len(rows) == len(reach) == 0


def test_unknown_times_come_first_and_reach_all() -> None:
    rows, reach = read_timeline(np.array([5.0, np.nan, 1e6]), np.zeros(3), 96.0)
    assert rows.tolist() == [1, 0, 2]
    assert reach.tolist() == [3, 2, 3]


def test_the_window_includes_its_edge_and_a_day_alone_stretches_it() -> None:
    hours = np.array([0.0, 96.0, 97.0])
    assert read_timeline(hours, np.zeros(3), 96.0).reach.tolist() == [2, 3, 3]
    assert read_timeline(hours, np.array([0.0, 0.0, 12.0]), 96.0).reach[0] == 3


@given(corpora(), st.sampled_from([0.0, 11.0, 96.0, 1e7]))
def test_ranks_say_the_same_as_the_clock(corpus: Corpus, window: float) -> None:
    rows, reach = read_timeline(corpus.hours, corpus.slack, window)
    assert sorted(rows.tolist()) == list(range(corpus.n_articles))
    for rank, i in enumerate(rows):
        for later in range(rank + 1, len(rows)):
            assert (later < reach[rank]) == within(corpus, i, rows[later], window)


@pytest.mark.parametrize(
    ("hours", "slack", "gap"),
    [((0, 30), (0, 0), 30.0), ((30, 0), (12, 12), 6.0), ((0, 6), (12, 0), 0.0), ((np.nan, 6), (0, 0), 0.0)],
)
def test_hours_apart(hours: tuple[float, float], slack: tuple[float, float], gap: float) -> None:
    assert hours_apart(np.array(hours, float), np.array(slack, float), 0, 1) == gap
