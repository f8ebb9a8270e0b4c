from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from syndicate.compare.context import ARTICLE_FEATURES, CARRIED_FEATURES, CONTEXT_FEATURES
from syndicate.compare.likeness import PAIR_FEATURES
from syndicate.compare.meaning import MEANING_FEATURES, SENTENCE_MEANING_FEATURES
from syndicate.compare.scoring import MEANING, WORDS, Network, bent, linear, stages


@pytest.mark.parametrize(
    ("kind", "more", "of_rows"),
    [(WORDS, 0, 0), (MEANING, len(MEANING_FEATURES), len(SENTENCE_MEANING_FEATURES))],
)
def test_the_weights_fit_the_features(kind: str, more: int, of_rows: int) -> None:
    fitted, carried = stages(kind), of_rows + len(CARRIED_FEATURES)
    assert [len(x) - 1 for x in (fitted.pair, fitted.context, fitted.carried.direct, fitted.kin)] == [
        len(PAIR_FEATURES) + more, len(CONTEXT_FEATURES), carried, len(ARTICLE_FEATURES),
    ]  # fmt: skip
    assert fitted.carried.inner.shape == (carried + 1, len(fitted.carried.outer))


FLOATS = st.floats(-50, 50)


@given(st.integers(0, 4), st.integers(1, 4), st.integers(1, 3), st.data())
def test_kernel_and_plain_python_agree(r: int, f: int, k: int, data: st.DataObject) -> None:
    rows, inner, outer, direct = (
        data.draw(arrays(float, shape, elements=FLOATS)) for shape in ((r, f), (f + 1, k), k, f + 1)
    )
    units = rows @ inner[:-1] + inner[-1]
    expected = linear(rows, direct) + (units / (1 + abs(units))) @ outer
    assert bent(rows, Network(inner, outer, direct)) == pytest.approx(expected, abs=1e-9)
