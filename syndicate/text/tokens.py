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

from syndicate.compiled import compiled
from syndicate.corpus import CAPITAL, GLYPH, NUMBER, QUOTED
from syndicate.text import characters
from syndicate.text.characters import fold, tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from syndicate.text.characters import Tables

BATCH_CHARACTERS: Final = 1 << 22  # of text turned into code points at a time: 16 MB
_BREAK, _LETTER, _UPPER, _DIGIT, _JOINER, _HIDDEN, _GLYPH, _POINT, _QUOTE, _LINE = (
    characters.BREAK, characters.LETTER, characters.UPPER, characters.DIGIT, characters.JOINER,
    characters.HIDDEN, characters.GLYPH, characters.POINT, characters.QUOTE, characters.LINE,
)  # fmt: skip
_TABLE_SIZE, _IDEOGRAPH_LOW, _IDEOGRAPH_HIGH = characters.TABLE_SIZE, *characters.IDEOGRAPHS
_OPENING: Final = 0x201C  # “ never closes a quotation that “ has opened, but closes „
_LOW: Final = 0x201E  # „


class Words(NamedTuple):
    """The W words of N texts; those of text i are the slice bounds[i]:bounds[i + 1]. See `Corpus`."""

    bounds: NDArray[np.int64]
    words: NDArray[np.uint64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    marks: NDArray[np.uint8]


def read_words(texts: Sequence[str]) -> Words:
    """All words of all texts, in order. A text without words is an empty slice.

    Spans are in characters of the text. A lone surrogate separates words.
    """
    parts = [_read_batch(batch) for batch in _batches(texts)] or [_read_batch([])]
    counts = np.concatenate([np.diff(part.bounds) for part in parts])
    columns = [[getattr(part, name) for part in parts] for name in ("words", "starts", "ends", "marks")]
    del parts
    return Words(np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]), *map(_joined, columns))


def _joined(pieces: list[NDArray[Any]]) -> NDArray[Any]:
    """The pieces in one array; they are let go at once, since a corpus fits into memory hardly twice."""
    whole = np.concatenate(pieces)
    pieces.clear()
    return whole


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


def _read_batch(texts: Sequence[str]) -> Words:
    points = np.frombuffer("".join(texts).encode("utf-32-le", "replace"), np.uint32)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    found = _room(len(texts), len(points))
    odd = _scan(points, np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)]), tables(), found)
    n = found.bounds[-1]
    found = Words(
        found.bounds,
        found.words[:n].copy(),
        found.starts[:n].copy(),
        found.ends[:n].copy(),
        found.marks[:n].copy(),
    )
    for i, text in enumerate(texts):
        if odd[i] or not unicodedata.is_normalized("NFC", text):
            _hash_again(found, i, text)
    return found


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


@compiled
def _scan(
    points: NDArray[np.uint32], text_bounds: NDArray[np.int64], tables: Tables, found: Words
) -> NDArray[np.bool_]:
    """Write the words of every text into `found`; returns in which texts a fold takes several characters."""
    odd = np.zeros(len(text_bounds) - 1, np.bool_)
    scratch = np.empty(4 * 1024, np.uint8)
    n = 0
    for t in range(len(text_bounds) - 1):
        base, stop = text_bounds[t], text_bounds[t + 1]
        quote = np.uint32(0)  # the character that opened the quotation we are in
        i = base
        while i < stop:
            kind = _kind_of(points[i], tables)
            if kind in (_LETTER, _UPPER, _DIGIT, _GLYPH, _JOINER):
                j, has_digit, is_odd = _word_end(points, i, stop, tables)
                found.words[n], scratch = _hash_word(points[i:j], tables, scratch)
                found.starts[n], found.ends[n] = i - base, j - base
                found.marks[n] = _mark(kind, has_digit, quote != 0)
                odd[t] |= is_odd
                n += 1
                i = j
                continue
            if kind == _LINE:
                quote = np.uint32(0)
            elif kind == _QUOTE:
                quote = _toggle(quote, points[i])
            i += 1
        found.bounds[t + 1] = n
    return odd


@compiled
def _kind_of(point: np.uint32, tables: Tables) -> np.uint8:
    kind = np.uint8(_GLYPH if _IDEOGRAPH_LOW <= point < _IDEOGRAPH_HIGH else _BREAK)
    if point < _TABLE_SIZE:
        kind = tables.kinds[point]
    return kind


@compiled
def _mark(kind: np.uint8, has_digit: bool, is_quoted: bool) -> int:
    """The mark of a word whose first character is of this kind."""
    mark = NUMBER if has_digit else 0
    if kind == _UPPER:
        mark |= CAPITAL
    if kind == _GLYPH:
        mark |= GLYPH
    return mark | QUOTED if is_quoted else mark


@compiled
def _toggle(quote: np.uint32, point: np.uint32) -> np.uint32:
    """The opening mark after `point`, given the one before (0: none)."""
    if quote == 0 or (point == _OPENING and quote != _LOW):
        return point
    return np.uint32(0)


