"""Groups articles: average linkage on pair probabilities, clusters first and stories above. Measures no pair.

Average linkage (Sokal and Michener 1958) does not chain: two groups join while the mean probability over all
their pairs is at least the threshold; a pair that was not verified counts as 0. Two changes for news: copies
that are nearly identical count as one version, so that thousands of reprints neither cost nor weigh more than
one; an agency's own report weighs as much as several articles, for what others share with it decides. And two
exceptions: who has another outlet's text stays with it where the rest of the groups is but somewhat alike
(`copied`); and groups of different times are never joined by their means (`When`).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from syndicate.lists import distinct
from syndicate.match.joining import connected, join_groups

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    return connected(n, pairs[same])


def copied(probability: NDArray[np.float64], elsewhere: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of M pairs are surely one text in two outlets.

    elsewhere: the two are of different outlets, and both or neither are an agency's own report.
    """
    return np.asarray(elsewhere & (probability >= SURE))


class When(NamedTuple):
    """When each of n articles may have been published, and how far apart the times of two groups may lie.

    An article of unknown time is compared with those of all times, and may be like some of one year and some
    of another: it belongs to one of them at most. So a mean joins no two groups whose known times all lie
    further apart than the window, and what is undated stays where it joined first. A group may still grow
    for months, where each time lies inside the window of another.
    """

    hours: NDArray[np.float64]  # NaN where unknown
    slack: NDArray[np.float64]  # hours that each may be off, either way
    window: float  # hours


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
    when: When | None = None,
) -> NDArray[np.int64]:
    """Join groups while their mean pair probability is at least the threshold; the closest two first.

    The group of each of n articles, named by its smallest member; arguments as for `tree`.
    """
    joined = tree(groups, pairs, probability, mass, threshold, together=together, copies=copies, when=when)
    return joined.cut(threshold)


def tree(
    groups: NDArray[np.int64],
    pairs: NDArray[np.int32],
    probability: NDArray[np.float64],
    mass: NDArray[np.float64],
    least: float,
    *,
    together: NDArray[np.int64] | None = None,
    copies: NDArray[np.int32] | None = None,
    when: When | None = None,
) -> Tree:
    """All joins down to a mean of `least`; cut at a threshold of `least` or more it gives the groups there.

    groups: version of each of n articles, named by its smallest member.
    pairs: M verified pairs of articles (M x 2), probability: theirs, mass: weight of each group's name (n).
    together: coarser groups (n) that are joined before anything else, whatever their pairs say.
    copies: pairs of articles (K x 2) whose groups are joined as soon as the means come down to SURE, where
    their own mean is at least SURE_MEAN, whatever their times are.
    when: without it no two groups are too far apart. One version, and what `together` and `copies` join, may
    hold times years apart: all that lies between counts as its time, too.
    Between two versions the mean over their verified pairs stands for all of them. Of groups equally close
    those of the smallest numbers join first. What is not connected by means of at least the threshold (or
    by `together` or `copies`) never joins, since a mean over a union is never above the larger of the two
    means: average linkage is reducible (Bruynooghe 1978). So each connected part is grouped without regard
    to the others, and a join that follows from another is not counted as closer than it (`join_groups`): a
    lower `least` changes nothing above it.
    """
    names = distinct(groups)
    first = _distinct(np.empty((0, 2)) if together is None else np.column_stack([together, groups]))
    sure = _distinct(np.empty((0, 2)) if copies is None or least > SURE else groups[copies])
    edges, totals = _edges(groups, pairs, probability, mass, least, np.concatenate([first, sure]))
    number = np.empty(len(groups), np.int64)
    number[names] = np.arange(len(names))
    times = np.full((len(names), 2), np.nan)
    if when is not None:
        np.fmin.at(times[:, 0], number[groups], when.hours - when.slack)
        np.fmax.at(times[:, 1], number[groups], when.hours + when.slack)
    joins = join_groups(
        number[edges],
        totals,
        mass[names],
        least,
        first=number[first],
        sure=number[sure],
        sure_height=SURE,
        sure_mean=SURE_MEAN,
        stretch=times,
        reach=math.inf if when is None else when.window,
    )
    gone = np.flatnonzero(joins.into != np.arange(len(names)))
    into, height = names[joins.into[gone]].tolist(), joins.height[gone].tolist()
    return Tree(groups, dict(zip(names[gone].tolist(), zip(into, height, strict=True), strict=True)))


def _distinct(edges: NDArray[Any]) -> NDArray[np.int64]:
    """The edges between different groups, each once, the smaller end first; by the larger end."""
    ends = np.sort(edges.astype(np.int64), axis=1)
    packed = distinct(ends[:, 1] << 32 | ends[:, 0])
    ends = np.column_stack([packed & 0xFFFFFFFF, packed >> 32])
    return np.asarray(ends[ends[:, 0] != ends[:, 1]])


def _edges(
    groups: NDArray[np.int64],
    pairs: NDArray[np.int32],
    probability: NDArray[np.float64],
    mass: NDArray[np.float64],
    threshold: float,
    others: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """(pairs of groups x < y in one connected part, their mean probability x both masses).

    others: pairs of groups that are connected whatever their mean is (K x 2).
    """
    one, other = groups[pairs[:, 0]], groups[pairs[:, 1]]
    outside = one != other
    packed = (np.minimum(one, other) * len(groups) + np.maximum(one, other))[outside]
    kinds, where, counts = np.unique(packed, return_inverse=True, return_counts=True)
    keys = np.column_stack(np.divmod(kinds, max(1, len(groups))))
    means = np.bincount(where, probability[outside], len(keys)) / counts
    part = connected(len(groups), np.concatenate([keys[means >= threshold], others]))
    inside = part[keys[:, 0]] == part[keys[:, 1]]
    keys, means = keys[inside], means[inside]
    return keys, means * (mass[keys[:, 0]] * mass[keys[:, 1]])


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
    times, full = hours[own].tolist(), fullness[own].tolist()
    known = sorted(time for time in times if not math.isnan(time))
    early = (0.0 if math.isnan(t) else (len(known) - bisect_left(known, t)) / len(known) for t in times)
    best = max((round(f + e, 9), -i) for f, e, i in zip(full, early, own, strict=True))
    return -best[1]
