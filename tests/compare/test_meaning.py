from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from syndicate.compare.layout import lay_out
from syndicate.compare.meaning import MEANING_FEATURES, meaning_features

VECTORS = st.integers(0, 4).flatmap(lambda n: arrays(np.float32, (n, 3), elements=st.floats(-1, 1, width=32)))


@given(VECTORS, VECTORS)
def test_the_features_are_the_same_both_ways(a: np.ndarray, b: np.ndarray) -> None:
    n, m = len(a), len(b)
    layout = lay_out(np.array([0, n, n + m]), [(0, 1), (1, 0)])
    found = meaning_features({0: a, 1: b}, layout)
    forth, back = (
        x.reshape(*shape, len(MEANING_FEATURES))
        for x, shape in ((found[: n * m], (n, m)), (found[n * m :], (m, n)))
    )
    assert found.shape == (2 * n * m, len(MEANING_FEATURES))
    assert np.isfinite(found).all()
    assert forth == pytest.approx(back.transpose(1, 0, 2), abs=1e-4)


def test_the_sentence_that_says_it_stands_out() -> None:
    a, b = np.eye(3, dtype=np.float32), np.eye(3, dtype=np.float32)[[2, 0]]
    found = meaning_features({0: a, 1: b}, lay_out(np.array([0, 3, 5]), [(0, 1)])).reshape(3, 2, -1)
    assert [found[:, 0, k].argmax() for k in range(len(MEANING_FEATURES))] == [2] * len(MEANING_FEATURES)
    assert [found[:, 1, k].argmax() for k in range(len(MEANING_FEATURES))] == [0] * len(MEANING_FEATURES)
