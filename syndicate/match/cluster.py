"""Groups articles: average linkage on pair probabilities, clusters first and stories above. Measures no pair.

Average linkage (Sokal and Michener 1958) does not chain: two groups join while the mean probability over all their
pairs is at least the threshold; a pair that was not verified counts as 0. Two changes for news: near-identical
copies count as one version, so that thousands of reprints neither cost nor weigh more than one; an agency's own
report weighs as much as several articles, since what it has in common with them is what decides.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

VERSION_RESEMBLANCE: Final = 0.8  # Jaccard of 5-shingles from which two articles count as one version
VERSION_PROBABILITY: Final = 0.9
AGENCY_MASS: Final = 30.0  # articles that an agency's own report weighs as much as


def versions(
    n: int, pairs: NDArray[np.int32], probability: NDArray[np.float64], jaccard: NDArray[np.float64]
) -> NDArray[np.int64]:
    """The version of each of n articles, as the number of its first member: connected near-identical copies."""
    same = (jaccard >= VERSION_RESEMBLANCE) & (probability >= VERSION_PROBABILITY)
    parent = np.arange(n)
    for a, b in pairs[same].tolist():
        x, y = _root(parent, a), _root(parent, b)
        parent[max(x, y)] = min(x, y)
    return np.fromiter((_root(parent, i) for i in range(n)), np.int64, n)


def _root(parent: NDArray[np.int64], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = int(parent[i])
    return i


def link(
    groups: NDArray[np.int64], pairs: NDArray[np.int32], probability: NDArray[np.float64], mass: NDArray[np.float64],
    threshold: float, together: NDArray[np.int64] | None = None,
) -> NDArray[np.int64]:  # fmt: skip
    """Join groups while their mean pair probability is at least the threshold.

    groups: version of each of n articles, named by a member (its smallest number); the result is of the same form.
    pairs: M verified pairs of articles, probability: theirs, mass: weight of each group's name (length n).
    together: coarser groups that are joined before anything else, whatever their pairs say.
    Between two versions the mean over their verified pairs stands for all of them.
    """
    near = _neighbours(groups, pairs, probability, mass)
    weight = {g: float(mass[g]) for g in near}
    parent = {g: g for g in near}
    for g, top in sorted(
        {(int(g), int(t)) for g, t in zip(groups, groups if together is None else together, strict=True)}
    ):
        if g == top:
            continue
        near.setdefault(top, {}), near.setdefault(g, {})
        weight.setdefault(top, float(mass[top])), weight.setdefault(g, float(mass[g]))
        _merge(near, weight, top, g)
        parent[g] = top
    heap = [
        (-total / (weight[x] * weight[y]), x, y)
        for x, others in near.items()
        for y, total in others.items()
        if x < y
    ]
    heap = [entry for entry in heap if -entry[0] >= threshold]
    heapq.heapify(heap)
    while heap:
        score, x, y = heapq.heappop(heap)
        current = near[x].get(y) if x in near and y in near else None
        if current is None or -score != current / (weight[x] * weight[y]):
            continue  # one of them has grown since
        _merge(near, weight, x, y)
        parent[y] = x
        for z, total in near[x].items():
            mean = total / (weight[x] * weight[z])
            if mean >= threshold:
                heapq.heappush(heap, (-mean, min(x, z), max(x, z)))
    return np.fromiter((_top(parent, int(g)) for g in groups), np.int64, len(groups))


def _neighbours(
    groups: NDArray[np.int64],
    pairs: NDArray[np.int32],
    probability: NDArray[np.float64],
    mass: NDArray[np.float64],
) -> dict[int, dict[int, float]]:
    """For each group with a verified pair outside itself: neighbour -> mean probability x both masses."""
    ends = np.sort(groups[pairs], axis=1)
    outside = ends[:, 0] != ends[:, 1]
    keys, where = np.unique(ends[outside], axis=0, return_inverse=True)
    where = where.reshape(-1)
    means = np.bincount(where, probability[outside], len(keys)) / np.maximum(
        1, np.bincount(where, minlength=len(keys))
    )
    near: dict[int, dict[int, float]] = {}
    for (x, y), mean in zip(keys.tolist(), means.tolist(), strict=True):
        total = mean * float(mass[x] * mass[y])
        near.setdefault(x, {})[y] = total
        near.setdefault(y, {})[x] = total
    return near


def _merge(near: dict[int, dict[int, float]], weight: dict[int, float], x: int, y: int) -> None:
    """Move all of y into x."""
    gone = near.pop(y)
    near[x].pop(y, None)
    for z, total in gone.items():
        if z == x:
            continue
        near[z].pop(y)
        both = near[x].get(z, 0.0) + total
        near[x][z] = both
        near[z][x] = both
    weight[x] += weight.pop(y)


def _top(parent: dict[int, int], g: int) -> int:
    while parent.get(g, g) != g:
        g = parent[g]
    return g


def masses(n: int, groups: NDArray[np.int64], agency: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Weight of each group by the number of its name: AGENCY_MASS where it holds an agency's own report, else 1."""
    mass = np.ones(n)
    mass[groups[agency]] = AGENCY_MASS
    return mass


def origin(
    members: Sequence[int],
    hours: NDArray[np.float64],
    agency: NDArray[np.bool_],
    fullness: NDArray[np.float64],
) -> int:
    """The member the others derive from: an agency's own report, else the earliest and fullest version.

    fullness: how much of the other members each article carries, 0..1 (length n). Earliness is the share of the
    members of known time that are not earlier; both count alike.
    """
    own = [i for i in members if agency[i]] or list(members)
    known = np.array([hours[i] for i in own if not np.isnan(hours[i])])
    early = {i: 0.0 if np.isnan(hours[i]) else float((known >= hours[i]).mean()) for i in own}
    return max(own, key=lambda i: (round(fullness[i] + early[i], 9), -i))
