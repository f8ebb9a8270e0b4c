"""Hashes of the words of many texts, as `tokens` reads them, and nothing else: for signatures alone."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from syndicate.text.tokens import read_words
from syndicate.text.word_edges import EIGHT, find_words
from syndicate.text.word_fold import fold_texts, spellings
from syndicate.text.xxh64 import MEMORY, hash_runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.text.string_views import StringViews


class WordHashes(NamedTuple):
    """The W words of N texts; those of text i are words[bounds[i]:bounds[i + 1]]."""

    bounds: NDArray[np.int64]  # N + 1
    words: NDArray[np.uint64]  # W, XXH64 of the folded word's UTF-8


class HashReader:
    """Reads batch after batch, on one thread. What it gives is good until it reads the next.

    Words met in one batch are known in the next, and all its room is used again: to have memory mapped and
    cleared takes as long as to hash what is then put there. Fastest with batches of some 100 articles: enough
    to hide the cost of a call, and still in the processor's cache from stage to stage.
    """

    def __init__(self) -> None:
        self._known = np.zeros((MEMORY, 2), np.uint64)
        self._make_room(0, 0)

    def read(self, texts: StringViews) -> WordHashes:
        """The `bounds` and `words` of `tokens.read_words`."""
        n, size = len(texts.lengths), int(texts.lengths.sum())
        if size > self._size or n > self._texts:
            self._make_room(2 * size, n)
        ends, word_bounds = np.zeros(n + 1, np.int64), np.zeros(n + 1, np.int64)
        odd = fold_texts(texts.addresses, texts.lengths, spellings(), self._folded, ends)
        folded = self._folded.view(np.uint8)
        find_words(folded, ends, self._is_edge, self._edges, word_bounds)
        words = self._words[: word_bounds[-1]]
        hash_runs(folded, self._edges, self._known, words)
        found = WordHashes(word_bounds, words)
        return _read_again(found, texts, np.flatnonzero(odd).tolist()) if odd.any() else found

    def _make_room(self, size: int, texts: int) -> None:
        """For so many bytes in so many texts; see `fold_texts` for what a fold may take."""
        self._size, self._texts, eights = size, texts, size // 4 + 2 * texts + 4
        self._folded, self._is_edge = (np.empty(eights, np.uint64) for _ in range(2))
        self._edges, self._words = np.empty(EIGHT * eights, np.uint32), np.empty(4 * eights, np.uint64)


def _read_again(found: WordHashes, texts: StringViews, odd: list[int]) -> WordHashes:
    """With the words of the odd texts as `tokens` reads them: those that are not NFC, and those with
    U+0130.
    """
    places = [(int(texts.addresses[i]), int(texts.lengths[i])) for i in odd]
    read = read_words([ctypes.string_at(*place).decode() for place in places])
    pieces = np.split(found.words, found.bounds[1:-1])
    for i, words in zip(odd, np.split(read.words, read.bounds[1:-1]), strict=True):
        pieces[i] = words
    return WordHashes(np.cumsum([0, *map(len, pieces)], dtype=np.int64), np.concatenate(pieces))
