"""Which sentences find a partner? Each against the best of the other article's. Knows terms, no words.

The weight of a sentence is that of its distinct informative terms; it is covered by a sentence of the other
article as far as that one has them too, and its partner is the first that covers it best.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.match.in_common import InCommon
    from syndicate.match.outline import Outline

COVERED: Final = 0.35  # share of a sentence's weight at which it has found a partner
MOSTLY: Final = 0.6  # share at which the partner says nearly the same
LONG: Final = (
    4  # informative terms of a sentence that counts among the best three: shorter ones fit by chance
)
NO_ORDER: Final = 0.5  # what the order is worth where fewer than two sentences are covered
_CELLS: Final = 1 << 16  # pairs of sentences that there is room for: bounds memory, changes no result
_ONE: Final = np.uint64(1)
_WIDE: Final = 32  # sentences in one step of vector code: a row of scores is padded to a multiple of it


class Coverage(NamedTuple):
    """How far an article's sentences are covered by the other's; 0 where none of them informs."""

    mean: float  # by the sentences' weight
    covered: float  # share of their weight
    mostly: float  # likewise
    best_three: float  # mean of the three best covered LONG sentences
    partnered: float  # share of their number


@compiled
def compare_sentences(
    pairs: NDArray[np.int32], common: InCommon, outline: Outline, rows: NDArray[Any]
) -> None:
    """Fill in, for M pairs (M rows of `evidence.EVIDENCE`), how their sentences cover each other."""
    room = _CELLS
    for p in range(len(pairs)):
        room = max(room, _padded(outline.sentences[pairs[p, 0] + 1] - outline.sentences[pairs[p, 0]]))
    scores = np.zeros(room, np.float32)
    for p in range(len(pairs)):
        row, a, b = rows[p], pairs[p, 0], pairs[p, 1]
        if common.bounds[p] < common.bounds[p + 1]:
            partner_a, best_a, best_b = _partners(outline, a, b, common, p, scores)
            one = _coverage(outline, a, best_a)
            other = _coverage(outline, b, best_b)
            row.coverage, row.coverage_back = max(one.mean, other.mean), min(one.mean, other.mean)
            row.covered, row.covered_back = max(one.covered, other.covered), min(one.covered, other.covered)
            row.mostly, row.mostly_back = max(one.mostly, other.mostly), min(one.mostly, other.mostly)
            row.best_three = max(one.best_three, other.best_three)
            row.order = _order(best_a, partner_a)
            row.sentences_a, row.sentences_b = one.partnered, other.partnered


@compiled
def _padded(n: int) -> int:
    return -(-n // _WIDE) * _WIDE


@compiled
def _partners(
    outline: Outline, a: int, b: int, common: InCommon, p: int, scores: NDArray[np.float32]
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]:
    """(the partner in b of each of a's sentences that is covered, the weight that it has of each of them, the
    weight that the partner of each of b's sentences has of it).

    Sentences of b are looked at as many at a time as `scores`, all 0, has room for: nearly always all.
    """
    n_a = outline.sentences[a + 1] - outline.sentences[a]
    n_b = outline.sentences[b + 1] - outline.sentences[b]
    weights = outline.sentence_weights[outline.sentences[a] : outline.sentences[a + 1]]
    wide = _padded(n_a)
    partner, best_b = np.full(n_a, -1, np.int32), np.zeros(n_b, np.float32)
    best_a, before = np.zeros(wide, np.float32), np.zeros(n_a, np.float32)
    at_once = len(scores) // wide
    for low in range(0, n_b, at_once):
        high = min(low + at_once, n_b)
        _score(outline, a, b, common, p, low, high, scores)
        _look_for_best(scores.view(np.int32), best_a.view(np.int32), best_b[low:high].view(np.int32))
        for m in range(n_a):
            if best_a[m] > before[m] and _share(best_a[m], weights[m]) >= COVERED:
                partner[m], before[m] = low, best_a[m]
                while scores[(partner[m] - low) * wide + m] < best_a[m]:
                    partner[m] += 1
        scores[: (high - low) * wide] = 0
    return partner, best_a[:n_a], best_b


@compiled
def _score(
    outline: Outline,
    a: int,
    b: int,
    common: InCommon,
    p: int,
    low: int,
    high: int,
    scores: NDArray[np.float32],
) -> None:
    """Add up the weight that each of b's sentences low..high has in common with each of a's.

    Places are unsigned, here and below: of a signed one every use asks whether it counts from the end.
    """
    wide = np.uint64(_padded(outline.sentences[a + 1] - outline.sentences[a]))
    terms, ends_a, holders_a = _held(outline, a)
    _, ends_b, holders_b = _held(outline, b)
    for k in range(np.uint64(common.bounds[p]), np.uint64(common.bounds[p + 1])):
        i, j = np.uint64(common.in_a[k]), np.uint64(common.in_b[k])
        weight = outline.weights[np.uint64(terms[i])]
        from_a, to_a = np.uint64(ends_a[i - _ONE] if i else 0), np.uint64(ends_a[i])
        from_b, to_b = np.uint64(ends_b[j - _ONE] if j else 0), np.uint64(ends_b[j])
        for of_b in range(from_b, to_b):
            if low <= holders_b[of_b] < high:
                row = np.uint64(holders_b[of_b] - low) * wide
                for of_a in range(from_a, to_a):
                    scores[row + np.uint64(holders_a[of_a])] += weight


@compiled
def _held(outline: Outline, article: int) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """The article's (terms, ends of the sentences that hold each, these sentences)."""
    first, last = outline.terms.bounds[article], outline.terms.bounds[article + 1]
    holders = outline.holders
    own = holders.values[holders.bounds[article] : holders.bounds[article + 1]]
    return outline.terms.values[first:last], outline.holder_ends[first:last], own


@compiled
def _look_for_best(scores: NDArray[np.int32], best_a: NDArray[np.int32], best_b: NDArray[np.int32]) -> None:
    """Raise the best of every column (a) to that of the rows, and write that of every row (b).

    All of them are floats of 0 or more, which are in the order of their bits; and whole numbers make vector
    code.
    """
    wide = np.uint64(len(best_a))
    for s in range(np.uint64(len(best_b))):
        most = np.int32(0)
        for m in range(wide):
            score = scores[s * wide + m]
            most = max(most, score)
            best_a[m] = max(best_a[m], score)
        best_b[s] = most


@compiled
def _share(shared: float, weight: float) -> np.float32:
    return np.float32(shared / weight if weight > 0 else 0.0)


@compiled
def _coverage(outline: Outline, article: int, best: NDArray[np.float32]) -> Coverage:
    """The coverage of an article from the weights that the partners of its sentences have of them.

    `best` comes out as shares.
    """
    own = slice(outline.sentences[article], outline.sentences[article + 1])
    sizes, weights = outline.sentence_sizes[own], outline.sentence_weights[own]
    total = mean = covered = mostly = first = second = third = 0.0
    informing = partnered = 0
    for s in range(np.uint64(len(best))):
        best[s] = _share(best[s], weights[s])
        share = float(best[s])
        total += weights[s]
        mean += weights[s] * share
        covered += weights[s] if share >= COVERED else 0.0
        mostly += weights[s] if share >= MOSTLY else 0.0
        informing += sizes[s] > 0
        partnered += share >= COVERED
        x = share if sizes[s] >= LONG else 0.0
        first, second, third = max(first, x), max(second, min(first, x)), max(third, min(second, x))
    if total == 0:
        return Coverage(0.0, 0.0, 0.0, 0.0, 0.0)
    best_three = (first + second + third) / 3
    return Coverage(mean / total, covered / total, mostly / total, best_three, partnered / informing)


@compiled
def _order(best: NDArray[np.float32], partner: NDArray[np.int32]) -> float:
    """Share of neighbouring covered sentences whose partners do not go back."""
    last, same, steps = -1, 0, 0
    for s in range(len(best)):
        if best[s] >= COVERED:
            if last >= 0:
                steps += 1
                same += partner[s] >= last
            last = partner[s]
    return same / steps if steps else NO_ORDER


@compiled
def sentences_of_own(
    pairs: NDArray[np.int32], common: InCommon, outline: Outline, rows: NDArray[np.int64]
) -> None:
    """Count, for M pairs (M rows), the LONG sentences of a that b says nearly the same as, at MOSTLY, and no
    other of the neighbouring pairs of this a.
    """
    room = _CELLS
    for p in range(len(pairs)):
        room = max(room, _padded(outline.sentences[pairs[p, 0] + 1] - outline.sentences[pairs[p, 0]]))
    scores = np.zeros(room, np.float32)
    low = 0
    while low < len(pairs):
        a, high = pairs[low, 0], low
        own = slice(outline.sentences[a], outline.sentences[a + 1])
        sizes, weights = outline.sentence_sizes[own], outline.sentence_weights[own]
        holders, last = np.zeros(len(sizes), np.int64), np.zeros(len(sizes), np.int64)
        while high < len(pairs) and pairs[high, 0] == a:
            if common.bounds[high] < common.bounds[high + 1]:
                _, best, _ = _partners(outline, a, pairs[high, 1], common, high, scores)
                for s in range(len(best)):
                    if sizes[s] >= LONG and _share(best[s], weights[s]) >= MOSTLY:
                        holders[s], last[s] = holders[s] + 1, high
            high += 1
        for s in range(len(holders)):
            if holders[s] == 1:
                rows[last[s]] += 1
        low = high
