"""Groups articles: average linkage on pair probabilities, clusters first and stories above. Measures no pair.

Average linkage (Sokal and Michener 1958) does not chain: two groups join while the mean probability over all
their pairs is at least the threshold; a pair that was not verified counts as 0. Two changes for news: copies
that are nearly identical count as one version, so that thousands of reprints neither cost nor weigh more than
one; an agency's own report weighs as much as several articles, for what others share with it decides. And one
exception: who has another outlet's text stays with it where the rest of the groups is but somewhat alike
(`copied`).
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

VERSION_RESEMBLANCE: Final = 0.8  # Jaccard of 5-shingles from which two articles count as one version
VERSION_PROBABILITY: Final = 0.9
SURE: Final = 0.99  # probability from which one outlet's text stands in another's, see `relation.same_text`
SURE_MEAN: Final = 0.2  # of the groups of such a pair: a round-up with reports of several events joins none
AGENCY_MASS: Final = 100.0  # articles that an agency's own report weighs as much as


def versions(
    n: int, pairs: NDArray[np.int32], probability: NDArray[np.float64], jaccard: NDArray[np.float64]
) -> NDArray[np.int64]:
    """The version of each of n articles, named by its first member: near-identical copies, connected.

    pairs: M verified pairs of articles (M x 2); probability, jaccard of 5-shingles: theirs.
    """
    same = (jaccard >= VERSION_RESEMBLANCE) & (probability >= VERSION_PROBABILITY)
    parent = np.arange(n)
    for a, b in pairs[same].tolist():
        x, y = _root(parent, a), _root(parent, b)
        parent[max(x, y)] = min(x, y)
    return np.fromiter((_root(parent, i) for i in range(n)), np.int64, n)


def copied(probability: NDArray[np.float64], elsewhere: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of M pairs are surely one text in two outlets.

    elsewhere: the two are of different outlets, and both or neither are an agency's own report.
    """
    return np.asarray(elsewhere & (probability >= SURE))


def _root(parent: NDArray[np.int64], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = int(parent[i])
    return i


@dataclass(slots=True)
class _Linkage:
    """The groups as they grow; a group is named by its smallest member."""

    near: dict[
        int, dict[int, float]
    ]  # group -> neighbour -> sum of probability x both masses over their pairs
    mass: dict[int, float]
    joined: dict[int, tuple[int, float]]  # group -> the smaller one it went into, and at what mean

    def mean(self, x: int, y: int) -> float:
        """Mean probability over all pairs between x and y; -1 where none was verified, or one is no more."""
        total = self.near.get(x, {}).get(y)
        return -1.0 if total is None else total / (self.mass[x] * self.mass[y])

    def closest(self, threshold: float) -> Iterator[tuple[float, int, int]]:
        """(-mean, x, y) of all groups x < y of a mean of at least the threshold; there may be a million."""
        mass = self.mass
        for x, others in self.near.items():
            own = mass[x]
            for y, total in others.items():
                if x < y and (mean := total / (own * mass[y])) >= threshold:
                    yield -mean, x, y

    def join(self, x: int, y: int, mean: float) -> None:
        """Move all of y into x; `mean` is how close they are."""
        gone, grown = self.near.pop(y, {}), self.near.setdefault(x, {})
        grown.pop(y, None)
        for z, total in gone.items():
            if z != x:
                del self.near[z][y]
                grown[z] = self.near[z][x] = grown.get(z, 0.0) + total
        self.mass[x] += self.mass.pop(y)
        self.joined[y] = x, mean

    def join_all(self, edges: NDArray[np.int64], mean: float, least: float = -1.0) -> None:
        """Join the groups at both ends of each edge, of a mean of at least `least`, at the height `mean`."""
        for a, b in edges.tolist():
            x, y = sorted((self._top(a), self._top(b)))
            if x != y and self.mean(x, y) >= least:
                self.join(x, y, mean)

    def _top(self, x: int) -> int:
        """The group that x is in by now."""
        while x in self.joined:
            x, _ = self.joined[x]
        return x


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """Who joined whom, and how close they were (a dendrogram): cut anywhere, it gives the groups there."""

    groups: NDArray[np.int64]  # the version of each of n articles, named by its smallest member
    joined: Mapping[int, tuple[int, float]]  # group -> the smaller one it went into, at what mean

    def cut(self, threshold: float) -> NDArray[np.int64]:
        """The group of each of n articles, named by its smallest member, as `link` finds it."""
        distinct, of_article = np.unique(self.groups, return_inverse=True)
        name: dict[int, int] = {}
        for group in distinct.tolist():  # ascending: what it went into is smaller, and known
            into, mean = self.joined.get(group, (group, -1.0))
            name[group] = name[into] if mean >= threshold else group
        return np.fromiter(name.values(), np.int64, len(name))[of_article]

    def height(self, i: int, j: int) -> float:
        """The largest threshold at which articles i and j are together; 0 where there is none."""
        x, y, least = int(self.groups[i]), int(self.groups[j]), math.inf
        while x != y:  # the larger name goes into a smaller one, ever less close
            x, y = min(x, y), max(x, y)
            if y not in self.joined:
                return 0.0
            y, mean = self.joined[y]
            least = min(least, mean)
        return min(1.0, least)


def link(
    groups: NDArray[np.int64],
    pairs: NDArray[np.int32],
    probability: NDArray[np.float64],
    mass: NDArray[np.float64],
    threshold: float,
    *,
    together: NDArray[np.int64] | None = None,
    copies: NDArray[np.int32] | None = None,
) -> NDArray[np.int64]:
    """Join groups while their mean pair probability is at least the threshold; the closest two first.

    The group of each of n articles, named by its smallest member; arguments as for `tree`.
    """
    return tree(groups, pairs, probability, mass, threshold, together=together, copies=copies).cut(threshold)


def tree(
    groups: NDArray[np.int64],
    pairs: NDArray[np.int32],
    probability: NDArray[np.float64],
    mass: NDArray[np.float64],
    least: float,
    *,
    together: NDArray[np.int64] | None = None,
    copies: NDArray[np.int32] | None = None,
) -> Tree:
    """All joins down to a mean of `least`; cut at a threshold of `least` or more it gives the groups there.

    groups: version of each of n articles, named by its smallest member.
    pairs: M verified pairs of articles (M x 2), probability: theirs, mass: weight of each group's name (n).
    together: coarser groups (n) that are joined before anything else, whatever their pairs say.
    copies: pairs of articles (K x 2) whose groups are joined as soon as the means come down to SURE (all
    later means are below it), where their own mean is at least SURE_MEAN.
    Between two versions the mean over their verified pairs stands for all of them. Of groups equally close
    those of the smallest numbers join first. What is not connected by means of at least the threshold (or
    by `together` or `copies`) never joins, since a mean over a union is never above the larger of the two
    means: average linkage is reducible (Bruynooghe 1978). So each connected part is grouped without regard
    to the others, and means only fall from join to join: a lower `least` changes nothing above it.
    """
    distinct = np.unique(groups)
    first = _distinct(np.empty((0, 2)) if together is None else np.column_stack([together, groups]))
    sure = _distinct(np.empty((0, 2)) if copies is None or least > SURE else groups[copies])
    near = _neighbours(groups, pairs, probability, mass, least, np.concatenate([first, sure]))
    linkage = _Linkage(near, {g: float(mass[g]) for g in distinct.tolist()}, {})
    linkage.join_all(first, math.inf)
    _join_closest(linkage, max(least, SURE))
    linkage.join_all(sure, SURE, SURE_MEAN)
    _join_closest(linkage, least)
    return Tree(groups, linkage.joined)


def _distinct(edges: NDArray[Any]) -> NDArray[np.int64]:
    """The edges between different groups, each once, the smaller end first; by the larger end."""
    ends = np.sort(edges.astype(np.int64), axis=1)
    ends = np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0)
    return np.asarray(ends[np.lexsort((ends[:, 0], ends[:, 1]))])


