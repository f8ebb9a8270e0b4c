"""Turns cleaned articles into a `Corpus`: words, sentences, terms, times as columns. Cuts no text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import polars as pl

from syndicate.compiled import compiled
from syndicate.corpus import Corpus
from syndicate.counting import nobody
from syndicate.lists import bounds_of
from syndicate.parallel import one_by_one
from syndicate.text.sentence_batches import BODY, starts_of_all
from syndicate.text.terms import read_terms
from syndicate.text.tokens import joined, joined_elsewhere, read_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from syndicate.corpus import Joining
    from syndicate.counting import Told
    from syndicate.settings import Settings
    from syndicate.text.tokens import Words

Sentences: TypeAlias = "tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]"
_BLOCK: Final = 1 << 20  # entries of a column that are moved at a time: changes no result
_BATCH: Final = 512  # articles whose bodies are held as Python's strings by a thread


def index_articles(
    articles: pl.DataFrame, settings: Settings, *, told: Told = nobody, joining: Joining | None = None
) -> Corpus:
    """The corpus of a frame of `schema.ARTICLES`; article i is its row i. `told` hears how many are read.

    joining: puts the columns together that grow with the words, elsewhere than in memory.
    """
    languages = articles["language"].to_list()
    # Python's own strings take up to four times the memory: of these a few articles' are held at a time.
    batches = [articles[low : low + _BATCH] for low in range(0, articles.height, _BATCH)] or [articles]
    sentences: list[Sentences] = []

    def words_of_batches() -> Iterator[Words]:
        for words, own in one_by_one(_read_batch, batches):
            sentences.append(own)
            yield words
            if done := sum(len(counts) for counts, _, _ in sentences):
                told(done)

    found = words_of_batches()
    words = joined_elsewhere(found, joining) if joining else joined(found, articles.height)
    counts, starts, ends = (np.concatenate(column) for column in zip(*sentences, strict=True))
    sentence_bounds = bounds_of(counts)
    terms = read_terms(articles["body"], words, languages, settings.background, alone=bool(settings.alone))
    of_word = _moved(terms.of_word, joining) if joining else terms.of_word
    sentence_words = _first_words(words.bounds, words.starts, sentence_bounds, starts)
    hours, slack = read_hours(articles["published"].to_list())
    return Corpus(
        articles=articles["article"].to_list(),
        word_bounds=words.bounds,
        words=words.words,
        starts=words.starts,
        ends=words.ends,
        marks=words.marks,
        terms=of_word,
        sentence_bounds=sentence_bounds,
        sentence_words=sentence_words,
        sentence_starts=starts,
        sentence_ends=ends,
        term_hashes=terms.hashes,
        term_weights=terms.weights,
        term_texts=terms.texts,
        hours=hours,
        slack=slack,
        languages=_language_numbers(languages),
    )


def _moved(column: NDArray[np.int32], joining: Joining) -> NDArray[np.int32]:
    """The same column where this puts it."""
    (moved,) = joining((column[low : low + _BLOCK],) for low in range(0, max(1, len(column)), _BLOCK))
    return moved


def without_spans(corpus: Corpus) -> Corpus:
    """The same, the words' places in the text let go: they take as much memory as the words themselves."""
    return replace(corpus, starts=np.empty(0, np.int32), ends=np.empty(0, np.int32))


def without_words(corpus: Corpus) -> Corpus:
    """Articles, sentences and times alone."""
    nothing = np.empty(0, np.int32)
    words, marks = np.empty(0, np.uint64), np.empty(0, np.uint8)
    return replace(corpus, words=words, starts=nothing, ends=nothing, marks=marks, terms=nothing)


def with_counts(articles: pl.DataFrame, corpus: Corpus) -> pl.DataFrame:
    """The articles with n_words and n_sentences filled in."""
    return articles.with_columns(
        pl.Series("n_words", np.diff(corpus.word_bounds)),
        pl.Series("n_sentences", np.diff(corpus.sentence_bounds)),
    )


def _sentences(bodies: Sequence[str], languages: Sequence[str]) -> Sentences:
    """(number of sentences of each article, starts, ends) of all sentences."""
    starts = starts_of_all(bodies, languages)
    counts = np.bincount(starts // BODY, minlength=len(bodies))
    first = (starts % BODY).astype(np.int32)
    ends = np.append(first[1:], np.int32(0))[: len(first)]  # a sentence ends where the next starts, or
    full = np.flatnonzero(counts)  # the last of an article where its body does
    ends[np.cumsum(counts)[full] - 1] = [len(bodies[i]) for i in full.tolist()]
    return counts, first, ends


def _read_batch(articles: pl.DataFrame) -> tuple[Words, Sentences]:
    bodies = articles["body"].to_list()
    return read_words(bodies, threads=1), _sentences(bodies, articles["language"].to_list())


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
