"""Says which sentences of two articles carry the same facts, whatever their words and order. Reads no text.

Three fitted logistic scores, each seeing more than the one before: a pair of sentences by itself; the pair
among its neighbours and rivals; a sentence with all its candidates (is it carried by the other article at
all?). Two articles are compared in an order that their own words decide, so that swapping them swaps what was
added and what was removed, to the last bit.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compare.chain import posteriors
from syndicate.compare.context import carried_features, context_features
from syndicate.compare.layout import batches, lay_out
from syndicate.compare.likeness import pair_features, share_tables
from syndicate.compare.linking import Scores, link_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import ArrayLike, NDArray

    from syndicate.compare.layout import Layout
    from syndicate.compare.likeness import Tables
    from syndicate.compare.postings import Postings
    from syndicate.corpus import Corpus

    Floats = NDArray[np.float64]

STAGES: Final = ("pair", "context", "carried")
CELLS: Final = 1 << 15  # pairs of sentences that are compared at once: their tables stay in a core's cache
LARGEST: Final = 1_000_000  # pairs of sentences of two articles that are compared: books are not


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


def align(corpus: Corpus, postings: Postings, a: int, b: int) -> Alignment:
    """Align articles a and b, both among those of `postings`; an article without sentences has no links."""
    return next(align_pairs(corpus, postings, [(a, b)]))


def align_pairs(corpus: Corpus, postings: Postings, pairs: ArrayLike) -> Iterator[Alignment]:
    """The alignments of P pairs (P, 2) of article numbers, in order; all are among those of `postings`.

    Of two articles with more than LARGEST pairs of sentences, only those of the same words are matched.
    """
    layout = lay_out(corpus.sentence_bounds, pairs)
    for batch in batches(layout, CELLS):
        if layout.cells[batch.stop] - layout.cells[batch.start] > LARGEST:
            yield from (_by_wording(corpus, postings, a, b) for a, b in layout.pairs[batch])
        else:
            yield from _align_batch(corpus, postings, layout.pairs[batch])


def _align_batch(corpus: Corpus, postings: Postings, pairs: NDArray[np.int64]) -> Iterator[Alignment]:
    sums = postings.sums[pairs]
    turned = sums[:, 0] > sums[:, 1]
    layout = lay_out(corpus.sentence_bounds, np.where(turned[:, None], pairs[:, ::-1], pairs))
    scores = score_sentences(share_tables(postings, layout), weights())
    links = link_pairs(scores, layout, postings.wordings, corpus.sentence_bounds)
    probability = 1.0 / (1.0 + np.exp(-scores.likeness))
    for p, swap in enumerate(turned.tolist()):
        rows, columns, cells = (slice(*bounds[p : p + 2].tolist()) for bounds in layout.bounds)
        shape = rows.stop - rows.start, columns.stop - columns.start
        linked, equal, likely = (x[cells].reshape(shape) for x in (links.linked, links.equal, probability))
        own, other = links.rows[rows], links.columns[columns]
        if swap:
            own, other, linked, equal, likely = other, own, linked.T, equal.T, likely.T
        yield _alignment(own, other, linked, equal, likely)


def _alignment(
    best: NDArray[np.int64], others: NDArray[np.int64], linked: NDArray[np.bool_], equal: NDArray[np.bool_],
    likely: Floats,
) -> Alignment:  # fmt: skip
    kept, similarity = np.zeros(len(best), np.bool_), np.zeros(len(best))
    found = np.flatnonzero(best >= 0)
    kept[found] = equal[found, best[found]]
    similarity[found] = np.where(kept[found], 1.0, likely[found, best[found]])
    return Alignment(best, similarity, kept, np.argwhere(linked), others >= 0)


def align_sentences(alignment: Alignment, probability: float) -> Alignment:
    """The alignment of two articles of one sentence each, which say the same with this probability."""
    if alignment.kept.all():
        return alignment
    alike = np.array([probability >= 0.5])
    links = np.zeros((int(alike[0]), 2), np.int64)
    return Alignment(np.where(alike, 0, -1), alike * probability, np.zeros(1, np.bool_), links, alike)


def _by_wording(corpus: Corpus, postings: Postings, a: int, b: int) -> Alignment:
    """Match the sentences of the same words, the first with the first, and the rest with the last."""
    own, theirs = (postings.wordings[slice(*corpus.sentence_bounds[i : i + 2])] for i in (a, b))
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
    links = np.column_stack([rows, best[rows]])
    return Alignment(best, kept.astype(float), kept, links, np.isin(theirs, own))


def score_sentences(tables: Tables, stages: Mapping[str, Floats]) -> Scores:
    """All three stages."""
    alone, likeness = score_pairs(tables, stages)
    rows, columns = carried_rows(tables, alone, likeness)
    return Scores(likeness, _apply(rows, stages["carried"]), _apply(columns, stages["carried"]))


def score_pairs(tables: Tables, stages: Mapping[str, Floats]) -> tuple[Floats, Floats]:
    """Log odds by cell, of the pairs by themselves, and in context."""
    alone = _apply(pair_features(tables), stages["pair"])
    return alone, _apply(context_rows(tables.layout, alone), stages["context"])


def context_rows(layout: Layout, alone: Floats) -> Floats:
    """`CONTEXT_FEATURES` (cells, features) from the log odds of the pairs by themselves."""
    return context_features(alone, posteriors(alone, layout.bounds), layout)


def carried_rows(tables: Tables, alone: Floats, likeness: Floats) -> tuple[Floats, Floats]:
    """`CARRIED_FEATURES` of the rows and of the columns."""
    return carried_features(likeness, alone, posteriors(likeness, tables.layout.bounds), tables)


@cache
def weights() -> dict[str, Floats]:
    """The fitted coefficients of every score by name, the intercept last."""
    stored = json.loads((resources.files("syndicate.compare") / "weights.json").read_text("utf-8"))
    del stored["fitted_on"]
    return {s: np.array([*fit["coefficients"].values(), fit["intercept"]]) for s, fit in stored.items()}


def _apply(features: Floats, coefficients: Floats) -> Floats:
    odds: Floats = features @ coefficients[:-1] + coefficients[-1]
    return odds
