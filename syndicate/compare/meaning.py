"""Compares what sentences mean, by vectors that somebody else computed. Knows no model and no word.

The cosine of two sentences says little by itself, since all sentences of a report are about one thing: it is
set against those of the same sentence with all others.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from syndicate.compare.layout import Layout

    # Unit vectors of the sentences, float32[n, d], by the number of their article
    Vectors: TypeAlias = Mapping[int, NDArray[np.float32]]
    # ... of the articles asked for
    Meanings: TypeAlias = Callable[[Sequence[int]], Vectors]

MEANING_FEATURES: Final = ("meaning", "meaning_alone", "meaning_most", "meaning_spread")
SMALL: Final = 1e-6


def meaning_features(vectors: Vectors, layout: Layout) -> NDArray[np.float64]:
    """`MEANING_FEATURES` of every cell, (cells, features); the same both ways."""
    features = np.zeros((int(layout.cells[-1]), len(MEANING_FEATURES)))
    for (a, b), (first, last) in zip(layout.pairs.tolist(), pairwise(layout.cells.tolist()), strict=True):
        if last > first:
            features[first:last] = _of_pair((vectors[a] @ vectors[b].T).astype(np.float64))
    return features


def _of_pair(cosines: NDArray[np.float64]) -> NDArray[np.float64]:
    """The features of the cells of two articles from their cosines (n, m)."""
    of_rows, of_columns = cosines.mean(axis=1, keepdims=True), cosines.mean(axis=0, keepdims=True)
    centred = cosines - cosines.mean()
    found = (
        cosines,
        cosines - of_rows - of_columns + cosines.mean(),
        np.maximum(cosines - of_rows, cosines - of_columns),
        centred / (cosines.std() + SMALL),
    )
    return np.stack([x.ravel() for x in found], axis=1)
