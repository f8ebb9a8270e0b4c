from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from syndicate.compare import chain
from syndicate.compare.chain import posterior, posteriors
from syndicate.compare.layout import lay_out


def plain_posterior(odds: np.ndarray) -> np.ndarray:
    """The same by enumeration of all paths: each row tells a column, or nothing (-1)."""
    n, m = odds.shape
    weights = np.zeros((n, m))
    total = 0.0
    for path in product(range(-1, m), repeat=n):
        weight, last = 1.0, -1
        for i, j in enumerate(path):
            if j < 0:
                weight *= chain.OWN
                continue
            shares = [_step(last, k, m) for k in range(m)]
            weight *= (
                (1 - chain.OWN) * shares[j] / sum(shares) * np.exp(chain.TEMPER * (odds[i, j] + chain.PRIOR))
            )
            last = j
        total += weight
        for i, j in enumerate(path):
            if j >= 0:
                weights[i, j] += weight
    return weights / total


def _step(last: int, j: int, m: int) -> float:
    k = j - last - chain.FIRST_STEP
    return (1 - sum(chain.STEPS)) / m + (chain.STEPS[k] if 0 <= k < len(chain.STEPS) else 0.0)


@given(
    st.tuples(st.integers(1, 4), st.integers(1, 3)).flatmap(
        lambda s: arrays(float, s, elements=st.floats(-8, 8))
    )
)
def test_kernel_and_enumeration_agree(odds: np.ndarray) -> None:
    assert posterior(odds) == pytest.approx(plain_posterior(odds), abs=1e-9)


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_nothing_to_follow(shape: tuple[int, int]) -> None:
    assert posterior(np.zeros(shape)).shape == shape


def test_a_gap_between_two_sure_sentences_is_filled() -> None:
    odds = np.full((3, 3), -3.0)
    odds[0, 0] = odds[2, 2] = 8.0
    found = posterior(odds)
    assert found[1].argmax() == 1
    assert found[1, 1] > 2 * posterior(np.full((3, 3), -3.0))[1, 1]


@given(st.lists(st.integers(0, 4), min_size=2, max_size=4), st.data())
def test_many_pairs_are_followed_as_each_is_alone(sizes: list[int], data: st.DataObject) -> None:
    pairs = [(i, j) for i in range(len(sizes)) for j in range(len(sizes))]
    layout = lay_out(np.cumsum([0, *sizes]), pairs)
    odds = data.draw(arrays(float, int(layout.cells[-1]), elements=st.floats(-8, 8)))
    along, across = posteriors(odds, layout.bounds)
    for p, (i, j) in enumerate(pairs):
        own = slice(layout.cells[p], layout.cells[p + 1])
        block = odds[own].reshape(sizes[i], sizes[j])
        assert np.array_equal(along[own], posterior(block).ravel())
        assert np.array_equal(across[own], posterior(np.ascontiguousarray(block.T)).T.ravel())
