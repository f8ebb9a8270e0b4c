"""Finds the articles that tell of several stories. Knows articles, links and stories by number only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from syndicate.compiled import compiled
from syndicate.lists import bounds_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


def links_of_roundups(
    article: NDArray[np.int64],
    other: NDArray[np.int64],
    story: NDArray[np.int64],
    own: NDArray[np.bool_],
    least: int,
) -> NDArray[np.bool_]:
    """Which of M links are those of a round-up: of an article that is linked to `least` stories or more.

    article: of each link, ascending; other: the article that it leads to, of another story; story: of that.
    own: which of the N articles have company in a story of their own, which counts, too. The articles that
    are linked to most stories, then to most others, then the first, are looked at first; no link to one that
    has proved a round-up by then counts: it is that round-up's doing.
    """
    n = len(own)
    bounds = bounds_of(np.bincount(article, minlength=n))
    again = np.lexsort((story, article))
    new = np.ones(len(again), np.bool_)
    new[1:] = (np.diff(article[again]) != 0) | (np.diff(story[again]) != 0)
    n_stories = np.bincount(article[again][new], minlength=n)
    order = np.lexsort((np.arange(n), -np.diff(bounds), -n_stories))
    told = np.zeros(len(article), np.bool_)
    _tell(order[: np.count_nonzero(n_stories)], bounds, other, story, own, least, told)
    return told


@compiled
def _tell(
    order: NDArray[np.int64],
    bounds: NDArray[np.int64],
    other: NDArray[np.int64],
    story: NDArray[np.int64],
    own: NDArray[np.bool_],
    least: int,
    told: NDArray[np.bool_],
) -> None:
    """Mark the links of round-ups, article by article in this order."""
    rounded = np.zeros(len(own), np.bool_)
    met = np.full(story.max() + 1 if len(story) else 0, -1, np.int64)  # the last article linked to a story
    for article in order:
        n = int(own[article])
        for k in range(bounds[article], bounds[article + 1]):
            if not rounded[other[k]] and met[story[k]] != article:
                met[story[k]] = article
                n += 1
        if n >= least:
            rounded[article] = True
            for k in range(bounds[article], bounds[article + 1]):
                told[k] = not rounded[other[k]]
