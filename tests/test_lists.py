from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from syndicate.lists import bounds_of, chosen, distinct


@given(st.lists(st.lists(st.integers(0, 99), max_size=4), min_size=1, max_size=6), st.data())
def test_some_lists_in_any_order(lists: list[list[int]], data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.integers(0, len(lists) - 1), max_size=8))
    values = np.array([x for one in lists for x in one], np.int64)
    bounds, entries = chosen(bounds_of(np.array([len(one) for one in lists])), np.array(rows, np.int64))
    found = np.split(values[entries], bounds[1:-1]) if rows else []
    assert [one.tolist() for one in found] == [lists[row] for row in rows]
    assert bounds[0] == 0
    assert bounds[-1] == len(entries)


def test_no_lists() -> None:
    assert bounds_of(np.zeros(0, np.int64)).tolist() == [0]
    bounds, entries = chosen(np.zeros(1, np.int64), np.zeros(0, np.int64))
    assert (bounds.tolist(), entries.tolist()) == ([0], [])


@given(st.lists(st.integers(0, 9) | st.integers(0, 2**64 - 1)))
def test_each_once_in_order(values: list[int]) -> None:
    column = np.array(values, np.uint64)
    assert distinct(column).tolist() == sorted(set(values))
    assert column.tolist() == values
