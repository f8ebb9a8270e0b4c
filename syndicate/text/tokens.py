"""Reads words: where each starts and ends in the text, what it is, and its hash. Knows no language.

A word is a run of letters, digits and marks; a number keeps the points inside it (1,180); in scripts written
without spaces every character is a word. Its hash is XXH64 of the UTF-8 bytes of its fold (see `characters`):
`xxhash.xxh64_intdigest(fold(word).encode())` gives the same.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from syndicate.text.characters import fold, tables
from syndicate.text.utf8 import of_strings
from syndicate.text.word_fold import fold_ascii
from syndicate.text.word_scan import LONG_FOLD, scan_words
from syndicate.text.xxh64 import MEMORY, PADDING, hash_runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from syndicate.text.utf8 import Texts


class Words(NamedTuple):
    """The W words of N texts; those of text i are the slice bounds[i]:bounds[i + 1]. See `Corpus`."""

    bounds: NDArray[np.int64]
    words: NDArray[np.uint64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    marks: NDArray[np.uint8]


class Folds(NamedTuple):
    """How the words are spelt when they are hashed: word w in UTF-8 is folded[edges[w, 0]:edges[w, 1]].

    Those of neighbours, neither of them all ASCII, follow one another.
    """

    folded: NDArray[np.uint8]
    edges: NDArray[np.uint32]  # W, 2


def read_words(texts: Sequence[str]) -> Words:
    """All words of all texts, in order, on this thread. A text without words is an empty slice.

    Spans are in characters of the text. A lone surrogate separates words.
    """
    return fold_words(of_strings(texts))[0]


def fold_words(texts: Texts) -> tuple[Words, Folds]:
    """The same of texts in UTF-8, and their folds."""
    data = np.frombuffer(texts.data, np.uint8)
    found = _room(len(texts.bounds) - 1, len(data))
    folded = np.empty(5 * len(data) // 2 + PADDING, np.uint8)
    edges = np.empty(2 * len(data), np.uint32)
    fold_ascii(data, folded)
    odd = scan_words(data, texts.bounds, tables(), found, folded, edges)
    n = found.bounds[-1]
    found = Words(
        found.bounds,
        np.empty(n, np.uint64),
        found.starts[:n].copy(),
        found.ends[:n].copy(),
        found.marks[:n].copy(),
    )
    folds = _fold_again(texts, found, odd, Folds(folded, edges[: 2 * n].reshape(-1, 2)))
    hash_runs(folds.folded, folds.edges.ravel(), np.zeros((MEMORY, 2), np.uint64), found.words)
    return found, folds


def _room(n_texts: int, n_words: int) -> Words:
    """Room for what the kernel finds."""
    return Words(
        np.zeros(n_texts + 1, np.int64),
        np.empty(n_words, np.uint64),
        np.empty(n_words, np.int32),
        np.empty(n_words, np.int32),
        np.empty(n_words, np.uint8),
    )


def _fold_again(texts: Texts, found: Words, odd: NDArray[np.uint8], folds: Folds) -> Folds:
    """With those texts folded anew that the kernel cannot fold: what is not NFC, and what has U+0130 in it.

    `odd` are the texts that may be such.
    """
    more: list[bytes] = []
    size = len(folds.folded)
    for i in np.flatnonzero(odd).tolist():
        text, some = texts.text(i), slice(found.bounds[i], found.bounds[i + 1])
        if odd[i] & LONG_FOLD or not unicodedata.is_normalized("NFC", text):
            spans = zip(found.starts[some].tolist(), found.ends[some].tolist(), strict=True)
            again = [_spelt(text[start:end]) for start, end in spans]
            ends = size + np.cumsum([len(word) for word in again])
            folds.edges[some] = np.column_stack([np.append(size, ends[:-1]), ends])
            size, more = int(ends[-1]), more + again
    if not more:
        return folds
    tail = np.frombuffer(b"".join([*more, bytes(PADDING)]), np.uint8)
    return folds._replace(folded=np.concatenate([folds.folded, tail]))


@lru_cache(1 << 16)
def _spelt(word: str) -> bytes:
    return fold(word).encode()
