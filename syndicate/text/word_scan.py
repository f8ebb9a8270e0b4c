"""The kernel that reads words: one pass over the UTF-8 of many texts. What a word is, `tokens` says.

Nearly every byte of news is ASCII: such words are told eight bytes at a time, from a folded copy of the text.
A word with any other character in it is decoded, and its fold spelt into a scratch buffer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numba import uint64

from syndicate.compiled import compiled
from syndicate.corpus import CAPITAL, GLYPH, NUMBER, QUOTED
from syndicate.text import characters

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.text.characters import Tables
    from syndicate.text.tokens import Words

    Bytes = NDArray[np.uint8]
    Kinds = NDArray[np.uint8]

_BREAK, _LETTER, _UPPER, _DIGIT, _JOINER, _HIDDEN, _GLYPH, _POINT, _QUOTE, _LINE = (
    characters.BREAK, characters.LETTER, characters.UPPER, characters.DIGIT, characters.JOINER,
    characters.HIDDEN, characters.GLYPH, characters.POINT, characters.QUOTE, characters.LINE,
)  # fmt: skip
_TABLE_SIZE, _IDEOGRAPH_LOW, _IDEOGRAPH_HIGH = characters.TABLE_SIZE, *characters.IDEOGRAPHS
_GRAVE, _APOSTROPHE = 0x60, 0x27  # two of them are a quotation mark: ``so'', as typed in the telex's day
_CLOSING: Final = 0x201D
_OPENING: Final = 0x201C  # “ never closes a quotation that “ has opened, but closes „
_LOW: Final = 0x201E  # „
COMPOSABLE: Final = 1  # it holds a character of those that NFC may change: the first combining mark, or later
LONG_FOLD: Final = 2  # it holds a character whose fold takes several
_COMPOSABLE: Final = 0x300
_SPACE: Final = 0x20
_ONES, _WORD, _DIGITS, _LOW_BITS, _HIGH_BITS = (  # of eight bytes
    np.uint64(0x0101010101010101 * byte) for byte in (0x01, 0x5C, 0x10, 0x7F, 0x80)
)


@compiled
def scan_words(
    data: Bytes,
    bounds: NDArray[np.int64],
    tables: Tables,
    found: Words,
    folded: Bytes,
    edges: NDArray[np.uint32],
) -> NDArray[np.uint8]:
    """Write the words of every text into `found`; returns what makes a text odd: COMPOSABLE, LONG_FOLD.

    The UTF-8 of text t is data[bounds[t]:bounds[t + 1]], a line's end its last byte. Their hashes are left to
    be made: the fold of word w is written to folded[edges[2 w]:edges[2 w + 1]]. `folded` is at least two and
    a half times as long as the data, and begins with what `word_fold.fold_ascii` makes of them.
    """
    odd = np.zeros(len(bounds) - 1, np.uint8)
    # Columns are taken out of their tuples once: doing so counts a reference, which in a loop costs more than
    # what is looked up.
    kinds, folds = tables.kinds, tables.folds
    starts, ends, marks, word_bounds = found.starts, found.ends, found.marks, found.bounds
    spelt = uint64(len(data))  # where the next fold of a word that is not all ASCII is written
    n = uint64(0)
    for t in range(len(bounds) - 1):
        i, stop = uint64(bounds[t]), uint64(bounds[t + 1])
        base = i  # the byte at which the text would start if every character before i took one byte
        quote = uint64(0)  # the character that opened the quotation we are in
        while i < stop:
            if data[i] == _SPACE:
                i += uint64(1)
                continue
            point, size = _decode(data, i)
            kind = _kind_of(point, kinds)
            if kind == _BREAK or kind == _HIDDEN or kind >= _POINT:  # noqa: PLR1714, SIM109 (a set is slower here)
                if kind == _LINE:
                    quote = uint64(0)
                elif kind == _QUOTE:
                    quote = _toggle(quote, point)
                elif _is_doubled(data, i, stop):
                    quote = _toggle(quote, uint64(_OPENING if point == _GRAVE else _CLOSING))
                    i += size
                i += size
                base += size - uint64(1)
                continue
            starts[n] = i - base
            end, digit = _ascii_run(folded, i)
            is_plain = data[end] < 0x80 and not (digit and kinds[data[end]] == _POINT)
            if is_plain or _ends(data, i, end, kinds):
                edges[uint64(2) * n], edges[uint64(2) * n + uint64(1)] = i, end
            else:
                end, extra, digit, is_odd = _word_end(data, i, stop, kinds, folds)
                edges[uint64(2) * n] = spelt
                spelt = _spell_fold(data, i, end, kinds, folds, folded, spelt)
                edges[uint64(2) * n + uint64(1)] = spelt
                base += extra
                odd[t] |= is_odd
            ends[n] = end - base
            marks[n] = _mark(kind, digit, quote != uint64(0))
            n += uint64(1)
            i = end
        word_bounds[t + 1] = n
    return odd


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
def _kind_of(point: np.uint64, kinds: Kinds) -> np.uint8:
    if point < _TABLE_SIZE:
        kind: np.uint8 = kinds[point]
        return kind
    return np.uint8(_GLYPH if _IDEOGRAPH_LOW <= point < _IDEOGRAPH_HIGH else _BREAK)


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
def _toggle(quote: np.uint64, point: np.uint64) -> np.uint64:
    """The opening mark after `point`, given the one before (0: none)."""
    if quote == 0 or (point == _OPENING and quote != _LOW):
        return point
    return uint64(0)


@compiled
def _is_doubled(data: Bytes, i: np.uint64, stop: np.uint64) -> bool:
    """Whether byte i is an apostrophe or a grave accent, and the next one the same."""
    if data[i] != _APOSTROPHE and data[i] != _GRAVE:
        return False
    return bool(i + uint64(1) < stop and data[i + uint64(1)] == data[i])


@compiled
def _ends(data: Bytes, i: np.uint64, end: np.uint64, kinds: Kinds) -> bool:
    """Whether all of the word that starts at byte i is ASCII, which ends, or goes on otherwise, at `end`."""
    if data[end] >= 0x80:
        kind = _kind_of(_decode(data, end)[0], kinds)
        return bool(end > i and kind != _POINT and (kind == _BREAK or kind >= _GLYPH))
    is_number = kinds[data[end]] == _POINT and kinds[data[end - uint64(1)]] == _DIGIT
    return not (is_number and data[end + uint64(1)] >= 0x80)


@compiled
def _ascii_run(folded: Bytes, i: np.uint64) -> tuple[np.uint64, bool]:
    """(the first byte from i on that is a space or not ASCII, there is a digit before); eight at a time.

    Of what `fold_ascii` writes a space alone has none of the bits of _WORD, and a digit alone 0x10 without
    0x40.
    """
    digits = uint64(0)
    while True:
        eight = _load(folded, i)
        here = eight & ~(eight >> uint64(2)) & _DIGITS
        after = (~((eight & _WORD) + _LOW_BITS) | eight) & _HIGH_BITS
        if after:
            before = ((after & (~after + uint64(1))) >> uint64(7)) - uint64(1)
            return i + ((before & _ONES) * _ONES >> uint64(56)), (digits | (here & before)) != 0
        digits |= here
        i += uint64(8)


@compiled
def _load(data: Bytes, i: np.uint64) -> np.uint64:
    """Eight bytes as a number: written out, the compiler makes one load of them."""
    a = uint64(data[i]) | uint64(data[i + uint64(1)]) << uint64(8)
    b = uint64(data[i + uint64(2)]) | uint64(data[i + uint64(3)]) << uint64(8)
    c = uint64(data[i + uint64(4)]) | uint64(data[i + uint64(5)]) << uint64(8)
    d = uint64(data[i + uint64(6)]) | uint64(data[i + uint64(7)]) << uint64(8)
    eight: np.uint64 = a | b << uint64(16) | c << uint64(32) | d << uint64(48)
    return eight


@compiled
def _word_end(
    data: Bytes, i: np.uint64, stop: np.uint64, kinds: Kinds, folds: NDArray[np.uint32]
) -> tuple[np.uint64, np.uint64, bool, int]:
    """(one past the word that starts at byte i, bytes beyond one for each of its characters, it holds a
    digit, what makes it odd).
    """
    digit, odd = False, 0
    glyph = before = _kind_of(_decode(data, i)[0], kinds)
    j, extra = i, uint64(0)
    end, end_extra = i, uint64(0)  # as far as the last character that is not hidden
    while j < stop:
        point, size = _decode(data, j)
        kind = _kind_of(point, kinds)
        if kind in (_GLYPH, _LETTER, _UPPER, _DIGIT):
            if j > i and _GLYPH in (glyph, kind):
                break
            digit |= kind == _DIGIT
        elif kind == _POINT:
            after = j + size
            if not (before == _DIGIT and after < stop and _kind_of(_decode(data, after)[0], kinds) == _DIGIT):
                break
        elif kind not in (_JOINER, _HIDDEN):
            break
        odd |= COMPOSABLE if point >= _COMPOSABLE else 0
        odd |= LONG_FOLD if point < _TABLE_SIZE and kind != _HIDDEN and folds[point] == 0 else 0
        j += size
        extra += size - uint64(1)
        before = kind
        if kind != _HIDDEN:
            end, end_extra = j, extra
    return end, end_extra, digit, odd


@compiled
def _spell_fold(
    data: Bytes,
    i: np.uint64,
    end: np.uint64,
    kinds: Kinds,
    folds: NDArray[np.uint32],
    out: Bytes,
    n: np.uint64,
) -> np.uint64:
    """Write the fold of the word data[i:end] in UTF-8 at out[n], at most half as many bytes again; the
    position after it. For a fold of several characters, which is hashed otherwise, stands a space.
    """
    while i < end:
        point, size = _decode(data, i)
        i += size
        if point >= _TABLE_SIZE:
            n = _put_utf8(out, n, point)
        elif kinds[point] != _HIDDEN:
            n = _put_utf8(out, n, uint64(folds[point] if folds[point] else 0x20))
    return n


@compiled
def _put_utf8(out: Bytes, n: np.uint64, point: np.uint64) -> np.uint64:
    """Write one code point at out[n]; returns the position after it."""
    if point < 0x80:
        out[n] = point
        return n + uint64(1)
    last = uint64(0x80) | (point & uint64(0x3F))
    if point < 0x800:
        out[n] = uint64(0xC0) | (point >> uint64(6))
        out[n + uint64(1)] = last
        return n + uint64(2)
    third = uint64(0x80) | ((point >> uint64(6)) & uint64(0x3F))
    if point < 0x10000:
        out[n] = uint64(0xE0) | (point >> uint64(12))
        out[n + uint64(1)] = third
        out[n + uint64(2)] = last
        return n + uint64(3)
    out[n] = uint64(0xF0) | (point >> uint64(18))
    out[n + uint64(1)] = uint64(0x80) | ((point >> uint64(12)) & uint64(0x3F))
    out[n + uint64(2)] = third
    out[n + uint64(3)] = last
    return n + uint64(4)
