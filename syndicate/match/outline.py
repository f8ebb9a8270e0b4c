"""What the evidence kernels read of a corpus: its informative terms, list by list. Compares nothing.

A term informs where its weight is at least MIN_WEIGHT; all others are left out, so that length and style
matter little. Lists are sorted here, once for each article, so that a kernel only ever merges.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from syndicate.corpus import CAPITAL, NUMBER, QUOTED
from syndicate.match.exclusive import exclusivities

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from syndicate.corpus import Corpus

MIN_WEIGHT: Final = 0.8  # -ln of the share of articles: terms that stand in nearly half of all say little
BLOCK_WORDS: Final = 1 << 20  # words outlined at a time: bounds memory (some 100 MB), changes no result
_KINDS: Final = CAPITAL | NUMBER | QUOTED  # the lowest bits of a mark
_KIND_BITS: Final = _KINDS.bit_length()


class Lists(NamedTuple):
    """A list for each of R rows: that of row i is values[bounds[i]:bounds[i + 1]]."""

    bounds: NDArray[np.int64]  # R + 1
    values: NDArray[Any]  # int32 terms, or int64 phrases


class Outline(NamedTuple):
    """N articles, T terms; the lists of `terms`, `sentence_terms` and `phrases` are ascending and distinct.

    A phrase is two informative terms of an article with no other between them: term << 32 | next term.
    """

    weights: NDArray[np.float32]  # T
    exclusivity: NDArray[np.float32]  # T, see `exclusive`
    terms: Lists  # of each article
    counts: NDArray[np.int32]  # of each value of `terms`: how often the article uses it
    kinds: NDArray[np.uint8]  # likewise: NUMBER, QUOTED; CAPITAL where one stands within a sentence
    sentences: NDArray[np.int64]  # N + 1, bounds of the articles' sentences
    sentence_terms: Lists  # of each sentence
    phrases: Lists  # of each article, none of a term with itself
    phrase_weights: NDArray[np.float64]  # N, of all the article's phrases, repeats included
    quotations: NDArray[np.int64]  # N + 1, bounds of the articles' quotations
    quotation_terms: Lists  # of each quotation, in the order of the text, repeats included


def read_outline(corpus: Corpus, left_out: NDArray[np.bool_] | None = None) -> Outline:
    """The informative terms of all articles. What has none has an empty list.

    left_out: which of the S sentences count for nothing (see `standing`).
    """
    skipped = np.zeros(len(corpus.sentence_words) - 1, np.bool_) if left_out is None else left_out
    blocks = [_read_block(corpus, low, high, skipped) for low, high in _blocks(corpus.word_bounds)]
    phrases = _joined([b.phrases for b in blocks])
    return Outline(
        weights=corpus.term_weights,
        exclusivity=exclusivities(len(corpus.term_weights), phrases.values),
        terms=_joined([b.terms for b in blocks]),
        counts=np.concatenate([b.counts for b in blocks]),
        kinds=np.concatenate([b.kinds for b in blocks]),
        sentences=corpus.sentence_bounds,
        sentence_terms=_joined([b.sentence_terms for b in blocks]),
        phrases=phrases,
        phrase_weights=np.concatenate([b.phrase_weights for b in blocks]),
        quotations=_bounds(np.concatenate([np.diff(b.quotations) for b in blocks])),
        quotation_terms=_joined([b.quotation_terms for b in blocks]),
    )


def _blocks(word_bounds: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """(first article, one past the last) of blocks of BLOCK_WORDS, or of one article that is longer."""
    low, n = 0, len(word_bounds) - 1
    while True:
        fitting = int(np.searchsorted(word_bounds, word_bounds[low] + BLOCK_WORDS, side="right")) - 1
        high = min(n, max(low + 1, fitting))
        yield low, high
        if high == n:
            return
        low = high


def _read_block(corpus: Corpus, low: int, high: int, left_out: NDArray[np.bool_]) -> Outline:
    """The outline of the articles low..high alone, no term being exclusive yet."""
    n, weights = high - low, corpus.term_weights
    block = slice(corpus.word_bounds[low], corpus.word_bounds[high])
    sentences = corpus.sentence_words[corpus.sentence_bounds[low] : corpus.sentence_bounds[high] + 1]
    terms, marks = corpus.terms[block], corpus.marks[block]
    article, sentence = _owners(corpus.word_bounds[low : high + 1]), _owners(sentences)
    article_of, quotation = _quotations(marks, article)
    kinds = _kinds(marks, sentence)
    # A word without a term, -1, reads the last of these, which does not inform.
    informs = np.append(weights >= MIN_WEIGHT, [False])[terms]
    kept = np.flatnonzero(informs & ~left_out[corpus.sentence_bounds[low] + sentence])
    terms, article, sentence, quotation = terms[kept], article[kept], sentence[kept], quotation[kept]
    listed, counts, kinds = _articles_terms(terms, kinds[kept], article, n)
    quoted = quotation >= 0
    quotation_lengths = np.bincount(quotation[quoted], minlength=len(article_of))
    return Outline(
        weights=weights,
        exclusivity=np.zeros(0, np.float32),
        terms=listed,
        counts=counts,
        kinds=kinds,
        sentences=corpus.sentence_bounds[low : high + 1],
        sentence_terms=_sentences_terms(terms, sentence, article, len(sentences) - 1),
        phrases=_phrases(terms, article, n),
        phrase_weights=_phrase_weights(weights[terms], article, n),
        quotations=_bounds(np.bincount(article_of, minlength=n)),
        quotation_terms=Lists(_bounds(quotation_lengths), terms[quoted]),
    )


def _owners(bounds: NDArray[np.int64]) -> NDArray[np.int64]:
    """The row of every value of lists with these bounds."""
    return np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))


def _bounds(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])


def _joined(parts: Sequence[Lists]) -> Lists:
    """The rows of all parts, one after another."""
    lengths = np.concatenate([np.diff(part.bounds) for part in parts])
    return Lists(_bounds(lengths), np.concatenate([part.values for part in parts]))


def _starts(rows: NDArray[Any]) -> NDArray[np.bool_]:
    """Where a value differs from the one before it; the first does."""
    return np.append([True], rows[1:] != rows[:-1])[: len(rows)]


def _kinds(marks: NDArray[np.uint8], sentence: NDArray[np.int64]) -> NDArray[np.uint8]:
    """The marks that count as kinds: a capital that opens a sentence says nothing."""
    return marks & np.where(_starts(sentence), _KINDS & ~CAPITAL, _KINDS).astype(np.uint8)


def _quotations(
    marks: NDArray[np.uint8], article: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(article of each quotation, quotation of each word or -1): runs of quoted words in one article."""
    quoted = (marks & QUOTED) > 0
    opening = quoted & (_starts(quoted) | _starts(article))
    return article[opening], np.where(quoted, np.cumsum(opening) - 1, -1)


