from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text import distinct as module
from syndicate.text.distinct import distinct, enumerate_distinct


def plainly(keys: list[int]) -> tuple[list[int], list[int]]:
    seen: dict[int, int] = {}
    numbers = [seen.setdefault(key, len(seen)) for key in keys]
    return numbers, [keys.index(key) for key in seen]


KEYS = st.lists(st.integers(0, 9) | st.integers(2**63, 2**63 + 3), max_size=40)


@given(KEYS, st.integers(1, 12))
def test_slices_change_nothing(keys: list[int], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SLICE", size)
        group, first = distinct(np.array(keys, np.uint64))
    assert (group.tolist(), first.tolist()) == plainly(keys)


def test_the_table_grows() -> None:
    keys = np.arange(100_000, dtype=np.uint64) * np.uint64(2**44)
    group, first = enumerate_distinct(np.tile(keys, 2))
    assert np.array_equal(group, np.tile(np.arange(100_000), 2))
    assert np.array_equal(first, np.arange(100_000))
