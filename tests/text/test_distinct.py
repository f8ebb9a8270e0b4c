from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.distinct import Numbering, enumerate_distinct


def plainly(keys: list[int]) -> tuple[list[int], list[int]]:
    seen: dict[int, int] = {}
    numbers = [seen.setdefault(key, len(seen)) for key in keys]
    return numbers, [keys.index(key) for key in seen]


KEYS = st.lists(st.integers(0, 9) | st.integers(2**63, 2**63 + 3), max_size=40)


@given(KEYS, st.integers(1, 12))
def test_call_by_call_nothing_changes(keys: list[int], size: int) -> None:
    numbering, numbers, first = Numbering(), [], []
    for low in range(0, len(keys), size):
        some, new = numbering.number(np.array(keys[low : low + size], np.uint64))
        numbers += some.tolist()
        first += (low + new).tolist()
    assert (numbers, first) == plainly(keys)


def test_the_table_grows() -> None:
    keys = np.arange(100_000, dtype=np.uint64) * np.uint64(2**44)
    group, first = enumerate_distinct(np.tile(keys, 2))
    assert np.array_equal(group, np.tile(np.arange(100_000), 2))
    assert np.array_equal(first, np.arange(100_000))
    numbering = Numbering()
    for low in range(0, 100_000, 10_000):
        some, new = numbering.number(np.concatenate([keys[: low + 10_000], keys[:9]]))
        assert np.array_equal(some, [*range(low + 10_000), *range(9)])
        assert np.array_equal(new, np.arange(low, low + 10_000))