def _sort_lists(keys: NDArray[np.int64], article: NDArray[np.int64]) -> None:
    """Sort the keys of each article in place."""
    for start, end in pairwise([*np.flatnonzero(_starts(article)).tolist(), len(keys)]):
        keys[start:end].sort()


def _articles_terms(
    terms: NDArray[np.int32], kinds: NDArray[np.uint8], article: NDArray[np.int64], n: int
) -> tuple[Lists, NDArray[np.int32], NDArray[np.uint8]]:
    """(distinct terms of n articles, how often each is used there, its kinds there)."""
    keys = terms.astype(np.int64) << _KIND_BITS | kinds
    _sort_lists(keys, article)
    first = np.flatnonzero(_starts(keys >> _KIND_BITS) | _starts(article))
    lengths, distinct = np.bincount(article[first], minlength=n), (keys[first] >> _KIND_BITS).astype(np.int32)
    counts = np.diff(first, append=len(keys)).astype(np.int32)
    return (
        Lists(_bounds(lengths), distinct),
        counts,
        np.bitwise_or.reduceat(keys & _KINDS, first).astype(np.uint8),
    )


def _sentences_terms(
    terms: NDArray[np.int32], sentence: NDArray[np.int64], article: NDArray[np.int64], n: int
) -> Lists:
    """The distinct terms of n sentences."""
    keys = sentence << 32 | terms
    _sort_lists(keys, article)
    keys = keys[_starts(keys)]
    return Lists(_bounds(np.bincount(keys >> 32, minlength=n)), (keys & 0x7FFFFFFF).astype(np.int32))


def _phrases(terms: NDArray[np.int32], article: NDArray[np.int64], n: int) -> Lists:
    """The distinct phrases of n articles."""
    kept = (article[1:] == article[:-1]) & (terms[1:] != terms[:-1])
    keys = (terms[:-1].astype(np.int64) << 32 | terms[1:])[kept]
    article = article[:-1][kept]
    _sort_lists(keys, article)
    first = _starts(keys) | _starts(article)
    return Lists(_bounds(np.bincount(article[first], minlength=n)), keys[first])


def _phrase_weights(weights: NDArray[np.float32], article: NDArray[np.int64], n: int) -> NDArray[np.float64]:
    """The weight of all phrases of n articles, repeats and those of a term with itself included."""
    kept = article[1:] == article[:-1]
    return np.bincount(article[:-1][kept], (weights[:-1] + weights[1:])[kept], n).astype(np.float64)
