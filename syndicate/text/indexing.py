"""Turns cleaned articles into a `Corpus`: words, sentences, terms, times as columns. Cuts no text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from syndicate.compiled import compiled
from syndicate.corpus import Corpus
from syndicate.text.sentences import sentence_spans
from syndicate.text.terms import read_terms
from syndicate.text.tokens import read_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from syndicate.settings import Settings


def index_articles(articles: pl.DataFrame, settings: Settings) -> Corpus:
    """The corpus of a frame of `schema.ARTICLES`; article i is its row i."""
    bodies, languages = articles["body"].to_list(), articles["language"].to_list()
    words = read_words(bodies)
    sentence_bounds, starts, ends = _sentences(bodies, languages)
    terms = read_terms(bodies, words, languages, settings.background)
    hours, slack = read_hours(articles["published"].to_list())
    return Corpus(
        articles=articles["article"].to_list(),
        word_bounds=words.bounds,
        words=words.words,
        starts=words.starts,
        ends=words.ends,
        marks=words.marks,
        terms=terms.of_word,
        sentence_bounds=sentence_bounds,
        sentence_words=_first_words(words.bounds, words.starts, sentence_bounds, starts),
        sentence_starts=starts,
        sentence_ends=ends,
        term_hashes=terms.hashes,
        term_weights=terms.weights,
        term_texts=terms.texts,
        hours=hours,
        slack=slack,
        languages=_language_numbers(languages),
    )


def with_counts(articles: pl.DataFrame, corpus: Corpus) -> pl.DataFrame:
    """The articles with n_words and n_sentences filled in."""
    return articles.with_columns(
        pl.Series("n_words", np.diff(corpus.word_bounds)),
        pl.Series("n_sentences", np.diff(corpus.sentence_bounds)),
    )


def _sentences(
    bodies: Sequence[str], languages: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """(bounds by article, starts, ends) of all sentences."""
    spans = [
        np.array(sentence_spans(body, language), np.int32).reshape(-1, 2)
        for body, language in zip(bodies, languages, strict=True)
    ]
    bounds = np.concatenate([[0], np.cumsum([len(s) for s in spans])]).astype(np.int64)
    flat = np.concatenate([np.empty((0, 2), np.int32), *spans])
    return bounds, flat[:, 0].copy(), flat[:, 1].copy()


@compiled
def _first_words(
    word_bounds: NDArray[np.int64],
    word_starts: NDArray[np.int32],
    bounds: NDArray[np.int64],
    starts: NDArray[np.int32],
) -> NDArray[np.int64]:
    """The number of the first word of every sentence, and of one past the last word."""
    first = np.empty(len(starts) + 1, np.int64)
    for i in range(len(bounds) - 1):
        w = word_bounds[i]
        for s in range(bounds[i], bounds[i + 1]):
            while w < word_bounds[i + 1] and word_starts[w] < starts[s]:
                w += 1
            first[s] = w
    first[len(starts)] = len(word_starts)
    return first


def read_hours(published: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(hours since 1970 UTC, slack) of ISO times; a day alone is its noon give or take 12 hours, "" NaN."""
    hours = np.full(len(published), np.nan)
    slack = np.zeros(len(published))
    for i, text in enumerate(published):
        if text:
            moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
            if len(text) == len("2026-02-21"):
                moment, slack[i] = moment.replace(hour=12), 12.0
            hours[i] = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() / 3600
    return hours, slack


def _language_numbers(languages: Sequence[str]) -> NDArray[np.int16]:
    numbers = {code: i for i, code in enumerate(sorted({c for c in languages if c}))}
    return np.array([numbers.get(code, -1) for code in languages], np.int16)
