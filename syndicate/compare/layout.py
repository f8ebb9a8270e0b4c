"""Where the tables of many pairs of articles lie in flat arrays, one after the other. Holds no values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from syndicate.lists import bounds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """P pairs of articles with n and m sentences; a cell is a pair of their sentences, row by row.

    Of pair p the cells are the slice cells[p]:cells[p + 1], the n rows (sentences of its first article)
    rows[p]:rows[p + 1], the m columns columns[p]:columns[p + 1].
    """

    pairs: NDArray[np.int64]  # (P, 2), article numbers
    rows: NDArray[np.int64]  # P + 1
    columns: NDArray[np.int64]  # P + 1
    cells: NDArray[np.int64]  # P + 1

    def __len__(self) -> int:
        """Number of pairs."""
        return len(self.pairs)

    def turned(self) -> Layout:
        """Of the same pairs with the articles swapped."""
        pairs = np.ascontiguousarray(self.pairs[:, ::-1])
        return Layout(pairs, self.columns, self.rows, self.cells)

    @property
    def bounds(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """(rows, columns, cells), as kernels take them."""
        return self.rows, self.columns, self.cells


def lay_out(sentence_bounds: NDArray[np.int64], pairs: ArrayLike) -> Layout:
    """The layout of P pairs, (P, 2), of the articles of a corpus with these `sentence_bounds`."""
    numbers = np.asarray(pairs, np.int64).reshape(-1, 2)
    n, m = np.diff(sentence_bounds)[numbers].T
    return Layout(numbers, *map(bounds_of, (n, m, n * m)))


def batches(layout: Layout, cells: int) -> Iterator[slice]:
    """Slices of the pairs, in order, of about so many cells each and of one pair at least."""
    first = 0
    while first < len(layout):
        last = int(np.searchsorted(layout.cells, layout.cells[first] + cells, "right")) - 1
        last = max(last, first + 1)
        yield slice(first, last)
        first = last
