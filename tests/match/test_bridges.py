"""The pairs that alone hold a group together."""

from __future__ import annotations

import sys
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.match.bridges import bridges

if TYPE_CHECKING:
    from collections.abc import Sequence

Ends = list[tuple[int, int]]


def found(
    pairs: Sequence[tuple[int, int]], version: Sequence[int] | None = None
) -> list[tuple[int, list[int]]]:
    n = 1 + max((max(pair) for pair in pairs), default=0)
    ends = np.array(pairs, np.int32).reshape(-1, 2)
    return sorted(bridges(np.array(version or range(n), np.int64), ends))


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([], []),
        ([(0, 1)], []),  # the one pair of two is no news
        ([(0, 1), (1, 2), (0, 2)], []),
        ([(0, 1), (1, 2)], [(0, [0]), (1, [2])]),
        ([(0, 1), (1, 2), (0, 2), (2, 3)], [(3, [3])]),
        ([(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5)], [(3, [3, 4, 5])]),
    ],
)
def test_small_graphs(pairs: Ends, said: list[tuple[int, list[int]]]) -> None:
    assert found(pairs) == said


def test_copies_are_one_vertex() -> None:
    assert found([(0, 1), (1, 2)], [0, 0, 2]) == []  # two vertices
    assert found([(0, 1), (1, 2), (2, 3)], [0, 0, 2, 3]) == [(1, [0, 1]), (2, [3])]
    assert found([(0, 2), (1, 2), (2, 3)], [0, 0, 2, 3]) == [(2, [3])]  # two pairs hold 0 and 1


def parts(n: int, pairs: Ends) -> list[set[int]]:
    groups = [{i} for i in range(n)]
    for a, b in pairs:
        one, other = (next(g for g in groups if x in g) for x in (a, b))
        if one is not other:
            groups.remove(other)
            one |= other
    return groups


@given(st.integers(3, 8), st.data())
def test_a_bridge_is_what_its_removal_parts(n: int, data: st.DataObject) -> None:
    pairs = data.draw(st.lists(st.sampled_from(list(combinations(range(n), 2))), unique=True))
    told = dict(found(pairs or [(0, 0)], list(range(n))))
    for k, (a, b) in enumerate(pairs):
        whole = next(g for g in parts(n, pairs) if a in g)
        rest = [g for g in parts(n, pairs[:k] + pairs[k + 1 :]) if g <= whole]
        assert (k in told) == (len(rest) == 2 and len(whole) > 2), (a, b)
        if k in told:
            assert set(told[k]) in rest
            assert 2 * len(told[k]) <= len(whole)


def test_a_long_chain_needs_no_recursion() -> None:
    n = 2 * sys.getrecursionlimit()
    assert len(found([(i, i + 1) for i in range(n)])) == n
