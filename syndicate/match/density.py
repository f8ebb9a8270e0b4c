"""In how many wordings would a term stand, were there less news of its time? Compares no articles.

The more news of some days is at hand, the more of it has any one word by chance, and the fewer details are
exclusive to two articles. So that their kinship does not hang on how much else is read, the wordings of
strangers are thinned out to what DENSE phrases of the language hold of them. Those of an article's partners,
with which it is compared, count in full: it is among them that others tell of the same event.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from syndicate.compiled import compiled
from syndicate.lists import bounds_of
from syndicate.match.exclusive import EPOCH_HOURS, MOST
from syndicate.parallel import in_slices

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.match.exclusive import Counted, Phrases

DENSE: Final = 1 << 19  # phrases of one time in the densest corpus that the models are fitted on, about
ARTICLES_A_SLICE: Final = 1024  # of one thread: changes no result
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)  # Knuth's, of the golden ratio
_HELD: Final = 1 << 14  # bytes of a filter that fits into the nearest cache, and is a hundredth full


class Own(NamedTuple):
    """The terms of an article, to be looked up."""

    places: NDArray[np.int32]  # T, of each term in its list, -1 where it is none of them
    held: NDArray[np.bool_]  # _HELD, whether one of them falls here


class Seen(NamedTuple):
    """An open table of phrases, of a power of two places; it needs no emptying for the next article."""

    phrases: NDArray[np.int64]
    articles: NDArray[np.int64]  # for which article the phrase was entered


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
    phrases: Phrases, n_terms: int, counted: Counted, proposed: NDArray[np.int32] | None = None
) -> NDArray[np.uint8]:
    """For each value of `phrases.terms` the wordings it stands in, up to MOST: of strangers DENSE at most.

    counted: all wordings, `in_own_language`. proposed: pairs (M, 2) of articles that are to be compared, each
    once: a pair's two are partners; without them all others are strangers. Where no more than DENSE phrases
    are of an article's time all are counted, whosever they are.
    """
    n = len(counted.sizes)
    found = np.minimum(counted.wordings, MOST).astype(np.uint8)
    rates = DENSE / np.maximum(counted.sizes, DENSE)
    if (rates < 1).any():
        partners = _partners(np.empty((0, 2), np.int32) if proposed is None else proposed, n)
        thin = partial(_thin, phrases, *partners, rates, counted.wordings, n_terms, found)
        in_slices(thin, n, size=ARTICLES_A_SLICE)
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
    phrases: Phrases,
    bounds: NDArray[np.int64],
    partners: NDArray[np.int32],
    rates: NDArray[np.float64],
    wordings: NDArray[Any],
    n_terms: int,
    found: NDArray[np.uint8],
    low: int,
    high: int,
) -> None:
    """Fill in `found` for the articles low..high whose rate is below 1."""
    own = Own(np.full(n_terms, -1, np.int32), np.zeros(_HELD, np.bool_))
    seen = _table(phrases, bounds, partners, rates, low, high)
    for article in range(low, high):
        if rates[article] < 1:
            first, stop = phrases.terms.bounds[article], phrases.terms.bounds[article + 1]
            terms, by_others = phrases.terms.values[first:stop], rates[article] * wordings[first:stop]
            near = np.zeros(len(terms), np.int64)
            _enter(terms, by_others, own)
            _add(phrases, article, article, own, seen, near)
            for partner in partners[bounds[article] : bounds[article + 1]]:
                _add(phrases, partner, article, own, seen, near)
            _leave(terms, own)
            for k in range(len(near)):
                others = max(0, wordings[first + k] - near[k])
                found[first + k] = min(MOST, round(near[k] + rates[article] * others))


@compiled
def _table(
    phrases: Phrases,
    bounds: NDArray[np.int64],
    partners: NDArray[np.int32],
    rates: NDArray[np.float64],
    low: int,
    high: int,
) -> Seen:
    """A table with room for what any of the articles low..high enters, at most half full."""
    most = 0
    for article in range(low, high):
        if rates[article] < 1:
            n = _n_listed(phrases.following.bounds, article)
            for partner in partners[bounds[article] : bounds[article + 1]]:
                n += _n_listed(phrases.following.bounds, partner)
            most = max(most, min(n, MOST * _n_listed(phrases.terms.bounds, article)))
    places = 1
    while places <= 2 * most:
        places *= 2
    return Seen(np.empty(places, np.int64), np.full(places, -1, np.int64))


@compiled
def _n_listed(bounds: NDArray[np.int64], row: int) -> int:
    return int(bounds[row + 1] - bounds[row])


@compiled
def _enter(terms: NDArray[np.int32], by_others: NDArray[np.float64], own: Own) -> None:
    """Enter the terms that do not stand in MOST wordings by others' alone."""
    for k in range(len(terms)):
        if by_others[k] < MOST:
            own.places[terms[k]] = k
            own.held[terms[k] & (_HELD - 1)] = True


@compiled
def _leave(terms: NDArray[np.int32], own: Own) -> None:
    for term in terms:
        own.places[term] = -1
        own.held[term & (_HELD - 1)] = False


@compiled
def _add(phrases: Phrases, row: int, article: int, own: Own, seen: Seen, near: NDArray[np.int64]) -> None:
    """Count, up to MOST, the phrases of a row that the article's own terms stand in, each but once.

    What stands in MOST is counted no further: few phrases are entered, however many the partners are.
    """
    terms, following, ends = phrases.terms, phrases.following, phrases.ends
    at = following.bounds[row]
    for k in range(terms.bounds[row], terms.bounds[row + 1]):
        one, stop = terms.values[k], following.bounds[row] + ends[k]
        i = own.places[one] if own.held[one & (_HELD - 1)] else -1
        for f in range(at, stop):
            other = following.values[f]
            j = own.places[other] if own.held[other & (_HELD - 1)] else -1
            if i >= 0 or j >= 0:
                first, second = i >= 0 and near[i] < MOST, j >= 0 and near[j] < MOST
                if (first or second) and _is_new(seen, np.int64(one) << 32 | other, article):
                    near[i] += first
                    near[j] += second
        at = stop


@compiled
def _is_new(seen: Seen, phrase: int, article: int) -> bool:
    """Enter a phrase in the article's table; whether it was not there yet."""
    mask = len(seen.phrases) - 1
    at = np.int64(np.uint64(phrase) * _SPREAD >> np.uint64(32)) & mask
    while seen.articles[at] == article:
        if seen.phrases[at] == phrase:
            return False
        at = (at + 1) & mask
    seen.phrases[at], seen.articles[at] = phrase, article
    return True
