"""Compares articles that are each read by itself: what two are to each other does not depend on a third.

The steps of `detect` for `Settings.alone`, as functions of parts: a batch takes them over everything at once,
a store over what is new and what is near it, and both come to the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import xxhash

from syndicate.flow.detect import verify
from syndicate.flow.tables import link_table, pair_table
from syndicate.flow.translating import read_translations
from syndicate.schema import LINKS, PAIRS
from syndicate.sketch.nearest import Choices, choose
from syndicate.sketch.sketches import joined, read_sketches, taken
from syndicate.text.indexing import index_articles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from syndicate.settings import Settings
    from syndicate.sketch.sketches import Sketches

ARTICLES_A_TIME = 4096  # indexed together: bounds memory, changes no result
PAIRS_A_TIME = 1 << 15
UNTIMED = -(1 << 31)  # the bin of articles of unknown time
DAY_ALONE = 24.0  # hours that a day alone may mean


def compare_alone(
    articles: pl.DataFrame, settings: Settings
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """(schema.ARTICLES with their counts, schema.PAIRS, schema.LINKS) of articles sorted by id."""
    articles, sketches = sketch_articles(articles, np.arange(articles.height), settings)
    bins = bins_of(sketches, settings)
    choices, _ = choose_near(sketches, lambda number: taken(sketches, np.flatnonzero(bins == number)),
                             set(bins.tolist()), settings)  # fmt: skip
    chooser = np.repeat(np.arange(articles.height), np.diff(choices.bounds))
    pairs = np.sort(np.column_stack([chooser, choices.chosen]), axis=1)
    return articles, *verify_alone(articles, np.unique(pairs, axis=0), settings)


def sketch_articles(
    articles: pl.DataFrame, numbers: NDArray[np.int64], settings: Settings
) -> tuple[pl.DataFrame, Sketches]:
    """(the articles with n_words and n_sentences, their sketches), both in the order given."""
    priority = np.fromiter((xxhash.xxh32_intdigest(a.encode()) for a in articles["article"]), np.uint32)
    counts = np.zeros((articles.height, 2), np.int64)
    parts, order = [], []
    for rows in _by_language(articles):
        corpus = index_articles(articles[rows], settings)
        counts[rows] = np.column_stack([np.diff(corpus.word_bounds), np.diff(corpus.sentence_bounds)])
        parts.append(read_sketches(corpus, settings, numbers[rows], priority[rows]))
        order.append(rows)
    sketches = joined(parts, settings.bands)
    back = np.argsort(np.concatenate([np.empty(0, np.int64), *order]), kind="stable")
    counted = articles.with_columns(n_words=pl.Series(counts[:, 0]), n_sentences=pl.Series(counts[:, 1]))
    return counted, taken(sketches, back)


def _by_language(articles: pl.DataFrame) -> Iterator[NDArray[np.int64]]:
    """Rows of one language, at most ARTICLES_A_TIME: a term weighs what it weighs in the article's own."""
    languages = articles["language"].to_numpy()
    for language in np.unique(languages):
        rows = np.flatnonzero(languages == language)
        for low in range(0, len(rows), ARTICLES_A_TIME):
            yield rows[low : low + ARTICLES_A_TIME]


def bins_of(sketches: Sketches, settings: Settings) -> NDArray[np.int64]:
    """The bin of time of each article: articles inside one window are in the same or in neighbouring bins."""
    known = np.isfinite(sketches.earliest)
    width = settings.window_hours + DAY_ALONE
    numbers = np.floor(np.where(known, sketches.earliest, 0.0) / width).astype(np.int64)
    return np.where(known, numbers, UNTIMED)


def choose_near(
    probes: Sketches, load: Callable[[int], Sketches], bins: set[int], settings: Settings
) -> tuple[Choices, NDArray[np.int64]]:
    """What each of the probes chooses, and the numbers of all that are near one, among the articles in bins.

    `load` gives the sketches of one of the `bins`; each is asked for a few times in a row, bin after bin.
    """
    own = bins_of(probes, settings)
    found: list[tuple[NDArray[np.int64], Choices]] = []
    met: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
    for number in np.unique(own).tolist():
        rows = np.flatnonzero(own == number)
        choices, seen = choose(taken(probes, rows), map(load, _reach(number, bins)), settings)
        found.append((rows, choices))
        met.append(seen)
    return _in_order(found, len(own)), np.unique(np.concatenate(met))


def _reach(number: int, bins: set[int]) -> Iterable[int]:
    """The bins that articles of this one can be near to."""
    if number == UNTIMED:
        return sorted(bins)
    return sorted({UNTIMED, number - 1, number, number + 1} & bins)


def _in_order(found: list[tuple[NDArray[np.int64], Choices]], n: int) -> Choices:
    """The choices of parts of N probes, in the order of the probes."""
    counts, crowded = np.zeros(n, np.int64), np.zeros(n, np.bool_)
    for rows, choices in found:
        counts[rows], crowded[rows] = np.diff(choices.bounds), choices.crowded
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    chosen = np.empty(bounds[-1], np.int64)
    for rows, choices in found:
        lengths = np.diff(choices.bounds)
        places = np.arange(lengths.sum()) + np.repeat(bounds[rows] - choices.bounds[:-1], lengths)
        chosen[places] = choices.chosen
    return Choices(bounds, chosen, crowded)


def verify_alone(
    articles: pl.DataFrame, pairs: NDArray[np.int64], settings: Settings
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(schema.PAIRS, schema.LINKS) of pairs of rows of the articles, which are sorted by id."""
    found = [
        _verify_some(articles, pairs[chosen], settings) for chosen in _by_languages(articles, pairs)
    ]  # fmt: skip
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
    articles: pl.DataFrame, pairs: NDArray[np.int64], settings: Settings
) -> tuple[pl.DataFrame, pl.DataFrame]:
    rows, ends = np.unique(pairs, return_inverse=True)
    some = articles[rows]
    corpus = index_articles(some, settings)
    translations = read_translations(some, corpus, settings)
    verified = verify(
        corpus, some, ends.reshape(-1, 2).astype(np.int32), translations=translations, alone=True
    )
    return pair_table(corpus, verified, settings.floor), link_table(corpus, verified)
