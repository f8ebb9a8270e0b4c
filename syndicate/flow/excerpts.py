"""Some articles of a corpus as a corpus of their own. Reads no text, and weighs no term anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from syndicate.lists import bounds_of, chosen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.corpus import Corpus


def excerpt(corpus: Corpus, rows: NDArray[np.integer[Any]]) -> Corpus:
    """These articles of a corpus, in this order, alone; a term weighs what it weighs in the whole corpus.

    So what is compared in it comes out as in the whole, and what that takes goes by these articles alone.
    """
    word_bounds, words = chosen(corpus.word_bounds, rows)
    sentence_bounds, sentences = chosen(corpus.sentence_bounds, rows)
    first_words, ends = corpus.sentence_words[sentences], corpus.sentence_words[sentences + 1]
    terms = corpus.terms[words]
    used = np.zeros(len(corpus.term_texts) + 1, np.bool_)
    used[terms] = True  # the last is of words without a term, -1
    known = np.flatnonzero(used[:-1])
    place = np.full(len(used), -1, np.int32)
    place[known] = np.arange(len(known), dtype=np.int32)
    spans = words if len(corpus.starts) else words[:0]
    return replace(
        corpus,
        articles=[corpus.articles[i] for i in rows.tolist()],
        word_bounds=word_bounds,
        words=corpus.words[words],
        starts=corpus.starts[spans],
        ends=corpus.ends[spans],
        marks=corpus.marks[words],
        terms=place[terms],
        sentence_bounds=sentence_bounds,
        sentence_words=bounds_of(ends - first_words),
        sentence_starts=corpus.sentence_starts[sentences],
        sentence_ends=corpus.sentence_ends[sentences],
        term_hashes=corpus.term_hashes[known],
        term_weights=corpus.term_weights[known],
        term_texts=[corpus.term_texts[i] for i in known.tolist()],
        hours=corpus.hours[rows],
        slack=corpus.slack[rows],
        languages=corpus.languages[rows],
    )
