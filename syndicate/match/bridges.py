"""Finds the pairs that alone hold a group together: bridges of a graph. Knows no article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from syndicate.lists import distinct
from syndicate.match.joining import connected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


def bridges(version: NDArray[np.int64], pairs: NDArray[np.int32]) -> Iterator[tuple[int, list[int]]]:
    """(row of a pair, the articles that hang on the rest by it alone), for every bridge.

    version: of each of n articles, named by a member: those of one version are one vertex. pairs: M x 2, each
    pair of articles at most once. Where two vertices are linked by several pairs none of them is a bridge;
    nor is the one pair of a group of two vertices. The smaller side is what hangs. Tarjan (1974), "A note on
    finding the bridges of a graph", without recursion; linear in vertices and pairs.
    """
    ends = version[pairs]
    sparse = _sparse(len(version), ends)
    near: dict[int, list[tuple[int, int]]] = {}
    for k, (x, y) in zip(sparse.tolist(), ends[sparse].tolist(), strict=True):
        near.setdefault(x, []).append((y, k))
        near.setdefault(y, []).append((x, k))
    members: dict[int, list[int]] = {}
    for article, v in enumerate(version.tolist()):
        if v in near:
            members.setdefault(v, []).append(article)
    seen: dict[int, int] = {}
    for root in sorted(near):
        if root not in seen:
            yield from _of_part(root, near, members, seen)


def _sparse(n: int, ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows of the pairs, between two vertices each, of connected parts with so few edges that one of them
    may be a bridge: with one, a part of V vertices has (V - 1)(V - 2) / 2 + 1 edges at most.
    """
    rows = np.flatnonzero(ends[:, 0] != ends[:, 1])
    packed = distinct(np.max(ends[rows], axis=1) << 32 | np.min(ends[rows], axis=1))
    part = connected(n, np.column_stack([packed >> 32, packed & 0xFFFFFFFF]))
    edges = np.bincount(part[packed >> 32], minlength=n)
    vertices = np.bincount(part, minlength=n)
    few = (vertices > 2) & (2 * (edges - 1) <= (vertices - 1) * (vertices - 2))
    return np.asarray(rows[few[part[ends[rows, 0]]]])


def _of_part(
    root: int, near: dict[int, list[tuple[int, int]]], members: dict[int, list[int]], seen: dict[int, int]
) -> Iterator[tuple[int, list[int]]]:
    """The bridges of the part of the graph around `root`; `seen` takes the order in which it is walked."""
    order, low, by = _walked(root, near, seen)
    place = {v: i for i, v in enumerate(order)}
    size = dict.fromkeys(order, 1)
    for v in reversed(order[1:]):
        size[by[v][0]] += size[v]
    for v in order[1:]:
        parent, k = by[v]
        if low[v] <= seen[parent] or len(order) < 3:
            continue
        below = order[place[v] : place[v] + size[v]]
        held = below if 2 * len(below) <= len(order) else [*order[: place[v]], *order[place[v] + size[v] :]]
        yield k, sorted(article for w in held for article in members[w])


def _walked(
    root: int, near: dict[int, list[tuple[int, int]]], seen: dict[int, int]
) -> tuple[list[int], dict[int, int], dict[int, tuple[int, int]]]:
    """(vertices in preorder, the earliest that each reaches from below it, its parent and the pair to it)."""
    order, by = [root], {root: (root, -1)}
    low = {root: len(seen)}
    seen[root] = len(seen)
    stack = [(root, iter(near[root]))]
    while stack:
        v, others = stack[-1]
        for w, k in others:
            if k == by[v][1]:
                continue
            if w in seen:
                low[v] = min(low[v], seen[w])
                continue
            seen[w] = low[w] = len(seen)
            order.append(w)
            by[w] = (v, k)
            stack.append((w, iter(near[w])))
            break
        else:
            stack.pop()
            parent = by[v][0]
            low[parent] = min(low[parent], low[v])
    return order, low, by
