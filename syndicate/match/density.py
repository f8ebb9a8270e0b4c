"""In how many wordings would a term stand, were there less news of its time? Compares no articles.

The more news of some days is at hand, the more of it has any one word by chance, and the fewer details are
exclusive to two articles. So that their kinship does not hang on how much else is read, the wordings of
strangers are thinned out to what DENSE phrases of the language hold of them. Those of an article's partners,
with which it is compared, count in full: it is among them that others tell of the same event.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from syndicate.compiled import compiled
from syndicate.lists import bounds_of
from syndicate.match.beside import list_beside
from syndicate.match.exclusive import EPOCH_HOURS, MOST
from syndicate.parallel import in_slices

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.corpus import Joining
    from syndicate.match.beside import Beside
    from syndicate.match.exclusive import Counted, Phrases
    from syndicate.match.outline import Lists

DENSE: Final = 1 << 19  # phrases of one time in the densest corpus that the models are fitted on, about
ARTICLES_A_SLICE: Final = 1024  # of one thread: changes no result
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)  # Knuth's, of the golden ratio
_PLACES: Final = 1 << 12  # of the least table of an article's terms: a fiftieth full, and near at hand
_SEEN: Final = 1 << 13  # of the least table of what stands beside them: grown for one article in many
_NONE: Final = np.int64(-1)
_ONE: Final = np.uint64(1)


def in_own_language(
    phrases: Phrases, counted: Counted, hours: NDArray[np.float64], languages: NDArray[np.int16]
) -> Counted:
    """The same with the phrases of each article's time that are in its own language, about.

    hours, languages: of the N articles. They are told by the share of them as often as articles use them:
    much news in one language makes that in another no denser.
    """
    used = np.diff(phrases.following.bounds).astype(np.float64)
    timed = ~np.isnan(hours)
    epochs, at = np.unique(np.floor(hours[timed] / EPOCH_HOURS), return_inverse=True)
    spoken, own = np.unique(languages, return_inverse=True)
    held = np.zeros((len(epochs), len(spoken)))
    np.add.at(held, (at, own[timed]), used[timed])
    timeless = np.bincount(own[~timed], used[~timed], minlength=len(spoken))
    near = held + timeless
    beside = np.flatnonzero(np.diff(epochs) == 1)
    near[beside] += held[beside + 1]
    near[beside + 1] += held[beside]
    every = held.sum(axis=0) + timeless
    theirs, whole = every[own], np.full(len(hours), every.sum())
    theirs[timed], whole[timed] = near[at, own[timed]], near.sum(axis=1)[at]
    return counted._replace(sizes=np.rint(counted.sizes * theirs / np.maximum(1, whole)).astype(np.int64))


def thinned(
    phrases: Phrases,
    n_terms: int,
    counted: Counted,
    joined: Joining,
    proposed: NDArray[np.int32] | None = None,
) -> NDArray[np.uint8]:
    """For each value of `phrases.terms` the wordings it stands in, up to MOST: of strangers DENSE at most.

    counted: all wordings, `in_own_language`. joined: puts lists together. proposed: pairs (M, 2) of articles
    that are to be compared, each once: a pair's two are partners; without them all others are strangers.
    Where no more than DENSE phrases are of an article's time all are counted, whosever they are.
    """
    n = len(counted.sizes)
    found = np.minimum(counted.wordings, MOST).astype(np.uint8)
    rates = DENSE / np.maximum(counted.sizes, DENSE)
    if (rates < 1).any():
        beside = list_beside(phrases, _undecided(phrases.terms, rates, counted.wordings, n_terms), joined)
        partners = _partners(np.empty((0, 2), np.int32) if proposed is None else proposed, n)
        thin = partial(_thin, phrases.terms, beside, *partners, rates, counted.wordings, found)
        in_slices(thin, n, size=ARTICLES_A_SLICE)
    return found


@compiled
def _undecided(
    terms: Lists, rates: NDArray[np.float64], wordings: NDArray[Any], n_terms: int
) -> NDArray[np.bool_]:
    """The terms that in some article do not stand in MOST wordings by others' alone."""
    found = np.zeros(n_terms, np.bool_)
    for article in range(len(rates)):
        if rates[article] < 1:
            for k in range(terms.bounds[article], terms.bounds[article + 1]):
                found[terms.values[k]] |= rates[article] * wordings[k] < MOST
    return found


