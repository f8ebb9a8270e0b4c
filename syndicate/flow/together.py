"""Reads articles but once where they are asked for again, in other company. Compares nothing.

What was read at different times comes together in one corpus, as if read at once: that is so for articles
that are each read by themselves (`Settings.alone`) and in one language, where a term weighs the same whatever
else is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from syndicate.corpus import Corpus
from syndicate.lists import bounds_of, chosen
from syndicate.text.indexing import index_articles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    import polars as pl
    from numpy.typing import NDArray

    from syndicate.settings import Settings


class Reader:
    """Indexes articles, and remembers those that it has read; equal ids must be equal articles."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._read: dict[str, list[Corpus]] = {}  # by language

    def read(self, articles: pl.DataFrame) -> Corpus:
        """The corpus of a frame of schema.ARTICLES, as `index_articles` gives it."""
        if articles["language"].n_unique() != 1:  # a term weighs what it weighs in all of them
            return index_articles(articles, self._settings)
        parts = self._read.setdefault(articles["language"][0], [])
        known = {article for part in parts for article in part.articles}
        new = articles.filter([article not in known for article in articles["article"]])
        if new.height:
            parts.append(index_articles(new, self._settings))
        if new.height == articles.height:
            return parts[-1]
        row = {article: i for i, article in enumerate(a for part in parts for a in part.articles)}
        return together(parts, np.array([row[article] for article in articles["article"]], np.int64))


def together(parts: Sequence[Corpus], rows: NDArray[np.int64]) -> Corpus:
    """The articles of these rows of all parts, one part after another, in this order."""
    word_bounds, words = chosen(bounds_of(_sizes(parts, "word_bounds")), rows)
    sentence_bounds, sentences = chosen(bounds_of(_sizes(parts, "sentence_bounds")), rows)
    terms, kept = _terms(parts, words)
    ids, texts = ([x for part in parts for x in getattr(part, name)] for name in ("articles", "term_texts"))
    return Corpus(
        articles=[ids[row] for row in rows.tolist()],
        word_bounds=word_bounds,
        words=_column(parts, "words")[words],
        starts=_column(parts, "starts")[words],
        ends=_column(parts, "ends")[words],
        marks=_column(parts, "marks")[words],
        terms=terms,
        sentence_bounds=sentence_bounds,
        sentence_words=bounds_of(_sizes(parts, "sentence_words")[sentences]),
        sentence_starts=_column(parts, "sentence_starts")[sentences],
        sentence_ends=_column(parts, "sentence_ends")[sentences],
        term_hashes=_column(parts, "term_hashes")[kept],
        term_weights=_column(parts, "term_weights")[kept],
        term_texts=[texts[i] for i in kept.tolist()],
        hours=_column(parts, "hours")[rows],
        slack=_column(parts, "slack")[rows],
        languages=_column(parts, "languages")[rows],
    )


def _column(parts: Sequence[Corpus], name: str) -> NDArray[Any]:
    return np.concatenate([getattr(part, name) for part in parts])


def _sizes(parts: Sequence[Corpus], bounds: str) -> NDArray[np.int64]:
    return np.concatenate([np.diff(getattr(part, bounds)) for part in parts])


def _terms(parts: Sequence[Corpus], words: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """(the term of each of the words, where each of their terms stands among those of all parts).

    Terms are numbered by their hashes, as where articles are read at once.
    """
    first = bounds_of(np.array([len(part.term_hashes) for part in parts]))
    shifted = [np.where(p.terms < 0, -1, p.terms + at) for p, at in zip(parts, first[:-1], strict=True)]
    old = np.concatenate(shifted)[words]
    used = np.unique(old[old >= 0])
    _, at, number = np.unique(_column(parts, "term_hashes")[used], return_index=True, return_inverse=True)
    new = np.full(first[-1] + 1, -1, np.int32)  # the last is of words without a term, -1
    new[used] = number
    return new[old], used[at]
