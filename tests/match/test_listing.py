"""The sorting kernels against plain Python; the lists that they make are tested with the outline."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from syndicate.match.listing import _FEW, _make_distinct, _sorted

TERMS = st.lists(st.integers(0, 4) | st.integers(0, 2**23 - 1), max_size=3 * _FEW)


@given(TERMS, st.integers(0, 3))
def test_places_go_by_term_then_by_place(terms: list[int], more: int) -> None:
    n_terms = max(terms, default=0) + 1 + more
    scratch = [np.full(len(terms) + 1, -1, np.int32) for _ in range(2)]
    order = _sorted(np.array(terms, np.int32), n_terms, *scratch)
    assert order.tolist() == sorted(range(len(terms)), key=lambda place: (terms[place], place))


@given(TERMS)
def test_each_value_once_in_order(values: list[int]) -> None:
    column = np.array(values, np.int64)
    n = _make_distinct(column)
    assert column[:n].tolist() == sorted(set(values))
