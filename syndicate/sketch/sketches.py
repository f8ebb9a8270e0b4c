"""What is kept of an article to tell who is near it: band keys, key terms, times. Compares nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from syndicate.lists import bounds_of, chosen
from syndicate.sketch.keyterms import key_terms
from syndicate.sketch.lsh import band_keys
from syndicate.sketch.signature import sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from syndicate.corpus import Corpus
    from syndicate.settings import Settings


class Sketches(NamedTuple):
    """What tells of N articles who is near: those without words have no band key but 0, and no term."""

    who: NDArray[np.int64]  # N, their numbers
    priority: NDArray[np.uint32]  # N, a hash of the article's id
    earliest: NDArray[np.float64]  # N, hours since 1970; -inf where unknown
    latest: NDArray[np.float64]  # N; inf where unknown
    bands: NDArray[np.uint64]  # (N, bands)
    bounds: NDArray[np.int64]  # N + 1
    terms: NDArray[np.uint64]  # hashes of the key terms of article i: terms[bounds[i]:bounds[i + 1]]
    weights: NDArray[np.float32]  # theirs, of unit length for each article


class Sketched(NamedTuple):
    """N articles as their kin are looked for: by words in any language, by facts in the others."""

    words: Sketches
    facts: Sketches  # of the same articles: without bands, facts are the terms; see `sketch.across`
    languages: NDArray[np.str_]  # N; empty where unknown


def read_sketches(
    corpus: Corpus, settings: Settings, who: NDArray[np.int64], priority: NDArray[np.uint32]
) -> Sketches:
    """The sketches of a corpus of N articles with these numbers and hashes.

    Those of fewer words than a shingle are near nobody: they are alike by chance.
    """
    signatures, _ = sign(corpus.words, corpus.word_bounds, settings)
    keys = key_terms(corpus.terms, corpus.word_bounds, corpus.term_hashes, corpus.term_weights, settings)
    telling = np.diff(corpus.word_bounds) >= settings.shingle_words
    bands = np.where(telling[:, None], np.maximum(band_keys(signatures, settings), 1), 0).astype(np.uint64)
    known = ~np.isnan(corpus.hours)
    counts = np.where(telling, np.diff(keys.bounds), 0)
    kept = np.repeat(telling, np.diff(keys.bounds))
    return Sketches(
        who,
        priority,
        np.where(known, corpus.hours - corpus.slack, -np.inf),
        np.where(known, corpus.hours + corpus.slack, np.inf),
        bands,
        bounds_of(counts),
        corpus.term_hashes[keys.by_hash[keys.terms[kept]]],
        keys.weights[kept],
    )


def joined(parts: Sequence[Sketches], bands: int) -> Sketches:
    """The sketches of all parts, one after another; `bands` is the number of band keys of each."""
    none = Sketches(
        who=np.empty(0, np.int64),
        priority=np.empty(0, np.uint32),
        earliest=np.empty(0),
        latest=np.empty(0),
        bands=np.empty((0, bands), np.uint64),
        bounds=np.zeros(1, np.int64),
        terms=np.empty(0, np.uint64),
        weights=np.empty(0, np.float32),
    )
    lengths = np.concatenate([np.zeros(1, np.int64), *(np.diff(part.bounds) for part in parts)])
    columns = {
        name: np.concatenate([getattr(part, name) for part in (none, *parts)]) for name in none._fields
    }
    return Sketches(**columns | {"bounds": np.cumsum(lengths)})


def taken_both(some: Sketched, rows: NDArray[np.int64]) -> Sketched:
    """The sketches of both kinds of these rows, in this order."""
    return Sketched(taken(some.words, rows), taken(some.facts, rows), some.languages[rows])


def taken(sketches: Sketches, rows: NDArray[np.int64]) -> Sketches:
    """The sketches of these rows, in this order."""
    bounds, entries = chosen(sketches.bounds, rows)
    return Sketches(
        sketches.who[rows],
        sketches.priority[rows],
        sketches.earliest[rows],
        sketches.latest[rows],
        sketches.bands[rows],
        bounds,
        sketches.terms[entries],
        sketches.weights[entries],
    )
