"""What the evidence kernels read of a corpus: its informative terms, list by list. Compares nothing.

A term informs where its weight is at least MIN_WEIGHT; all others are left out, so that length and style
matter little. Lists are sorted here, once for each article, so that a kernel only ever merges.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from syndicate.growing import in_memory
from syndicate.lists import bounds_of
from syndicate.match.density import in_own_language, thinned
from syndicate.match.exclusive import Phrases, exclusivity_by_wordings, general_wordings, wordings_nearby
from syndicate.match.listing import Listed, Source, list_articles
from syndicate.match.shared_terms import SUMS, sums_of_articles
from syndicate.parallel import one_by_one

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.corpus import Corpus, Joining

MIN_WEIGHT: Final = 0.8  # -ln of the share of articles: terms that stand in nearly half of all say little
ARTICLES_A_BLOCK: Final = 256  # outlined by a thread at a time: changes no result


class Lists(NamedTuple):
    """A list for each of R rows: that of row i is values[bounds[i]:bounds[i + 1]]."""

    bounds: NDArray[np.int64]  # R + 1
    values: NDArray[np.int32]


class Outline(NamedTuple):
    """N articles, T terms, K of them listed; the `terms` of each article ascend and are distinct.

    What an article lists term by term, in the order of its `terms`, has an end for each of them (K), counted
    from the first of the article: that of its term k is from the end of the term before to its own. A phrase
    is two informative terms of an article with no other between them.
    """

    weights: NDArray[np.float32]  # T
    exclusivity: NDArray[np.float32]  # of a term by its `wordings`, see `exclusive`
    terms: Lists  # of each article
    counts: NDArray[np.int32]  # of each value of `terms`: how often the article uses it
    wordings: NDArray[np.uint8]  # likewise: the wordings it stands in at the article's time, see `density`
    kinds: NDArray[np.uint8]  # likewise: NUMBER, QUOTED; CAPITAL where one stands within a sentence
    sums: NDArray[np.float64]  # N x len(SUMS), see `shared_terms`
    sentences: NDArray[np.int64]  # N + 1, bounds of the articles' sentences
    sentence_sizes: NDArray[np.int32]  # of each sentence: its distinct terms
    sentence_weights: NDArray[np.float64]  # of each sentence, of its distinct terms
    holders: Lists  # of each article, term by term: its sentences that hold the term, ascending
    holder_ends: NDArray[np.int32]
    phrases: Lists  # of each article, term by term: the other terms that follow it, ascending, each once
    phrase_ends: NDArray[np.int32]
    phrase_weights: NDArray[np.float64]  # N, of all the article's phrases, repeats included
    quotations: NDArray[np.int64]  # N + 1, bounds of the articles' quotations
    quotation_terms: Lists  # of each quotation, in the order of the text, repeats included


def read_outline(
    corpus: Corpus,
    left_out: NDArray[np.bool_] | None = None,
    *,
    alone: bool = False,
    proposed: NDArray[np.int32] | None = None,
    joined: Joining = in_memory,
) -> Outline:
    """The informative terms of all articles. What has none has an empty list.

    left_out: which of the S sentences count for nothing (see `standing`). alone: no article's outline depends
    on another's, so that wordings are those of general language. proposed: all pairs (M, 2) of articles that
    are to be compared, see `density`. joined: puts the lists together.
    """
    weights = corpus.term_weights
    source = Source(
        corpus.word_bounds,
        corpus.terms,
        corpus.marks,
        corpus.sentence_bounds,
        corpus.sentence_words,
        np.append([False], weights >= MIN_WEIGHT),
        np.zeros(len(corpus.sentence_words) - 1, np.bool_) if left_out is None else left_out,
        weights,
    )
    columns = joined(one_by_one(partial(_listed, source), _blocks(corpus.n_articles)))
    listed, sums = Listed(*columns[:-1]), columns[-1]
    terms = Lists(bounds_of(listed.n_terms), listed.terms)
    phrases = Lists(bounds_of(listed.n_phrases), listed.following)
    if alone:
        wordings = general_wordings(weights)[terms.values]
    else:
        owned = Phrases(terms, phrases, listed.phrase_ends)
        counted = wordings_nearby(owned, len(weights), corpus.hours)
        counted = in_own_language(owned, counted, corpus.hours, corpus.languages)
        wordings = thinned(owned, len(weights), counted, joined, proposed)
    return Outline(
        weights=weights,
        exclusivity=exclusivity_by_wordings(),
        terms=terms,
        counts=listed.counts,
        wordings=wordings,
        kinds=listed.kinds,
        sums=sums.reshape(-1, len(SUMS)),
        sentences=corpus.sentence_bounds,
        sentence_sizes=listed.sentence_sizes,
        sentence_weights=listed.sentence_weights,
        holders=Lists(bounds_of(listed.n_holders), listed.holders),
        holder_ends=listed.holder_ends,
        phrases=phrases,
        phrase_ends=listed.phrase_ends,
        phrase_weights=listed.phrase_weights,
        quotations=bounds_of(listed.n_quotations),
        quotation_terms=Lists(bounds_of(listed.n_quotation_terms), listed.quotation_terms),
    )


def _blocks(n: int) -> list[tuple[int, int]]:
    """Spans of ARTICLES_A_BLOCK, one at least."""
    return [(low, min(low + ARTICLES_A_BLOCK, n)) for low in range(0, max(n, 1), ARTICLES_A_BLOCK)]


def _listed(source: Source, span: tuple[int, int]) -> tuple[NDArray[Any], ...]:
    """(the columns of `Listed`, sums of the articles one after another)."""
    found = list_articles(source, *span)
    sums = sums_of_articles(bounds_of(found.n_terms), found.terms, found.counts, found.kinds, source.weights)
    return *found, sums.reshape(-1)
