"""Lists, article by article, what stands beside chosen ones of its terms. Chooses none and counts nothing.

`Phrases` stand by their first terms alone; here a term finds those in which it is the second as well.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from syndicate.compiled import compiled
from syndicate.lists import bounds_of
from syndicate.parallel import one_by_one

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.corpus import Joining
    from syndicate.match.exclusive import Phrases

    Ints = NDArray[np.int32]
    Columns = tuple[NDArray[np.int64], Ints, Ints, NDArray[np.int64], Ints]

ARTICLES_A_BLOCK: Final = 1024  # listed by a thread at a time: changes no result


class Beside(NamedTuple):
    """The chosen terms of N articles, ascending, and what stands beside each of them."""

    bounds: NDArray[np.int64]  # N + 1, of `terms` and `ends`
    terms: NDArray[np.int32]
    ends: NDArray[np.int32]  # of each term: where what is beside it ends, counted from the article's first
    firsts: NDArray[np.int64]  # N + 1, bounds of the articles in `others`
    others: NDArray[np.int32]  # a term that follows is itself, one that precedes is inverted (below 0)


def list_beside(phrases: Phrases, chosen: NDArray[np.bool_], joined: Joining) -> Beside:
    """What stands beside those of T terms that are chosen; joined: puts the lists together."""
    n = len(phrases.terms.bounds) - 1
    blocks = ((low, min(low + ARTICLES_A_BLOCK, n)) for low in range(0, max(n, 1), ARTICLES_A_BLOCK))
    n_terms, terms, ends, n_others, others = joined(one_by_one(partial(_list, phrases, chosen), blocks))
    return Beside(bounds_of(n_terms), terms, ends, bounds_of(n_others), others)


def _list(phrases: Phrases, chosen: NDArray[np.bool_], span: tuple[int, int]) -> Columns:
    return _list_articles(phrases, chosen, *span)


@compiled
def _list_articles(phrases: Phrases, chosen: NDArray[np.bool_], low: int, high: int) -> Columns:
    """The lists of the articles low..high, one after another, and how long those of each are."""
    terms, following = phrases.terms, phrases.following
    room = terms.bounds[high] - terms.bounds[low]
    found, ends = np.empty(room, np.int32), np.empty(room, np.int32)
    others = np.empty(2 * (following.bounds[high] - following.bounds[low]), np.int32)
    sizes, sizes_beside = np.empty(high - low, np.int64), np.empty(high - low, np.int64)
    places = np.full(len(chosen), -1, np.int32)
    n = m = 0
    for article in range(low, high):
        own = terms.values[terms.bounds[article] : terms.bounds[article + 1]]
        own_ends = phrases.ends[terms.bounds[article] : terms.bounds[article + 1]]
        theirs = following.values[following.bounds[article] : following.bounds[article + 1]]
        size = _list_chosen(own, chosen, found[n:], places)
        room = _share_out(own_ends, theirs, own, places, ends[n : n + size])
        _fill(own_ends, theirs, own, places, ends[n : n + size], others[m : m + room])
        for term in found[n : n + size]:
            places[term] = -1
        sizes[article - low], sizes_beside[article - low] = size, room
        n, m = n + size, m + room
    return sizes, found[:n].copy(), ends[:n].copy(), sizes_beside, others[:m].copy()


@compiled
def _list_chosen(
    own: NDArray[np.int32], chosen: NDArray[np.bool_], found: NDArray[np.int32], places: NDArray[np.int32]
) -> int:
    """List the chosen ones of an article's terms, and enter their places; how many they are."""
    n = 0
    for term in own:
        if chosen[term]:
            found[n], places[term] = term, n
            n += 1
    return n


@compiled
def _share_out(
    own_ends: NDArray[np.int32],
    theirs: NDArray[np.int32],
    own: NDArray[np.int32],
    places: NDArray[np.int32],
    starts: NDArray[np.int32],
) -> int:
    """Where what stands beside each chosen term starts; how much stands beside them all."""
    starts[:] = 0
    at = 0
    for k in range(len(own)):
        if places[own[k]] >= 0:
            starts[places[own[k]]] += own_ends[k] - at
        at = own_ends[k]
    for other in theirs:
        if places[other] >= 0:
            starts[places[other]] += 1
    n = 0
    for k in range(len(starts)):
        starts[k], n = n, n + starts[k]
    return n


@compiled
def _fill(
    own_ends: NDArray[np.int32],
    theirs: NDArray[np.int32],
    own: NDArray[np.int32],
    places: NDArray[np.int32],
    starts: NDArray[np.int32],
    others: NDArray[np.int32],
) -> None:
    """List what stands beside each chosen term from its start on, which is moved to its end."""
    at = 0
    for k in range(len(own)):
        i = places[own[k]]
        for f in range(at, own_ends[k]):
            if i >= 0:
                others[starts[i]] = theirs[f]
                starts[i] += 1
            j = places[theirs[f]]
            if j >= 0:
                others[starts[j]] = ~own[k]
                starts[j] += 1
        at = own_ends[k]
