"""Tells which words of a batch carry one term for sure: those of one language that are spelt alike, folded.

In scripts without spaces, pairs of neighbouring characters. What their term is, `terms` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numba import uint64

from syndicate.compiled import compiled
from syndicate.corpus import GLYPH
from syndicate.text.distinct import enumerate_distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.text.tokens import Folds, Words


class Met(NamedTuple):
    """The D distinct words, or pairs of characters, among the W words of a batch."""

    numbers: NDArray[np.int32]  # W, 0..D-1
    keys: NDArray[np.uint64]  # D, equal for those of one language that are spelt alike, in every batch
    languages: NDArray[np.int16]  # D
    marks: NDArray[np.uint8]  # D, of the word, or of the first of the pair
    folded: NDArray[np.uint8]
    edges: NDArray[np.uint32]  # D, 2: where the fold of each begins and ends, empty where there is no pair

    def texts(self, rows: NDArray[np.integer[Any]]) -> list[str]:
        """The folds of some of them."""
        held = self.folded.data
        return [str(held[begin:end], "utf-8") for begin, end in self.edges[rows].tolist()]


def meet(words: Words, folds: Folds, languages: NDArray[np.int16]) -> Met:
    """What the words of some texts are; `languages` are the numbers of the texts' languages, from -1 on."""
    keys = np.empty(len(words.words), np.uint64)
    _write_keys(words.bounds, words.words, words.starts, words.ends, words.marks, languages, keys)
    numbers, first = enumerate_distinct(keys)
    owners = np.searchsorted(words.bounds, first, side="right") - 1
    edges = folds.edges.take(first, axis=0)  # a fifth of the time of indexing
    glyphs = np.flatnonzero(words.marks[first] & GLYPH)
    if len(glyphs):
        edges[glyphs] = _edges_of_pairs(words, folds, first[glyphs], owners[glyphs])
    return Met(numbers, keys[first], languages[owners], words.marks[first], folds.folded, edges)


def _edges_of_pairs(
    words: Words, folds: Folds, at: NDArray[np.int64], owners: NDArray[np.int64]
) -> NDArray[np.uint32]:
    """Where the folds of these characters, each with the one after it, begin and end."""
    after = np.minimum(at + 1, len(words.words) - 1)
    touching = (words.starts[after] == words.ends[at]) & (at + 1 < words.bounds[owners + 1])
    is_pair = ((words.marks[after] & GLYPH) > 0) & touching
    begins = folds.edges[at, 0]
    return np.column_stack([begins, np.where(is_pair, folds.edges[after, 1], begins)])


@compiled
def _write_keys(
    bounds: NDArray[np.int64],
    words: NDArray[np.uint64],
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
    marks: NDArray[np.uint8],
    languages: NDArray[np.int16],
    keys: NDArray[np.uint64],
) -> None:
    """Write the key of each word, or of its pair with the next one, which is of the same text and touches it.

    A character without one has the key of its language's end of a run.
    """
    for t in range(len(languages)):
        salt = uint64(languages[t] + 1) * uint64(0xC2B2AE3D27D4EB4F)
        for w in range(uint64(bounds[t]), uint64(bounds[t + 1])):
            key, after = words[w], w + uint64(1)
            if marks[w] & GLYPH:
                is_pair = after < uint64(bounds[t + 1]) and marks[after] & GLYPH and starts[after] == ends[w]
                key = ~(key * uint64(3) + words[after]) if is_pair else uint64(0)
            keys[w] = key ^ salt
