"""The key-term sketch: the heaviest terms of each article, as a unit vector. Reads no text; pairs nothing.

Reports that were rewritten share few word runs but the same rare words. A term weighs (1 + ln uses) x
-ln(share of articles that use it); how much two articles have in common is the cosine of their sketches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import uint64

from syndicate.compiled import compiled
from syndicate.parallel import in_slices

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.settings import Settings

ONE = 1 << 30  # cosine 1: whole numbers add up to the same sum in any order; as in `partners`
HEAVIEST = 4000.0  # above the weight of any term: -ln of 1e-12 is 28, 1 + ln of a billion uses 22
GRAIN = 1e6  # of a unit of weight: closer weights are equal
PAIRS_AT_A_TIME = 65536


class KeyTerms(NamedTuple):
    """Sketches of N articles, rows of a sparse matrix: those of article i are bounds[i]:bounds[i + 1].

    A term is numbered by the place of its hash among all hashes, so that nothing depends on the order of the
    articles; `by_hash` turns that number into the corpus' own.
    """

    bounds: NDArray[np.int64]  # N + 1
    terms: NDArray[np.int32]  # ascending in each row
    weights: NDArray[np.float32]  # of unit length in each row
    by_hash: NDArray[np.int64]  # T


def shareable(
    terms: NDArray[np.int32],
    bounds: NDArray[np.int64],
    weights: NDArray[np.float32],
    *,
    threads: int | None = None,
) -> NDArray[np.float32]:
    """The weights of all terms, 0 for those that one article alone uses: they can never be shared.

    Without this odd spellings, and in scripts without spaces pairs of characters from two words, fill the
    sketches: of the gold set's derived pairs in one language 98 % were found, not 100 %, at 100 terms.
    """
    n = len(bounds) - 1

    def hold(start: int, end: int) -> NDArray[np.int8]:
        return _holders(terms, bounds[start : end + 1], len(weights))

    holders = np.zeros(len(weights), np.int8)
    for some in in_slices(hold, n, size=max(256, n // 8), threads=threads):
        holders += some
    return np.where(holders > 1, weights, np.float32(0))


def key_terms(
    terms: NDArray[np.int32],
    bounds: NDArray[np.int64],
    hashes: NDArray[np.uint64],
    weights: NDArray[np.float32],
    settings: Settings,
    *,
    threads: int | None = None,
) -> KeyTerms:
    """The heaviest `settings.keyterms` distinct terms of every article; of equal weights the lower hash.

    The words of article i carry the terms terms[bounds[i]:bounds[i + 1]], each below T = len(hashes), or -1;
    `weights` are the terms' own, see `shareable`. A term that weighs nothing is in no sketch.
    """
    by_hash = np.argsort(hashes, kind="stable")
    place = np.empty(len(by_hash), np.int32)
    place[by_hash] = np.arange(len(by_hash), dtype=np.int32)
    n = len(bounds) - 1

    def choose(start: int, end: int) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
        return _choose(terms, bounds[start : end + 1], weights, place, settings.keyterms)

    found = in_slices(choose, n, size=_rows_at_a_time(n), threads=threads)
    counts = np.concatenate([np.zeros(1, np.int64), *(own for own, _, _ in found)])
    chosen = np.concatenate([np.empty(0, np.int32), *(own for _, own, _ in found)])
    lengths = np.concatenate([np.empty(0, np.float32), *(own for _, _, own in found)])
    return KeyTerms(np.cumsum(counts), chosen, lengths, by_hash)


def shared_weight(
    sketch: KeyTerms, pairs: NDArray[np.int32], *, threads: int | None = None
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """(key terms shared int32[M], cosine of the two sketches float32[M], 0..1) for pairs int32[M, 2]."""
    shared, cosine = np.empty(len(pairs), np.int32), np.empty(len(pairs), np.float32)

    def weigh(start: int, end: int) -> None:
        _weigh(sketch, pairs[start:end], shared[start:end], cosine[start:end])

    in_slices(weigh, len(pairs), size=PAIRS_AT_A_TIME, threads=threads)
    return shared, cosine


def _rows_at_a_time(n: int) -> int:
    """Rows of a thread's slice: its counters, one for every term, must not be made too often."""
    return max(256, n // 64)


@compiled
def _holders(terms: NDArray[np.int32], bounds: NDArray[np.int64], n_terms: int) -> NDArray[np.int8]:
    """Number of articles that use each term, 2 for more."""
    holders = np.zeros(n_terms, np.int8)
    last = np.full(n_terms, -1, np.int32)
    for i in range(len(bounds) - 1):
        for term in terms[bounds[i] : bounds[i + 1]]:
            if term >= 0 and last[term] != i:
                last[term] = i
                holders[term] = min(2, holders[term] + 1)
    return holders


@compiled
def _choose(
    terms: NDArray[np.int32],
    bounds: NDArray[np.int64],
    weights: NDArray[np.float32],
    place: NDArray[np.int32],
    most: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
    """(number of terms of each article, the terms as places of their hashes, the weights at unit length)."""
    counts = np.zeros(len(bounds) - 1, np.int64)
    chosen = np.empty(len(counts) * most, np.int32)
    lengths = np.empty(len(counts) * most, np.float32)
    uses = np.zeros(len(weights) + 1, np.int32)
    filled = 0
    for i in range(len(counts)):
        ranking = _ranking(terms[bounds[i] : bounds[i + 1]], weights, place, uses)
        if len(ranking) > most:
            ranking = np.partition(ranking, most)[:most]
        kept = (ranking << uint64(32)) | (ranking >> uint64(32))
        kept.sort()
        heavy = HEAVIEST - (kept & uint64(0xFFFFFFFF)) / GRAIN
        counts[i] = len(kept)
        lengths[filled : filled + len(kept)] = heavy / np.sqrt((heavy * heavy).sum())
        chosen[filled : filled + len(kept)] = kept >> uint64(32)
        filled += len(kept)
    return counts, chosen[:filled].copy(), lengths[:filled].copy()


@compiled
def _ranking(
    terms: NDArray[np.int32], weights: NDArray[np.float32], place: NDArray[np.int32], uses: NDArray[np.int32]
) -> NDArray[np.uint64]:
    """The distinct terms of an article as numbers: heaviest first, then by place.

    `uses` is all 0, and has one place more than there are terms: words without a term are counted there.
    """
    distinct = np.empty(len(terms), np.int32)
    n = 0
    for term in terms:
        distinct[n] = term  # kept where it is new: nobody can foresee that, a jump would take longer
        n += uses[term] == 0
        uses[term] += 1
    ranking, kept = np.empty(n, np.uint64), 0
    for term in distinct[:n]:
        if term >= 0 and weights[term] > 0:
            heavy = weights[term] * (1.0 + np.log(uses[term]) if uses[term] > 1 else 1.0)
            ranking[kept] = (uint64((HEAVIEST - heavy) * GRAIN) << uint64(32)) | uint64(place[term])
            kept += 1
        uses[term] = 0
    return ranking[:kept]


@compiled
def _weigh(
    sketch: KeyTerms, pairs: NDArray[np.int32], shared: NDArray[np.int32], cosine: NDArray[np.float32]
) -> None:
    """Merge the two sorted rows of every pair."""
    bounds, terms, weights = sketch.bounds, sketch.terms, sketch.weights
    for p in range(len(pairs)):
        a, b = bounds[pairs[p, 0]], bounds[pairs[p, 1]]
        a_end, b_end = bounds[pairs[p, 0] + 1], bounds[pairs[p, 1] + 1]
        n, total = 0, uint64(0)
        while a < a_end and b < b_end:
            one, other = terms[a], terms[b]
            if one == other:
                n += 1
                total += uint64(weights[a] * ONE * weights[b])
            a += one <= other
            b += other <= one
        shared[p] = n
        cosine[p] = total / ONE
