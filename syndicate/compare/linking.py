"""Matches the sentences of two articles by their scores. Computes no score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.compare.layout import Layout

    Bounds = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]  # rows, columns, cells


# A sentence's partner, -1 where it has none; the probability that both say the same; they have the same words
PARTNER: Final = np.dtype([("best", "i8"), ("similarity", "f8"), ("kept", "?")])


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Log odds of the sentences of many pairs, as laid out."""

    likeness: NDArray[np.float64]  # by cell, that two sentences carry the same facts
    rows: NDArray[np.float64]  # by row, that its sentence is carried by the other article
    columns: NDArray[np.float64]  # by column, the same


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Which sentences of many pairs are matched, as laid out."""

    linked: NDArray[np.bool_]  # by cell
    rows: NDArray[np.void]  # PARTNER, by row: the likeliest column, of the same words if any is
    columns: NDArray[np.void]  # PARTNER, by column: the likeliest row
    doubt: NDArray[np.float64]  # by pair, the least log odds, either way, of a sentence without an equal one


def link_pairs(
    scores: Scores, layout: Layout, wordings: NDArray[np.uint64], sentence_bounds: NDArray[np.int64]
) -> Links:
    """Match the sentences of all pairs; equal `wordings`, by sentence of the corpus, are equal words."""
    n, m, cells = (int(bounds[-1]) for bounds in layout.bounds)
    links = Links(
        np.empty(cells, np.bool_), np.zeros(n, PARTNER), np.zeros(m, PARTNER), np.full(len(layout), np.inf)
    )
    _link_pairs(
        layout.pairs, layout.bounds, (scores.likeness, scores.rows, scores.columns),
        (wordings, sentence_bounds), links.linked, (links.rows, links.columns), links.doubt,
    )  # fmt: skip
    return links


@compiled
def _link_pairs(
    pairs: NDArray[np.int64], bounds: Bounds, scores: tuple[NDArray[np.float64], ...],
    sentences: tuple[NDArray[np.uint64], NDArray[np.int64]],
    links: NDArray[np.bool_], partners: tuple[NDArray[np.void], NDArray[np.void]],
    doubt: NDArray[np.float64],
) -> None:  # fmt: skip
    rows, columns, cells = bounds
    likeness, of_rows, of_columns = scores
    wordings, first = sentences
    for p in range(len(pairs)):
        (a, b), own = pairs[p], slice(cells[p], cells[p + 1])
        n, m = rows[p + 1] - rows[p], columns[p + 1] - columns[p]
        table, linked, equal = (
            likeness[own].reshape(n, m),
            links[own].reshape(n, m),
            np.empty((n, m), np.bool_),
        )
        for i in range(n):
            for j in range(m):
                equal[i, j] = wordings[first[a] + i] == wordings[first[b] + j]
        if n and m:
            of_row, of_column = of_rows[rows[p] : rows[p + 1]], of_columns[columns[p] : columns[p + 1]]
            linked[:] = link(table, of_row, of_column, equal)
            doubt[p] = min(_least(of_row, equal), _least(of_column, equal.T))
        _best(linked, table, equal, partners[0][rows[p] : rows[p + 1]])
        _best(linked.T, table.T, equal.T, partners[1][columns[p] : columns[p + 1]])


@compiled
def _least(odds: NDArray[np.float64], equal: NDArray[np.bool_]) -> float:
    """The least log odds, either way, of a row that equals no column."""
    least = np.inf
    for i in range(len(odds)):
        if abs(odds[i]) < least and not equal[i].any():
            least = abs(odds[i])
    return least


@compiled
def link(
    likeness: NDArray[np.float64], of_rows: NDArray[np.float64], of_columns: NDArray[np.float64],
    equal: NDArray[np.bool_],
) -> NDArray[np.bool_]:  # fmt: skip
    """Match the carried sentences of both sides with each other: likely pairs, and each with its likeliest.

    `likeness`, (n, m), `of_rows`, n, and `of_columns`, m, are the `Scores` of one pair. Sentences of the same
    words are matched whatever the scores say, each with the one nearest in its place, and with no other: what
    is told word for word is not told once more in other words.
    """
    n, m = likeness.shape
    links = _nearest(equal)
    rows, columns = np.empty(n, np.bool_), np.empty(m, np.bool_)
    for i in range(n):
        rows[i] = of_rows[i] >= 0 and not equal[i].any()
    for j in range(m):
        columns[j] = of_columns[j] >= 0 and not equal[:, j].any()
    # where only one side is said to be carried, its likeliest partners are
    if not columns.any() and not equal.any():
        for row in np.flatnonzero(rows):
            columns[likeness[row].argmax()] = True
    if not rows.any() and not equal.any():
        for column in np.flatnonzero(columns):
            rows[likeness[:, column].argmax()] = True
    _link_likeliest(likeness, rows, columns, links)
    return links


@compiled
def _link_likeliest(
    likeness: NDArray[np.float64],
    rows: NDArray[np.bool_],
    columns: NDArray[np.bool_],
    links: NDArray[np.bool_],
) -> None:
    """Among the rows and columns marked, link the likely pairs, and each with its likeliest."""
    of_row, of_column = np.flatnonzero(rows), np.flatnonzero(columns)
    if len(of_row) == 0 or len(of_column) == 0:
        return
    for i in of_row:
        likeliest = int(of_column[0])
        for j in of_column:
            if likeness[i, j] >= 0:
                links[i, j] = True
            if likeness[i, j] > likeness[i, likeliest]:
                likeliest = int(j)
        links[i, likeliest] = True
    for j in of_column:
        likeliest = int(of_row[0])
        for i in of_row:
            if likeness[i, j] > likeness[likeliest, j]:
                likeliest = int(i)
        links[likeliest, j] = True


@compiled
def _best(
    linked: NDArray[np.bool_],
    likeness: NDArray[np.float64],
    equal: NDArray[np.bool_],
    partners: NDArray[np.void],
) -> None:
    """Write the likeliest partner of every row, one of the same words before all others; -1 for none."""
    for i in range(linked.shape[0]):
        k = -1
        for j in range(linked.shape[1]):
            if linked[i, j]:
                better = k < 0 or (equal[i, j] and not equal[i, k])
                if better or (equal[i, j] == equal[i, k] and likeness[i, j] > likeness[i, k]):
                    k = j
        own = partners[i]
        own.best = k
        if k >= 0:
            own.kept = equal[i, k]
            own.similarity = 1.0 if equal[i, k] else 1.0 / (1.0 + np.exp(-likeness[i, k]))


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
