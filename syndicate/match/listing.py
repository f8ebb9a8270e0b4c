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
_DIGIT: Final = 11  # bits of a digit of a radix sort at most: its counters fit into the nearest cache
_ONE: Final = np.uint64(1)
_NAMED, _QUOTED = np.uint8(_KINDS), np.uint8(QUOTED)
_OPENING: Final = np.uint8(_KINDS & ~CAPITAL)  # a capital that opens a sentence says nothing


class Source(NamedTuple):
    """What of a corpus is listed; columns as in `Corpus`."""

    word_bounds: NDArray[np.int64]
    terms: NDArray[np.int32]
    marks: NDArray[np.uint8]
    sentence_bounds: NDArray[np.int64]
    sentence_words: NDArray[np.int64]
    informs: NDArray[np.bool_]  # T + 1, of each term at its number + 1: -1, which is none, does not
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
    """Those of an article's words that inform, in the order of the text, and -1 for a term after the last."""

    terms: NDArray[np.int32]
    kinds: NDArray[np.uint8]
    sentences: NDArray[np.int32]  # counted from the article's first


@compiled
def list_articles(source: Source, low: int, high: int) -> Listed:
    """The lists of the articles low..high, one after another."""
    n_articles, room = high - low, source.word_bounds[high] - source.word_bounds[low]
    sentences = source.sentence_bounds[high] - source.sentence_bounds[low]
    found = Listed(
        np.zeros(n_articles, np.int64), np.empty(room, np.int32), np.empty(room, np.int32),
        np.empty(room, np.uint8), np.zeros(sentences, np.int32), np.zeros(sentences, np.float64),
        np.zeros(n_articles, np.int64), np.empty(room, np.int32), np.empty(room, np.int32),
        np.zeros(n_articles, np.int64), np.empty(room, np.int32), np.empty(room, np.int32),
        np.zeros(n_articles, np.float64),
        np.zeros(n_articles, np.int64), np.zeros(room, np.int64), np.empty(room, np.int32),
    )  # fmt: skip
    words = _Words(np.empty(room + 1, np.int32), np.empty(room + 1, np.uint8), np.empty(room + 1, np.int32))
    scratch = (np.empty(room, np.int32), np.empty(room, np.int32))
    at = (0, 0, 0)
    first = n_quotations = n_quoted = 0
    for i in range(n_articles):
        article = low + i
        informing, quotations, n_quoted = _read_words(source, article, found, words, n_quotations, n_quoted)
        found.n_quotations[i] = quotations - n_quotations
        n_quotations = quotations
        for k in range(1, informing):
            found.phrase_weights[i] += source.weights[words.terms[k - 1]] + source.weights[words.terms[k]]
        order = _sorted(words.terms[:informing], len(source.weights), *scratch)
        n = _list_sorted(words, order, source.weights, found, at, first)
        found.n_terms[i], found.n_holders[i], found.n_phrases[i] = n
        at = (at[0] + n[0], at[1] + n[1], at[2] + n[2])
        first += source.sentence_bounds[article + 1] - source.sentence_bounds[article]
    n_terms, n_holders, n_phrases = at
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
    first = source.sentence_bounds[article]
    n, in_quotation = np.uint64(0), False
    for s in range(first, source.sentence_bounds[article + 1]):
        start, counts = np.uint64(source.sentence_words[s]), not source.left_out[s]
        for w in range(start, np.uint64(source.sentence_words[s + 1])):
            mark = source.marks[w]
            quoted = (mark & _QUOTED) > 0
            n_quotations += quoted and not in_quotation
            in_quotation = quoted
            term = source.terms[w]
            informs = counts & source.informs[np.uint64(term + 1)]
            words.terms[n], words.sentences[n] = term, s - first
            words.kinds[n] = mark & (_NAMED if w > start else _OPENING)
            n += np.uint64(informs)
            if quoted and informs:
                found.quotation_terms[n_quoted] = term
                found.n_quotation_terms[n_quotations - 1] += 1
                n_quoted += 1
    words.terms[n] = -1  # nothing follows the last
    return int(n), n_quotations, n_quoted


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
    bits = digit = 0
    while n_terms >> bits:
        bits += 1
    width = -(-bits // max(1, -(-bits // _DIGIT)))  # of as few digits as can be, all of a size
    lowest = (1 << width) - 1
    while n_terms >> digit:
        heads = np.zeros((1 << width) + 1, np.int32)
        for k in range(n):
            heads[np.uint64(terms[k] >> digit & lowest) + _ONE] += 1
        for value in range(1 << width):
            heads[value + 1] += heads[value]
        for k in range(n):
            place = np.uint64(order[k])
            head = np.uint64(terms[place] >> digit & lowest)
            spare[np.uint64(heads[head])] = place
            heads[head] += 1
        order, spare = spare, order
        digit += width
    return order[:n]


@compiled
def _list_sorted(
    words: _Words,
    order: NDArray[np.int32],
    weights: NDArray[np.float32],
    found: Listed,
    at: tuple[int, int, int],
    first: int,
) -> tuple[int, int, int]:
    """List an article's distinct terms in this order, with the sentences that hold each and the terms that
    follow it, from `at` on; how many terms, holders and followers they are.

    first: the number of the article's first sentence among those whose terms are counted and weighed. Hardly
    anything branches: whether the next term is another is anybody's guess.
    """
    terms, counts, kinds = found.terms[at[0] :], found.counts[at[0] :], found.kinds[at[0] :]
    holders, following = found.holders[at[1] :], found.following[at[2] :]
    holder_ends, phrase_ends = found.holder_ends[at[0] :], found.phrase_ends[at[0] :]
    sizes, weighed = found.sentence_sizes[first:], found.sentence_weights[first:]
    n = n_holders = n_phrases = start = np.uint64(0)
    last, holder, count, kind = np.int32(-1), np.int32(-1), np.int32(0), np.uint8(0)
    for k in range(np.uint64(len(order))):
        place = np.uint64(order[k])
        term, sentence, after = words.terms[place], words.sentences[place], words.terms[place + _ONE]
        new = term != last
        if new and n_phrases > start + _ONE:
            n_phrases = start + np.uint64(_make_distinct(following[start:n_phrases]))
            phrase_ends[n - _ONE] = n_phrases
        held = new | (sentence != holder)
        start = n_phrases if new else start
        count = np.int32(1) if new else np.int32(count + 1)
        kind = words.kinds[place] | (np.uint8(0) if new else kind)
        n += np.uint64(new)
        terms[n - _ONE], counts[n - _ONE], kinds[n - _ONE] = term, count, kind
        holders[n_holders] = sentence
        n_holders += np.uint64(held)
        holder_ends[n - _ONE] = n_holders
        sizes[np.uint64(sentence)] += held
        weighed[np.uint64(sentence)] += weights[np.uint64(term)] if held else np.float32(0)
        following[n_phrases] = after
        n_phrases += np.uint64((after >= 0) & (after != term))
        phrase_ends[n - _ONE] = n_phrases
        last, holder = term, sentence
    if n_phrases > start + _ONE:
        n_phrases = start + np.uint64(_make_distinct(following[start:n_phrases]))
        phrase_ends[n - _ONE] = n_phrases
    return int(n), int(n_holders), int(n_phrases)
