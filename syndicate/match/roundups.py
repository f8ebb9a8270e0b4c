"""Finds the articles that tell of several stories, by their links and times alone. Reads no text.

A round-up is linked to stories that have nothing to do with each other. An article in the midst of a long
affair is linked to many as well, but these are linked among themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Across(NamedTuple):
    """M ends of links between stories, those of a row together, the surest first."""

    row: NDArray[np.int64]
    other: NDArray[np.int64]  # the row at the other end
    story: NDArray[np.int64]  # of that row


class Placed(NamedTuple):
    """N articles: the story that each is in, and when it may have been published."""

    story: NDArray[np.int64]  # 0 and above
    company: NDArray[np.bool_]  # others are in that story, too
    earliest: NDArray[np.float64]  # hours; NaN where unknown
    latest: NDArray[np.float64]


def stories_apart(links: Across, placed: Placed, window_hours: float, least: int) -> NDArray[np.bool_]:
    """Which of M links lead to a story apart from the others, from articles that have `least` of these.

    Of each story the article's surest link counts. Stories are apart that no link joins but the article's
    own, though one was looked for: the articles that the links lead to are of known times, and no two of them
    further apart than the window. The surest stories are chosen first. An article's own story is one of them
    where it has company there.
    """
    kept = np.zeros(len(links.row), np.bool_)
    n = int(placed.story.max()) + 1 if len(placed.story) else 0
    ends = placed.story[links.row] * n + links.story
    joined, counts = np.unique(ends, return_counts=True)
    _choose(links, placed, window_hours, least, n, joined, counts, kept)
    return kept


@compiled
def _choose(
    links: Across,
    placed: Placed,
    window_hours: float,
    least: int,
    n_stories: int,
    joined: NDArray[np.int64],
    counts: NDArray[np.int64],
    kept: NDArray[np.bool_],
) -> None:
    """Mark them. joined: pairs of stories that have links, ascending; counts: how many."""
    met = np.full(n_stories, -1, np.int64)  # the last article that was linked to a story
    own = np.zeros(n_stories, np.int64)  # and by how many links
    chosen = np.empty(len(links.row), np.int64)
    low = 0
    while low < len(links.row):
        article, high = links.row[low], low
        while high < len(links.row) and links.row[high] == article:
            story = links.story[high]
            own[story] = own[story] + 1 if met[story] == article else 1
            met[story] = article
            high += 1
        n = 0
        for k in range(low, high):
            story = links.story[k]
            if own[story] == 0:
                continue  # met before
            home = placed.story[article] * n_stories + story
            apart = not placed.company[article] or _links(home, joined, counts) == own[story]
            for j in chosen[:n]:
                if apart:
                    beside = links.story[j] * n_stories + story
                    apart = _near(placed, links.other[j], links.other[k], window_hours)
                    apart = apart and _links(beside, joined, counts) == 0
            own[story] = 0
            if apart:
                chosen[n] = k
                n += 1
        if n + placed.company[article] >= least:
            kept[chosen[:n]] = True
        low = high


@compiled
def _links(pair: int, joined: NDArray[np.int64], counts: NDArray[np.int64]) -> int:
    """How many links a pair of stories has."""
    at = np.searchsorted(joined, pair)
    return int(counts[at]) if at < len(joined) and joined[at] == pair else 0


@compiled
def _near(placed: Placed, one: int, other: int, window_hours: float) -> bool:
    """Whether two articles are certainly of known times, and these perhaps within the window."""
    first, last = placed.latest[one], placed.earliest[other]
    again, end = placed.latest[other], placed.earliest[one]
    return bool(last - first <= window_hours and end - again <= window_hours)
