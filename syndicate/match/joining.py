"""Joins the closest of many groups, again and again, and keeps who joined whom. Knows no article.

The generic agglomerative clustering of Müllner (2011), "Modern hierarchical, agglomerative clustering
algorithms", section 3.1, on a graph: pairs without an edge are never close. The heap holds every edge that is
close enough; one whose group has grown since is passed over, and was put in again as it is now.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray


_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)


class Joins(NamedTuple):
    """What became of G groups."""

    into: NDArray[np.int64]  # the smaller one that each went into, or itself
    height: NDArray[np.float64]  # at what mean


def join_groups(
    edges: NDArray[np.int64],
    totals: NDArray[np.float64],
    mass: NDArray[np.float64],
    least: float,
    *,
    first: NDArray[np.int64],
    sure: NDArray[np.int64],
    sure_height: float,
    sure_mean: float,
) -> Joins:
    """Join G groups while the mean of two is at least `least`, the closest first, of equals the smallest.

    edges: E pairs of groups x < y, each once; totals: the sum of probability x both masses over the pairs of
    articles of each; mass: of each group. The mean of two groups is their total over both masses. first:
    pairs that are joined before all (K x 2, at an endless height); sure: pairs that are joined, in this
    order, when no mean is above `sure_height` any more, at that height, where their own mean is at least
    `sure_mean`.
    """
    n = len(mass)
    joins = Joins(np.arange(n), np.full(n, np.inf))
    _join(
        np.ascontiguousarray(edges), totals, mass.astype(np.float64), float(least),
        np.ascontiguousarray(first), np.ascontiguousarray(sure), float(sure_height), float(sure_mean), joins,
    )  # fmt: skip
    return joins


class _Graph(NamedTuple):
    """Groups as they grow. A list of neighbours may name one several times, by what went into it."""

    n: int
    mass: NDArray[np.float64]
    above: NDArray[np.int64]  # group -> itself, or one that it is in by now
    head: NDArray[np.int64]  # group -> its first cell, -1 for none
    after: NDArray[np.int64]  # cell -> the next one
    to: NDArray[np.int64]  # cell -> neighbour
    seen: NDArray[np.int64]  # group -> the last walk that met it
    found: NDArray[np.int64]  # room for the neighbours that a walk met
    keys: NDArray[np.int64]  # a hash table: x * n + y, x < y; -1 where it is free
    totals: NDArray[np.float64]  # its values: the sum of probability x both masses


@compiled
def _join(
    edges: NDArray[np.int64],
    given: NDArray[np.float64],
    mass: NDArray[np.float64],
    least: float,
    first: NDArray[np.int64],
    sure: NDArray[np.int64],
    sure_height: float,
    sure_mean: float,
    joins: Joins,
) -> None:
    n, slots = len(mass), 16
    while slots < 2 * len(edges):
        slots *= 2
    graph = _Graph(
        n, mass, np.arange(n), np.full(n, -1), np.empty(2 * len(edges), np.int64),
        np.empty(2 * len(edges), np.int64), np.full(n, -1), np.empty(n, np.int64), np.full(slots, -1),
        np.empty(slots, np.float64),
    )  # fmt: skip
    for k in range(len(edges)):
        _add(edges[k, 0], edges[k, 1], given[k], graph)
        for side in range(2):
            here, cell = edges[k, side], 2 * k + side
            graph.to[cell], graph.after[cell], graph.head[here] = edges[k, 1 - side], graph.head[here], cell
    walks = _join_all(first, np.inf, -1.0, graph, joins, 0)
    walks = _join_closest(max(least, sure_height), graph, joins, walks)
    walks = _join_all(sure, sure_height, sure_mean, graph, joins, walks)
    _join_closest(least, graph, joins, walks)


@compiled
def _join_all(
    pairs: NDArray[np.int64],
    height: float,
    least: float,
    graph: _Graph,
    joins: Joins,
    walks: int,
) -> int:
    """Join the groups that both of each pair are in by now; how many walks there were."""
    for k in range(len(pairs)):
        one, other = _top(pairs[k, 0], graph.above), _top(pairs[k, 1], graph.above)
        x, y = min(one, other), max(one, other)
        if x != y and _mean(x, y, graph) >= least:
            walks = _merge(x, y, height, graph, joins, walks)
    return walks


@compiled
def _join_closest(threshold: float, graph: _Graph, joins: Joins, walks: int) -> int:
    """Join the two closest groups until none are as close as the threshold; how many walks there were."""
    heap = [(1.0, 0, 0) for _ in range(0)]
    for x in range(graph.n):
        if joins.into[x] == x:
            walks += 1
            for y in graph.found[: _walk(x, walks, graph)]:
                mean = _mean(x, y, graph)
                if x < y and mean >= threshold:
                    heap.append((-mean, x, y))
    heapq.heapify(heap)
    while heap:
        score, x, y = heapq.heappop(heap)
        if joins.into[x] != x or joins.into[y] != y or -score != _mean(x, y, graph):
            continue
        walks = _merge(x, y, -score, graph, joins, walks) + 1
        for z in graph.found[: _walk(x, walks, graph)]:
            mean = _mean(x, z, graph)
            if mean >= threshold:
                heapq.heappush(heap, (-mean, min(x, z), max(x, z)))
    return walks


@compiled
def _merge(x: int, y: int, height: float, graph: _Graph, joins: Joins, walks: int) -> int:
    """Move all of y into x; how many walks there were."""
    for z in graph.found[: _walk(y, walks + 1, graph)]:
        total = _take(y, z, graph)
        if z != x:
            _add(x, z, total, graph)
    cell = graph.head[y]
    if cell >= 0:
        while graph.after[cell] >= 0:
            cell = graph.after[cell]
        graph.after[cell], graph.head[x] = graph.head[x], graph.head[y]
    graph.mass[x] += graph.mass[y]
    joins.into[y], joins.height[y], graph.above[y] = x, height, x
    return walks + 1


@compiled
def _walk(x: int, walk: int, graph: _Graph) -> int:
    """Put the neighbours of x into `graph.found`, each once; how many they are. Other cells are taken out."""
    count, before, cell = 0, -1, graph.head[x]
    while cell >= 0:
        z = _top(graph.to[cell], graph.above)
        if z == x or graph.seen[z] == walk:
            if before < 0:
                graph.head[x] = graph.after[cell]
            else:
                graph.after[before] = graph.after[cell]
        else:
            graph.seen[z], graph.to[cell], graph.found[count] = walk, z, z
            count, before = count + 1, cell
        cell = graph.after[cell]
    return count


@compiled
def _mean(x: int, y: int, graph: _Graph) -> float:
    """Mean probability over all pairs between two groups; -1 where there is no edge."""
    slot = _slot(x, y, graph)
    if graph.keys[slot] < 0:
        return -1.0
    mean: float = graph.totals[slot] / (graph.mass[x] * graph.mass[y])
    return mean


@compiled
def _start(key: int, slots: int) -> int:
    """Where to look for a key first."""
    return int((np.uint64(key) * _GOLDEN) >> np.uint64(32)) & (slots - 1)


@compiled
def _slot(x: int, y: int, graph: _Graph) -> int:
    """Where the edge of two groups stands, or the free slot where it would."""
    key = min(x, y) * graph.n + max(x, y)
    slot = _start(key, len(graph.keys))
    while graph.keys[slot] >= 0 and graph.keys[slot] != key:
        slot = (slot + 1) & (len(graph.keys) - 1)
    return slot


@compiled
def _add(x: int, y: int, total: float, graph: _Graph) -> None:
    """Add to the total of two groups; those without an edge get one."""
    slot = _slot(x, y, graph)
    if graph.keys[slot] < 0:
        graph.keys[slot], graph.totals[slot] = min(x, y) * graph.n + max(x, y), 0.0
    graph.totals[slot] += total


@compiled
def _take(x: int, y: int, graph: _Graph) -> float:
    """Remove the edge of two groups; its total. What was put further on for its sake moves back.

    Deletion from linear probing, Knuth, "The Art of Computer Programming", vol. 3, section 6.4, algorithm R.
    """
    free = _slot(x, y, graph)
    total: float = graph.totals[free]
    last = len(graph.keys) - 1
    slot = (free + 1) & last
    while graph.keys[slot] >= 0:
        if (slot - _start(graph.keys[slot], last + 1)) & last >= (slot - free) & last:
            graph.keys[free], graph.totals[free] = graph.keys[slot], graph.totals[slot]
            free = slot
        slot = (slot + 1) & last
    graph.keys[free] = -1
    return total


@compiled
def _top(x: int, above: NDArray[np.int64]) -> int:
    """The group that x is in by now; the way there is halved."""
    while above[x] != x:
        above[x] = above[above[x]]
        x = above[x]
    return x
