"""The overlap matrix: how much of each article is found in each other one. Chooses no articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compare.align import align
from syndicate.compare.postings import read_postings
from syndicate.compare.runs import Runs, read_runs, read_windows
from syndicate.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from syndicate.corpus import Corpus

MEASURES: Final = ("words", "jaccard", "shingles", "sentences", "longest-run")


def overlap(
    corpus: Corpus, articles: Sequence[int], measure: str = "words", *, bodies: Sequence[str] = ()
) -> NDArray[np.float64]:
    """The matrix, (n, n), of n articles: how much of the row's article is found in the column's.

    words        share of the row's words that stand in the column in matching runs (`runs`): `a_in_b` of
    the pairs jaccard      resemblance of their distinct windows of words (Broder 1997), the same both ways
    shingles     share of the row's distinct windows that the column has (Broder's containment)
    sentences    share of the row's sentences that have a partner in the column; needs the `bodies` of the
    corpus longest-run  words of the longest run that both have

    The diagonal is 1, and the article's own length for longest-run; an empty article shares nothing else.
    An unknown measure raises SettingError.
    """
    if measure not in MEASURES:
        raise SettingError("measure", measure, " or ".join(MEASURES))
    n = len(articles)
    rows, columns = np.triu_indices(n, 1)
    chosen = np.asarray(articles, np.int64)
    matrix = np.eye(n)
    if measure == "longest-run":
        np.fill_diagonal(matrix, np.diff(corpus.word_bounds)[chosen])
    if measure == "sentences":
        forth, back = _matched_sentences(corpus, bodies, chosen[rows], chosen[columns])
    else:
        found = read_runs(read_windows(corpus, chosen), np.column_stack([chosen[rows], chosen[columns]]))
        forth, back = _both_ways(found, measure)
    matrix[rows, columns], matrix[columns, rows] = forth, back
    return matrix


def by_outlet(matrix: NDArray[np.float64], outlets: Sequence[str], clusters: Sequence[str] = ()) -> tuple[
    list[str], NDArray[np.float64]
]:  # fmt: skip
    """(outlets in alphabetical order, their matrix): the mean cell over pairs of their articles.

    `outlets` and `clusters` are parallel to the rows. Only pairs of different articles within one cluster
    count; where `clusters` is empty all articles are one cluster. The diagonal is 1; outlets that share no
    cluster have NaN.
    """
    names = sorted(set(outlets))
    number = np.array([names.index(o) for o in outlets], np.int64)
    together = (
        np.equal.outer(np.asarray(clusters), np.asarray(clusters))
        if clusters
        else np.ones(matrix.shape, np.bool_)
    )
    rows, columns = np.nonzero(together & ~np.eye(len(matrix), dtype=np.bool_))
    total, count = np.zeros((len(names), len(names))), np.zeros((len(names), len(names)))
    np.add.at(total, (number[rows], number[columns]), matrix[rows, columns])
    np.add.at(count, (number[rows], number[columns]), 1.0)
    mean = np.divide(total, count, out=np.full_like(total, np.nan), where=count > 0)
    np.fill_diagonal(mean, 1.0)
    return names, mean


def _both_ways(found: Runs, measure: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if measure == "words":
        return found.a_in_b, found.b_in_a
    if measure == "longest-run":
        return found.longest.astype(np.float64), found.longest.astype(np.float64)
    shared = found.shared.astype(np.float64)
    if measure == "jaccard":
        resemblance = shared / np.maximum(found.windows_a + found.windows_b - found.shared, 1)
        return resemblance, resemblance
    return shared / np.maximum(found.windows_a, 1), shared / np.maximum(found.windows_b, 1)


def _matched_sentences(
    corpus: Corpus, bodies: Sequence[str], rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Shares of the sentences of both articles of every pair that have a partner in the other."""
    postings = read_postings(corpus, bodies, [*rows.tolist(), *columns.tolist()])
    shares = np.zeros((2, len(rows)))
    for p, (a, b) in enumerate(zip(rows, columns, strict=True)):
        found = align(corpus, postings, int(a), int(b))
        if len(found.links):
            shares[:, p] = (found.best >= 0).mean(), found.carried.mean()
    return shares[0], shares[1]
