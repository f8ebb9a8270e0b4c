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
def weights_of_sentences(
    bounds: NDArray[np.int64], terms: NDArray[np.int32], weights: NDArray[np.float32]
) -> NDArray[np.float64]:
    """The weight of each of the sentences with these bounds."""
    found = np.zeros(len(bounds) - 1, np.float64)
    for s in range(len(found)):
        for k in range(bounds[s], bounds[s + 1]):
            found[s] += weights[terms[k]]
    return found


@compiled
def compare_sentences(pairs: NDArray[np.int32], outline: Outline, rows: NDArray[Any]) -> None:
    """Fill in, for M pairs (M rows of `evidence.EVIDENCE`), how their sentences cover each other.

    Fastest where the pairs are sorted: an article is entered once for a run of pairs that it comes first in.
    """
    number = np.full(len(outline.weights), -1, np.int32)  # of a term among those of the article entered
    holders = (np.zeros(1, np.int32), np.zeros(1, np.int32))
    entered = -1
    for p in range(len(pairs)):
        row, a, b = rows[p], pairs[p, 0], pairs[p, 1]
        if a != entered:
            if entered >= 0:
                _forget(outline, entered, number)
            holders, entered = _enter(outline, a, number), a
        n_sentences = outline.sentences[a + 1] - outline.sentences[a]
        share_terms, partner_a, best_a, best_b = _partners(outline, b, number, holders, n_sentences)
        if share_terms:
            one = _coverage(outline, a, best_a)
            other = _coverage(outline, b, best_b)
            row.coverage, row.coverage_back = max(one.mean, other.mean), min(one.mean, other.mean)
            row.covered, row.covered_back = max(one.covered, other.covered), min(one.covered, other.covered)
            row.mostly, row.mostly_back = max(one.mostly, other.mostly), min(one.mostly, other.mostly)
            row.best_three = max(one.best_three, other.best_three)
            row.order = _order(best_a, partner_a)
            row.sentences_a, row.sentences_b = one.partnered, other.partnered


@compiled
def _enter(
    outline: Outline, article: int, number: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Number the article's terms from 0; the sentences that hold term t: holders[heads[t]:heads[t + 1]]."""
    first_term, last_term = outline.terms.bounds[article], outline.terms.bounds[article + 1]
    for k in range(first_term, last_term):
        number[outline.terms.values[k]] = k - first_term
    n = last_term - first_term
    bounds, terms = outline.sentence_terms
    first, stop = outline.sentences[article], outline.sentences[article + 1]
    heads = np.zeros(n + 2, np.int32)  # one ahead while they fill: t's next holder goes to heads[t + 1]
    for k in range(bounds[first], bounds[stop]):
        heads[number[terms[k]] + 2] += 1
    for t in range(n):
        heads[t + 2] += heads[t + 1]
    holders = np.empty(heads[n + 1], np.int32)
    for s in range(first, stop):
        for k in range(bounds[s], bounds[s + 1]):
            t = number[terms[k]]
            holders[heads[t + 1]] = s - first
            heads[t + 1] += 1
    return heads, holders


@compiled
def _forget(outline: Outline, article: int, number: NDArray[np.int32]) -> None:
    """Take the numbers of the article's terms back."""
    for k in range(outline.terms.bounds[article], outline.terms.bounds[article + 1]):
        number[outline.terms.values[k]] = -1


@compiled
def _partners(
    outline: Outline,
    b: int,
    number: NDArray[np.int32],
    holders: tuple[NDArray[np.int32], NDArray[np.int32]],
    n_sentences: int,
) -> tuple[bool, NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]:
    """(a term is shared, the partner in b of each of the entered article's n sentences or -1, the weight that
    it has of that sentence, the weight that the partner of each of b's sentences has of it).
    """
    bounds, terms = outline.sentence_terms
    heads, holding = holders
    first, share_terms = outline.sentences[b], False
    partner = np.full(n_sentences, -1, np.int32)
    best_a = np.zeros(n_sentences, np.float32)
    best_b = np.zeros(outline.sentences[b + 1] - first, np.float32)
    score = np.zeros(n_sentences, np.float32)
    touched = np.empty(n_sentences + 1, np.int32)  # room for one that is noted again
    for s in range(len(best_b)):
        n = 0
        for k in range(bounds[first + s], bounds[first + s + 1]):
            t = number[terms[k]]
            if t >= 0:
                for h in range(heads[t], heads[t + 1]):
                    m = holding[h]
                    touched[n] = m
                    n += score[m] == 0
                    score[m] += outline.weights[terms[k]]
        share_terms |= n > 0
        for m in touched[:n]:
            best_b[s] = max(best_b[s], score[m])
            if score[m] > best_a[m]:
                best_a[m], partner[m] = score[m], s
            score[m] = 0
    return share_terms, partner, best_a, best_b


@compiled
def _coverage(outline: Outline, article: int, best: NDArray[np.float32]) -> Coverage:
    """The coverage of an article from the weights that the partners of its sentences have of them.

    `best` comes out as shares.
    """
    bounds, first_sentence = outline.sentence_terms.bounds, outline.sentences[article]
    total = mean = covered = mostly = first = second = third = 0.0
    informing = partnered = 0
    for s in range(len(best)):
        size = bounds[first_sentence + s + 1] - bounds[first_sentence + s]
        weight = outline.sentence_weights[first_sentence + s]
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
