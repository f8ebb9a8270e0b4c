"""Hashes of the words of many texts, as `tokens` reads them, and nothing else: for signatures alone."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from syndicate.text.tokens import read_words
from syndicate.text.word_fold import find_words, fold_texts, spellings
from syndicate.text.xxh64 import MEMORY, PADDING, hash_runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class WordHashes(NamedTuple):
    """The W words of N texts; those of text i are words[bounds[i]:bounds[i + 1]]."""

    bounds: NDArray[np.int64]  # N + 1
    words: NDArray[np.uint64]  # W, XXH64 of the folded word's UTF-8


class HashReader:
    """Reads batch after batch, on one thread. What it gives is good until it reads the next.

    Words met in one batch are known in the next, and all its room is used again: to have memory mapped and
    cleared takes as long as to hash what is then put there. Fastest with batches of some 100 articles, which
    stay in the processor's cache from stage to stage.
    """

    def __init__(self) -> None:
        self._known = np.zeros((MEMORY, 2), np.uint64)
        self._make_room(0, 0)

    def read(self, texts: Sequence[bytes]) -> WordHashes:
        """The `bounds` and `words` of `tokens.read_words`, of texts in valid UTF-8."""
        bounds = np.array([0, *accumulate(map(len, texts))], np.int64)
        if bounds[-1] > len(self._data) or len(texts) > self._texts:
            self._make_room(2 * int(bounds[-1]), len(texts))
        self._copy(texts)
        ends, word_bounds = np.zeros_like(bounds), np.zeros_like(bounds)
        odd = fold_texts(self._data, bounds, spellings(), self._folded, ends)
        find_words(self._folded, ends, self._is_edge, self._edges, word_bounds)
        words = self._words[: word_bounds[-1]]
        hash_runs(self._folded, self._edges, self._known, words)
        found = WordHashes(word_bounds, words)
        return _read_again(found, texts, np.flatnonzero(odd).tolist()) if odd.any() else found

    def _make_room(self, size: int, texts: int) -> None:
        """For so many bytes in so many texts; see `fold_texts` for what a fold may take."""
        self._texts, folded = texts, 2 * size + texts + PADDING
        self._data, self._folded, self._is_edge = (np.empty(n, np.uint8) for n in (size, folded, folded))
        self._edges, self._words = np.empty(folded, np.int64), np.empty(folded // 2 + 1, np.uint64)

    def _copy(self, texts: Sequence[bytes]) -> None:
        """The texts one after another into `_data`."""
        room, at = self._data.data, 0
        for text in texts:
            room[at : at + len(text)] = text
            at += len(text)


def _read_again(found: WordHashes, texts: Sequence[bytes], odd: list[int]) -> WordHashes:
    """With the words of the odd texts as `read_words` reads them: those that are not NFC, and those with
    U+0130.
    """
    read = read_words([texts[i].decode() for i in odd], threads=1)
    pieces = np.split(found.words, found.bounds[1:-1])
    for i, words in zip(odd, np.split(read.words, read.bounds[1:-1]), strict=True):
        pieces[i] = words
    return WordHashes(np.cumsum([0, *map(len, pieces)], dtype=np.int64), np.concatenate(pieces))
