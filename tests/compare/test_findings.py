from __future__ import annotations

import numpy as np
import pytest

from syndicate.compare.findings import same_wording


@pytest.mark.parametrize(
    ("own", "theirs", "share"),
    [([], [1], 0.0), ([1], [], 0.0), ([1], [1, 2], 1.0), ([1, 2, 3], [3, 1, 2], 0.75)],
)
def test_same_wording(own: list[int], theirs: list[int], share: float) -> None:
    assert same_wording(np.array(own, np.uint64), np.array(theirs, np.uint64)) == pytest.approx(share)
