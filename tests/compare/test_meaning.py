from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from syndicate.compare.layout import lay_out
from syndicate.compare.meaning import MEANING_FEATURES, SENTENCE_MEANING_FEATURES, read_meaning

VECTORS = st.integers(0, 4).flatmap(lambda n: arrays(np.float32, (n, 3), elements=st.floats(-1, 1, width=32)))


@given(VECTORS, VECTORS)
def test_both_ways_the_same_is_found(a: np.ndarray, b: np.ndarray) -> None:
    n, m = len(a), len(b)
    forth, back = (
        read_meaning({0: a, 1: b}, lay_out(np.array([0, n, n + m]), [pair])) for pair in ((0, 1), (1, 0))
    )
    assert forth.cells.shape == (n * m, len(MEANING_FEATURES))
    assert [len(forth.rows), len(forth.columns)] == [n, m]
    assert forth.rows.shape[1] == len(SENTENCE_MEANING_FEATURES)
    assert all(np.isfinite(x).all() for x in (forth.cells, forth.rows, forth.columns))
    turned = back.cells.reshape(m, n, len(MEANING_FEATURES)).transpose(1, 0, 2).reshape(forth.cells.shape)
    assert forth.cells[:, 0] == pytest.approx(turned[:, 0], abs=1e-4)
    assert forth.rows[:, 0] == pytest.approx(back.columns[:, 0], abs=1e-4)


def test_the_sentence_that_says_it_stands_out() -> None:
    a, b = np.eye(3, dtype=np.float32), np.eye(3, dtype=np.float32)[[2, 0]]
    found = read_meaning({0: a, 1: b}, lay_out(np.array([0, 3, 5]), [(0, 1)]))
    cells = found.cells.reshape(3, 2, -1)
    assert [cells[:, 0, k].argmax() for k in range(len(MEANING_FEATURES))] == [2] * len(MEANING_FEATURES)
    assert [cells[:, 1, k].argmax() for k in range(len(MEANING_FEATURES))] == [0] * len(MEANING_FEATURES)
    assert (found.rows[1] < found.rows[0]).all()
    assert found.rows[0] == pytest.approx(found.rows[2], abs=1e-6)


def test_the_lead_is_over_the_next_best() -> None:
    a = np.array([[1, 0], [0.6, 0.8]], np.float32)
    found = read_meaning({0: a, 1: a}, lay_out(np.array([0, 2, 4]), [(0, 1)]))
    lead, mutually, over = (
        found.rows[:, SENTENCE_MEANING_FEATURES.index(name)]
        for name in ("meant_lead", "meant_mutually", "meant_over_rivals")
    )
    assert lead == pytest.approx([0.4, 0.4], abs=1e-6)
    assert over == pytest.approx([0.4, 0.4], abs=1e-6)
    assert mutually.tolist() == [1, 1]


def test_of_a_single_sentence_nothing_leads() -> None:
    one = np.array([[1, 0]], np.float32)
    found = read_meaning({0: one, 1: one}, lay_out(np.array([0, 1, 2]), [(0, 1)]))
    assert found.rows[0, SENTENCE_MEANING_FEATURES.index("meant_lead")] == 0
