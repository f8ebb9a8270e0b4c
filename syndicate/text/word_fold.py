"""Kernels that fold texts and find their words, bytes in, bytes out. Knows no hash and no place in a text.

Words alone are read here, at some five times the speed of `word_scan`, which also tells where each stands and
what it is. In the folded text every word is spelt as it is hashed, and spaces stand for all that parts words.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numba import uint8, uint64

from syndicate.compiled import compiled
from syndicate.text import characters

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

_BREAK, _DIGIT, _JOINER, _HIDDEN, _GLYPH, _POINT = (
    characters.BREAK, characters.DIGIT, characters.JOINER, characters.HIDDEN, characters.GLYPH,
    characters.POINT,
)  # fmt: skip
_TABLE_SIZE: Final = characters.TABLE_SIZE
_SPACE: Final = 0x20
# An entry of the table: the fold in UTF-8, first byte lowest, then how many bytes, the kind, and whether odd.
_SIZE, _KIND, _ODD = 32, 36, 40
_BEYOND: Final = 1 << _ODD | characters.BREAK << _KIND | 1 << _SIZE | _SPACE  # of the table: read elsewhere


@cache
def spellings() -> NDArray[np.uint64]:
    """What `fold_texts` looks up for each code point below TABLE_SIZE, see `_SIZE`."""
    kinds, folds = characters.tables()
    entries = np.full(_TABLE_SIZE, 1 << _SIZE | _SPACE, np.uint64)
    entries[kinds == _HIDDEN] = 0
    for point in np.flatnonzero((folds > 0) & (kinds != _BREAK) & (kinds != _HIDDEN) & (kinds <= _POINT)):
        spelt = chr(folds[point]).encode("utf-8")
        entries[point] = len(spelt) << _SIZE | int.from_bytes(spelt, "little")
    entries |= kinds.astype(np.uint64) << np.uint64(_KIND)
    entries[folds == 0] |= np.uint64(1 << _ODD)  # its fold takes several; or it is U+0000, as rare
    entries[_composing()] |= np.uint64(1 << _ODD)
    return entries


def _composing() -> list[int]:
    """Code points that NFC may change, or merge with one before: a text without them is NFC as it stands."""
    found = list(range(0x1160, 0x1200))  # vowels and finals of Hangul, which compose by rule
    for point in range(0x80, _TABLE_SIZE):
        character = chr(point)
        parts = unicodedata.decomposition(character).split()
        if unicodedata.combining(character) or not unicodedata.is_normalized("NFC", character):
            found.append(point)
        if len(parts) == 2 and not parts[0].startswith("<"):
            found.append(int(parts[1], 16))
    return found


@compiled
def fold_texts(
    data: Bytes, bounds: NDArray[np.int64], table: NDArray[np.uint64], out: Bytes, ends: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Write the fold of text t, data[bounds[t]:bounds[t + 1]] of UTF-8, to out[ends[t]:ends[t + 1]].

    `table` is that of `spellings`; the bytes of `out` are at least twice those of `data`, one for every text,
    and eight. Returns which texts are odd: their words must be read otherwise.
    """
    odd = np.zeros(len(bounds) - 1, np.bool_)
    n = uint64(0)
    for t in range(len(bounds) - 1):
        n, odd[t] = _fold_text(data, uint64(bounds[t]), uint64(bounds[t + 1]), table, out, n)
        out[n] = _SPACE
        n += uint64(1)
        ends[t + 1] = n
    return odd


@compiled
def _fold_text(
    data: Bytes, i: np.uint64, stop: np.uint64, table: NDArray[np.uint64], out: Bytes, n: np.uint64
) -> tuple[np.uint64, bool]:
    """Write the fold of data[i:stop] at out[n]: (the position after it, the text is odd)."""
    start, seen, before, in_glyph = i, uint64(0), uint64(_BREAK), False
    while i < stop:
        if i > start and (data[i] | data[i - uint64(1)]) < 0x80:
            end = _ascii_end(data, i, stop) - uint64(1)  # the last may be a point before a foreign digit
            if end > i:
                _fold_ascii(data, i, end, out, n)
                n += end - i
                i = end
                before = _kind(table[data[i - uint64(1)]])
        point, size = _decode(data, i)
        entry = table[point] if point < _TABLE_SIZE else uint64(_BEYOND)
        kind = _kind(entry)
        i += size
        seen |= entry
        if kind == _POINT and not (before == _DIGIT and i < stop and _is_digit(data, i, table)):
            entry, kind = uint64(1 << _SIZE | _SPACE), uint64(_BREAK)
        if kind == _GLYPH or (in_glyph and kind < _JOINER):
            out[n] = _SPACE
            n += uint64(1)
        if kind != _JOINER and kind != _HIDDEN:  # noqa: PLR1714 (a set is slower here)
            in_glyph = kind == _GLYPH
        n = _put(entry, out, n)
        before = kind
    return n, (seen >> uint64(_ODD)) != 0


