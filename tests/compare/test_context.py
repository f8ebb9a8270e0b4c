from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from syndicate.compare.chain import posteriors
from syndicate.compare.company import COMPANY_FEATURES
from syndicate.compare.context import (
    ARTICLE_FEATURES,
    CARRIED_FEATURES,
    CONTEXT_FEATURES,
    carried_features,
    context_features,
)
from syndicate.compare.layout import lay_out
from syndicate.compare.likeness import HELD, SHARED, Tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.compare.layout import Layout

ODDS = st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(
    lambda shape: arrays(float, shape, elements=st.floats(-12, 12))
)


def nothing(cells: int) -> NDArray[np.float64]:
    """The company of words, of which nothing is known."""
    return np.zeros((cells, len(COMPANY_FEATURES)))


def one(shape: tuple[int, ...]) -> Layout:
    """The layout of one pair of articles."""
    n, m = shape
    return lay_out(np.array([0, n, n + m]), [(0, 1)])


def in_context(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    layout = one(odds.shape)
    chains = posteriors(odds.ravel(), layout.bounds)
    return context_features(odds.ravel(), chains, layout).reshape(*odds.shape, -1)


@given(ODDS)
def test_context_is_finite_and_the_same_both_ways(odds: NDArray[np.float64]) -> None:
    features = in_context(odds)
    assert features.shape == (*odds.shape, len(CONTEXT_FEATURES))
    assert np.isfinite(features).all()
    assert np.allclose(features, in_context(np.ascontiguousarray(odds.T)).transpose(1, 0, 2))


@given(ODDS)
def test_rivals_and_neighbours_by_the_plain_way(odds: NDArray[np.float64]) -> None:
    features = in_context(odds)
    p = 1 / (1 + np.exp(-odds))
    n, m = p.shape
    for i in range(n):
        for j in range(m):
            row = max((p[i, k] for k in range(m) if k != j), default=0.0)
            column = max((p[k, j] for k in range(n) if k != i), default=0.0)
            near = [(i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)]
            beside = sum(p[x, y] for x, y in near if 0 <= x < n and 0 <= y < m)
            found = dict(zip(CONTEXT_FEATURES, features[i, j], strict=True))
            assert np.isclose(found["rivals"], row + column)
            assert np.isclose(found["neighbours"], beside)


@given(ODDS)
def test_sentences_that_hold_nothing(odds: NDArray[np.float64]) -> None:
    n, m = odds.shape
    tables = Tables(
        one(odds.shape), np.zeros(n * m, SHARED), np.zeros(n, HELD), np.zeros(m, HELD), nothing(n * m)
    )
    chains = posteriors(odds.ravel(), tables.layout.bounds)
    for side, size in zip(carried_features(odds.ravel(), odds.ravel(), chains, tables), (n, m), strict=True):
        assert side.shape == (size, len(CARRIED_FEATURES))
        assert np.isfinite(side).all()
        article = side[:, -len(ARTICLE_FEATURES) :]
        assert (article == article[0]).all()


@given(ODDS)
def test_rows_and_columns_are_told_alike(odds: NDArray[np.float64]) -> None:
    n, m = odds.shape
    tables = Tables(one((n, m)), np.zeros(n * m, SHARED), np.ones(n, HELD), np.ones(m, HELD), nothing(n * m))
    back = Tables(one((m, n)), np.zeros(n * m, SHARED), np.ones(m, HELD), np.ones(n, HELD), nothing(n * m))
    forth, turned = (
        carried_features(x, x, posteriors(x, t.layout.bounds), t)
        for x, t in ((odds.ravel(), tables), (odds.T.copy().ravel(), back))
    )
    assert np.allclose(forth[0], turned[1])
    assert np.allclose(forth[1], turned[0])
