"""Lists of any lengths, one after another in one array, told apart by bounds. Knows not what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.generic)


def bounds_of(sizes: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """The bounds, N + 1, of N lists of these sizes: list i is [bounds[i], bounds[i + 1])."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])


def chosen(
    bounds: NDArray[np.int64], rows: NDArray[np.integer[Any]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The lists of these rows, in this order: their bounds, and where each of their entries stands now."""
    sizes = np.diff(bounds)[rows]
    ends = bounds_of(sizes)
    return ends, np.arange(ends[-1]) + np.repeat(bounds[rows] - ends[:-1], sizes)


def distinct(values: NDArray[Number]) -> NDArray[Number]:
    """These, each once, in ascending order. They are sorted: numpy's own `unique` of values alone hashes
    them, and takes fifty times as long for a million.
    """
    ordered = np.sort(values)
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]
