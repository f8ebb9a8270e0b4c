"""Finds the text that exactly two articles of a group share. Judges nothing.

What two outlets have in common and nobody else in the group, the report they all derive from included, tells
that one of them took from the other (exclusive agreement, as textual critics call it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.compare.runs import Windows


def exclusive_windows(
    windows: Windows, group: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.uint64], NDArray[np.int64]]:
    """(pair, hash, place): windows of words that two articles of a group have, and none of the others.

    group: of each of the N articles of `windows`, -1 for none. pair: X x 2 articles, the smaller number
    first, in ascending order; hash: X, the windows; place: X, number of its first word within the first.
    """
    article = np.repeat(np.arange(len(group)), np.diff(windows.bounds))
    order = np.lexsort((windows.hashes, article))
    article, hashes, places = article[order], windows.hashes[order], windows.places[order]
    kept = np.ones(len(article), np.bool_)  # the first place of each window of an article
    kept[1:] = (article[1:] != article[:-1]) | (hashes[1:] != hashes[:-1])
    kept &= group[article] >= 0
    article, hashes, places = article[kept], hashes[kept], places[kept]
    order = np.lexsort((article, hashes, group[article]))
    article, hashes, places = article[order], hashes[order], places[order]
    new = np.ones(len(article) + 1, np.bool_)  # a group's window begins
    new[1:-1] = (group[article[1:]] != group[article[:-1]]) | (hashes[1:] != hashes[:-1])
    starts = np.flatnonzero(new)
    two = starts[:-1][np.diff(starts) == 2]
    pairs = np.column_stack([article[two], article[two + 1]])
    by_pair = np.lexsort((places[two], pairs[:, 1], pairs[:, 0]))
    return pairs[by_pair], hashes[two][by_pair], places[two][by_pair].astype(np.int64)
