"""Lists the informative terms of articles, sorted, each article in one pass. Chooses no term and weighs none.

The one sort of an article is of its terms with their places in the text: how often a term is used, its kinds
and the phrases that it begins all stand together then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from syndicate.compiled import compiled
from syndicate.corpus import CAPITAL, NUMBER, QUOTED

if TYPE_CHECKING:
    from numpy.typing import NDArray

_KINDS: Final = CAPITAL | NUMBER | QUOTED
_FEW: Final = 32  # values that are sorted fastest by inserting one after another
_DIGIT: Final = 11  # bits of a digit of a radix sort: its counters fit into the nearest cache
_LOWEST: Final = (1 << _DIGIT) - 1
_NAMED, _QUOTED = np.uint8(_KINDS), np.uint8(QUOTED)
_OPENING: Final = np.uint8(_KINDS & ~CAPITAL)  # a capital that opens a sentence says nothing


class Source(NamedTuple):
    """What of a corpus is listed; columns as in `Corpus`."""

    word_bounds: NDArray[np.int64]
    terms: NDArray[np.int32]
    marks: NDArray[np.uint8]
    sentence_bounds: NDArray[np.int64]
    sentence_words: NDArray[np.int64]
    informs: NDArray[np.bool_]  # T
    left_out: NDArray[np.bool_]  # S, sentences that count for nothing
    weights: NDArray[np.float32]  # T


class Listed(NamedTuple):
    """The lists of n articles, one after another; their lengths are those of the rows. See `Outline`."""

    n_terms: NDArray[np.int64]  # n
    terms: NDArray[np.int32]
    counts: NDArray[np.int32]
    kinds: NDArray[np.uint8]
    n_sentence_terms: NDArray[np.int64]  # of each sentence
    sentence_terms: NDArray[np.int32]
    n_phrases: NDArray[np.int64]  # n
    phrases: NDArray[np.int64]
    phrase_weights: NDArray[np.float64]  # n
    n_quotations: NDArray[np.int64]  # n
    n_quotation_terms: NDArray[np.int64]  # of each quotation
    quotation_terms: NDArray[np.int32]


@compiled
def list_articles(source: Source, low: int, high: int) -> Listed:
    """The lists of the articles low..high."""
    n, room = high - low, source.word_bounds[high] - source.word_bounds[low]
    sentences = source.sentence_bounds[high] - source.sentence_bounds[low]
    found = Listed(
        np.zeros(n, np.int64), np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.uint8),
        np.zeros(sentences, np.int64), np.empty(room, np.int32),
        np.zeros(n, np.int64), np.empty(room, np.int64), np.zeros(n, np.float64),
        np.zeros(n, np.int64), np.zeros(room, np.int64), np.empty(room, np.int32),
    )  # fmt: skip
    terms, kinds = np.empty(room, np.int32), np.empty(room, np.uint8)  # of an article's words that inform
    scratch = (np.empty(room, np.int32), np.empty(room, np.int32))
    n_terms = n_sentence_terms = n_phrases = n_quotations = n_quoted = 0
    for i in range(n):
        informing, n_sentence_terms, quotations, n_quoted = _read_words(
            source, low, i, found, terms, kinds, n_sentence_terms, n_quotations, n_quoted
        )
        found.n_quotations[i] = quotations - n_quotations
        n_quotations = quotations
        for k in range(1, informing):
            found.phrase_weights[i] += source.weights[terms[k - 1]] + source.weights[terms[k]]
        order = _sorted(terms[:informing], len(source.weights), *scratch)
        found.n_terms[i] = _list_terms(terms, kinds, order, found, n_terms)
        found.n_phrases[i] = _list_phrases(terms, order, found.phrases[n_phrases:])
        n_terms += found.n_terms[i]
        n_phrases += found.n_phrases[i]
    return Listed(
        found.n_terms, found.terms[:n_terms].copy(), found.counts[:n_terms].copy(),
        found.kinds[:n_terms].copy(), found.n_sentence_terms, found.sentence_terms[:n_sentence_terms].copy(),
        found.n_phrases, found.phrases[:n_phrases].copy(), found.phrase_weights, found.n_quotations,
        found.n_quotation_terms[:n_quotations].copy(), found.quotation_terms[:n_quoted].copy(),
    )  # fmt: skip


@compiled
def _read_words(
    source: Source,
    low: int,
    i: int,
    found: Listed,
    terms: NDArray[np.int32],
    kinds: NDArray[np.uint8],
    n_sentence_terms: int,
    n_quotations: int,
    n_quoted: int,
) -> tuple[int, int, int, int]:
    """List the terms of the sentences and of the quotations of article low + i, and all that inform in order.

    A quotation is a run of quoted words, whatever sentences it runs through. Returns how many words inform,
    and how many terms of sentences, quotations, and terms of quotations are listed by now.
    """
    first = source.sentence_bounds[low]
    n = 0
    in_quotation = False
    for s in range(source.sentence_bounds[low + i], source.sentence_bounds[low + i + 1]):
        start = n_sentence_terms
        for w in range(source.sentence_words[s], source.sentence_words[s + 1]):
            mark = source.marks[w]
            quoted = (mark & _QUOTED) > 0
            n_quotations += quoted and not in_quotation
            in_quotation = quoted
            term = source.terms[w]
            if term < 0 or not source.informs[term] or source.left_out[s]:
                continue
            terms[n], kinds[n] = term, mark & (_NAMED if w > source.sentence_words[s] else _OPENING)
            n += 1
            if quoted:
                found.quotation_terms[n_quoted] = term
                found.n_quotation_terms[n_quotations - 1] += 1
                n_quoted += 1
            found.sentence_terms[n_sentence_terms] = term
            n_sentence_terms += 1
        n_distinct = _make_distinct(found.sentence_terms[start:n_sentence_terms])
        found.n_sentence_terms[s - first] = n_distinct
        n_sentence_terms = start + n_distinct
    return n, n_sentence_terms, n_quotations, n_quoted


@compiled
def _make_distinct(values: NDArray[Any]) -> int:
    """Sort the values, each once, to the front; how many they are."""
    if len(values) > _FEW:
        values.sort()
    n = min(1, len(values))
    for k in range(1, len(values)):
        value, place = values[k], n
        while place > 0 and values[place - 1] > value:
            place -= 1
        if place > 0 and values[place - 1] == value:
            continue
        for later in range(n, place, -1):
            values[later] = values[later - 1]
        values[place] = value
        n += 1
    return n


@compiled
def _sorted(
    terms: NDArray[np.int32], n_terms: int, order: NDArray[np.int32], spare: NDArray[np.int32]
) -> NDArray[np.int32]:
    """The places of the terms (each below n_terms) in ascending order of term, then of place.

    A radix sort from the lowest digit (Knuth, "The Art of Computer Programming", vol. 3, section 5.2.5).
    """
    n = len(terms)
    for k in range(n):
        order[k] = k
    digit = 0
    while n_terms >> digit:
        heads = np.zeros((1 << _DIGIT) + 1, np.int32)
        for k in range(n):
            heads[(terms[k] >> digit & _LOWEST) + 1] += 1
        for value in range(1 << _DIGIT):
            heads[value + 1] += heads[value]
        for k in range(n):
            value = terms[order[k]] >> digit & _LOWEST
            spare[heads[value]] = order[k]
            heads[value] += 1
        order, spare = spare, order
        digit += _DIGIT
    return order[:n]


@compiled
def _list_terms(
    terms: NDArray[np.int32], kinds: NDArray[np.uint8], order: NDArray[np.int32], found: Listed, at: int
) -> int:
    """List the distinct ones of an article's terms, in this order, from `at` on; how many they are."""
    n, last = 0, -1
    for place in order:
        if terms[place] != last:
            last = terms[place]
            found.terms[at + n], found.counts[at + n], found.kinds[at + n] = last, 0, 0
            n += 1
        found.counts[at + n - 1] += 1
        found.kinds[at + n - 1] |= kinds[place]
    return n


@compiled
def _list_phrases(terms: NDArray[np.int32], order: NDArray[np.int32], phrases: NDArray[np.int64]) -> int:
    """List the distinct phrases of an article, its terms being in this order; how many they are.

    Those that begin with one term stand together: only their ends are to be sorted.
    """
    n = start = 0
    last = -1
    for place in order:
        term = terms[place]
        if term != last:
            n = start + _make_distinct(phrases[start:n])
            last, start = term, n
        if place + 1 < len(order) and terms[place + 1] != term:
            phrases[n] = np.int64(term) << 32 | terms[place + 1]
            n += 1
    return start + _make_distinct(phrases[start:n])
