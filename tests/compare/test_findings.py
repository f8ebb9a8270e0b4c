from __future__ import annotations

import numpy as np
import pytest

from syndicate.compare.findings import FEW, same_wording


@pytest.mark.parametrize(
    ("own", "theirs", "share"),
    [([], [1], 0.0), ([1], [], 0.0), ([1], [1, 2], 1.0), ([1, 2, 3], [3, 1, 2], 0.75)],
)
def test_same_wording(own: list[int], theirs: list[int], share: float) -> None:
    assert same_wording(np.array(own, np.uint64), np.array(theirs, np.uint64)) == pytest.approx(share)


@pytest.mark.parametrize("n", [1, 40, int(FEW**0.5), int(FEW**0.5) + 1, 400])
def test_long_sentences_are_counted_as_short_ones_are(n: int) -> None:
    draw = np.random.default_rng(n)
    own, theirs = (draw.integers(0, n, n).astype(np.uint64) for _ in range(2))
    known = set(theirs.tolist())
    pairs = set(zip(theirs.tolist(), theirs.tolist()[1:], strict=False))
    words = sum(w in known for w in own.tolist()) / n
    runs = sum(pair in pairs for pair in zip(own.tolist(), own.tolist()[1:], strict=False)) / max(1, n - 1)
    assert same_wording(own, theirs) == pytest.approx((words + runs) / 2 if n > 1 else words)