@compiled
def _kind(entry: np.uint64) -> np.uint64:
    kind: np.uint64 = (entry >> uint64(_KIND)) & uint64(15)
    return kind


@compiled
def _put(entry: np.uint64, out: Bytes, n: np.uint64) -> np.uint64:
    """Write the spelling of an entry at out[n], which has room for four bytes; the position after it."""
    for k in range(4):
        out[n + uint64(k)] = uint8(entry >> uint64(8 * k))
    return n + ((entry >> uint64(_SIZE)) & uint64(15))


@compiled
def _is_digit(data: Bytes, i: np.uint64, table: NDArray[np.uint64]) -> bool:
    """Whether the character at byte i is a digit."""
    point, _ = _decode(data, i)
    return bool(point < _TABLE_SIZE and _kind(table[point]) == _DIGIT)


@compiled
def _ascii_end(data: Bytes, i: np.uint64, stop: np.uint64) -> np.uint64:
    """One past the ASCII characters from byte i on, of which there is one; eight at a time."""
    while i + uint64(8) <= stop:
        high = uint8(0)
        for k in range(8):
            high |= data[i + uint64(k)]
        if high >= 0x80:
            break
        i += uint64(8)
    while i < stop and data[i] < 0x80:
        i += uint64(1)
    return i


@compiled
def _fold_ascii(data: Bytes, i: np.uint64, end: np.uint64, out: Bytes, n: np.uint64) -> None:
    """Write the fold of data[i:end] at out[n]; it is ASCII, and so are the characters before and after it.

    Without a branch, so that it becomes vector code.
    """
    source, target = data[i - uint64(1) : end + uint64(1)], out[n : n + (end - i)]
    for j in range(len(target)):
        c = source[j + 1]
        low = uint8(c | uint8(0x20))
        is_word = (uint8(low - uint8(97)) < uint8(26)) | (uint8(c - uint8(48)) < uint8(10))
        between = (uint8(source[j] - uint8(48)) < uint8(10)) & (uint8(source[j + 2] - uint8(48)) < uint8(10))
        is_point = ((c == uint8(44)) | (c == uint8(46))) & between
        folded = low if uint8(low - uint8(97)) < uint8(26) else c
        target[j] = folded if is_word | is_point else uint8(_SPACE)


@compiled
def _decode(data: Bytes, i: np.uint64) -> tuple[np.uint64, np.uint64]:
    """(code point at byte i of valid UTF-8, the bytes it takes)."""
    head = uint64(data[i])
    if head < 0x80:
        return head, uint64(1)
    second = uint64(data[i + uint64(1)]) & uint64(0x3F)
    if head < 0xE0:
        return (head & uint64(0x1F)) << uint64(6) | second, uint64(2)
    third = uint64(data[i + uint64(2)]) & uint64(0x3F)
    if head < 0xF0:
        return (head & uint64(0x0F)) << uint64(12) | second << uint64(6) | third, uint64(3)
    fourth = uint64(data[i + uint64(3)]) & uint64(0x3F)
    high = (head & uint64(0x07)) << uint64(18) | second << uint64(12)
    return high | third << uint64(6) | fourth, uint64(4)


@compiled
def find_words(
    folded: Bytes,
    ends: NDArray[np.int64],
    is_edge: Bytes,
    edges: NDArray[np.int64],
    word_bounds: NDArray[np.int64],
) -> None:
    """Write where each word of the folded texts begins and ends to edges[2 w] and edges[2 w + 1].

    Text t is folded[ends[t]:ends[t + 1]], its last byte a space, and has the words from word_bounds[t] to
    word_bounds[t + 1]. `is_edge` is scratch, as long as the longest text. A byte that is no edge is written
    over by the next: no branch to mispredict.
    """
    n = uint64(0)
    for t in range(len(ends) - 1):
        first = uint64(ends[t])
        text = folded[first : uint64(ends[t + 1])]
        mark_edges(text, is_edge)
        for i in range(uint64(len(text))):
            edges[n] = first + i
            n += uint64(is_edge[i])
        word_bounds[t + 1] = n >> uint64(1)


@compiled
def mark_edges(text: Bytes, is_edge: Bytes) -> None:
    """Mark every byte at which a word begins, or which is the first after one; vector code."""
    is_edge[0] = text[0] != _SPACE
    for i in range(1, len(text)):
        is_edge[i] = (text[i] != _SPACE) != (text[i - 1] != _SPACE)
