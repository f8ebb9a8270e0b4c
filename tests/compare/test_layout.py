from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from syndicate.compare.layout import batches, lay_out

BOUNDS = np.array([0, 3, 3, 8, 9])


def test_rows_columns_and_cells_follow_each_other() -> None:
    layout = lay_out(BOUNDS, [(0, 2), (1, 0), (3, 3)])
    assert layout.rows.tolist() == [0, 3, 3, 4]
    assert layout.columns.tolist() == [0, 5, 8, 9]
    assert layout.cells.tolist() == [0, 15, 15, 16]
    assert len(layout) == 3


def test_no_pairs() -> None:
    layout = lay_out(BOUNDS, [])
    assert [x.tolist() for x in layout.bounds] == [[0], [0], [0]]
    assert list(batches(layout, 10)) == []


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=12), st.integers(0, 60))
def test_batches_are_all_pairs_in_order(pairs: list[tuple[int, int]], cells: int) -> None:
    layout = lay_out(BOUNDS, pairs)
    found = list(batches(layout, cells))
    assert [p for batch in found for p in range(batch.start, batch.stop)] == list(range(len(pairs)))
    for batch in found:
        size = layout.cells[batch.stop] - layout.cells[batch.start]
        assert size <= cells or batch.stop == batch.start + 1
