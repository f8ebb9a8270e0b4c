"""Turns cleaned articles into a `Corpus`: words, sentences, terms, times as columns. Cuts no text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import polars as pl

from syndicate.compiled import compiled
from syndicate.corpus import Corpus
from syndicate.counting import nobody
from syndicate.growing import Column, in_memory
from syndicate.lists import bounds_of
from syndicate.parallel import one_by_one
from syndicate.text.sentence_batches import BODY, starts_of_all
from syndicate.text.term_keys import meet
from syndicate.text.terms import Vocabulary
from syndicate.text.tokens import fold_words
from syndicate.text.utf8 import of_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from syndicate.corpus import Joining
    from syndicate.counting import Told
    from syndicate.settings import Settings
    from syndicate.text.term_keys import Met
    from syndicate.text.tokens import Words
    from syndicate.text.utf8 import Texts

_TIME: Final = r"^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?)?$"  # as articles have them
_BATCH: Final = 1 << 20  # bytes of bodies that a thread reads at a time


class _Read(NamedTuple):
    """What is read of a batch of articles."""

    words: Words
    met: Met
    counts: NDArray[np.int64]  # sentences of each article
    first_words: NDArray[np.int64]  # of each sentence
    sentence_starts: NDArray[np.int32]
    sentence_ends: NDArray[np.int32]


def index_articles(
    articles: pl.DataFrame,
    settings: Settings,
    *,
    told: Told = nobody,
    joining: Joining = in_memory,
    spans: bool = True,
) -> Corpus:
    """The corpus of a frame of `schema.ARTICLES`; article i is its row i. `told` hears how many are read.

    joining: puts the columns together that grow with the words, perhaps elsewhere than in memory.
    spans: with the words' places in the text, which take as much room as the words themselves.
    """
    codes, languages = _numbered(articles["language"].to_list())
    vocabulary = Vocabulary(codes, alone=bool(settings.alone))
    sentences = [Column[Any](kind) for kind in (np.int64, np.int64, np.int32, np.int32)]
    read = one_by_one(lambda rows: _read(articles["body"][rows], languages[rows], codes), _batches(articles))
    sizes, words, marks, *places = joining(_columns(read, vocabulary, sentences, told, spans=spans))
    sentences[1].append(np.array([len(words)]))
    counts, first_words, sentence_starts, sentence_ends = (column.whole() for column in sentences)
    starts, ends = places or (np.empty(0, np.int32), np.empty(0, np.int32))
    word_bounds = bounds_of(sizes)
    terms = vocabulary.terms(word_bounds, languages, settings.background)
    (of_word,) = joining([(terms.of_word,)])
    hours, slack = read_hours(articles["published"].to_list())
    return Corpus(
        articles=articles["article"].to_list(),
        word_bounds=word_bounds,
        words=words,
        starts=starts,
        ends=ends,
        marks=marks,
        terms=of_word,
        sentence_bounds=bounds_of(counts),
        sentence_words=first_words,
        sentence_starts=sentence_starts,
        sentence_ends=sentence_ends,
        term_hashes=terms.hashes,
        term_weights=terms.weights,
        term_texts=terms.texts,
        hours=hours,
        slack=slack,
        languages=languages,
    )


def _columns(
    batches: Iterable[_Read],
    vocabulary: Vocabulary,
    sentences: Sequence[Column[Any]],
    told: Told,
    *,
    spans: bool,
) -> Iterator[Sequence[NDArray[Any]]]:
    """The columns of the words of each batch, how many each article has before them, as it is taken in."""
    n_words = n_articles = 0
    for read in batches:
        vocabulary.read(read.met)
        own: tuple[NDArray[Any], ...] = (
            read.counts,
            read.first_words + n_words,
            read.sentence_starts,
            read.sentence_ends,
        )
        for column, some in zip(sentences, own, strict=True):
            column.append(some)
        words = read.words
        yield np.diff(words.bounds), words.words, words.marks, *((words.starts, words.ends) if spans else ())
        n_words, n_articles = n_words + len(words.words), n_articles + len(read.counts)
        if n_articles:
            told(n_articles)


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


def _batches(articles: pl.DataFrame) -> list[slice]:
    """Neighbouring articles, their bodies together about _BATCH bytes, or one body that is longer."""
    ends = articles["body"].str.len_bytes().cast(pl.Int64).cum_sum().to_numpy()
    first = [0, *(np.flatnonzero(np.diff(ends // _BATCH)) + 1).tolist(), len(ends)]
    return [slice(low, high) for low, high in pairwise(first)]


def _read(bodies: pl.Series, languages: NDArray[np.int16], codes: Sequence[str]) -> _Read:
    texts = of_column(bodies)
    words, folds = fold_words(texts)
    counts, starts, ends = _sentences(
        texts, [codes[i] for i in languages.tolist()], bodies.str.len_chars().to_numpy()
    )
    first_words = _first_words(words.bounds, words.starts, bounds_of(counts), starts)
    return _Read(words, meet(words, folds, languages), counts, first_words, starts, ends)


def _sentences(
    texts: Texts, languages: Sequence[str], sizes: NDArray[np.integer[Any]]
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """(number of sentences of each text, starts, ends) of all sentences; `sizes` of texts in characters."""
    starts = starts_of_all(texts, languages)
    counts = np.bincount(starts // BODY, minlength=len(sizes))
    first = (starts % BODY).astype(np.int32)
    ends = np.append(first[1:], np.int32(0))[: len(first)]  # a sentence ends where the next starts, or
    full = counts > 0  # the last of an article where its body does
    ends[np.cumsum(counts)[full] - 1] = sizes[full]
    return counts, first, ends


@compiled
def _first_words(
    word_bounds: NDArray[np.int64],
    word_starts: NDArray[np.int32],
    bounds: NDArray[np.int64],
    starts: NDArray[np.int32],
) -> NDArray[np.int64]:
    """The number of the first word of every sentence."""
    first = np.empty(len(starts), np.int64)
    for i in range(len(bounds) - 1):
        w = word_bounds[i]
        for s in range(bounds[i], bounds[i + 1]):
            while w < word_bounds[i + 1] and word_starts[w] < starts[s]:
                w += 1
            first[s] = w
    return first


def read_hours(published: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(hours since 1970 UTC, slack) of ISO times; a day alone is its noon give or take 12 hours, "" NaN."""
    known = pl.Series(published, dtype=pl.String).str.contains(_TIME)
    texts = [text[:19] if own else _in_utc(text) for text, own in zip(published, known, strict=True)]
    moments = np.array(texts, "datetime64[us]")
    slack = np.array([12.0 if len(text) == len("2026-02-21") else 0.0 for text in published])
    hours = np.where(np.isnat(moments), np.nan, moments.astype(np.int64) / 1e6 / 3600 + slack)
    return hours, slack


def _in_utc(text: str) -> str:
    """An ISO time of another form as numpy reads it."""
    moment = datetime.fromisoformat(text)
    return (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None).isoformat()


def _numbered(languages: Sequence[str]) -> tuple[list[str], NDArray[np.int16]]:
    """(the codes that there are, in order, and then that of -1; the number of each of these languages)."""
    codes = sorted({code for code in languages if code})
    numbers = {code: i for i, code in enumerate(codes)}
    return [*codes, ""], np.array([numbers.get(code, -1) for code in languages], np.int16)
