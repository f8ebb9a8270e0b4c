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
    sentence_sizes: NDArray[np.int32]  # of each sentence
    sentence_weights: NDArray[np.float64]
    n_holders: NDArray[np.int64]  # n
    holders: NDArray[np.int32]
    holder_ends: NDArray[np.int32]  # of each term
    n_phrases: NDArray[np.int64]  # n
    following: NDArray[np.int32]
    phrase_ends: NDArray[np.int32]  # of each term
    phrase_weights: NDArray[np.float64]  # n
    n_quotations: NDArray[np.int64]  # n
    n_quotation_terms: NDArray[np.int64]  # of each quotation
    quotation_terms: NDArray[np.int32]


class _Words(NamedTuple):
    """Those of an article's words that inform, in the order of the text; room for the longest article."""

    terms: NDArray[np.int32]
    kinds: NDArray[np.uint8]
    sentences: NDArray[np.int32]  # counted from the article's first


@compiled
def list_articles(source: Source, low: int, high: int) -> Listed:
    """The lists of the articles low..high."""
    n, room = high - low, source.word_bounds[high] - source.word_bounds[low]
    sentences = source.sentence_bounds[high] - source.sentence_bounds[low]
    found = Listed(
        np.zeros(n, np.int64), np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.uint8),
        np.zeros(sentences, np.int32), np.zeros(sentences, np.float64),
        np.zeros(n, np.int64), np.empty(room, np.int32), np.empty(room, np.int32),
        np.zeros(n, np.int64), np.empty(room, np.int32), np.empty(room, np.int32), np.zeros(n, np.float64),
        np.zeros(n, np.int64), np.zeros(room, np.int64), np.empty(room, np.int32),
    )  # fmt: skip
    words = _Words(np.empty(room, np.int32), np.empty(room, np.uint8), np.empty(room, np.int32))
    scratch = (np.empty(room, np.int32), np.empty(room, np.int32))
    n_terms = n_holders = n_phrases = n_quotations = n_quoted = 0
    for i in range(n):
        informing, quotations, n_quoted = _read_words(source, low + i, found, words, n_quotations, n_quoted)
        found.n_quotations[i] = quotations - n_quotations
        n_quotations = quotations
        for k in range(1, informing):
            found.phrase_weights[i] += source.weights[words.terms[k - 1]] + source.weights[words.terms[k]]
        order = _sorted(words.terms[:informing], len(source.weights), *scratch)
        found.n_terms[i] = _list_terms(words, order, found, n_terms)
        first = source.sentence_bounds[low + i] - source.sentence_bounds[low]
        found.n_holders[i] = _list_holders(words, order, source.weights, found, n_terms, n_holders, first)
        found.n_phrases[i] = _list_phrases(words.terms, order, found, n_terms, n_phrases)
        n_terms += found.n_terms[i]
        n_holders += found.n_holders[i]
        n_phrases += found.n_phrases[i]
    return Listed(
        found.n_terms, found.terms[:n_terms].copy(), found.counts[:n_terms].copy(),
        found.kinds[:n_terms].copy(), found.sentence_sizes, found.sentence_weights, found.n_holders,
        found.holders[:n_holders].copy(), found.holder_ends[:n_terms].copy(), found.n_phrases,
        found.following[:n_phrases].copy(), found.phrase_ends[:n_terms].copy(), found.phrase_weights,
        found.n_quotations, found.n_quotation_terms[:n_quotations].copy(),
        found.quotation_terms[:n_quoted].copy(),
    )  # fmt: skip


@compiled
def _read_words(
    source: Source, article: int, found: Listed, words: _Words, n_quotations: int, n_quoted: int
) -> tuple[int, int, int]:
    """Read those words of an article that inform, and list the terms of its quotations.

    A quotation is a run of quoted words, whatever sentences it runs through. Returns how many words inform,
    and how many quotations, and terms of quotations, are listed by now.
    """
    n, first = 0, source.sentence_bounds[article]
    in_quotation = False
    for s in range(first, source.sentence_bounds[article + 1]):
        for w in range(source.sentence_words[s], source.sentence_words[s + 1]):
            mark = source.marks[w]
            quoted = (mark & _QUOTED) > 0
            n_quotations += quoted and not in_quotation
            in_quotation = quoted
            term = source.terms[w]
            if term < 0 or not source.informs[term] or source.left_out[s]:
                continue
            words.terms[n], words.sentences[n] = term, s - first
            words.kinds[n] = mark & (_NAMED if w > source.sentence_words[s] else _OPENING)
            n += 1
            if quoted:
                found.quotation_terms[n_quoted] = term
                found.n_quotation_terms[n_quotations - 1] += 1
                n_quoted += 1
    return n, n_quotations, n_quoted


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
def _list_terms(words: _Words, order: NDArray[np.int32], found: Listed, at: int) -> int:
    """List the distinct ones of an article's terms, in this order, from `at` on; how many they are."""
    n, last = 0, -1
    for place in order:
        if words.terms[place] != last:
            last = words.terms[place]
            found.terms[at + n], found.counts[at + n], found.kinds[at + n] = last, 0, 0
            n += 1
        found.counts[at + n - 1] += 1
        found.kinds[at + n - 1] |= words.kinds[place]
    return n


@compiled
def _list_holders(
    words: _Words,
    order: NDArray[np.int32],
    weights: NDArray[np.float32],
    found: Listed,
    at_term: int,
    at: int,
    first: int,
) -> int:
    """List the sentences that hold each of an article's terms, in this order; how many they are in all.

    first: the number of the article's first sentence among those whose terms are counted and weighed.
    """
    n, last, holder = 0, -1, -1
    for place in order:
        term, sentence = words.terms[place], words.sentences[place]
        at_term += term != last and last >= 0
        if term != last or sentence != holder:
            found.holders[at + n] = sentence
            found.sentence_sizes[first + sentence] += 1
            found.sentence_weights[first + sentence] += weights[term]
            n += 1
            found.holder_ends[at_term] = n
        last, holder = term, sentence
    return n


@compiled
def _list_phrases(
    terms: NDArray[np.int32], order: NDArray[np.int32], found: Listed, at_term: int, at: int
) -> int:
    """List the terms that follow each of an article's terms, in this order; how many they are in all."""
    n = start = 0
    last = -1
    for place in order:
        term = terms[place]
        if term != last and last >= 0:
            n = start + _make_distinct(found.following[at + start : at + n])
            found.phrase_ends[at_term] = start = n
            at_term += 1
        last = term
        if place + 1 < len(order) and terms[place + 1] != term:
            found.following[at + n] = terms[place + 1]
            n += 1
    if last >= 0:
        n = start + _make_distinct(found.following[at + start : at + n])
        found.phrase_ends[at_term] = n
    return n
