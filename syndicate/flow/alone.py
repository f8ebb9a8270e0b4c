"""Compares articles that are each read by itself: what two are to each other does not depend on a third.

The steps of `detect` for `Settings.alone`, as functions of parts: a batch takes them over everything at once,
a store over what is new and what is near it, and both come to the same.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import xxhash

from syndicate.flow.nearness import Held, choose_near
from syndicate.flow.tables import link_rows, link_table, pair_table
from syndicate.flow.translating import read_translations
from syndicate.flow.verifying import verify
from syndicate.schema import LINKS, PAIRS
from syndicate.sketch.across import fact_sketches
from syndicate.sketch.sketches import Sketched, joined, read_sketches, taken_both
from syndicate.text.indexing import index_articles
from syndicate.text.invariants import invariants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from syndicate.corpus import Corpus
    from syndicate.flow.together import Reader
    from syndicate.settings import Settings

ARTICLES_A_TIME = 4096  # indexed together: bounds memory, changes no result
PAIRS_A_TIME = 1 << 15


def compare_alone(
    articles: pl.DataFrame, settings: Settings
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """(schema.ARTICLES with their counts, schema.PAIRS, schema.LINKS) of articles sorted by id."""
    articles, sketched = sketch_articles(articles, np.arange(articles.height), settings)
    choices, _ = choose_near(sketched, Held(sketched, settings), settings)
    chooser = np.repeat(np.arange(articles.height), np.diff(choices.bounds))
    pairs = np.sort(np.column_stack([chooser, choices.chosen]), axis=1)
    return articles, *verify_alone(articles, np.unique(pairs, axis=0), settings)


def sketch_articles(
    articles: pl.DataFrame, numbers: NDArray[np.int64], settings: Settings, reader: Reader | None = None
) -> tuple[pl.DataFrame, Sketched]:
    """(the articles with n_words and n_sentences, their sketches), both in the order given.

    reader: remembers the articles, to compare them without reading them again.
    """
    read = reader.read if reader else partial(index_articles, settings=settings)
    priority = np.fromiter((xxhash.xxh32_intdigest(a.encode()) for a in articles["article"]), np.uint32)
    counts = np.zeros((articles.height, 2), np.int64)
    words, facts, order = [], [], [np.empty(0, np.int64)]
    for rows in _by_language(articles):
        some = articles[rows]
        corpus = read(some)
        counts[rows] = np.column_stack([np.diff(corpus.word_bounds), np.diff(corpus.sentence_bounds)])
        words.append(read_sketches(corpus, settings, numbers[rows], priority[rows]))
        facts.append(fact_sketches(invariants(corpus, alone=True), words[-1]))
        order.append(rows)
    both = Sketched(joined(words, settings.bands), joined(facts, 0), _codes(articles, np.concatenate(order)))
    counted = articles.with_columns(n_words=pl.Series(counts[:, 0]), n_sentences=pl.Series(counts[:, 1]))
    return counted, taken_both(both, np.argsort(np.concatenate(order), kind="stable"))


def _codes(articles: pl.DataFrame, rows: NDArray[np.int64]) -> NDArray[np.str_]:
    return np.array(articles["language"].to_list(), np.str_)[rows]


def _by_language(articles: pl.DataFrame) -> Iterator[NDArray[np.int64]]:
    """Rows of one language, at most ARTICLES_A_TIME: a term weighs what it weighs in the article's own."""
    languages = articles["language"].to_numpy()
    for language in np.unique(languages):
        rows = np.flatnonzero(languages == language)
        for low in range(0, len(rows), ARTICLES_A_TIME):
            yield rows[low : low + ARTICLES_A_TIME]


def verify_alone(
    articles: pl.DataFrame, pairs: NDArray[np.int64], settings: Settings, reader: Reader | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(schema.PAIRS, schema.LINKS) of pairs of rows of the articles, which are sorted by id."""
    read = reader.read if reader else partial(index_articles, settings=settings)
    found = [
        _verify_some(articles, pairs[chosen], settings, read) for chosen in _by_languages(articles, pairs)
    ]
    tables = pl.concat([PAIRS.empty(), *(table for table, _ in found)])
    links = pl.concat([LINKS.empty(), *(links for _, links in found)])
    order = {"by": ["probability", "a", "b"], "descending": [True, False, False]}
    return tables.sort(**order), links.sort("a", "b")  # type: ignore[arg-type]


def _by_languages(articles: pl.DataFrame, pairs: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Pairs of the same two languages, some at a time: a term weighs as in that where it is commoner."""
    names, numbers = np.unique(articles["language"].to_numpy(), return_inverse=True)
    both = np.sort(numbers[pairs].reshape(-1, 2), axis=1)
    kinds = both[:, 0] * len(names) + both[:, 1]
    for kind in np.unique(kinds):
        chosen = np.flatnonzero(kinds == kind)
        for low in range(0, len(chosen), PAIRS_A_TIME):
            yield chosen[low : low + PAIRS_A_TIME]


def _verify_some(
    articles: pl.DataFrame,
    pairs: NDArray[np.int64],
    settings: Settings,
    read: Callable[[pl.DataFrame], Corpus],
) -> tuple[pl.DataFrame, pl.DataFrame]:
    rows, ends = np.unique(pairs, return_inverse=True)
    some = articles[rows]
    corpus = read(some)
    translations = read_translations(some, corpus, settings)
    verified = verify(
        corpus,
        some,
        ends.reshape(-1, 2).astype(np.int32),
        floor=settings.floor,
        translations=translations,
        alone=True,
    )
    ids = some["article"]
    return pair_table(ids, verified, settings.floor), link_table(ids, link_rows(verified))
