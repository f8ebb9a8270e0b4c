"""Compares proposed pairs exactly: what three rooms say of each, and what follows. Proposes no pair.

Evidence is gathered from the cheapest to the dearest: the terms of all pairs, which show most of them to be
strangers; what else the models weigh of those that may derive from one report (`match.screening`); and last,
of the pairs that the table of pairs will hold, what only that table tells.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from syndicate.compare.runs import read_runs, read_windows
from syndicate.corpus import QUOTED
from syndicate.flow.provenance import SOME, provenance
from syndicate.flow.translating import judged
from syndicate.growing import in_memory
from syndicate.match import evidence, relation
from syndicate.match.in_common import common_of_some
from syndicate.match.outline import read_outline
from syndicate.match.screening import (
    OF_PHRASES,
    OF_RUNS,
    OF_SENTENCES,
    OF_WORDING,
    bounds,
    weighed,
)
from syndicate.match.standing import standing_sentences
from syndicate.parallel import in_slices
from syndicate.sketch.shingles import count_distinct, exact_overlap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl
    from numpy.typing import NDArray

    from syndicate.corpus import Corpus, Joining
    from syndicate.flow.provenance import Provenance
    from syndicate.flow.translating import Translations
    from syndicate.match.in_common import InCommon
    from syndicate.match.outline import Outline
    from syndicate.match.relation import Shared

SHINGLE = 5  # words
LEAST = 0.05  # probability of telling of one event below which a pair is let go
PAIRS_A_TIME = 1 << 15  # pairs whose evidence is gathered at once: bounds memory, not results
_ROUNDED = 5e-5  # what a probability may lose where it is written


@dataclass(frozen=True, slots=True, eq=False)
class Verified:
    """M compared pairs (rows of the corpus), and what was found.

    Below the floor `shared` may lack all but what terms tell, and the probability that they derive from one
    report says no more than that it is below.
    """

    pairs: NDArray[np.int32]
    shared: Shared
    probability: NDArray[np.float64]  # derive from one report
    story: NDArray[np.float64]  # tell of one event


class Comparison:
    """Compares pairs of one corpus, as many at a time as one likes: none of them changes what others give.

    What is needed of all articles is read when the first pairs come; which pairs are `proposed` in all is a
    part of it, and `joined` puts together what grows with the words. Pairs that hardly (below `least`) tell
    of one event are let go; runs and quotations are read of those that derive from one report with a
    probability of at least `floor`.
    """

    def __init__(
        self,
        corpus: Corpus,
        articles: pl.DataFrame,
        *,
        least: float = LEAST,
        floor: float = 0.0,
        translations: Translations | None = None,
        alone: bool = False,
        proposed: NDArray[np.int32] | None = None,
        joined: Joining = in_memory,
    ) -> None:
        self._least, self._floor, self._translations, self._alone = least, floor, translations, alone
        self._joined, self._proposed = joined, proposed
        self._corpus, self._known = corpus, provenance(articles)
        self._reading = Lock()

    @cached_property
    def _outline(self) -> Outline:
        return read_for_comparison(self._corpus, self._proposed, alone=self._alone, joined=self._joined)

    @cached_property
    def _sizes(self) -> NDArray[np.int32]:
        """How many distinct 5-shingles each article has."""
        return count_distinct(self._corpus.words, self._corpus.word_bounds, SHINGLE)

    @cached_property
    def _sizes_told(self) -> NDArray[np.int32]:
        """How many of them hold no word in quotation marks."""
        corpus = self._corpus
        return count_distinct(corpus.words, corpus.word_bounds, SHINGLE, marks=corpus.marks, left_out=QUOTED)

    def verify(self, pairs: NDArray[np.int32]) -> Verified:
        """What is found of the pairs. Several threads may ask at once."""
        with self._reading:  # what is needed of all articles is read once
            _ = self._outline, self._sizes, self._sizes_told

        def screen(low: int, high: int) -> Verified:
            return self._screened(pairs[low:high])

        parts = in_slices(screen, len(pairs), size=evidence.PAIRS_A_BATCH)
        found = _joined(parts or [self._screened(pairs)])
        probability, story = judged(self._translations, found.pairs, found.probability, found.story)
        kept = story >= self._least
        shared = relation.chosen(found.shared, kept)
        return self._written(Verified(found.pairs[kept], shared, probability[kept], story[kept]))

    def _screened(self, pairs: NDArray[np.int32]) -> Verified:
        """The pairs that may be kept, and what is found of them, but for what survives translation."""
        shared = _begun(self._corpus, self._known, pairs)
        common = evidence.in_common(pairs, self._outline)
        evidence.fill_batch(shared.evidence, pairs, common, self._outline, evidence.TERMS)
        most = bounds(shared, OF_WORDING)
        asked = most.undecided(self._least, self._floor - _ROUNDED)
        kept = asked | most.may_reach(self._least)
        if self._translations is not None:  # whose probability numbers and names may raise
            kept |= self._translations.across(pairs)
        read = self._wording(pairs[asked], relation.chosen(shared, asked), common_of_some(common, asked))
        pairs, shared = pairs[kept], relation.chosen(shared, kept)
        relation.replace_some(shared, asked[kept], read)
        return Verified(pairs, shared, *relation.probabilities(shared, relation.features(shared)))

    def _wording(self, pairs: NDArray[np.int32], shared: Shared, common: InCommon) -> Shared:
        """The same pairs with what else the models weigh of them."""
        corpus, outline = self._corpus, self._outline
        told = exact_overlap(
            corpus.words, corpus.word_bounds, pairs, SHINGLE,
            marks=corpus.marks, left_out=QUOTED, sizes=self._sizes_told, threads=1,
        )  # fmt: skip
        shared = self._shingled(pairs, replace(shared, told=told), relation.same_terms(shared))
        for kernel, features in zip(evidence.WORDING, (OF_PHRASES, OF_SENTENCES), strict=True):
            if weighed(features):
                evidence.fill_batch(shared.evidence, pairs, common, outline, (kernel,))
        if weighed(OF_RUNS):
            shared = _with_runs(corpus, pairs, shared, np.ones(len(pairs), np.bool_))
        return shared

    def _shingled(self, pairs: NDArray[np.int32], shared: Shared, asked: NDArray[np.bool_]) -> Shared:
        """The same with the shingles of some pairs."""
        words, bounds = self._corpus.words, self._corpus.word_bounds
        shingles = shared.shingles.copy()
        shingles[asked] = exact_overlap(words, bounds, pairs[asked], SHINGLE, sizes=self._sizes, threads=1)
        return replace(shared, shingles=shingles)

    def _written(self, found: Verified) -> Verified:
        """The same with all evidence of the pairs that the table of pairs will hold."""
        written = np.round(found.probability, 4) >= self._floor  # as it is written
        shared = self._shingled(found.pairs, found.shared, written & ~relation.same_terms(found.shared))
        if not weighed(OF_RUNS):
            shared = _with_runs(self._corpus, found.pairs, shared, written)
        rows = shared.evidence[written]
        evidence.fill(rows, found.pairs[written], self._outline, (*evidence.WORDING, *evidence.QUOTATIONS))
        shared.evidence[written] = rows
        return replace(found, shared=shared)


def in_turn(pairs: NDArray[np.int32]) -> Iterator[NDArray[np.int32]]:
    """The pairs, PAIRS_A_TIME of them at a time; no pairs are one time."""
    for low in range(0, max(1, len(pairs)), PAIRS_A_TIME):
        yield pairs[low : low + PAIRS_A_TIME]


def by_later(pairs: NDArray[np.int32]) -> NDArray[np.int32]:
    """The pairs of rows by the later row of each, then by the other: where rows are in order of time, what is
    looked at together stands together.
    """
    a, b = pairs.astype(np.int64).T
    return pairs[np.argsort(np.maximum(a, b) << 32 | np.minimum(a, b))]


def verify(
    corpus: Corpus,
    articles: pl.DataFrame,
    pairs: NDArray[np.int32],
    *,
    least: float = LEAST,
    floor: float = 0.0,
    translations: Translations | None = None,
    alone: bool = False,
) -> Verified:
    """Compare the pairs exactly, see `Comparison`."""
    comparison = Comparison(
        corpus,
        articles,
        least=least,
        floor=floor,
        translations=translations,
        alone=alone,
        proposed=pairs,
    )
    return _joined([comparison.verify(some) for some in in_turn(pairs)])


def _joined(parts: Sequence[Verified]) -> Verified:
    """The pairs of all parts (one or more), one after another."""
    return Verified(
        np.concatenate([p.pairs for p in parts]),
        relation.joined([p.shared for p in parts]),
        np.concatenate([p.probability for p in parts]),
        np.concatenate([p.story for p in parts]),
    )


def read_for_comparison(
    corpus: Corpus,
    proposed: NDArray[np.int32] | None = None,
    *,
    alone: bool = False,
    joined: Joining = in_memory,
) -> Outline:
    """What the comparison of pairs needs of all articles; `alone`: no pair's depends on a third article.

    proposed: all pairs that are to be compared. joined: see `read_outline`.
    """
    left_out = None if alone else standing_sentences(corpus)
    return read_outline(corpus, left_out, alone=alone, proposed=proposed, joined=joined)


def gather_shared(
    corpus: Corpus, known: Provenance, pairs: NDArray[np.int32], outline: Outline | None = None
) -> Shared:
    """What three rooms say of the pairs, all of it."""
    words, bounds = corpus.words, corpus.word_bounds
    shared = replace(
        _begun(corpus, known, pairs),
        evidence=evidence.gather(corpus, pairs, outline=outline or read_for_comparison(corpus)),
        shingles=exact_overlap(words, bounds, pairs, SHINGLE),
        told=exact_overlap(words, bounds, pairs, SHINGLE, marks=corpus.marks, left_out=QUOTED),
    )
    return _with_runs(corpus, pairs, shared, np.ones(len(pairs), np.bool_))


def _begun(corpus: Corpus, known: Provenance, pairs: NDArray[np.int32]) -> Shared:
    """What is known of the pairs before their texts are compared."""
    a, b = pairs[:, 0], pairs[:, 1]
    n = len(pairs)
    return relation.Shared(
        evidence=evidence.no_evidence(n),
        shingles=np.zeros((n, 3), np.int32),
        told=np.zeros((n, 3), np.int32),
        a_in_b=np.zeros(n),
        b_in_a=np.zeros(n),
        longest_run=np.zeros(n, np.int32),
        lag_hours=corpus.hours[b] - corpus.hours[a],
        slack_hours=corpus.slack[a] + corpus.slack[b],
        credit=_agreement(known.agency[a], known.agency[b]),
        same_outlet=(known.outlet[a] >= 0) & (known.outlet[a] == known.outlet[b]),
        source=known.own[b].astype(np.int8) - known.own[a].astype(np.int8),
    )


def _with_runs(corpus: Corpus, pairs: NDArray[np.int32], shared: Shared, asked: NDArray[np.bool_]) -> Shared:
    """The same with the runs of some pairs."""
    matching = asked & (shared.shingles[:, 2] > 0)  # the others share none: a run is a shingle, or longer
    windows = read_windows(corpus, pairs[matching].ravel(), counted=False)
    runs = read_runs(windows, pairs, among=matching)
    return replace(shared, a_in_b=runs.a_in_b, b_in_a=runs.b_in_a, longest_run=runs.longest)


def _agreement(one: NDArray[np.int32], other: NDArray[np.int32]) -> NDArray[np.int8]:
    """1 where both credit an agency and may mean the same, -1 where they name two, else 0."""
    known, agree = (one != -1) & (other != -1), (one == other) | (one == SOME) | (other == SOME)
    return np.where(known, np.where(agree, 1, -1), 0).astype(np.int8)
