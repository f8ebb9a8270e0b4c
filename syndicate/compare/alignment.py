"""Holds which sentences of two articles are matched, and of many pairs of articles. Matches none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int64]
    Compared: TypeAlias = tuple[tuple[int, int], "Alignment"]  # two articles by number, and their alignment


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """The n sentences of article a matched with the m of article b."""

    best: Ints  # n, the likeliest partner; -1 where the sentence is added
    similarity: NDArray[np.float64]  # n, probability that the two carry the same facts
    kept: NDArray[np.bool_]  # n, they have the same words
    links: Ints  # (L, 2), all matched sentences, by a's and then by b's number
    carried: NDArray[np.bool_]  # m, b's sentence has a partner; else it is removed
    open: bool = False  # of some sentence it is hardly told whether the other article carries it

    def partners(self, sentence: int) -> Ints:
        """The sentences of b that carry what a's sentence says, in text order."""
        first, last = np.searchsorted(self.links[:, 0], [sentence, sentence + 1])
        return self.links[first:last, 1]


@dataclass(frozen=True, slots=True, eq=False)
class Alignments:
    """The alignments of P pairs, one behind the other, as kernels take them.

    Of pair p the sentences of a are rows[p]:rows[p + 1], those of b columns[p]:columns[p + 1]; links number
    the sentences within their articles, as an `Alignment` does.
    """

    pairs: Ints  # (P, 2), article numbers
    rows: Ints  # P + 1
    columns: Ints  # P + 1
    link_bounds: Ints  # P + 1
    best: Ints
    similarity: NDArray[np.float64]
    kept: NDArray[np.bool_]
    links: Ints
    carried: NDArray[np.bool_]


def together(compared: Sequence[Compared]) -> Alignments:
    """The alignments of one pair or more."""
    pairs, found = zip(*compared, strict=True)
    best, similarity, kept, links, carried = (
        [getattr(x, name) for x in found] for name in ("best", "similarity", "kept", "links", "carried")
    )
    rows, columns, link_bounds = (
        np.cumsum([0, *map(len, parts)], dtype=np.int64) for parts in (best, carried, links)
    )
    return Alignments(
        np.array(pairs, np.int64), rows, columns, link_bounds,
        *(np.concatenate(parts) for parts in (best, similarity, kept, links, carried)),
    )  # fmt: skip
