"""The joins of the kernel against those of dictionaries and a heap, to the last bit."""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.match.joining import join_groups

Edges = dict[tuple[int, int], float]
Pairs = list[tuple[int, int]]
Covered = Sequence[float | None]  # where each group stands, None for one that may stand anywhere
SURE, SURE_MEAN, REACH = 0.99, 0.2, 4.0


class Plain:
    """The same algorithm, group by group; a group is named by its smallest member."""

    def __init__(self, edges: Edges, mass: Sequence[float], covered: Covered) -> None:
        self.mass = dict(enumerate(mass))
        self.covered = {x: {at} - {None} for x, at in enumerate(covered)}
        self.lowest = dict.fromkeys(self.mass, math.inf)
        self.near: dict[int, dict[int, float]] = {}
        self.joined: dict[int, tuple[int, float]] = {}
        for (x, y), total in edges.items():
            self.near.setdefault(x, {})[y] = self.near.setdefault(y, {})[x] = total

    def mean(self, x: int, y: int) -> float:
        total = self.near.get(x, {}).get(y)
        return -1.0 if total is None else total / (self.mass[x] * self.mass[y])

    def is_near(self, x: int, y: int) -> bool:
        one, other = self.covered[x], self.covered[y]
        return not (one and other) or max(min(one) - max(other), min(other) - max(one)) <= REACH

    def join(self, x: int, y: int, mean: float) -> None:
        gone, grown = self.near.pop(y, {}), self.near.setdefault(x, {})
        grown.pop(y, None)
        for z, total in gone.items():
            if z != x:
                del self.near[z][y]
                grown[z] = self.near[z][x] = grown.get(z, 0.0) + total
        self.mass[x] += self.mass.pop(y)
        self.covered[x] |= self.covered[y]
        self.lowest[x] = min(mean, self.lowest[x], self.lowest[y])
        self.joined[y] = x, self.lowest[x]

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
            if -score == self.mean(x, y) and self.is_near(x, y):
                self.join(x, y, -score)
                for entry in entries(x):
                    heapq.heappush(heap, entry)


def by_hand(
    edges: Edges, mass: Sequence[float], least: float, first: Pairs, sure: Pairs, covered: Covered
) -> Plain:
    plain = Plain(edges, mass, covered)
    plain.join_all(first, math.inf)
    plain.join_closest(max(least, SURE))
    plain.join_all(sure, SURE, SURE_MEAN)
    plain.join_closest(least)
    return plain


def by_kernel(
    edges: Edges, mass: Sequence[float], least: float, first: Pairs, sure: Pairs, covered: Covered
) -> dict[int, tuple[int, float]]:
    def array(pairs: Pairs) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
        return np.array(pairs, np.int64).reshape(-1, 2)

    at = np.array(covered, np.float64).repeat(2).reshape(-1, 2)  # None is NaN
    found = join_groups(
        array(list(edges)), np.array(list(edges.values()), np.float64), np.array(mass, np.float64), least,
        first=array(first), sure=array(sure), sure_height=SURE, sure_mean=SURE_MEAN,
        stretch=at, reach=REACH,
    )  # fmt: skip
    return {
        y: (x, height)
        for y, (x, height) in enumerate(zip(found.into.tolist(), found.height.tolist(), strict=True))
        if x != y
    }


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Edges, list[float], float, Pairs, Pairs, Covered]:
    """Few levels of probability: many groups are equally close, and sums are rounded."""
    n = draw(st.integers(2, 24))
    pair = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda p: p[0] < p[1])
    mass = draw(st.lists(st.sampled_from([1.0, 1.0, 100.0]), min_size=n, max_size=n))
    levels = draw(st.dictionaries(pair, st.sampled_from([0.1, 0.3, 0.4, 0.7, 0.9, 0.99, 1.0]), max_size=120))
    edges = {(x, y): p * (mass[x] * mass[y]) for (x, y), p in levels.items()}
    some = st.lists(pair, max_size=4)
    covered = draw(st.lists(st.none() | st.integers(0, 12).map(float), min_size=n, max_size=n))
    return edges, mass, draw(st.sampled_from([0.0, 0.3, 0.5, 0.995])), draw(some), draw(some), covered


@given(graphs())
def test_the_kernel_joins_as_dictionaries_do(
    graph: tuple[Edges, list[float], float, Pairs, Pairs, Covered],
) -> None:
    assert by_kernel(*graph) == by_hand(*graph).joined


@given(st.integers(0, 2**32), st.sampled_from([0.3, 0.6]))
def test_of_what_is_closely_linked_groups_within_reach_join(seed: int, least: float) -> None:
    draw = np.random.default_rng(seed)
    pairs = [(x, y) for y in range(16) for x in range(y) if draw.random() < 0.8]
    edges = {pair: round(1 - draw.random() / 2, 1) for pair in pairs}
    covered = [None if at > 12 else float(at) for at in draw.integers(0, 25, 16)]
    graph = edges, [1.0] * 16, least, [], [(0, 15)]
    assert by_kernel(*graph, covered) == by_hand(*graph, covered).joined


@pytest.mark.parametrize("hub", [0, 150, 299])
def test_a_large_graph_around_a_hub(hub: int) -> None:
    draw = np.random.default_rng(hub)
    pairs = draw.integers(0, 300, (2000, 2)).tolist() + [[hub, other] for other in range(300)]
    edges = {(min(x, y), max(x, y)): float(draw.random()) for x, y in pairs if x != y}
    mass = [1.0] * 300
    covered = [None if at > 30 else float(at) for at in draw.integers(0, 60, 300)]
    found = by_kernel(edges, mass, 0.3, [], [], covered)
    assert found == by_hand(edges, mass, 0.3, [], [], covered).joined
    assert len(found) > 50


@pytest.mark.parametrize("n", [0, 1, 3])
def test_no_edge(n: int) -> None:
    assert by_kernel({}, [1.0] * n, 0.4, [], [], [None] * n) == {}
