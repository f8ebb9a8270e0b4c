"""Measures how near in meaning the words of two sentences are, by the company that words keep. Reads no text.

A word is known by the words around it: the vectors of the table come from how often terms meet in a large
body of English news (Levy, Goldberg and Dagan, "Improving distributional similarity with lessons learned from
word embeddings", TACL 2015), so that jail is near prison and shares near stock. A term that the table does
not have is near nothing; those of other languages are not in it.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.compare.layout import Layout
    from syndicate.compare.postings import Postings

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

# How well the words of a sentence are covered by the nearest ones of the other, of the better covered of the
# two and of the worse: more than by those of its neighbours; and by near words alone.
COMPANY_FEATURES: Final = ("company_most", "company_least", "nearness_most", "nearness_least")
# Weight of a term from which its company tells anything. Most words are commoner; without them the
# comparison takes a quarter of the time and errs no more.
RARE: Final = 1.5
SMALL: Final = 3.0  # weight added to every total: a sentence of one common word is near nothing
DIMENSIONS: Final = 16  # of the vectors of the table
_N: Final = len(COMPANY_FEATURES)


@cache
def _table() -> tuple[NDArray[np.uint64], Floats]:
    """(hashes of terms in ascending order, unit vectors float32[K + 1, d]); the last vector is 0."""
    with (
        (resources.files("syndicate.compare") / "company.npz").open("rb") as file,
        np.load(file, allow_pickle=False) as stored,
    ):
        hashes, vectors = stored["hashes"], stored["vectors"].astype(np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return hashes, np.vstack([vectors, np.zeros((1, vectors.shape[1]), np.float32)])


def places(term_hashes: NDArray[np.uint64], weights: Floats) -> Ints:
    """Where each of T terms (of a `Corpus`) stands in the table; -1 where it does not, or is common."""
    hashes, _ = _table()
    at = np.minimum(np.searchsorted(hashes, term_hashes), len(hashes) - 1)
    return np.where((hashes[at] == term_hashes) & (weights >= RARE), at, -1).astype(np.int32)


def company_features(postings: Postings, layout: Layout) -> NDArray[np.float64]:
    """`COMPANY_FEATURES` of every cell, (cells, features); the same both ways."""
    features, p = np.zeros((int(layout.cells[-1]), _N)), postings
    _fill_pairs(
        layout.pairs, layout.bounds, p.bounds, (p.company, p.sentences, p.weights), _table()[1], features
    )
    return features


Bounds = tuple["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.int64]"]  # rows, columns, cells
Side = tuple["Ints", "Ints", "Floats"]  # places in the table, sentences, weights of one article's postings


@compiled
def _fill_pairs(
    pairs: NDArray[np.int64], bounds: Bounds, term_bounds: NDArray[np.int64], postings: Side, vectors: Floats,
    features: NDArray[np.float64],
) -> None:  # fmt: skip
    known, sentences, weights = postings
    rows, columns, cells = bounds
    slots = np.full(len(vectors), -1, np.int32)
    for p in range(len(pairs)):
        if cells[p] == cells[p + 1]:
            continue
        a = slice(term_bounds[pairs[p, 0]], term_bounds[pairs[p, 0] + 1])
        b = slice(term_bounds[pairs[p, 1]], term_bounds[pairs[p, 1] + 1])
        n, m = rows[p + 1] - rows[p], columns[p + 1] - columns[p]
        slots_a, terms_a = _distinct(known[a], slots)
        slots_b, terms_b = _distinct(known[b], slots)
        near = _nearness(vectors, terms_a, terms_b)
        table = features[cells[p] : cells[p + 1]].reshape(n, m, _N)
        one = _covered((slots_a, sentences[a], weights[a]), n, _nearest(near, slots_b, sentences[b], m))
        other = _covered(
            (slots_b, sentences[b], weights[b]), m, _nearest(near.T.copy(), slots_a, sentences[a], n)
        )
        for i in range(n):
            for j in range(m):
                for k in range(2):
                    table[i, j, 2 * k] = max(one[i, k, j], other[j, k, i])
                    table[i, j, 2 * k + 1] = min(one[i, k, j], other[j, k, i])


@compiled
def _distinct(known: Ints, slots: Ints) -> tuple[Ints, Ints]:
    """(the number of each posting's term among the distinct ones of the table, -1 for none; these terms).

    `slots` is room for one number for each term of the table, all -1; it is left so.
    """
    numbers, terms, n = np.full(len(known), -1, np.int32), np.empty(len(known), np.int32), 0
    for x in range(len(known)):
        if known[x] >= 0:
            if slots[known[x]] < 0:
                slots[known[x]], terms[n] = n, known[x]
                n += 1
            numbers[x] = slots[known[x]]
    slots[terms[:n]] = -1
    return numbers, terms[:n]


@compiled
def _nearness(vectors: Floats, terms_a: Ints, terms_b: Ints) -> Floats:
    """Cosine of every term of b with every term of a, (terms of b, terms of a), at least 0."""
    n, m = len(terms_a), len(terms_b)
    turned, near = np.empty((DIMENSIONS, n), np.float32), np.empty((m, n), np.float32)
    for i in range(n):
        turned[:, i] = vectors[terms_a[i]]
    for j in range(m):
        row, own = near[j], vectors[terms_b[j]]
        for i in range(n):  # many at a time, as the number of dimensions is known beforehand
            cosine = np.float32(0.0)
            for k in range(0, DIMENSIONS, 4):
                cosine += (
                    own[k] * turned[k, i]
                    + own[k + 1] * turned[k + 1, i]
                    + own[k + 2] * turned[k + 2, i]
                    + own[k + 3] * turned[k + 3, i]
                )
            row[i] = max(cosine, np.float32(0.0))
    return near


@compiled
def _nearest(near: Floats, slots: Ints, sentences: Ints, m: int) -> Floats:
    """How near the nearest term of each of m sentences is to each term of the other article, (m, terms)."""
    best = np.zeros((m, near.shape[1]), np.float32)
    # The bits of floats that are not negative are in the order of the floats; of whole numbers the processor
    # takes the larger ones many at a time.
    bits, out = near.view(np.int32), best.view(np.int32)
    for x in range(len(slots)):
        if slots[x] >= 0:
            row, term = out[sentences[x]], bits[slots[x]]
            for i in range(len(row)):
                row[i] = max(row[i], term[i])
    return best


@compiled
def _covered(side: Side, n: int, best: Floats) -> Floats:
    """What the other's m sentences have of each of n sentences, (n, 2, m), by weight.

    First what each has more than the other's sentences in the mean, then the cubes: near words alone count.
    `best` is what `_nearest` says of the terms of this article.
    """
    slots, sentences, weights = side
    m, terms = best.shape
    mean, worth = np.zeros(terms), np.empty((terms, 2 * m), np.float32)
    for j in range(m):
        for u in range(terms):
            mean[u] += best[j, u] / m
    for j in range(m):
        for u in range(terms):
            worth[u, j], worth[u, m + j] = best[j, u] - mean[u], best[j, u] * best[j, u] * best[j, u]
    found, total = np.zeros((n, 2 * m), np.float32), np.full(n, SMALL, np.float32)
    for x in range(len(slots)):
        i, w = sentences[x], weights[x]
        total[i] += w
        if slots[x] >= 0:
            row, out = worth[slots[x]], found[i]
            for j in range(2 * m):
                out[j] += w * row[j]
    for i in range(n):
        for j in range(2 * m):
            found[i, j] /= total[i]
    return found.reshape(n, 2, m)
