"""Says which sentences of two articles carry the same facts, whatever their words and order. Reads no text.

Fitted scores, each seeing more than the one before: a pair of sentences by itself; the pair among its
neighbours and rivals; a sentence with all its candidates (is it carried by the other article at all?); and
two articles (do they tell of one thing at all?). Where the meaning of the sentences is known, scores that
were fitted with it are used. Two articles are compared in an order that their own words decide, so that
swapping them swaps what was added and what was removed, to the last bit.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from syndicate.compare.alignment import Alignment
from syndicate.compare.chain import posteriors
from syndicate.compare.context import ARTICLE_FEATURES, carried_features, context_features
from syndicate.compare.layout import batches, lay_out
from syndicate.compare.likeness import pair_features, share_tables
from syndicate.compare.linking import Scores, link_pairs
from syndicate.compare.scoring import MEANING, WORDS, bent, linear, stages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike, NDArray

    from syndicate.compare.layout import Layout
    from syndicate.compare.likeness import Tables
    from syndicate.compare.meaning import Vectors
    from syndicate.compare.postings import Postings
    from syndicate.compare.scoring import Stages
    from syndicate.corpus import Corpus

    Floats = NDArray[np.float64]

CELLS: Final = 1 << 14  # pairs of sentences that are compared at once: their tables stay in a core's cache
TOGETHER: Final = 1 << 20  # of them among whose articles no two are matched twice: all pairs of 50 articles
LARGEST: Final = 1_000_000  # pairs of sentences of two articles that are compared: books are not
OPEN: Final = 4.0  # log odds either way below which it is left open whether a sentence is carried


def align(corpus: Corpus, postings: Postings, a: int, b: int) -> Alignment:
    """Align articles a and b, both among those of `postings`; an article without sentences has no links."""
    return next(align_pairs(corpus, postings, [(a, b)]))


def align_pairs(
    corpus: Corpus, postings: Postings, pairs: ArrayLike, vectors: Vectors | None = None
) -> Iterator[Alignment]:
    """The alignments of P pairs (P, 2) of article numbers, in order; all are among those of `postings`.

    `vectors` say what the sentences of all these articles mean, where that is known. Of two articles with
    more than LARGEST pairs of sentences, only those of the same words are matched.
    """
    layout = lay_out(corpus.sentence_bounds, pairs)
    for batch in batches(layout, TOGETHER):
        some = layout.pairs[batch]
        same = _same_words(corpus, postings, some)
        others = _align_some(corpus, postings, some[~same], vectors)
        for n, kept in zip(np.diff(corpus.sentence_bounds)[some[:, 0]].tolist(), same.tolist(), strict=True):
            yield _one_to_one(n) if kept else next(others)


def _same_words(corpus: Corpus, postings: Postings, pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of the pairs have the same sentences in the same order."""
    first, sums = corpus.sentence_bounds, postings.sums[pairs]
    same = np.equal(sums[:, 0], sums[:, 1])
    for p in np.flatnonzero(same).tolist():
        own, theirs = (postings.wordings[first[i] : first[i + 1]] for i in pairs[p].tolist())
        same[p] = np.array_equal(own, theirs)
    return same


def _one_to_one(n: int) -> Alignment:
    """The alignment of two articles of the same n sentences: what any score would give."""
    places, all_of_them = np.arange(n), np.ones(n, np.bool_)
    return Alignment(places, np.ones(n), all_of_them, np.stack([places, places], axis=1), all_of_them)


def _align_some(
    corpus: Corpus, postings: Postings, asked: NDArray[np.int64], vectors: Vectors | None
) -> Iterator[Alignment]:
    """The alignments of some pairs; two articles asked about from both sides are matched once."""
    sums = postings.sums[asked]
    turned = sums[:, 0] > sums[:, 1]
    ordered = np.where(turned[:, None], asked[:, ::-1], asked)
    _, first, places = np.unique(
        ordered[:, 0] * corpus.n_articles + ordered[:, 1], return_index=True, return_inverse=True
    )
    layout, matched = lay_out(corpus.sentence_bounds, ordered[first]), list[_Matched | None]()
    for batch in batches(layout, CELLS):
        few, some = layout.cells[batch.stop] - layout.cells[batch.start] <= LARGEST, layout.pairs[batch]
        matched += _match(corpus, postings, some, vectors) if few else [None] * len(some)
    for (a, b), place, swap in zip(asked.tolist(), places.tolist(), turned.tolist(), strict=True):
        both = matched[place]
        yield _by_wording(corpus, postings, a, b) if both is None else both.seen(swap)


