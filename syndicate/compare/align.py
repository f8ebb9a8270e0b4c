"""Says which sentences of two articles carry the same facts, whatever their words and order. Reads no text.

Three fitted logistic scores, each seeing more than the one before: a pair of sentences by itself; the pair
among its neighbours and rivals; a sentence with all its candidates (is it carried by the other article at
all?). All three are the same both ways, so that swapping the articles swaps what was added and what was
removed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compare.chain import posterior
from syndicate.compare.context import carried_features, context_features
from syndicate.compare.likeness import Table, pair_features, share_table
from syndicate.compiled import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from syndicate.compare.postings import Postings
    from syndicate.corpus import Corpus

    Floats = NDArray[np.float64]

STAGES: Final = ("pair", "context", "carried")
LARGEST: Final = (
    1_000_000  # pairs of sentences that are compared at once: the tables take some 400 bytes for each
)


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """The n sentences of article a matched with the m of article b."""

    best: NDArray[np.int64]  # n, the likeliest partner; -1 where the sentence is added
    similarity: NDArray[np.float64]  # n, probability that the two carry the same facts
    kept: NDArray[np.bool_]  # n, they have the same words
    links: NDArray[np.int64]  # (L, 2), all matched sentences, by a's and then by b's number
    carried: NDArray[np.bool_]  # m, b's sentence has a partner; else it is removed

    def partners(self, sentence: int) -> NDArray[np.int64]:
        """The sentences of b that carry what a's sentence says, in text order."""
        first, last = np.searchsorted(self.links[:, 0], [sentence, sentence + 1])
        return self.links[first:last, 1]


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Log odds by the three stages."""

    likeness: NDArray[np.float64]  # (n, m), that two sentences carry the same facts
    rows: NDArray[np.float64]  # n, that a's sentence is carried by b
    columns: NDArray[np.float64]  # m, that b's sentence is carried by a


def align(corpus: Corpus, postings: Postings, a: int, b: int) -> Alignment:
    """Align articles a and b, both among those of `postings`; an article without sentences has no links.

    Of two articles with more than LARGEST pairs of sentences, only those of the same words are matched.
    """
    own, theirs = (postings.wordings[slice(*corpus.sentence_bounds[i : i + 2])] for i in (a, b))
    n, m = len(own), len(theirs)
    if n * m > LARGEST:
        return _by_wording(own, theirs)
    equal = np.equal.outer(own, theirs)
    if not equal.size:
        return _alignment(np.zeros((n, m)), equal, equal)
    scores = score_sentences(share_table(postings, a, b, n, m), weights())
    return _alignment(1.0 / (1.0 + np.exp(-scores.likeness)), link(scores, equal), equal)


def _alignment(likeness: Floats, links: NDArray[np.bool_], equal: NDArray[np.bool_]) -> Alignment:
    """The alignment of matched sentences (n, m); of its partners a sentence of the same words is the best."""
    best = np.full(len(links), -1)
    if links.size:
        best = np.where(links.any(axis=1), np.where(links, likeness + equal, -1.0).argmax(axis=1), -1)
    rows = np.arange(len(best))[best >= 0]
    similarity, kept = np.zeros(len(best)), np.zeros(len(best), np.bool_)
    kept[rows] = equal[rows, best[rows]]
    similarity[rows] = np.where(kept[rows], 1.0, likeness[rows, best[rows]])
    return Alignment(best, similarity, kept, np.argwhere(links), np.logical_or.reduce(links, axis=0))


def _by_wording(own: NDArray[np.uint64], theirs: NDArray[np.uint64]) -> Alignment:
    """Match the sentences of the same words, the first with the first, and the rest with the last."""
    places: dict[int, list[int]] = {}
    for j, wording in enumerate(theirs.tolist()):
        places.setdefault(wording, []).append(j)
    seen: dict[int, int] = {}
    best = np.full(len(own), -1)
    for i, wording in enumerate(own.tolist()):
        if wording in places:
            seen[wording] = seen.get(wording, -1) + 1
            best[i] = places[wording][min(seen[wording], len(places[wording]) - 1)]
    kept = best >= 0
    rows = np.flatnonzero(kept)
    return Alignment(
        best, kept.astype(float), kept, np.column_stack([rows, best[rows]]), np.isin(theirs, own)
    )


def score_sentences(table: Table, stages: Mapping[str, Floats]) -> Scores:
    """All three stages over a table of at least one sentence on either side."""
    alone, likeness = score_pairs(table, stages)
    turned = table.turned()
    rows = carried_rows(table, alone, likeness)
    columns = carried_rows(turned, np.ascontiguousarray(alone.T), np.ascontiguousarray(likeness.T))
    return Scores(likeness, _apply(rows, stages["carried"]), _apply(columns, stages["carried"]))


def score_pairs(table: Table, stages: Mapping[str, Floats]) -> tuple[Floats, Floats]:
    """Log odds (n, m) of the pairs by themselves, and in context."""
    alone = _apply(pair_features(table.shared, table.held_a, table.held_b), stages["pair"])
    return alone, _apply(context_rows(alone), stages["context"])


def context_rows(alone: Floats) -> Floats:
    """`CONTEXT_FEATURES` (n, m, features) from the log odds of the pairs by themselves."""
    back = posterior(np.ascontiguousarray(alone.T))
    return context_features(alone, posterior(alone), np.ascontiguousarray(back.T))


def carried_rows(table: Table, alone: Floats, likeness: Floats) -> Floats:
    """`CARRIED_FEATURES` (n, features) of the rows."""
    return carried_features(likeness, alone, posterior(likeness), table)


@cache
def weights() -> dict[str, Floats]:
    """The fitted coefficients of the three stages by name, the intercept last."""
    stored = json.loads((resources.files("syndicate.compare") / "weights.json").read_text("utf-8"))
    return {s: np.array([*stored[s]["coefficients"].values(), stored[s]["intercept"]]) for s in STAGES}


def _apply(features: Floats, coefficients: Floats) -> Floats:
    odds: Floats = features @ coefficients[:-1] + coefficients[-1]
    return odds


def link(scores: Scores, equal: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Match the carried sentences of both sides with each other: likely pairs, and each with its likeliest.

    Sentences of the same words are matched whatever the scores say, each with the one nearest in its place.
    """
    likeness, twins = scores.likeness, _nearest(equal)
    rows = (scores.rows >= 0) | twins.any(axis=1)
    columns = (scores.columns >= 0) | twins.any(axis=0)
    # where only one side is said to be carried, its likeliest partners are
    columns[likeness[rows].argmax(axis=1)] |= not columns.any()
    rows[likeness[:, columns].argmax(axis=0)] |= not rows.any()
    candidates = np.where(np.logical_and.outer(rows, columns), likeness, -np.inf)
    links = candidates >= 0
    if rows.any():
        of_row, of_column = np.flatnonzero(rows), np.flatnonzero(columns)
        links[of_row, candidates[of_row].argmax(axis=1)] = True
        links[candidates[:, of_column].argmax(axis=0), of_column] = True
    return links | twins


@compiled
def _nearest(equal: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of the equal sentences of each row, and of each column, the one nearest in its place."""
    n, m = equal.shape
    near = np.zeros((n, m), np.bool_)
    row_best, column_best = np.full(n, -1), np.full(m, -1)
    for i in range(n):
        for j in range(m):
            if equal[i, j]:
                if row_best[i] < 0 or abs(i - j) < abs(i - row_best[i]):
                    row_best[i] = j
                if column_best[j] < 0 or abs(i - j) < abs(column_best[j] - j):
                    column_best[j] = i
    for i in range(n):
        if row_best[i] >= 0:
            near[i, row_best[i]] = True
    for j in range(m):
        if column_best[j] >= 0:
            near[column_best[j], j] = True
    return near
