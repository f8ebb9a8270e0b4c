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

    from syndicate.match.outline import Outline

COVERED: Final = 0.35  # share of a sentence's weight at which it has found a partner
MOSTLY: Final = 0.6  # share at which the partner says nearly the same
LONG: Final = (
    4  # informative terms of a sentence that counts among the best three: shorter ones fit by chance
)
NO_ORDER: Final = 0.5  # what the order is worth where fewer than two sentences are covered


class Coverage(NamedTuple):
    """How far an article's sentences are covered by the other's; 0 where none of them informs."""

    mean: float  # by the sentences' weight
    covered: float  # share of their weight
    mostly: float  # likewise
    best_three: float  # mean of the three best covered LONG sentences
    partnered: float  # share of their number


@compiled
def compare_sentences(pairs: NDArray[np.int32], outline: Outline, rows: NDArray[Any]) -> None:
    """Fill in, for M pairs (M rows of `evidence.EVIDENCE`), how their sentences cover each other."""
    number = np.full(len(outline.weights), -1, np.int32)  # of a term among those that the pair shares
    for p in range(len(pairs)):
        row, a, b = rows[p], pairs[p, 0], pairs[p, 1]
        n = _number_shared(outline, a, b, number)
        if n:
            best_a, partner_a = _partners(outline, a, b, number, n)
            best_b, _ = _partners(outline, b, a, number, n)
            one, other = _coverage(outline, a, best_a), _coverage(outline, b, best_b)
            row.coverage, row.coverage_back = max(one.mean, other.mean), min(one.mean, other.mean)
            row.covered, row.covered_back = max(one.covered, other.covered), min(one.covered, other.covered)
            row.mostly, row.mostly_back = max(one.mostly, other.mostly), min(one.mostly, other.mostly)
            row.best_three = max(one.best_three, other.best_three)
            row.order = _order(best_a, partner_a)
            row.sentences_a, row.sentences_b = one.partnered, other.partnered
        _forget(outline, a, number)


@compiled
def _number_shared(outline: Outline, a: int, b: int, number: NDArray[np.int32]) -> int:
    """Number the terms of both articles, in order, from 0; returns how many there are."""
    bounds, terms = outline.terms.bounds, outline.terms.values
    i, j, n = bounds[a], bounds[b], 0
    while i < bounds[a + 1] and j < bounds[b + 1]:
        if terms[i] < terms[j]:
            i += 1
        elif terms[i] > terms[j]:
            j += 1
        else:
            number[terms[i]] = n
            n += 1
            i += 1
            j += 1
    return n


@compiled
def _forget(outline: Outline, a: int, number: NDArray[np.int32]) -> None:
    """Take the numbers of a's terms back."""
    for k in range(outline.terms.bounds[a], outline.terms.bounds[a + 1]):
        number[outline.terms.values[k]] = -1


@compiled
def _partners(
    outline: Outline, a: int, b: int, number: NDArray[np.int32], n: int
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """(share of the weight of each of a's sentences that its partner in b has, that partner or -1)."""
    bounds, terms = outline.sentence_terms
    heads, holders = _holders(outline, b, number, n)
    first, n_others = outline.sentences[a], outline.sentences[b + 1] - outline.sentences[b]
    best = np.zeros(outline.sentences[a + 1] - first, np.float32)
    partner = np.full(len(best), -1, np.int32)
    score = np.empty(n_others, np.float32)
    for s in range(len(best)):
        score[:] = 0
        total = 0.0
        for k in range(bounds[first + s], bounds[first + s + 1]):
            w = outline.weights[terms[k]]
            total += w
            t = number[terms[k]]
            if t >= 0:
                for h in range(heads[t], heads[t + 1]):
                    score[holders[h]] += w
        if total > 0 and n_others:
            partner[s] = np.argmax(score)
            best[s] = score[partner[s]] / total
    return best, partner


@compiled
def _holders(
    outline: Outline, article: int, number: NDArray[np.int32], n: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The sentences that hold each of n numbered terms t: holders[heads[t]:heads[t + 1]], ascending."""
    bounds, terms = outline.sentence_terms
    first, stop = outline.sentences[article], outline.sentences[article + 1]
    heads = np.zeros(n + 2, np.int32)  # one ahead while they fill: t's next holder goes to heads[t + 1]
    for k in range(bounds[first], bounds[stop]):
        if number[terms[k]] >= 0:
            heads[number[terms[k]] + 2] += 1
    for t in range(n):
        heads[t + 2] += heads[t + 1]
    holders = np.empty(heads[n + 1], np.int32)
    for s in range(first, stop):
        for k in range(bounds[s], bounds[s + 1]):
            t = number[terms[k]]
            if t >= 0:
                holders[heads[t + 1]] = s - first
                heads[t + 1] += 1
    return heads, holders


@compiled
def _coverage(outline: Outline, article: int, best: NDArray[np.float32]) -> Coverage:
    """The coverage of an article, from that of each of its sentences."""
    bounds, terms = outline.sentence_terms
    total = mean = covered = mostly = first = second = third = 0.0
    informing = partnered = 0
    for s in range(len(best)):
        start, end = bounds[outline.sentences[article] + s], bounds[outline.sentences[article] + s + 1]
        weight = 0.0
        for k in range(start, end):
            weight += outline.weights[terms[k]]
        total += weight
        mean += weight * best[s]
        covered += weight if best[s] >= COVERED else 0.0
        mostly += weight if best[s] >= MOSTLY else 0.0
        informing += end > start
        partnered += best[s] >= COVERED
        x = best[s] if end - start >= LONG else 0.0
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