def _partners(pairs: NDArray[np.int32], n: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """(bounds, values) of the lists of all partners of each of n articles."""
    bounds = bounds_of(np.bincount(pairs.ravel(), minlength=n))
    values = np.empty(bounds[-1], np.int32)
    _enlist(pairs, bounds[:-1].copy(), values)
    return bounds, values


@compiled
def _enlist(pairs: NDArray[np.int32], places: NDArray[np.int64], values: NDArray[np.int32]) -> None:
    for p in range(len(pairs)):
        for side in range(2):
            own = pairs[p, side]
            values[places[own]] = pairs[p, 1 - side]
            places[own] += 1


@compiled
def _thin(
    terms: Lists,
    beside: Beside,
    bounds: NDArray[np.int64],
    partners: NDArray[np.int32],
    rates: NDArray[np.float64],
    wordings: NDArray[Any],
    found: NDArray[np.uint8],
    low: int,
    high: int,
) -> None:
    """Fill in `found` for the articles low..high whose rate is below 1."""
    places = np.full(_room(terms.bounds, low, high), -1, np.int32)
    perhaps = np.empty(np.diff(beside.bounds).max() + 1, np.uint64)
    for article in range(low, high):
        if rates[article] < 1:
            first, stop = terms.bounds[article], terms.bounds[article + 1]
            own, by_others = terms.values[first:stop], rates[article] * wordings[first:stop]
            near, seen, n = np.zeros(len(own), np.int64), np.full(_SEEN, _NONE), 0
            _enter(own, by_others, places)
            for p in range(bounds[article] - 1, bounds[article + 1]):
                row = partners[p] if p >= bounds[article] else article
                seen = _with_room(seen, n + beside.firsts[row + 1] - beside.firsts[row])
                n += _count(beside, row, own, places, seen, near, perhaps)
            places[:] = -1
            for k in range(len(near)):
                others = max(0, wordings[first + k] - near[k])
                found[first + k] = min(MOST, round(near[k] + rates[article] * others))


@compiled
def _room(bounds: NDArray[np.int64], low: int, high: int) -> int:
    """Places of a table, at most half full, of the terms of any one of the articles low..high."""
    most = _PLACES // 2
    for article in range(low, high):
        most = max(most, bounds[article + 1] - bounds[article])
    places = _PLACES
    while places < 2 * most:
        places *= 2
    return places


@compiled
def _enter(terms: NDArray[np.int32], by_others: NDArray[np.float64], places: NDArray[np.int32]) -> None:
    """Enter the terms that do not stand in MOST wordings by others' alone."""
    mask = len(places) - 1
    for k in range(len(terms)):
        if by_others[k] < MOST:
            at = terms[k] & mask
            while places[at] >= 0:
                at = (at + 1) & mask
            places[at] = k


@compiled
def _place(term: int, terms: NDArray[np.int32], places: NDArray[np.int32]) -> int:
    """The place of a term that is entered; -1 of any other."""
    mask = len(places) - 1
    at = term & mask
    while places[at] >= 0 and terms[places[at]] != term:
        at = (at + 1) & mask
    return int(places[at])


@compiled
def _count(
    beside: Beside,
    row: int,
    own: NDArray[np.int32],
    places: NDArray[np.int32],
    seen: NDArray[np.int64],
    near: NDArray[np.int64],
    perhaps: NDArray[np.uint64],
) -> int:
    """Count, up to MOST, what a row has beside terms that are entered, each but once; how much is new.

    perhaps: room for the terms of a row. Those that may be entered are told first, without a branch.
    """
    first, last, m = np.uint64(beside.bounds[row]), np.uint64(beside.bounds[row + 1]), np.uint64(0)
    mask = np.uint64(len(places) - 1)
    for k in range(first, last):
        perhaps[m] = k
        m += np.uint64(places[np.uint64(beside.terms[k]) & mask] >= 0)
    total, at = 0, beside.firsts[row]
    for k in perhaps[:m]:
        i = _place(beside.terms[k], own, places)
        if i >= 0 and near[i] < MOST:
            n = 0
            for f in range(at + (beside.ends[k - _ONE] if k > first else 0), at + beside.ends[k]):
                n += _is_new(seen, np.int64(i) << 32 | np.int64(np.uint32(beside.others[f])))
            near[i] = min(MOST, near[i] + n)
            total += n
    return total


@compiled
def _with_room(seen: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """The same table, or a larger one, of a power of two places: n are at most half of them."""
    places = len(seen)
    while places < 2 * n:
        places *= 2
    if places == len(seen):
        return seen
    larger = np.full(places, _NONE)
    for key in seen:
        if key != _NONE:
            _is_new(larger, key)
    return larger


@compiled
def _is_new(seen: NDArray[np.int64], key: np.int64) -> bool:
    """Enter a key, 0 or above, in a table; whether it was not there yet.

    It is written in either case, so that nothing branches on what is found.
    """
    mask = len(seen) - 1
    at = np.int64(np.uint64(key) * _SPREAD >> np.uint64(32)) & mask
    while (seen[at] != _NONE) & (seen[at] != key):
        at = (at + 1) & mask
    new = seen[at] == _NONE
    seen[at] = key
    return bool(new)
