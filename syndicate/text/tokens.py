"""Reads words: where each starts and ends in the text, what it is, and its hash. Knows no language.

A word is a run of letters, digits and marks; a number keeps the points inside it (1,180); in scripts written
without spaces every character is a word. Its hash is XXH64 of the UTF-8 bytes of its fold (see `characters`):
`xxhash.xxh64_intdigest(fold(word).encode())` gives the same.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import xxhash

from syndicate.lists import bounds_of
from syndicate.parallel import one_by_one
from syndicate.text.characters import fold, tables
from syndicate.text.word_scan import LONG_FOLD, scan_words
from syndicate.text.xxh64 import MEMORY, PADDING, hash_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from syndicate.corpus import Joining

BATCH_CHARACTERS: Final = 1 << 20  # of text read at a time, on one thread


class Words(NamedTuple):
    """The W words of N texts; those of text i are the slice bounds[i]:bounds[i + 1]. See `Corpus`."""

    bounds: NDArray[np.int64]
    words: NDArray[np.uint64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    marks: NDArray[np.uint8]


def read_words(texts: Sequence[str], *, threads: int | None = None) -> Words:
    """All words of all texts, in order. A text without words is an empty slice.

    Spans are in characters of the text. A lone surrogate separates words.
    """
    parts = list(one_by_one(read_batch, _batches(texts), threads=threads))
    return parts[0] if len(parts) == 1 else joined(parts, len(texts))


def joined(parts: Iterable[Words], n_texts: int) -> Words:
    """The words of all parts, of so many texts in all, one after another.

    Each part is copied as it comes and let go, and the columns grow in place, by an eighth: a corpus fits
    into memory hardly twice.
    """
    found = _room(n_texts, 0)
    columns: tuple[NDArray[Any], ...] = found[1:]
    text = word = 0
    for part in parts:
        end = word + len(part.words)
        if end > len(found.words):
            _resize(columns, end + end // 8)
        for column, piece in zip(columns, part[1:], strict=True):
            column[word:end] = piece
        found.bounds[text + 1 : text + len(part.bounds)] = part.bounds[1:] + word
        text, word = text + len(part.bounds) - 1, end
    _resize(columns, word)
    return found


def joined_elsewhere(parts: Iterable[Words], joining: Joining) -> Words:
    """The same of one part or more, their columns put together by this."""
    sizes, *columns = joining((np.diff(part.bounds), *part[1:]) for part in parts)
    return Words(bounds_of(sizes), *columns)


def _resize(columns: Iterable[NDArray[Any]], size: int) -> None:
    for column in columns:
        column.resize(size, refcheck=False)  # nobody else has them yet


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Neighbouring texts of BATCH_CHARACTERS together, or one text that is longer."""
    first, size = 0, 0
    for i, text in enumerate(texts):
        if size and size + len(text) > BATCH_CHARACTERS:
            yield texts[first:i]
            first, size = i, 0
        size += len(text)
    if first < len(texts):
        yield texts[first:]


def read_batch(texts: Sequence[str]) -> Words:
    """The same of so many texts as are read at a time, on this thread."""
    data, bounds = _utf8(texts)
    found = _room(len(texts), len(data))
    folded = np.empty(5 * len(data) // 2 + PADDING, np.uint8)
    edges = np.empty(2 * len(data), np.int64)
    odd = scan_words(data, bounds, tables(), found, folded, edges)
    n = found.bounds[-1]
    hash_runs(folded, edges, np.zeros((MEMORY, 2), np.uint64), found.words[:n])
    found = Words(
        found.bounds,
        found.words[:n].copy(),
        found.starts[:n].copy(),
        found.ends[:n].copy(),
        found.marks[:n].copy(),
    )
    for i, text in enumerate(texts):
        if odd[i] & LONG_FOLD or (odd[i] and not unicodedata.is_normalized("NFC", text)):
            _hash_again(found, i, text)
    return found


def _utf8(texts: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """(the bytes of all texts, the bounds of each); lone surrogates become question marks."""
    whole = "".join(texts)
    if whole.isascii():
        data, lengths = whole.encode(), np.fromiter(map(len, texts), np.int64, len(texts))
    else:
        encoded = [text.encode("utf-8", "replace") for text in texts]
        data, lengths = b"".join(encoded), np.fromiter(map(len, encoded), np.int64, len(texts))
    return np.frombuffer(data, np.uint8), bounds_of(lengths)


def _room(n_texts: int, n_words: int) -> Words:
    """Room for what the kernel finds."""
    return Words(
        np.zeros(n_texts + 1, np.int64),
        np.empty(n_words, np.uint64),
        np.empty(n_words, np.int32),
        np.empty(n_words, np.int32),
        np.empty(n_words, np.uint8),
    )


def _hash_again(found: Words, i: int, text: str) -> None:
    """Hash the words of text i that the kernel cannot fold: those that are not NFC, and those with U+0130."""
    for w in range(found.bounds[i], found.bounds[i + 1]):
        word = text[found.starts[w] : found.ends[w]]
        if "\u0130" in word or not unicodedata.is_normalized("NFC", word):
            found.words[w] = xxhash.xxh64_intdigest(fold(word).encode())
