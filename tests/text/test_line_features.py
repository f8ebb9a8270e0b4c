from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.line_features import _window

PAGES = st.lists(st.lists(st.booleans(), max_size=9), max_size=4)


def mean_beside(page: list[bool], row: int, reach: int) -> float:
    """The same in plain Python, of one page."""
    beside = page[max(0, row + reach) : row] if reach < 0 else page[row + 1 : row + 1 + reach]
    return sum(beside) / abs(reach)


@given(PAGES, st.integers(1, 12), st.sampled_from([-1, 1]))
def test_a_window_holds_the_rows_beside_each_row_and_none_of_another_page(
    pages: list[list[bool]], size: int, side: int
) -> None:
    bounds = np.cumsum([0, *map(len, pages)])
    column = np.array([row for page in pages for row in page], np.bool_)
    expected = [mean_beside(page, row, side * size) for page in pages for row in range(len(page))]
    assert _window(column, bounds, side * size).tolist() == np.array(expected, np.float32).tolist()
