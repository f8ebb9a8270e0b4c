"""Kernels that fold texts: words spelt as they are hashed, spaces for all that parts them. Knows no hash.

Words alone are read here, many times as fast as by `word_scan`, which
also tells where each stands and what it is: nearly every byte of news is ASCII and is folded as vector code,
and most other characters are quotation marks and dashes, or letters whose fold takes as many bytes, and are
written over where they stand. A text with any other character is folded character by character.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numba import uint8, uint64
from numba.np.numpy_support import carray

from syndicate.compiled import compiled
from syndicate.text import characters
from syndicate.text.string_views import pointer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

_BREAK, _LETTER, _UPPER, _DIGIT, _JOINER, _HIDDEN, _GLYPH, _POINT = (
    characters.BREAK, characters.LETTER, characters.UPPER, characters.DIGIT, characters.JOINER,
    characters.HIDDEN, characters.GLYPH, characters.POINT,
)  # fmt: skip
_TABLE_SIZE: Final = characters.TABLE_SIZE
_SPACE: Final = 0x20
EIGHT: Final = 8  # bytes looked at together, as one number
# An entry of the table: the fold in UTF-8, first byte lowest, then how many bytes, the kind, whether odd, and
# whether it may be written over the character.
_SIZE, _KIND, _ODD, _IN_PLACE = 32, 36, 40, 41
_BEYOND: Final = 1 << _ODD | characters.BREAK << _KIND | 1 << _SIZE | _SPACE  # of the table: read elsewhere
_HIGH: Final = np.uint64(0x8080808080808080)  # in eight bytes, the bits that ASCII has not
_ALL: Final = np.uint64(0xFFFFFFFFFFFFFFFF)
_ONES: Final = np.uint64(0x0101010101010101)  # times eight bytes: the highest byte is their sum


@cache
def spellings() -> NDArray[np.uint64]:
    """What `fold_texts` looks up for each code point below TABLE_SIZE, see `_SIZE`."""
    kinds, folds = characters.tables()
    entries = np.full(_TABLE_SIZE, _spelt(b" "), np.uint64)
    for start, size in ((0x80, 2), (0x800, 3), (0x10000, 4)):  # what parts words takes as much room as before
        entries[start:] = _spelt(b" " * size) | 1 << _IN_PLACE
    entries[kinds == _HIDDEN] = 0
    for point in np.flatnonzero((folds > 0) & (kinds != _BREAK) & (kinds != _HIDDEN) & (kinds <= _POINT)):
        spelt = chr(folds[point]).encode("utf-8")
        in_place = len(spelt) == _utf8_size(int(point)) and kinds[point] in (_LETTER, _UPPER, _JOINER)
        entries[point] = _spelt(spelt) | in_place << _IN_PLACE
    entries |= kinds.astype(np.uint64) << np.uint64(_KIND)
    odd = folds == 0  # its fold takes several characters; or it is U+0000
    odd[_composing()] = True
    entries[odd] = entries[odd] & ~np.uint64(1 << _IN_PLACE) | np.uint64(1 << _ODD)
    return entries


def _spelt(fold: bytes) -> int:
    return len(fold) << _SIZE | int.from_bytes(fold, "little")


def _utf8_size(point: int) -> int:
    return 1 + sum(point >= first for first in (0x80, 0x800, 0x10000))


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
    addresses: NDArray[np.uint64],
    lengths: NDArray[np.int64],
    table: NDArray[np.uint64],
    out: NDArray[np.uint64],
    ends: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Write the fold of text t, lengths[t] bytes of UTF-8 at addresses[t], to the bytes from ends[t] on.

    At least one space follows, and as many as make ends[t + 1] a multiple of EIGHT. `table` is that of
    `spellings`; `out` has a number for every four bytes of text, two for every text, and four more. Returns
    which texts are odd: their words must be read otherwise.
    """
    odd, folded = np.zeros(len(lengths), np.bool_), out.view(np.uint8)
    n = uint64(0)
    for t in range(len(lengths)):
        size, eights = uint64(lengths[t]), out[n >> uint64(3) :]
        text, here = carray(pointer(addresses[t]), lengths[t], np.uint8), folded[n : n + size]
        if not fold_ascii(text, here) and not _fold_in_place(here, eights, table):
            end, odd[t] = _fold_anew(text, table, folded, n)
            size = end - n
        end = (n + size + uint64(EIGHT)) & ~uint64(EIGHT - 1)
        folded[n + size : end] = _SPACE
        n = end
        ends[t + 1] = n
    return odd


