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
        room = max(room, outline.sentences[pairs[p, 0] + 1] - outline.sentences[pairs[p, 0]])
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
def _partners(
    outline: Outline, a: int, b: int, common: InCommon, p: int, scores: NDArray[np.float32]
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]:
    """(the partner in b of each of a's sentences or -1, the weight that it has of that sentence, the weight
    that the partner of each of b's sentences has of it).

    Sentences of b are looked at as many at a time as `scores`, all 0, has room for: nearly always all.
    """
    n_a = outline.sentences[a + 1] - outline.sentences[a]
    n_b = outline.sentences[b + 1] - outline.sentences[b]
    partner, best_a, best_b = np.full(n_a, -1, np.int32), np.zeros(n_a, np.float32), np.zeros(n_b, np.float32)
    ordered, best = (
        scores.view(np.int32),
        best_b.view(np.int32),
    )  # floats above 0 are in the order of their bits
    at_once = len(scores) // n_a
    for low in range(0, n_b, at_once):
        high = min(low + at_once, n_b)
        _score(outline, a, b, common, p, low, high, scores)
        for s in range(low, high):
            first, most = np.uint64((s - low) * n_a), np.int32(0)
            for m in range(np.uint64(n_a)):
                most = max(most, ordered[first + m])
            best[s] = most
            for m in range(np.uint64(n_a)):
                score = scores[first + m]
                partner[m] = s if score > best_a[m] else partner[m]
                best_a[m] = score if score > best_a[m] else best_a[m]
                scores[first + m] = 0
    return partner, best_a, best_b


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
    """Add up the weight that each of b's sentences low..high has in common with each of a's."""
    n_a = outline.sentences[a + 1] - outline.sentences[a]
    first_a, first_b = outline.terms.bounds[a], outline.terms.bounds[b]
    start_a, start_b = outline.holders.bounds[a], outline.holders.bounds[b]
    ends, holders = outline.holder_ends, outline.holders.values
    for k in range(common.bounds[p], common.bounds[p + 1]):
        i, j = first_a + common.in_a[k], first_b + common.in_b[k]
        weight = outline.weights[outline.terms.values[i]]
        from_a = start_a + (ends[i - 1] if i > first_a else 0)
        from_b = start_b + (ends[j - 1] if j > first_b else 0)
        for of_b in range(from_b, start_b + ends[j]):
            if low <= holders[of_b] < high:
                for of_a in range(from_a, start_a + ends[i]):
                    scores[(holders[of_b] - low) * n_a + holders[of_a]] += weight


@compiled
def _coverage(outline: Outline, article: int, best: NDArray[np.float32]) -> Coverage:
    """The coverage of an article from the weights that the partners of its sentences have of them.

    `best` comes out as shares.
    """
    first_sentence = outline.sentences[article]
    total = mean = covered = mostly = first = second = third = 0.0
    informing = partnered = 0
    for s in range(len(best)):
        size, weight = (
            outline.sentence_sizes[first_sentence + s],
            outline.sentence_weights[first_sentence + s],
        )
        best[s] = best[s] / weight if weight > 0 else 0.0
        total += weight
        mean += weight * best[s]
        covered += weight if best[s] >= COVERED else 0.0
        mostly += weight if best[s] >= MOSTLY else 0.0
        informing += size > 0
        partnered += best[s] >= COVERED
        x = best[s] if size >= LONG else 0.0
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
