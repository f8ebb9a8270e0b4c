"""Which articles are close enough in time to be compared: one order, one reach. Compares no content."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Timeline(NamedTuple):
    """N articles by the earliest time each may have: its place in that order is its rank.

    Two articles of ranks i < j are to be compared exactly where j < reach[i]: a kernel tests the time window
    by comparing whole numbers, and the later partners of an article are one run of ranks. An article of
    unknown time may be from any time: it comes first, and reaches all.
    """

    rows: NDArray[np.int64]  # rank -> article
    reach: NDArray[np.int64]  # rank -> one past the last rank inside the window


def read_timeline(hours: NDArray[np.float64], slack: NDArray[np.float64], window_hours: float) -> Timeline:
    """The timeline of N articles; `hours`, NaN where unknown, may be off by `slack` hours either way.

    A pair is inside the window where its times may lie `window_hours` apart or less. Articles of the same
    earliest time keep their order.
    """
    known = ~np.isnan(hours)
    earliest = np.where(known, hours - slack, -np.inf)
    latest = np.where(known, hours + slack, np.inf)
    rows = np.argsort(earliest, kind="stable")
    reach = np.searchsorted(earliest[rows], latest[rows] + window_hours, side="right")
    return Timeline(rows, reach.astype(np.int64))


def hours_apart(hours: NDArray[np.float64], slack: NDArray[np.float64], i: int, j: int) -> float:
    """The least number of hours that may lie between articles i and j; 0.0 where a time is unknown."""
    gap = abs(hours[i] - hours[j]) - slack[i] - slack[j]
    return 0.0 if np.isnan(gap) else max(0.0, float(gap))
