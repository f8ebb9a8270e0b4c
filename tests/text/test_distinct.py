from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.distinct import enumerate_distinct, number_distinct


def plainly(keys: list[int]) -> tuple[list[int], list[int]]:
    seen: dict[int, int] = {}
    numbers = [seen.setdefault(key, len(seen)) for key in keys]
    return numbers, [keys.index(key) for key in seen]


KEYS = st.lists(st.integers(0, 9) | st.integers(2**63, 2**63 + 3), max_size=40)


@given(KEYS, st.integers(1, 12))
def test_blocks_change_nothing(keys: list[int], size: int) -> None:
    every = np.array(keys, np.uint64)
    numbers = np.full(len(keys) + 1, -1, np.int32)
    blocks = [np.arange(low, min(low + size, len(keys))) for low in range(0, len(keys), size)]
    first = number_distinct(blocks, lambda block: block, lambda at: every[at], numbers)
    assert (numbers[:-1].tolist(), first.tolist()) == plainly(keys)
    assert numbers[-1] == -1


def test_the_table_grows() -> None:
    keys = np.arange(100_000, dtype=np.uint64) * np.uint64(2**44)
    group, first = enumerate_distinct(np.tile(keys, 2))
    assert np.array_equal(group, np.tile(np.arange(100_000), 2))
    assert np.array_equal(first, np.arange(100_000))
