"""Candidate pairs: the union of both sketches inside the time window, and why a pair is not among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from syndicate.lists import bounds_of
from syndicate.sketch.keyterms import KeyTerms, key_terms, shareable, shared_weight
from syndicate.sketch.lsh import LEADERS, LshPairs, band_keys, distinct_pairs, lsh_pairs
from syndicate.sketch.partners import CLOSEST, COMMON, LEAST_COSINE, KeyTermPairs, key_term_pairs
from syndicate.sketch.signature import resemblance, sign
from syndicate.sketch.timeline import hours_apart, read_timeline

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.corpus import Corpus
    from syndicate.settings import Settings


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """M pairs of articles worth an exact comparison."""

    pairs: NDArray[np.int32]  # (M, 2), a < b, sorted, each once
    notes: tuple[str, ...]  # what was capped, in words; empty where every pair was considered


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The facts about one pair: each number beside the one it is measured against."""

    hours_apart: float  # the least that may lie between them; 0.0 where a time is unknown
    window_hours: float
    times_known: bool
    resemblance: float  # share of signature slots that agree
    common_bands: int  # one is enough
    bands: int
    shared_keyterms: int
    needed_keyterms: int
    shared_weight: float  # cosine of the two key-term sketches
    needed_weight: float
    keyterms: tuple[str, ...]  # those shared, the heaviest first

    @property
    def inside_window(self) -> bool:
        """Whether their times allow the pair."""
        return self.hours_apart <= self.window_hours

    @property
    def proposed(self) -> bool:
        """Whether the rules propose the pair (the caps of a large corpus aside, see `Candidates.notes`)."""
        by_terms = self.shared_keyterms >= self.needed_keyterms and self.shared_weight >= self.needed_weight
        return self.inside_window and (self.common_bands > 0 or by_terms)


def candidates(corpus: Corpus, settings: Settings, *, threads: int | None = None) -> Candidates:
    """All pairs that one of two sketches proposes: common word runs (LSH), or common rare words (key terms).

    Pairs of articles certainly further apart than the window are never among them; an article of unknown
    time meets all. Articles without words are in no pair. `threads` defaults to all processors, and
    changes no result.
    """
    timeline = read_timeline(corpus.hours, corpus.slack, settings.window_hours)
    # Of a million articles each of the two sketches takes half a gigabyte: one is let go before the other.
    by_runs = lsh_pairs(
        *sign(corpus.words, corpus.word_bounds, settings, threads=threads),
        timeline,
        settings,
        threads=threads,
    )
    weights = shareable(corpus.terms, corpus.word_bounds, corpus.term_weights, threads=threads)
    sketch = key_terms(
        corpus.terms, corpus.word_bounds, corpus.term_hashes, weights, settings, threads=threads
    )
    if by_runs.twins.any():
        sketch = _without(sketch, by_runs.twins)
    by_terms = key_term_pairs(sketch, timeline, settings, threads=threads)
    pairs = distinct_pairs(np.concatenate([by_runs.pairs, by_terms.pairs]), corpus.n_articles)
    return Candidates(pairs, _notes(by_runs, by_terms))


def why_not(corpus: Corpus, settings: Settings, i: int, j: int) -> WhyNot:
    """What both sketches say about articles i and j (rows of the corpus), worked out anew."""
    rows = [slice(corpus.word_bounds[row], corpus.word_bounds[row + 1]) for row in (i, j)]
    words, terms = (np.concatenate([column[row] for row in rows]) for column in (corpus.words, corpus.terms))
    bounds = np.cumsum([0, *(row.stop - row.start for row in rows)], dtype=np.int64)
    pair = np.array([[0, 1]], np.int32)
    signatures, n_shingles = sign(words, bounds, settings, threads=1)
    signed = bool((n_shingles > 0).all())
    keys = band_keys(signatures, settings)
    weights = shareable(corpus.terms, corpus.word_bounds, corpus.term_weights)
    sketch = key_terms(terms, bounds, corpus.term_hashes, weights, settings, threads=1)
    shared, weight = shared_weight(sketch, pair, threads=1)
    return WhyNot(
        hours_apart=hours_apart(corpus.hours, corpus.slack, i, j),
        window_hours=settings.window_hours,
        times_known=not np.isnan(corpus.hours[[i, j]]).any(),
        resemblance=float(resemblance(signatures, pair)[0]) if signed else 0.0,
        common_bands=int((keys[0] == keys[1]).sum()) if signed else 0,
        bands=settings.bands,
        shared_keyterms=int(shared[0]),
        needed_keyterms=settings.shared_keyterms,
        shared_weight=float(weight[0]),
        needed_weight=LEAST_COSINE,
        keyterms=_shared_texts(corpus, sketch),
    )


def _shared_texts(corpus: Corpus, sketch: KeyTerms) -> tuple[str, ...]:
    """The terms in both rows of a sketch of two articles, the heaviest of their products first."""
    middle = sketch.bounds[1]
    _, one, other = np.intersect1d(sketch.terms[:middle], sketch.terms[middle:], return_indices=True)
    products = sketch.weights[one] * sketch.weights[middle + other]
    heaviest = one[np.argsort(-products, kind="stable")]
    return tuple(corpus.term_texts[sketch.by_hash[term]] for term in sketch.terms[heaviest])


def _without(sketch: KeyTerms, twins: NDArray[np.bool_]) -> KeyTerms:
    """The same without the terms of some articles: of 20,000 copies of one text the first in each window
    speaks for the others, which are paired with it already.
    """
    counts = np.diff(sketch.bounds)
    kept = np.repeat(~twins, counts)
    bounds = bounds_of(np.where(twins, 0, counts))
    return KeyTerms(bounds, sketch.terms[kept], sketch.weights[kept], sketch.by_hash)


def _notes(by_runs: LshPairs, by_terms: KeyTermPairs) -> tuple[str, ...]:
    """What the caps left out, in words; nothing where no cap was met."""
    notes = [
        (by_runs.hot_articles, "articles repeat a passage of many others: compared with leaders only"),
        (by_runs.crowded_out, f"times such a passage was in over {LEADERS} kinds of text: one was let go"),
        (by_terms.common_terms, f"terms of over {COMMON} articles in one window: they proposed no pairs"),
        (by_terms.crowded_articles, f"articles with over {CLOSEST} partners: only the closest were kept"),
    ]
    return tuple(f"{n:,} {text}" for n, text in notes if n)
