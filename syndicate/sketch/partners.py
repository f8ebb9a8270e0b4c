"""Pairs of articles that share key terms, found term by term inside the time window. Reads sketches only.

An article gathers its partners from the posting lists of its key terms (accumulators as in Zobel, Moffat,
"Inverted files for text search engines", 2006, section 3). The lists are kept in order of time here, so that
the window is a run of each list, and a pair is met once, by the earlier of the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import int64, uint64

from syndicate.compiled import compiled
from syndicate.lists import bounds_of, chosen
from syndicate.parallel import in_slices
from syndicate.sketch.keyterms import KeyTerms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.settings import Settings
    from syndicate.sketch.timeline import Timeline

# Least cosine of two sketches. With 80 terms, above it lie all same-story pairs of METER and 99.6 % of the
# gold set's in one language; it halves what two shared terms of 60 alone propose.
LEAST_COSINE = 0.05
# An article keeps its CLOSEST later partners, and beyond these only such of a clear cosine, PARTNERS in all:
# this loses no labelled pair, and more than halves what formulaic bulletins and undated articles propose.
CLOSEST = 30
CLEAR_COSINE = 0.1
PARTNERS = 200
COMMON = 1000  # articles later or earlier in the window that may hold a term before it proposes nothing
ONE = 1 << 30  # cosine 1 in the kernels: whole numbers add up to the same sum in any order
FAR = 2 * ONE  # above every cosine: FAR minus a cosine grows with distance
COUNT = 1 << 40  # one shared term; above every cosine, so that both grow in one number


class KeyTermPairs(NamedTuple):
    """What the sketches propose, and what was left out."""

    pairs: NDArray[np.int64]  # (M, 2) articles, each pair once, in no order
    common_terms: int  # terms that were somewhere too common inside the window to propose pairs
    crowded_articles: int  # articles that had more partners than were kept


class _Postings(NamedTuple):
    """Sketches turned over: the ranks that hold term t, ascending, are ranks[starts[t]:starts[t + 1]]."""

    starts: NDArray[np.int64]  # T + 1
    ranks: NDArray[np.int32]
    weights: NDArray[np.float32]  # of the term in that rank's sketch
    places: NDArray[np.int64]  # where each entry of the sketches stands in `ranks`
    reach: NDArray[np.int64]  # of each rank, see `Timeline`
    common: NDArray[np.bool_]  # T, set where a term proved too common


def key_term_pairs(
    sketch: KeyTerms, timeline: Timeline, settings: Settings, *, threads: int | None = None
) -> KeyTermPairs:
    """Pairs inside the window that share `settings.shared_keyterms` key terms, with a cosine of LEAST_COSINE.

    The cost is the sum, over all key terms of all articles, of the later articles inside the window that hold
    the term too, at most COMMON each: linear in the articles, whatever they say.
    """
    n = len(timeline.rows)
    in_order = (timeline.rows[1:] > timeline.rows[:-1]).all()  # as a corpus in order of time has them
    by_rank = sketch if in_order else _in_order(sketch, timeline.rows)
    postings = _turned_over(by_rank, timeline.reach)

    def meet(start: int, end: int) -> tuple[NDArray[np.int32], int]:
        return _meet(start, end, by_rank, postings, settings.shared_keyterms)

    found = in_slices(meet, n, size=_rows_at_a_time(n), threads=threads)
    ranks = np.concatenate([np.empty((0, 2), np.int32), *(pairs for pairs, _ in found)])
    return KeyTermPairs(
        timeline.rows[ranks], int(postings.common.sum()), sum(crowded for _, crowded in found)
    )


def _rows_at_a_time(n: int) -> int:
    """Rows of a thread's slice: its counters, one for every row, must not be made too often."""
    return max(256, n // 64)


def _in_order(sketch: KeyTerms, rows: NDArray[np.int64]) -> KeyTerms:
    """The sketches of the given rows, one after another."""
    bounds, entries = chosen(sketch.bounds, rows)
    return KeyTerms(bounds, sketch.terms[entries], sketch.weights[entries], sketch.by_hash)


def _turned_over(by_rank: KeyTerms, reach: NDArray[np.int64]) -> _Postings:
    """The posting lists of all terms, by a counting sort."""
    n_terms, total = len(by_rank.by_hash), len(by_rank.terms)
    sizes = np.bincount(by_rank.terms, minlength=n_terms)
    starts = bounds_of(sizes)
    ranks, weights = np.empty(total, np.int32), np.empty(total, np.float32)
    postings = _Postings(
        starts, ranks, weights, np.empty(total, np.int64), reach, np.zeros(n_terms, np.bool_)
    )
    _turn_over(by_rank, starts[:-1].copy(), postings)
    return postings


@compiled
def _turn_over(by_rank: KeyTerms, free: NDArray[np.int64], postings: _Postings) -> None:
    """Fill the posting lists; `free` is the next free place of each."""
    for rank in range(len(by_rank.bounds) - 1):
        for entry in range(by_rank.bounds[rank], by_rank.bounds[rank + 1]):
            term = by_rank.terms[entry]
            place = free[term]
            free[term] = place + 1
            postings.ranks[place] = rank
            postings.weights[place] = by_rank.weights[entry]
            postings.places[entry] = place


@compiled
def _meet(
    start: int, end: int, by_rank: KeyTerms, postings: _Postings, least_shared: int
) -> tuple[NDArray[np.int32], int]:
    """(pairs of the ranks from `start` to `end` with later ones, how many of these ranks lost partners).

    The list of each term is walked from the rank's own place to the end of the window; shared terms and
    cosine of every later rank grow in one dense array. Terms that are too common are marked and left out.
    """
    found, n, n_crowded = np.empty((1024, 2), np.int32), 0, 0
    gathered = np.zeros(len(by_rank.bounds) - 1, np.uint64)
    met = np.empty(len(gathered), np.uint32)
    ranks, weights = postings.ranks, postings.weights
    for rank in range(start, end):
        n_met, reach = uint64(0), postings.reach[rank]
        for entry in range(by_rank.bounds[rank], by_rank.bounds[rank + 1]):
            term, place = by_rank.terms[entry], postings.places[entry]
            if _is_common(postings, term, place, reach):
                postings.common[term] = True
                continue
            weight = by_rank.weights[entry] * ONE
            for later in range(uint64(place + 1), uint64(postings.starts[term + 1])):
                other = uint64(ranks[later])  # an index that may be negative takes a test more
                if other >= uint64(reach):
                    break
                met[n_met] = other  # kept where it is new: nobody can foresee that, a jump would take longer
                n_met += uint64(gathered[other] == 0)
                gathered[other] += uint64(COUNT + int64(weight * weights[later]))
        partners, crowded = _closest(met[:n_met], gathered, least_shared)
        n_crowded += crowded
        while n + len(partners) > len(found):
            found = np.concatenate((found, found))
        found[n : n + len(partners), 0] = rank
        found[n : n + len(partners), 1] = partners
        n += len(partners)
    return found[:n].copy(), n_crowded


@compiled
def _is_common(postings: _Postings, term: int, place: int, reach: int) -> bool:
    """Whether more than COMMON holders later than the one at `place`, or earlier, are inside its window."""
    after, before = place + COMMON + 1, place - COMMON - 1
    if after < postings.starts[term + 1] and postings.ranks[after] < reach:
        return True
    if before < postings.starts[term]:
        return False
    return bool(postings.ranks[place] < postings.reach[postings.ranks[before]])


@compiled
def _closest(
    met: NDArray[np.uint32], gathered: NDArray[np.uint64], least_shared: int
) -> tuple[NDArray[np.uint64], bool]:
    """(the ranks met that share enough, whether some were left out: see CLOSEST). Clears `gathered`."""
    partners, n = np.empty(len(met), np.uint64), uint64(0)
    least, nearest = uint64(least_shared * COUNT), uint64(np.ceil(LEAST_COSINE * ONE))
    for k in range(uint64(len(met))):
        other = uint64(met[k])
        cosine = gathered[other] & uint64(COUNT - 1)
        if gathered[other] >= least and cosine >= nearest:
            # the closest first, then the earliest, as one number
            partners[n] = ((uint64(FAR) - cosine) << uint64(32)) | other
            n += uint64(1)
        gathered[other] = 0
    partners, kept = partners[:n], int(n)
    if kept > CLOSEST:
        partners.sort()
        kept = CLOSEST
        while (
            kept < min(len(partners), PARTNERS) and FAR - (partners[kept] >> uint64(32)) >= CLEAR_COSINE * ONE
        ):
            kept += 1
    return partners[:kept] & uint64(0xFFFFFFFF), kept < len(partners)
