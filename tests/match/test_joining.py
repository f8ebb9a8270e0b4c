"""The joins of the kernel against those of dictionaries and a heap, to the last bit."""

from __future__ import annotations

import heapq
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.match.joining import join_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

Edges = dict[tuple[int, int], float]
Pairs = list[tuple[int, int]]
SURE, SURE_MEAN = 0.99, 0.2


class Plain:
    """The same algorithm, group by group; a group is named by its smallest member."""

    def __init__(self, edges: Edges, mass: Sequence[float]) -> None:
        self.mass = dict(enumerate(mass))
        self.near: dict[int, dict[int, float]] = {}
        self.joined: dict[int, tuple[int, float]] = {}
        for (x, y), total in edges.items():
            self.near.setdefault(x, {})[y] = self.near.setdefault(y, {})[x] = total

    def mean(self, x: int, y: int) -> float:
        total = self.near.get(x, {}).get(y)
        return -1.0 if total is None else total / (self.mass[x] * self.mass[y])

    def join(self, x: int, y: int, mean: float) -> None:
        gone, grown = self.near.pop(y, {}), self.near.setdefault(x, {})
        grown.pop(y, None)
        for z, total in gone.items():
            if z != x:
                del self.near[z][y]
                grown[z] = self.near[z][x] = grown.get(z, 0.0) + total
        self.mass[x] += self.mass.pop(y)
        self.joined[y] = x, mean

    def top(self, x: int) -> int:
        while x in self.joined:
            x, _ = self.joined[x]
        return x

    def join_all(self, pairs: Pairs, mean: float, least: float = -1.0) -> None:
        for a, b in pairs:
            x, y = sorted((self.top(a), self.top(b)))
            if x != y and self.mean(x, y) >= least:
                self.join(x, y, mean)

    def join_closest(self, threshold: float) -> None:
        def entries(x: int) -> list[tuple[float, int, int]]:
            means = ((self.mean(x, y), y) for y in self.near[x])
            return [(-mean, min(x, y), max(x, y)) for mean, y in means if mean >= threshold]

        heap = [entry for x in self.near for entry in entries(x)]
        heapq.heapify(heap)
        while heap:
            score, x, y = heapq.heappop(heap)
            if -score == self.mean(x, y):
                self.join(x, y, -score)
                for entry in entries(x):
                    heapq.heappush(heap, entry)


def by_hand(edges: Edges, mass: Sequence[float], least: float, first: Pairs, sure: Pairs) -> Plain:
    plain = Plain(edges, mass)
    plain.join_all(first, math.inf)
    plain.join_closest(max(least, SURE))
    plain.join_all(sure, SURE, SURE_MEAN)
    plain.join_closest(least)
    return plain


def by_kernel(
    edges: Edges, mass: Sequence[float], least: float, first: Pairs, sure: Pairs
) -> dict[int, tuple[int, float]]:
    def array(pairs: Pairs) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
        return np.array(pairs, np.int64).reshape(-1, 2)

    found = join_groups(
        array(list(edges)), np.array(list(edges.values()), np.float64), np.array(mass, np.float64), least,
        first=array(first), sure=array(sure), sure_height=SURE, sure_mean=SURE_MEAN,
    )  # fmt: skip
    return {
        y: (x, height)
        for y, (x, height) in enumerate(zip(found.into.tolist(), found.height.tolist(), strict=True))
        if x != y
    }


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Edges, list[float], float, Pairs, Pairs]:
    """Few levels of probability: many groups are equally close, and sums are rounded."""
    n = draw(st.integers(2, 24))
    pair = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda p: p[0] < p[1])
    mass = draw(st.lists(st.sampled_from([1.0, 1.0, 100.0]), min_size=n, max_size=n))
    levels = draw(st.dictionaries(pair, st.sampled_from([0.1, 0.3, 0.4, 0.7, 0.9, 0.99, 1.0]), max_size=120))
    edges = {(x, y): p * (mass[x] * mass[y]) for (x, y), p in levels.items()}
    some = st.lists(pair, max_size=4)
    return edges, mass, draw(st.sampled_from([0.0, 0.3, 0.5, 0.995])), draw(some), draw(some)


@given(graphs())
def test_the_kernel_joins_as_dictionaries_do(graph: tuple[Edges, list[float], float, Pairs, Pairs]) -> None:
    assert by_kernel(*graph) == by_hand(*graph).joined


@pytest.mark.parametrize("hub", [0, 150, 299])
def test_a_large_graph_around_a_hub(hub: int) -> None:
    draw = np.random.default_rng(hub)
    pairs = draw.integers(0, 300, (2000, 2)).tolist() + [[hub, other] for other in range(300)]
    edges = {(min(x, y), max(x, y)): float(draw.random()) for x, y in pairs if x != y}
    mass = [1.0] * 300
    found = by_kernel(edges, mass, 0.3, [], [])
    assert found == by_hand(edges, mass, 0.3, [], []).joined
    assert len(found) > 50


@pytest.mark.parametrize("n", [0, 1, 3])
def test_no_edge(n: int) -> None:
    assert by_kernel({}, [1.0] * n, 0.4, [], []) == {}
