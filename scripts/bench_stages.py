"""What each stage takes: text to signature, the candidates of buckets that are hot, residue of pairs."""

from __future__ import annotations

import statistics
import time
from itertools import permutations
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl
from generated import BEATS, WAYS, News, generate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

BATCH: Final = 128  # texts that go through all stages together
VERSIONS: Final = 12  # articles of a story, each set against every other
WORDS: Final = 400  # of each of them
NOTICE: Final = (
    "Subscribe to read the full story. Already a subscriber? Log in to go on reading this article now."
)


def signing_stages(column: pl.Series, repeats: int) -> Mapping[str, float]:
    """Median CPU seconds of every stage from a column of strings to signatures, one thread."""
    found = [dict(_staged(column)) for _ in range(repeats + 1)][1:]  # the first one compiles
    return {stage: statistics.median(times[stage] for times in found) for stage in found[0]}


def _staged(column: pl.Series) -> Iterator[tuple[str, float]]:
    """(stage, CPU seconds over all batches)."""
    from syndicate.settings import Settings
    from syndicate.sketch.signature import sign_into
    from syndicate.text.string_views import string_views
    from syndicate.text.word_edges import EIGHT, find_words
    from syndicate.text.word_fold import fold_texts, spellings
    from syndicate.text.xxh64 import MEMORY, hash_runs

    settings, known = Settings(), np.zeros((MEMORY, 2), np.uint64)
    spent = dict.fromkeys(("fold", "find words", "hash words", "shingles and minima"), 0.0)
    with string_views(column) as (addresses, lengths):
        room = int(max(lengths[at : at + BATCH].sum() for at in range(0, len(lengths), BATCH)))
        folded, edge_scratch = (np.empty(room // 4 + 2 * BATCH + 4, np.uint64) for _ in range(2))
        edges = np.empty(EIGHT * len(folded), np.uint32)
        for at in range(0, len(lengths), BATCH):
            batch = slice(at, at + BATCH)
            n = len(lengths[batch])
            ends, bounds = np.zeros(n + 1, np.int64), np.zeros(n + 1, np.int64)
            signatures, counts = np.empty((n, settings.permutations), np.uint32), np.empty(n, np.int32)
            clock = [time.process_time()]
            fold_texts(addresses[batch], lengths[batch], spellings(), folded, ends)
            clock.append(time.process_time())
            find_words(folded.view(np.uint8), ends, edge_scratch, edges, bounds)
            clock.append(time.process_time())
            words = np.empty(bounds[-1], np.uint64)
            hash_runs(folded.view(np.uint8), edges, known, words)
            clock.append(time.process_time())
            sign_into(words, bounds, settings, signatures, counts)
            clock.append(time.process_time())
            for stage, seconds in zip(spent, np.diff(clock).tolist(), strict=True):
                spent[stage] += seconds
    yield from spent.items()


def hot_kinds(n: int) -> Mapping[str, pl.DataFrame]:
    """n ordinary articles, n identical ones, and n with one paywall notice."""
    ordinary = pl.concat(generate(n))
    return {
        "ordinary": ordinary,
        "identical": ordinary.with_columns(text=pl.lit(ordinary["text"][0])),
        "one notice": ordinary.with_columns(text=pl.col("text").str.slice(0, 400) + "\n\n" + NOTICE),
    }


def hot_buckets(n: int, repeats: int) -> Iterator[tuple[str, float, int]]:
    """(kind, median CPU seconds, pairs) for the candidates of each of `hot_kinds`."""
    from syndicate.settings import Settings
    from syndicate.sketch.candidates import candidates
    from syndicate.text.indexing import index_articles

    pages = {kind: of.rename({"text": "body"}) for kind, of in hot_kinds(n).items()}
    corpora = {
        kind: index_articles(of.with_columns(wire=pl.lit("")), Settings()) for kind, of in pages.items()
    }
    times: dict[str, list[float]] = {kind: [] for kind in corpora}
    pairs = {kind: len(candidates(corpus, Settings()).pairs) for kind, corpus in corpora.items()}
    for _ in range(repeats):
        for kind, corpus in corpora.items():
            start = time.process_time()
            candidates(corpus, Settings())
            times[kind].append(time.process_time() - start)
    for kind, found in times.items():
        yield kind, statistics.median(found), pairs[kind]


def residue_kinds(stories: int, texts: Sequence[str]) -> Mapping[str, list[str]]:
    """VERSIONS articles of each story, one story after another, all of WORDS words.

    Invented ones, reworded and reprinted; and strangers, cut from as many of the `texts` as are long enough.
    """
    news = News()
    kinds = {way: [text for _ in range(stories) for text in _versions(news, way)] for way in WAYS[::2]}
    words = [text.split(" ") for text in texts if text.count(" ") >= WORDS]
    few = len(words) // VERSIONS * VERSIONS
    return kinds | {"strangers": [" ".join(own[:WORDS]) for own in words[: min(few, stories * VERSIONS)]]}


def _versions(news: News, way: str) -> Iterator[str]:
    """VERSIONS retellings of one report, cut to WORDS words."""
    own, beat, report = news.story_words(), int(news.draw.integers(BEATS)), list[Any]()
    while sum(map(len, report)) < 2 * WORDS:
        report += news.report(own, beat)
    for _ in range(VERSIONS):
        told, left = [], WORDS
        for sentence in news.told(report, way):
            told.append(" ".join(sentence[:left]).capitalize() + ".")
            left -= len(sentence)
            if left <= 0:
                break
        yield " ".join(told)


def residue_rates(stories: int, texts: Sequence[str], repeats: int) -> Iterator[tuple[str, int, float]]:
    """(kind, pairs, pairs a CPU second) of `residue_kinds`: every article of a story against every other.

    So each two are compared from both sides, which costs less than two comparisons: they are matched once.
    Reading the numbers and terms of the articles counts, indexing their words does not: a command that
    compares has done that once.
    """
    from syndicate import schema
    from syndicate.compare.residue import residue
    from syndicate.settings import Settings
    from syndicate.text.indexing import index_articles

    blank = {**dict.fromkeys(schema.ARTICLES.columns, ""), "language": "en", "n_words": 0, "n_sentences": 0}
    for kind, bodies in residue_kinds(stories, texts).items():
        if not bodies:
            continue
        rows = [{**blank, "article": f"{i:06}", "body": body} for i, body in enumerate(bodies)]
        corpus = index_articles(schema.ARTICLES.frame(rows), Settings())
        pairs = [
            (first + i, first + j)
            for first in range(0, len(bodies), VERSIONS)
            for i, j in permutations(range(VERSIONS), 2)
        ]
        residue(corpus, bodies, pairs[: VERSIONS * VERSIONS])  # compiles
        times = []
        for _ in range(repeats):
            start = time.process_time()
            residue(corpus, bodies, pairs)
            times.append(time.process_time() - start)
        yield kind, len(pairs), len(pairs) / statistics.median(times)