def _join_closest(linkage: _Linkage, threshold: float) -> None:
    """Join the two closest groups until none are as close as the threshold."""
    heap = list(linkage.closest(threshold))
    heapq.heapify(heap)
    while heap:
        score, x, y = heapq.heappop(heap)
        if -score != linkage.mean(x, y):
            continue  # one of them has grown since, or is no more
        linkage.join(x, y, -score)
        own = linkage.mass[x]
        for z, total in linkage.near[x].items():
            if (mean := total / (own * linkage.mass[z])) >= threshold:
                heapq.heappush(heap, (-mean, min(x, z), max(x, z)))


def _neighbours(
    groups: NDArray[np.int64],
    pairs: NDArray[np.int32],
    probability: NDArray[np.float64],
    mass: NDArray[np.float64],
    threshold: float,
    edges: NDArray[np.int64],
) -> dict[int, dict[int, float]]:
    """Each group's neighbours in its connected part: neighbour -> mean probability x both masses.

    edges: between groups that are connected whatever their mean is (K x 2).
    """
    ends = np.sort(groups[pairs], axis=1)
    outside = ends[:, 0] != ends[:, 1]
    keys, where, counts = np.unique(ends[outside], axis=0, return_inverse=True, return_counts=True)
    means = np.bincount(where.reshape(-1), probability[outside], len(keys)) / counts
    inside = _connected(len(groups), keys, np.concatenate([keys[means >= threshold], edges]))
    keys, means = keys[inside], means[inside]
    totals = means * (mass[keys[:, 0]] * mass[keys[:, 1]])
    here, there = np.concatenate([keys, keys[:, ::-1]]).T
    order = np.argsort(here, kind="stable")
    names, starts = np.unique(here[order], return_index=True)
    others, sums = there[order].tolist(), np.tile(totals, 2)[order].tolist()
    return {
        x: dict(zip(others[low:high], sums[low:high], strict=True))
        for x, (low, high) in zip(names.tolist(), pairwise([*starts.tolist(), len(others)]), strict=True)
    }


def _connected(n: int, keys: NDArray[np.int64], edges: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of the pairs of groups lie inside one part of the graph of these edges."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(edges), np.bool_), (edges[:, 0], edges[:, 1])), shape=(n, n))
    part = connected_components(graph, directed=False)[1]
    return np.asarray(part[keys[:, 0]] == part[keys[:, 1]])


def masses(n: int, groups: NDArray[np.int64], agency: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Weight of each group, at the place of its name (n): AGENCY_MASS with an agency's own report, else 1.

    groups: the group of each article, named by a member; agency: which articles are an agency's own report.
    """
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

    members: at least one article; hours: of each of n articles, NaN where unknown; agency: likewise.
    fullness: how much of the other members each article carries, 0..1 (n). Earliness is the share of the
    members of known time that are not earlier; both count alike. Of equals the first article is taken.
    """
    own = [i for i in members if agency[i]] or list(members)
    known = np.array([hours[i] for i in own if not np.isnan(hours[i])])
    early = {i: 0.0 if np.isnan(hours[i]) else float((known >= hours[i]).mean()) for i in own}
    return max(own, key=lambda i: (round(float(fullness[i]) + early[i], 9), -i))
