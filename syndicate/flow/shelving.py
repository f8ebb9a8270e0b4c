"""Puts the words of articles on disk in order of time, so that what is compared together stands together.

Pairs lie inside a window of time: compared in order of time they look at few articles at once, and the rest
need not be in memory (see `store.mapped`). Reads no text and compares nothing.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.lists import bounds_of, chosen
from syndicate.sketch.timeline import read_timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from syndicate.corpus import Corpus, Joining

ARTICLES_A_BLOCK: Final = 512  # moved at a time: bounds memory, changes no result


def by_time(corpus: Corpus) -> NDArray[np.int64]:
    """The rows of the articles in order of time; those of unknown time first."""
    return read_timeline(corpus.hours, corpus.slack, 0.0).rows


def shelved(corpus: Corpus, rows: NDArray[np.int64], joined: Joining) -> Corpus:
    """The articles of these rows, in this order, without ids and spans: what comparing them needs.

    joined: where the columns are kept that grow with the words.
    """
    words, marks, terms = joined(_words(corpus, rows))
    sentence_bounds, sentences = chosen(corpus.sentence_bounds, rows)
    nothing = np.empty(0, np.int32)
    return replace(
        corpus,
        articles=(),
        word_bounds=bounds_of(np.diff(corpus.word_bounds)[rows]),
        words=words,
        starts=nothing,
        ends=nothing,
        marks=marks,
        terms=terms,
        sentence_bounds=sentence_bounds,
        sentence_words=bounds_of(np.diff(corpus.sentence_words)[sentences]),
        sentence_starts=nothing,
        sentence_ends=nothing,
        hours=corpus.hours[rows],
        slack=corpus.slack[rows],
        languages=corpus.languages[rows],
    )


def without_words(corpus: Corpus) -> Corpus:
    """Articles, sentences and times alone."""
    nothing = np.empty(0, np.int32)
    return replace(
        corpus,
        words=np.empty(0, np.uint64),
        starts=nothing,
        ends=nothing,
        marks=np.empty(0, np.uint8),
        terms=nothing,
    )


def _words(corpus: Corpus, rows: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.generic], ...]]:
    """The words of the articles, some at a time, with their marks and terms; of none once."""
    cuts = [*range(0, len(rows), ARTICLES_A_BLOCK), len(rows)]
    for low, high in pairwise(cuts if len(rows) else [0, 0]):
        _, places = chosen(corpus.word_bounds, rows[low:high])
        yield corpus.words[places], corpus.marks[places], corpus.terms[places]
