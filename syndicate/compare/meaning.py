"""Compares what sentences mean, by vectors that somebody else computed. Knows no model and no word.

The cosine of two sentences says little by itself, since all sentences of a report are about one thing: it is
set against those of the same sentence with all others, and taken once more apart from what all have in
common: of the vectors less their mean over both articles, as Arora, Liang and Ma do with all sentences of a
corpus ("A simple but tough-to-beat baseline for sentence embeddings", ICLR 2017).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from syndicate.compare.layout import Layout

    Floats: TypeAlias = NDArray[np.float64]
    # Unit vectors of the sentences, float32[n, d], by the number of their article
    Vectors: TypeAlias = Mapping[int, NDArray[np.float32]]
    # ... of the articles asked for
    Meanings: TypeAlias = Callable[[Sequence[int]], Vectors]

_CELL: Final = ("meaning", "meaning_alone", "meaning_most", "meaning_spread")
_SENTENCE: Final = (
    "meant", "meant_lead", "meant_alone", "meant_for_it", "meant_spread", "meant_mean", "meant_mutually",
    "meant_over_rivals",
)  # fmt: skip
APART: Final = "_apart"
MEANING_FEATURES: Final = (*_CELL, *(name + APART for name in _CELL))
SENTENCE_MEANING_FEATURES: Final = (*_SENTENCE, *(name + APART for name in _SENTENCE))
SMALL: Final = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """How near the sentences of many pairs are in meaning, as laid out."""

    cells: Floats  # MEANING_FEATURES, the same both ways
    rows: Floats  # SENTENCE_MEANING_FEATURES
    columns: Floats  # likewise


def read_meaning(vectors: Vectors, layout: Layout) -> Meaning:
    """The features of all pairs of a layout; 0 where one of the articles has no sentence."""
    n, m, cells = (int(bounds[-1]) for bounds in layout.bounds)
    found = Meaning(
        np.zeros((cells, len(MEANING_FEATURES))),
        *(np.zeros((k, len(SENTENCE_MEANING_FEATURES))) for k in (n, m)),
    )
    spans = zip(*(pairwise(bounds.tolist()) for bounds in layout.bounds), strict=True)
    for (a, b), (rows, columns, own) in zip(layout.pairs.tolist(), spans, strict=True):
        if own[0] < own[1]:
            views = [x.astype(np.float64) for x in _cosines(vectors[a], vectors[b])]
            found.cells[slice(*own)] = np.hstack([_of_cells(x) for x in views])
            found.rows[slice(*rows)] = np.hstack([_of_rows(x) for x in views])
            found.columns[slice(*columns)] = np.hstack([_of_rows(x.T) for x in views])
    return found


def _cosines(a: NDArray[np.float32], b: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """The cosines (n, m) of the sentences, and those apart from what both articles are about."""
    about = (a.mean(axis=0) + b.mean(axis=0)) / 2
    own, other = (x / (np.linalg.norm(x, axis=1, keepdims=True) + SMALL) for x in (a - about, b - about))
    return [a @ b.T, own @ other.T]


def _alone(cosines: Floats) -> Floats:
    """The cosines less what the row and the column have with all others."""
    of_rows, of_columns = cosines.mean(axis=1, keepdims=True), cosines.mean(axis=0, keepdims=True)
    return np.asarray(cosines - of_rows - of_columns + cosines.mean())


def _of_cells(cosines: Floats) -> Floats:
    """The features of the cells of two articles from their cosines (n, m)."""
    over = cosines - np.minimum(cosines.mean(axis=1, keepdims=True), cosines.mean(axis=0, keepdims=True))
    spread = (cosines - cosines.mean()) / (cosines.std() + SMALL)
    return np.stack([x.ravel() for x in (cosines, _alone(cosines), over, spread)], axis=1)


def _of_rows(cosines: Floats) -> Floats:
    """The features of the rows of two articles from their cosines (n, m).

    Those of the nearest column, and by how much it is nearer than the next; whether the row is the nearest of
    it too, and by how much.
    """
    top, mean = cosines.max(axis=1), cosines.mean()
    mutually = cosines.argmax(axis=0)[cosines.argmax(axis=1)] == np.arange(len(cosines))
    return np.stack([
        top,
        _lead(cosines).max(axis=1),
        _alone(cosines).max(axis=1),
        (cosines - cosines.mean(axis=0)).max(axis=1),
        (top - mean) / (cosines.std() + SMALL),
        cosines.mean(axis=1) - mean,
        mutually,
        _lead(cosines.T).T.max(axis=1),
    ], axis=1)  # fmt: skip


def _lead(cosines: Floats) -> Floats:
    """By how much each cell is above the largest other one of its row; 0 where there is no other."""
    if cosines.shape[1] == 1:
        return np.zeros_like(cosines)
    second, top = np.sort(cosines, axis=1)[:, -2:].T[:, :, None]
    return np.asarray(cosines - np.where(cosines >= top, second, top))
