"""Reads words: where each starts and ends in the text, what it is, and its hash. Knows no language and no sentence.

A word is a run of letters, digits and marks; a number keeps the points inside it (1,180); in scripts written
without spaces every character is a word. Its hash is XXH64 of the UTF-8 bytes of its fold (see `characters`), so
that `xxhash.xxh64_intdigest(fold(word).encode())` gives the same.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xxhash

from syndicate.compiled import compiled
from syndicate.corpus import CAPITAL, GLYPH, NUMBER, QUOTED
from syndicate.text import characters
from syndicate.text.characters import fold, tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

BATCH_CHARACTERS = 1 << 22  # of text turned into code points at a time: 16 MB
_LETTER, _UPPER, _DIGIT, _JOINER, _HIDDEN = (
    characters.LETTER, characters.UPPER, characters.DIGIT, characters.JOINER, characters.HIDDEN,
)  # fmt: skip
_GLYPH, _POINT, _QUOTE, _LINE = characters.GLYPH, characters.POINT, characters.QUOTE, characters.LINE
_TABLE_SIZE, _IDEOGRAPH_LOW, _IDEOGRAPH_HIGH = characters.TABLE_SIZE, *characters.IDEOGRAPHS
_BREAK = characters.BREAK
_OPENING = 0x201C  # “ never closes a quotation that “ has opened, but closes „
_LOW = 0x201E  # „


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The W words of N texts; those of text i are the slice bounds[i]:bounds[i + 1]. See `Corpus` for the columns."""

    bounds: NDArray[np.int64]
    words: NDArray[np.uint64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    marks: NDArray[np.uint8]


def read_words(texts: Sequence[str]) -> Words:
    """All words of all texts, in order. A text without words is an empty slice."""
    parts = [_read_batch(batch) for batch in _batches(texts)]
    counts = [np.diff(p.bounds) for p in parts]
    bounds = np.concatenate([[0], np.cumsum(np.concatenate(counts) if counts else [])]).astype(np.int64)
    return Words(
        bounds,
        np.concatenate([np.empty(0, np.uint64), *(p.words for p in parts)]),
        np.concatenate([np.empty(0, np.int32), *(p.starts for p in parts)]),
        np.concatenate([np.empty(0, np.int32), *(p.ends for p in parts)]),
        np.concatenate([np.empty(0, np.uint8), *(p.marks for p in parts)]),
    )


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    first, size = 0, 0
    for i, text in enumerate(texts):
        if size and size + len(text) > BATCH_CHARACTERS:
            yield texts[first:i]
            first, size = i, 0
        size += len(text)
    if first < len(texts):
        yield texts[first:]


def _read_batch(texts: Sequence[str]) -> Words:
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    points = np.frombuffer("".join(texts).encode("utf-32-le", "replace"), np.uint32)
    text_bounds = np.concatenate([[0], np.cumsum(lengths)])
    room = len(points)
    words, marks = np.empty(room, np.uint64), np.empty(room, np.uint8)
    starts, ends = np.empty(room, np.int32), np.empty(room, np.int32)
    bounds = np.zeros(len(texts) + 1, np.int64)
    odd = np.zeros(len(texts), np.bool_)
    _scan(points, text_bounds, *tables(), words, starts, ends, marks, bounds, odd)
    n = bounds[-1]
    found = Words(bounds, words[:n].copy(), starts[:n].copy(), ends[:n].copy(), marks[:n].copy())
    for i, text in enumerate(texts):
        if odd[i] or not unicodedata.is_normalized("NFC", text):
            _hash_again(found, i, text)
    return found


def _hash_again(found: Words, i: int, text: str) -> None:
    """Hash the words of text i that the kernel cannot fold: those that are not NFC, and those with U+0130."""
    for w in range(found.bounds[i], found.bounds[i + 1]):
        word = text[found.starts[w] : found.ends[w]]
        if "\u0130" in word or not unicodedata.is_normalized("NFC", word):
            found.words[w] = xxhash.xxh64_intdigest(fold(word).encode())


@compiled
def _scan(  # type: ignore[no-untyped-def]
    points, text_bounds, kinds, folds, words, starts, ends, marks, bounds, odd
):
    """Read the words of every text; writes bounds, and odd where a fold of more than one character occurs."""
    scratch = np.empty(4 * 1024, np.uint8)
    n = 0
    for t in range(len(text_bounds) - 1):
        base, stop = text_bounds[t], text_bounds[t + 1]
        quote = np.uint32(0)  # the character that opened the quotation we are in
        i = base
        while i < stop:
            kind = _kind_of(points[i], kinds)
            if kind == _LINE:
                quote = np.uint32(0)
            elif kind == _QUOTE:
                quote = _toggle(quote, points[i])
            elif kind in (_LETTER, _UPPER, _DIGIT, _GLYPH, _JOINER):
                j, has_digit, is_odd = _word_end(points, i, stop, kinds, folds)
                if is_odd:
                    odd[t] = True
                words[n], scratch = _hash_word(points, i, j, kinds, folds, scratch)
                starts[n], ends[n] = i - base, j - base
                mark = np.uint8(0)
                if has_digit:
                    mark |= np.uint8(NUMBER)
                if kind == _UPPER:
                    mark |= np.uint8(CAPITAL)
                if quote != 0:
                    mark |= np.uint8(QUOTED)
                if kind == _GLYPH:
                    mark |= np.uint8(GLYPH)
                marks[n] = mark
                n += 1
                i = j
                continue
            i += 1
        bounds[t + 1] = n


@compiled
def _kind_of(point, kinds):  # type: ignore[no-untyped-def]
    if point < _TABLE_SIZE:
        return kinds[point]
    return np.uint8(_GLYPH) if _IDEOGRAPH_LOW <= point < _IDEOGRAPH_HIGH else np.uint8(_BREAK)


@compiled
def _toggle(quote, point):  # type: ignore[no-untyped-def]
    """The opening mark after `point`, given the one before (0: none)."""
    if quote == 0 or (point == _OPENING and quote != _LOW):
        return point
    return np.uint32(0)


@compiled
def _word_end(points, i, stop, kinds, folds):  # type: ignore[no-untyped-def]
    """(one past the word that starts at i, it holds a digit, it holds a character without a single fold)."""
    glyph = _kind_of(points[i], kinds) == _GLYPH
    digit = odd = False
    j = i
    while j < stop:
        kind = _kind_of(points[j], kinds)
        if kind == _GLYPH or kind in (_LETTER, _UPPER, _DIGIT):
            if j > i and (glyph or kind == _GLYPH):
                break
            digit |= kind == _DIGIT
        elif kind == _POINT:
            if not (j > i and j + 1 < stop and _both_digits(points[j - 1], points[j + 1], kinds)):
                break
        elif kind not in (_JOINER, _HIDDEN):
            break
        odd |= points[j] < _TABLE_SIZE and kind != _HIDDEN and folds[points[j]] == 0
        j += 1
    while _kind_of(points[j - 1], kinds) == _HIDDEN:
        j -= 1
    return j, digit, odd


@compiled
def _both_digits(before, after, kinds):  # type: ignore[no-untyped-def]
    return _kind_of(before, kinds) == _DIGIT and _kind_of(after, kinds) == _DIGIT


@compiled
def _hash_word(points, i, j, kinds, folds, scratch):  # type: ignore[no-untyped-def]
    """(XXH64 of the folded characters i..j in UTF-8, the scratch buffer, grown if it had to be)."""
    if 4 * (j - i) > len(scratch):
        scratch = np.empty(8 * (j - i), np.uint8)
    n = 0
    for k in range(i, j):
        point = points[k]
        if point < _TABLE_SIZE:
            if kinds[point] == _HIDDEN:
                continue
            point = folds[point]
        n = _put_utf8(scratch, n, point)
    return _xxh64(scratch, n), scratch


@compiled
def _put_utf8(out, n, point):  # type: ignore[no-untyped-def]
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
def _rotl(x, r):  # type: ignore[no-untyped-def]
    return (x << np.uint64(r)) | (x >> np.uint64(64 - r))


@compiled
def _little_endian(data, at, n):  # type: ignore[no-untyped-def]
    x = np.uint64(0)
    for k in range(n):
        x |= np.uint64(data[at + k]) << np.uint64(8 * k)
    return x


@compiled
def _round(acc, lane):  # type: ignore[no-untyped-def]
    return _rotl(acc + lane * _P2, 31) * _P1


@compiled
def _xxh64(data, n):  # type: ignore[no-untyped-def]
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
