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
    n_terms, terms, ends, n_others, others = joined(
        one_by_one(partial(_list_articles, phrases, chosen), blocks)
    )
    return Beside(bounds_of(n_terms), terms, ends, bounds_of(n_others), others)


@compiled
def _list_articles(phrases: Phrases, chosen: NDArray[np.bool_], span: tuple[int, int]) -> Columns:
    """The lists of the articles of a span, one after another, and how long those of each are.

    What is beside the other terms goes to a place of its own, the last, and is overwritten: nothing branches
    on which terms are chosen.
    """
    (low, high), terms, following = span, phrases.terms, phrases.following
    room = terms.bounds[high] - terms.bounds[low]
    found, ends = np.empty(room + 1, np.int32), np.empty(room + 1, np.int32)
    others = np.empty(2 * (following.bounds[high] - following.bounds[low]) + 1, np.int32)
    sizes, sizes_beside = np.empty(high - low, np.int64), np.empty(high - low, np.int64)
    places = np.zeros(len(chosen), np.uint64)  # of a chosen term of an article, from 1 on
    n = m = 0
    for article in range(low, high):
        own = terms.values[terms.bounds[article] : terms.bounds[article + 1]]
        own_ends = phrases.ends[terms.bounds[article] : terms.bounds[article + 1]]
        theirs = following.values[following.bounds[article] : following.bounds[article + 1]]
        size = _list_chosen(own, chosen, found[n:], places)
        starts = np.zeros(size + 1, np.int64)
        room = _share_out(own_ends, theirs, own, places, starts)
        _fill(own_ends, theirs, own, places, starts, others[m : m + room + 1])
        ends[n : n + size] = starts[1:]
        for term in found[n : n + size]:
            places[term] = 0
        sizes[article - low], sizes_beside[article - low] = size, room
        n, m = n + size, m + room
    return sizes, found[:n].copy(), ends[:n].copy(), sizes_beside, others[:m].copy()


@compiled
def _list_chosen(
    own: NDArray[np.int32], chosen: NDArray[np.bool_], found: NDArray[np.int32], places: NDArray[np.uint64]
) -> int:
    """List the chosen ones of an article's terms, and enter their places; how many they are."""
    n = np.uint64(0)
    for term in own:
        found[n] = term
        n += np.uint64(chosen[np.uint64(term)])
        places[np.uint64(term)] = n if chosen[np.uint64(term)] else np.uint64(0)
    return int(n)


@compiled
def _share_out(
    own_ends: NDArray[np.int32],
    theirs: NDArray[np.int32],
    own: NDArray[np.int32],
    places: NDArray[np.uint64],
    starts: NDArray[np.int64],
) -> int:
    """Where what stands beside each chosen term starts; how much stands beside them all."""
    at = 0
    for k in range(np.uint64(len(own))):
        starts[places[np.uint64(own[k])]] += own_ends[k] - at
        at = own_ends[k]
    for other in theirs:
        starts[places[np.uint64(other)]] += 1
    n = 0
    for k in range(1, len(starts)):
        starts[k], n = n, n + starts[k]
    starts[0] = n
    return n


@compiled
def _fill(
    own_ends: NDArray[np.int32],
    theirs: NDArray[np.int32],
    own: NDArray[np.int32],
    places: NDArray[np.uint64],
    starts: NDArray[np.int64],
    others: NDArray[np.int32],
) -> None:
    """List what stands beside each chosen term from its start on, which is moved to its end."""
    at = np.uint64(0)
    for k in range(np.uint64(len(own))):
        i, before = places[np.uint64(own[k])], ~own[k]
        end = np.uint64(own_ends[k])
        for f in range(at, end):
            after = theirs[f]
            others[np.uint64(starts[i])] = after
            starts[i] += i > 0
            j = places[np.uint64(after)]
            others[np.uint64(starts[j])] = before
            starts[j] += j > 0
        at = end
