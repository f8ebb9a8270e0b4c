"""Joins the closest of many groups, again and again, and keeps who joined whom. Knows no article.

The generic agglomerative clustering of Müllner (2011), "Modern hierarchical, agglomerative clustering
algorithms", section 3.1, on a graph: pairs without an edge are never close. The heap holds the nearest of
every group; where that has changed since, nothing is nearer than it was, and the group is looked at again.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Heap = list[tuple[float, int, int, int]]  # minus the mean of x and y, x, y, their edge


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
    stretch: NDArray[np.float64],
    reach: float,
) -> Joins:
    """Join G groups while the mean of two is at least `least`, the closest first, of equals the smallest.

    edges: E pairs of groups x < y, each once; totals: the sum of probability x both masses over the pairs of
    articles of each; mass: of each group. The mean of two groups is their total over both masses. first:
    pairs that are joined before all (K x 2, at an endless height); sure: pairs that are joined, in this
    order, when no mean is above `sure_height` any more, at that height, where their own mean is at least
    `sure_mean`.
    stretch: of a line, where that of each group begins and ends (G x 2, NaN for none). No mean joins two that
    lie further apart than `reach`; what is joined covers both, and what lies between. A third may so bring
    two within reach whose mean is above its own with them: a join is never higher than those before it in
    its groups.
    """
    n = len(mass)
    joins = Joins(np.arange(n), np.full(n, np.inf))
    _join(
        np.ascontiguousarray(edges), totals, mass.astype(np.float64), float(least),
        np.ascontiguousarray(first), np.ascontiguousarray(sure), float(sure_height), float(sure_mean),
        stretch.astype(np.float64), float(reach), joins,
    )  # fmt: skip
    return joins


def connected(n: int, edges: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """The connected part of each of n nodes, named by its smallest member. edges: K x 2."""
    return _connected(n, np.ascontiguousarray(edges, np.int64))


class _Graph(NamedTuple):
    """Groups as they grow. Edge k has two cells, 2 k and 2 k + 1, one in the list of each of its groups."""

    mass: NDArray[np.float64]
    stretch: NDArray[np.float64]  # group -> where it begins and ends, NaN where it has none
    reach: float
    above: NDArray[np.int64]  # group -> itself, or one that it is in by now
    head: NDArray[np.int64]  # group -> its first cell, -1 for none
    cells: NDArray[np.int32]  # cell -> the group at the other end, or one that is in it by now; the next cell
    totals: NDArray[np.float64]  # edge -> the sum of probability x both masses; -1 where it is gone
    joining: NDArray[np.int64]  # group -> the last that joined a neighbour of it
    common: NDArray[np.int64]  # group -> its edge with that neighbour
    nearest: NDArray[np.int64]  # group -> the one of a larger number that is its nearest on the heap
    height: NDArray[np.float64]  # group -> at what mean; -1 for none
    lowest: NDArray[np.float64]  # group -> the least height of the joins in it, inf for none


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
    stretch: NDArray[np.float64],
    reach: float,
    joins: Joins,
) -> None:
    n = len(mass)
    graph = _Graph(
        mass, stretch, reach, np.arange(n), np.full(n, -1), np.empty((2 * len(edges), 2), np.int32),
        given.copy(), np.full(n, -1), np.full(n, -1), np.full(n, -1), np.full(n, -1.0), np.full(n, np.inf),
    )  # fmt: skip
    for k in range(len(edges)):
        for side in range(2):
            here, cell = edges[k, side], 2 * k + side
            graph.cells[cell, 0], graph.cells[cell, 1] = edges[k, 1 - side], graph.head[here]
            graph.head[here] = cell
    heap = [(0.0, 0, 0, 0)]
    heap.pop()  # its type is known
    for x in range(n):
        _look(x, least, graph, heap)
    _join_all(first, np.inf, -1.0, least, graph, heap, joins)
    _join_closest(max(least, sure_height), least, graph, heap, joins)
    _join_all(sure, sure_height, sure_mean, least, graph, heap, joins)
    _join_closest(least, least, graph, heap, joins)


@compiled
def _join_all(
    pairs: NDArray[np.int64],
    height: float,
    enough: float,
    least: float,
    graph: _Graph,
    heap: Heap,
    joins: Joins,
) -> None:
    """Join the groups that both of each pair are in by now, where their mean is enough."""
    for k in range(len(pairs)):
        one, other = _top(pairs[k, 0], graph.above), _top(pairs[k, 1], graph.above)
        x, y = min(one, other), max(one, other)
        if x != y and (enough < 0 or _mean(x, y, graph) >= enough):
            _merge(x, y, height, graph, joins)
            _look(x, least, graph, heap)


@compiled
def _join_closest(threshold: float, least: float, graph: _Graph, heap: Heap, joins: Joins) -> None:
    """Join the two closest groups until none are as close as the threshold, which is `least` or more."""
    while heap and -heap[0][0] >= threshold:
        score, x, y, edge = heapq.heappop(heap)
        if joins.into[x] != x or graph.nearest[x] != y or graph.height[x] != -score:
            continue  # nearer ones were put in since
        same = joins.into[y] == y and graph.totals[edge] / (graph.mass[x] * graph.mass[y]) == -score
        if same and not _apart(x, y, graph.stretch, graph.reach):  # one had none when it was looked at
            _merge(x, y, -score, graph, joins)
        _look(x, least, graph, heap)


@compiled
def _look(x: int, least: float, graph: _Graph, heap: Heap) -> None:
    """Put the nearest of x on the heap, and x as the nearest of such to which it now is the nearest.

    Of two groups the smaller number looks after their edge.
    """
    best, nearest, edge = -1.0, -1, -1
    stretch, reach = graph.stretch, graph.reach
    cell = _next(-1, x, graph)
    while cell >= 0:
        z = _other(cell, graph)
        mean = graph.totals[cell >> 1] / (graph.mass[x] * graph.mass[z])
        if mean < least:
            pass
        elif z > x and (mean > best or (mean == best and z < nearest)) and not _apart(x, z, stretch, reach):
            best, nearest, edge = mean, z, cell >> 1
        elif z < x and _is_nearer(mean, x, z, graph) and not _apart(x, z, stretch, reach):
            graph.height[z], graph.nearest[z] = mean, x
            heapq.heappush(heap, (-mean, z, x, cell >> 1))
        cell = _next(cell, x, graph)
    graph.height[x], graph.nearest[x] = best, nearest
    if nearest >= 0:
        heapq.heappush(heap, (-best, x, nearest, edge))


@compiled
def _is_nearer(mean: float, x: int, z: int, graph: _Graph) -> bool:
    """Whether x, at this mean of both, comes before what the heap holds as the nearest of z."""
    return bool(mean > graph.height[z] or (mean == graph.height[z] and x < graph.nearest[z]))


@compiled
def _apart(x: int, y: int, stretch: NDArray[np.float64], reach: float) -> bool:
    """Whether two groups lie out of each other's reach.

    It is given no graph: counting who holds the arrays of one would take longer than all the rest.
    """
    return bool(stretch[x, 0] > stretch[y, 1] + reach or stretch[y, 0] > stretch[x, 1] + reach)


@compiled
def _merge(x: int, y: int, height: float, graph: _Graph, joins: Joins) -> None:
    """Move all of y into x: edges of both with one group become one."""
    cell = _next(-1, x, graph)
    while cell >= 0:
        z = _other(cell, graph)
        graph.joining[z], graph.common[z] = y, cell >> 1
        cell = _next(cell, x, graph)
    last, cell = -1, _next(-1, y, graph)
    while cell >= 0:
        z, edge = _other(cell, graph), cell >> 1
        if z != x and graph.joining[z] == y:
            graph.totals[graph.common[z]] += graph.totals[edge]
        if z == x or graph.joining[z] == y:
            graph.totals[edge] = -1.0
        last, cell = cell, _next(cell, y, graph)
    if last >= 0:
        graph.cells[last, 1], graph.head[x] = graph.head[x], graph.head[y]
    graph.mass[x] += graph.mass[y]
    graph.stretch[x, 0] = np.fmin(graph.stretch[x, 0], graph.stretch[y, 0])
    graph.stretch[x, 1] = np.fmax(graph.stretch[x, 1], graph.stretch[y, 1])
    graph.lowest[x] = min(height, graph.lowest[x], graph.lowest[y])
    joins.into[y], joins.height[y], graph.above[y] = x, graph.lowest[x], x


@compiled
def _mean(x: int, y: int, graph: _Graph) -> float:
    """Mean probability over all pairs between two groups; -1 where there is no edge."""
    cell = _next(-1, x, graph)
    while cell >= 0 and _other(cell, graph) != y:
        cell = _next(cell, x, graph)
    if cell < 0:
        return -1.0
    mean: float = graph.totals[cell >> 1] / (graph.mass[x] * graph.mass[y])
    return mean


@compiled
def _next(cell: int, x: int, graph: _Graph) -> int:
    """The cell after this one in the list of x, or the first after -1; -1 where there is none.

    Cells between whose edges are gone are taken out.
    """
    found = graph.head[x] if cell < 0 else graph.cells[cell, 1]
    while found >= 0 and graph.totals[found >> 1] < 0:
        found = graph.cells[found, 1]
    if cell < 0:
        graph.head[x] = found
    else:
        graph.cells[cell, 1] = found
    return int(found)


@compiled
def _other(cell: int, graph: _Graph) -> int:
    """The group at the other end of the edge of a cell."""
    z = _top(graph.cells[cell, 0], graph.above)
    graph.cells[cell, 0] = z
    return z


@compiled
def _top(x: int, above: NDArray[np.int64]) -> int:
    """The group that x is in by now; the way there is halved."""
    while above[x] != x:
        above[x] = above[above[x]]
        x = above[x]
    return x


@compiled
def _connected(n: int, edges: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same; of two parts the smaller name stays."""
    above = np.arange(n)
    for k in range(len(edges)):
        one, other = _top(edges[k, 0], above), _top(edges[k, 1], above)
        above[max(one, other)] = min(one, other)
    for i in range(n):
        above[i] = above[above[i]]  # what is above is smaller, and done
    return above