class _Matched(NamedTuple):
    """Two articles, the sentences of each with those of the other."""

    rows: NDArray[np.void]  # PARTNER
    columns: NDArray[np.void]  # likewise
    linked: NDArray[np.bool_]  # (rows, columns)
    open: bool

    def seen(self, swap: bool) -> Alignment:
        """The alignment of the first with the second; with `swap`, of the second with the first."""
        own, other, linked = self.rows, self.columns, self.linked
        if swap:
            own, other, linked = other, own, linked.T
        links = np.array(linked.nonzero()).T
        return Alignment(own["best"], own["similarity"], own["kept"], links, other["best"] >= 0, self.open)


def _match(
    corpus: Corpus, postings: Postings, pairs: NDArray[np.int64], vectors: Vectors | None
) -> Iterator[_Matched]:
    layout = lay_out(corpus.sentence_bounds, pairs)
    tables = share_tables(postings, layout, vectors)
    scores = score_sentences(tables, stages(WORDS if vectors is None else MEANING))
    links = link_pairs(scores, layout, postings.wordings, corpus.sentence_bounds)
    unsure = (links.doubt < OPEN).tolist()
    bounds = (pairwise(bounds.tolist()) for bounds in layout.bounds)
    for rows, columns, cells, is_open in zip(*bounds, unsure, strict=True):
        own, other = links.rows[slice(*rows)], links.columns[slice(*columns)]
        yield _Matched(own, other, links.linked[slice(*cells)].reshape(len(own), len(other)), is_open)


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


def score_sentences(tables: Tables, fitted: Stages) -> Scores:
    """All stages. No sentence is likelier to be carried than the two articles are to tell of one thing."""
    layout, (alone, likeness) = tables.layout, score_pairs(tables, fitted.pair, fitted.context)
    rows, columns = carried_rows(tables, alone, likeness)
    kin = linear(kin_rows(layout, rows, columns), fitted.kin)
    of_rows, of_columns = (np.repeat(kin, np.diff(bounds)) for bounds in (layout.rows, layout.columns))
    return Scores(
        likeness,
        np.minimum(bent(rows, fitted.carried), of_rows),
        np.minimum(bent(columns, fitted.carried), of_columns),
    )


def score_pairs(tables: Tables, pair: Floats, context: Floats) -> tuple[Floats, Floats]:
    """Log odds by cell, of the pairs by themselves, and in context, from the coefficients of both."""
    alone = linear(pair_features(tables), pair)
    return alone, linear(context_rows(tables.layout, alone), context)


def context_rows(layout: Layout, alone: Floats) -> Floats:
    """`CONTEXT_FEATURES` (cells, features) from the log odds of the pairs by themselves."""
    return context_features(alone, posteriors(alone, layout.bounds), layout)


def carried_rows(tables: Tables, alone: Floats, likeness: Floats) -> tuple[Floats, Floats]:
    """`CARRIED_FEATURES` of the rows and of the columns, where known behind `SENTENCE_MEANING_FEATURES`."""
    rows, columns = carried_features(likeness, alone, posteriors(likeness, tables.layout.bounds), tables)
    if tables.meaning is None:
        return rows, columns
    return np.hstack([tables.meaning.rows, rows]), np.hstack([tables.meaning.columns, columns])


def kin_rows(layout: Layout, rows: Floats, columns: Floats) -> Floats:
    """The sum of the `ARTICLE_FEATURES` of both sides, (pairs, features); 0 where one has no sentence."""
    found = np.zeros((len(layout), len(ARTICLE_FEATURES)))
    full = np.flatnonzero(np.diff(layout.cells))
    for first, features in ((layout.rows, rows), (layout.columns, columns)):
        found[full] += features[first[full], -len(ARTICLE_FEATURES) :]
    return found