@compiled
def fold_ascii(text: Bytes, out: Bytes) -> bool:
    """Write the fold of all that is ASCII, and the rest as it is; whether all is ASCII. Vector code."""
    n = len(text)
    if n == 0:
        return True
    high = uint8(text[0] | text[n - 1])
    out[0], out[n - 1] = _folded(uint8(0), text[0], uint8(0)), _folded(uint8(0), text[n - 1], uint8(0))
    here, after, target = text[1:], text[2:], out[1:]
    for i in range(n - 2):
        target[i] = _folded(text[i], here[i], after[i])
        high = uint8(high | here[i])  # cut back: numba widens, and the loop would not be vector code
    return bool(high < 0x80)


@compiled
def _folded(before: np.uint8, byte: np.uint8, after: np.uint8) -> np.uint8:
    """The fold of a byte that stands between two: a point between digits is part of a word."""
    low = uint8(byte | uint8(0x20))
    is_letter = uint8(low - uint8(97)) < uint8(26)
    is_digit = uint8(byte - uint8(48)) < uint8(10)
    between = (uint8(before - uint8(48)) < uint8(10)) & (uint8(after - uint8(48)) < uint8(10))
    is_point = ((byte == uint8(44)) | (byte == uint8(46))) & between
    kept = byte if is_digit | is_point | (byte >= uint8(0x80)) else uint8(_SPACE)
    return low if is_letter else kept


@compiled
def _fold_in_place(text: Bytes, eights: NDArray[np.uint64], table: NDArray[np.uint64]) -> bool:
    """Write the fold of what is not ASCII over it; False where one must not be.

    `eights` are the bytes of the text and sixteen more, eight to a number, by which ASCII is passed over.
    """
    i, stop = uint64(0), uint64(len(text))
    while i < stop:
        at = i >> uint64(3)
        high = eights[at] & _HIGH & (_ALL << ((i & uint64(EIGHT - 1)) << uint64(3)))
        if not high:
            at += uint64(1)
            while at << uint64(3) < stop and not (eights[at] | eights[at + uint64(1)]) & _HIGH:
                at += uint64(2)
            i = at << uint64(3)
            continue
        i = (at << uint64(3)) + _n_before(high)
        if i >= stop:
            break
        point, size = _decode(text, i)
        entry = table[point] if point < _TABLE_SIZE else uint64(_BEYOND)
        if not (entry >> uint64(_IN_PLACE)) & uint64(1):
            return False
        for k in range(size):
            text[i + k] = uint8(entry >> (uint64(8) * k))
        i += size
    return True


@compiled
def _n_before(high: np.uint64) -> np.uint64:
    """How many bytes come before the first one that has its high bit, of which there is one."""
    n: np.uint64 = ((((high & (~high + uint64(1))) - uint64(1)) & _ONES) * _ONES >> uint64(56)) - uint64(1)
    return n


@compiled
def _fold_anew(text: Bytes, table: NDArray[np.uint64], out: Bytes, n: np.uint64) -> tuple[np.uint64, bool]:
    """Write the fold of a text at out[n], by character: (the position after it, whether the text is odd)."""
    i, stop = uint64(0), uint64(len(text))
    seen, before, in_glyph = uint64(0), uint64(_BREAK), False
    while i < stop:
        point, size = _decode(text, i)
        entry = table[point] if point < _TABLE_SIZE else uint64(_BEYOND)
        kind = _kind(entry)
        i += size
        seen |= entry
        if kind == _POINT and not (before == _DIGIT and i < stop and _is_digit(text, i, table)):
            entry, kind = uint64(1 << _SIZE | _SPACE), uint64(_BREAK)
        if kind == _GLYPH or (in_glyph and kind < _JOINER):
            out[n] = _SPACE
            n += uint64(1)
        if kind != _JOINER and kind != _HIDDEN:  # noqa: PLR1714 (a set is slower here)
            in_glyph = kind == _GLYPH
        n = _put(entry, out, n)
        before = kind
    return n, ((seen >> uint64(_ODD)) & uint64(1)) != 0


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