@compiled
def _word_end(points: NDArray[np.uint32], i: int, stop: int, tables: Tables) -> tuple[int, bool, bool]:
    """(one past the word that starts at i, it holds a digit, it holds a character without a single fold)."""
    glyph = _kind_of(points[i], tables) == _GLYPH
    digit = odd = False
    j = i
    while j < stop:
        kind = _kind_of(points[j], tables)
        if kind in (_GLYPH, _LETTER, _UPPER, _DIGIT):
            if j > i and (glyph or kind == _GLYPH):
                break
            digit |= kind == _DIGIT
        elif kind == _POINT:
            if not (j > i and j + 1 < stop and _both_digits(points[j - 1], points[j + 1], tables)):
                break
        elif kind not in (_JOINER, _HIDDEN):
            break
        odd |= points[j] < _TABLE_SIZE and kind != _HIDDEN and tables.folds[points[j]] == 0
        j += 1
    while _kind_of(points[j - 1], tables) == _HIDDEN:
        j -= 1
    return j, digit, odd


@compiled
def _both_digits(before: np.uint32, after: np.uint32, tables: Tables) -> bool:
    return bool(_kind_of(before, tables) == _DIGIT and _kind_of(after, tables) == _DIGIT)


@compiled
def _hash_word(
    word: NDArray[np.uint32], tables: Tables, scratch: NDArray[np.uint8]
) -> tuple[np.uint64, NDArray[np.uint8]]:
    """(XXH64 of the folded code points in UTF-8, the scratch buffer, grown if it had to be)."""
    if 4 * len(word) > len(scratch):
        scratch = np.empty(8 * len(word), np.uint8)
    n = 0
    for point in word:
        if point >= _TABLE_SIZE:
            n = _put_utf8(scratch, n, point)
        elif tables.kinds[point] != _HIDDEN:
            n = _put_utf8(scratch, n, tables.folds[point])
    return _xxh64(scratch, n), scratch


@compiled
def _put_utf8(out: NDArray[np.uint8], n: int, point: np.uint32) -> int:
    """Write one code point at out[n]; returns the position after it."""
    if point < 0x80:
        out[n] = point
        return n + 1
    if point < 0x800:
        out[n] = 0xC0 | (point >> 6)
        out[n + 1] = 0x80 | (point & 0x3F)
        return n + 2
    if point < 0x10000:
        out[n] = 0xE0 | (point >> 12)
        out[n + 1] = 0x80 | ((point >> 6) & 0x3F)
        out[n + 2] = 0x80 | (point & 0x3F)
        return n + 3
    out[n] = 0xF0 | (point >> 18)
    out[n + 1] = 0x80 | ((point >> 12) & 0x3F)
    out[n + 2] = 0x80 | ((point >> 6) & 0x3F)
    out[n + 3] = 0x80 | (point & 0x3F)
    return n + 4


_P1 = np.uint64(0x9E3779B185EBCA87)
_P2 = np.uint64(0xC2B2AE3D27D4EB4F)
_P3 = np.uint64(0x165667B19E3779F9)
_P4 = np.uint64(0x85EBCA77C2B2AE63)
_P5 = np.uint64(0x27D4EB2F165667C5)


@compiled
def _rotl(x: np.uint64, r: int) -> np.uint64:
    return (x << np.uint64(r)) | (x >> np.uint64(64 - r))


@compiled
def _little_endian(data: NDArray[np.uint8], at: int, n: int) -> np.uint64:
    x = np.uint64(0)
    for k in range(n):
        x |= np.uint64(data[at + k]) << np.uint64(8 * k)
    return x


@compiled
def _round(acc: np.uint64, lane: np.uint64) -> np.uint64:
    return _rotl(acc + lane * _P2, 31) * _P1


@compiled
def _xxh64(data: NDArray[np.uint8], n: int) -> np.uint64:
    """XXH64 with seed 0 of data[:n] (Collet, xxHash specification, section XXH64)."""
    at = 0
    if n >= 32:
        v1, v2, v3, v4 = _P1 + _P2, _P2, np.uint64(0), np.uint64(0) - _P1
        while at + 32 <= n:
            v1 = _round(v1, _little_endian(data, at, 8))
            v2 = _round(v2, _little_endian(data, at + 8, 8))
            v3 = _round(v3, _little_endian(data, at + 16, 8))
            v4 = _round(v4, _little_endian(data, at + 24, 8))
            at += 32
        h = _rotl(v1, 1) + _rotl(v2, 7) + _rotl(v3, 12) + _rotl(v4, 18)
        for v in (v1, v2, v3, v4):
            h = (h ^ _round(np.uint64(0), v)) * _P1 + _P4
    else:
        h = _P5
    h += np.uint64(n)
    while at + 8 <= n:
        h = _rotl(h ^ _round(np.uint64(0), _little_endian(data, at, 8)), 27) * _P1 + _P4
        at += 8
    if at + 4 <= n:
        h = _rotl(h ^ (_little_endian(data, at, 4) * _P1), 23) * _P2 + _P3
        at += 4
    while at < n:
        h = _rotl(h ^ (np.uint64(data[at]) * _P5), 11) * _P1
        at += 1
    h = (h ^ (h >> np.uint64(33))) * _P2
    h = (h ^ (h >> np.uint64(29))) * _P3
    return h ^ (h >> np.uint64(32))
