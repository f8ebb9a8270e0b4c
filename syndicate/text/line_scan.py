"""Counts what each line is made of: words, capitals, digits, stops, scripts. Judges nothing.

One compiled pass over the code points; what a character is stands in `characters`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import polars as pl
from numba.np.numpy_support import carray

from syndicate.compiled import compiled
from syndicate.text import characters
from syndicate.text.string_views import pointer, string_views

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# Columns of `Scan.counts`
COLUMNS: Final = (
    "words", "glyphs", "capitals", "shouted", "digits", "stops", "commas", "bars", "short",
    "latin", "cyrillic", "arabic", "indic", "east", "other",
)  # fmt: skip
# Columns of `Scan.ends`
END_STOP, END_COLON, END_DOTS, START_LOWER, START_QUOTE, START_MARK, END_BRACKET = range(7)

# What a mark of punctuation does, beside the kinds of `characters`
_STOP, _COMMA, _BAR, _COLON, _CLOSER = 16, 17, 18, 19, 20
_MARKS: Final = {
    _STOP: ".!?…‥。！？．।॥۔؟։።",
    _COMMA: ",،、，;；",
    _BAR: "|•·●▪■◆►▶»›>/_#@©\u2060",
    _COLON: ":：",
    _CLOSER: "\"'”’»」』)]）】",
}  # fmt: skip
_SCRIPTS: Final = (  # columns from `latin` on; the first range that holds the character
    (0x0041, 0x0370, 9), (0x0370, 0x0530, 10), (0x0590, 0x0900, 11), (0x0900, 0x0E00, 12),
    (0x1E00, 0x2000, 9),
    (0x3040, 0x3100, 13), (0x3400, 0xA000, 13), (0xAC00, 0xD7B0, 13), (0xF900, 0xFB00, 13),
)  # fmt: skip
_N_COLUMNS: Final = len(COLUMNS)
_LETTER, _UPPER, _DIGIT, _JOINER, _HIDDEN, _GLYPH, _QUOTE = (
    characters.LETTER, characters.UPPER, characters.DIGIT, characters.JOINER, characters.HIDDEN,
    characters.GLYPH, characters.QUOTE,
)  # fmt: skip
_WORDS, _GLYPHS, _CAPITALS, _SHOUTED, _DIGITS, _STOPS, _COMMAS, _BARS, _SHORT = range(9)
_LATIN, _EAST = COLUMNS.index("latin"), COLUMNS.index("east")
_TABLE_SIZE: Final = characters.TABLE_SIZE
_CARRIES: Final = 4  # letters: shorter words are mostly grammar
_STOPPED, _SPACED, _COMMA_BIT, _BAR_BIT = 1, 2, 2, 3  # of `_Tables.signs`: two masks, two places
_SMALL_BIT, _DIGIT_BIT = 8, 36  # of `_Tables.letters`: where its two counters begin
_FNV_BASIS, _FNV_PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """N lines, W words; the words of line i are the slice bounds[i]:bounds[i + 1]."""

    counts: NDArray[np.int32]  # N x len(COLUMNS)
    ends: NDArray[np.bool_]  # N x 7, the columns above
    bounds: NDArray[np.int64]  # N + 1
    words: NDArray[np.uint64]  # W, FNV-1a of the folded code points; odd for a word that may carry a subject

    def column(self, name: str) -> NDArray[np.int32]:
        """One column of counts."""
        return self.counts[:, COLUMNS.index(name)]


def scan(lines: Sequence[str] | pl.Series) -> Scan:
    """What the lines are made of; an empty line is all zeros."""
    column = lines if isinstance(lines, pl.Series) else pl.Series(lines, dtype=pl.String)
    counts = np.zeros((len(lines), _N_COLUMNS), np.int32)
    ends = np.zeros((len(lines), 7), np.bool_)
    bounds = np.zeros(len(lines) + 1, np.int64)
    with string_views(column) as texts:
        words = np.empty(texts.lengths.sum(), np.uint64)
        _scan(texts.addresses, texts.lengths, _tables(), counts, ends, bounds, words)
    return Scan(counts, ends, bounds, words[: bounds[-1]])


class _Tables(NamedTuple):
    """What the kernel looks up, for code points and for bytes."""

    kinds: NDArray[np.uint8]  # characters.TABLE_SIZE
    scripts: NDArray[np.uint8]  # the same: columns of counts
    folds: NDArray[np.uint32]  # the same
    letters: NDArray[np.uint64]  # 256, of an ASCII letter or digit its fold, and 1 in the counter it adds to
    signs: NDArray[np.uint8]  # 256, what a sign of ASCII is, in bits


@cache
def _tables() -> _Tables:
    kinds, folds = characters.tables()
    kinds = kinds.copy()
    for kind, marks in _MARKS.items():
        kinds[[ord(mark) for mark in marks]] = kind
    scripts = np.full(len(kinds), _N_COLUMNS - 1, np.uint8)
    for low, high, column in reversed(_SCRIPTS):
        scripts[low:high] = column
    letters, signs = np.zeros(256, np.uint64), np.zeros(256, np.uint8)
    counters = {_LETTER: 1 << _SMALL_BIT, _UPPER: 0, _DIGIT: 1 << _DIGIT_BIT}
    bits = {_STOP: _STOPPED, _COMMA: 1 << _COMMA_BIT, _BAR: 1 << _BAR_BIT}
    for byte, kind in enumerate(kinds[:128].tolist()):
        if kind in counters:
            letters[byte] = int(folds[byte]) | counters[kind]
        signs[byte] = bits.get(kind, 0)
    signs[32] = _SPACED
    return _Tables(kinds, scripts, folds, letters, signs)


@compiled
def _scan(
    addresses: NDArray[np.uint64],
    lengths: NDArray[np.int64],
    tables: _Tables,
    counts: NDArray[np.int32],
    ends: NDArray[np.bool_],
    bounds: NDArray[np.int64],
    words: NDArray[np.uint64],
) -> None:
    """Fill `counts`, `ends`, `bounds` and `words` from the UTF-8 of the lines."""
    n = 0
    for line in range(len(lengths)):
        bounds[line] = n
        row = counts[line]
        i, end = 0, lengths[line]
        data = carray(pointer(addresses[line]), end, np.uint8)
        since = last = np.uint8(0)  # a stop, a space since the last word; the kind of its last character
        done = i  # where it ends
        stops = commas = bars = 0
        while i < end:
            if data[i] < 0x80 and tables.letters[data[i]] == 0:  # nearly all that stands between words
                sign = tables.signs[data[i]]
                since |= sign & np.uint8(_STOPPED | _SPACED)
                commas += (sign >> _COMMA_BIT) & 1
                bars += sign >> _BAR_BIT
                i += 1
                continue
            point, after = _point(data, i)
            kind = _kind_of(point, tables.kinds)
            if _LETTER <= kind <= _JOINER or kind == _GLYPH:
                stops += since == _STOPPED | _SPACED or (kind == _GLYPH and since == _STOPPED)
                since = np.uint8(0)
                done, words[n] = _read_ascii_word(data, i, end, tables, row)
                if done == i:
                    done, last, words[n] = _read_word(data, i, end, tables, row)
                else:
                    last = tables.kinds[data[done - 1]]
                i = done
                n += 1
            else:
                since |= np.uint8(_STOPPED if kind == _STOP else 0)
                commas += kind == _COMMA
                bars += kind == _BAR
                i = after
        row[_STOPS], row[_COMMAS], row[_BARS] = stops, commas, bars
        _read_ends(data, done, end, last, tables.kinds, ends[line])
    bounds[len(lengths)] = n


@compiled
def _read_ends(
    data: NDArray[np.uint8],
    done: int,
    end: int,
    last: np.uint8,
    kinds: NDArray[np.uint8],
    ends: NDArray[np.bool_],
) -> None:
    """Fill `ends` of one line, whose last word ends at byte `done` with a character of the kind `last`."""
    first = _kind_of(_point(data, 0)[0], kinds) if end > 0 else 0
    before = np.uint32(0)  # the code point before: 0 after a word
    dotted = bracketed = False
    while done < end:
        point, done = _point(data, done)
        kind = _kind_of(point, kinds)
        if kind != _HIDDEN:
            bracketed = point == 41 or point == 93 or point == 65289  # noqa: PLR1714 (a set is slower)
            dotted = point == 0x2026 or (kind == _STOP and before == point)
            last = kind if kind != _CLOSER and point > 32 else last
        before = point
    ends[END_STOP] = last == _STOP
    ends[END_COLON] = last == _COLON
    ends[END_DOTS] = dotted and last == _STOP
    ends[START_LOWER] = first == _LETTER
    ends[START_QUOTE] = first in (_CLOSER, _QUOTE)
    ends[START_MARK] = first in (_BAR, _DIGIT)
    ends[END_BRACKET] = bracketed and last != _STOP


@compiled
def _point(data: NDArray[np.uint8], i: int) -> tuple[np.uint32, int]:
    """(the code point that starts at byte i of sound UTF-8, where the next one starts)."""
    lead = np.uint32(data[i])
    if lead < 0x80:
        return lead, i + 1
    second = np.uint32(data[i + 1]) & np.uint32(0x3F)
    if lead < 0xE0:
        return np.uint32((lead & np.uint32(0x1F)) << np.uint32(6) | second), i + 2
    third = np.uint32(data[i + 2]) & np.uint32(0x3F)
    if lead < 0xF0:
        high = (lead & np.uint32(0x0F)) << np.uint32(12)
        return np.uint32(high | second << np.uint32(6) | third), i + 3
    high = (lead & np.uint32(0x07)) << np.uint32(18) | second << np.uint32(12)
    return np.uint32(high | third << np.uint32(6) | (np.uint32(data[i + 3]) & np.uint32(0x3F))), i + 4


@compiled
def _kind_of(point: np.uint32, kinds: NDArray[np.uint8]) -> np.uint8:
    return kinds[point] if point < _TABLE_SIZE else np.uint8(_GLYPH)


@compiled
def _read_ascii_word(
    data: NDArray[np.uint8], i: int, end: int, tables: _Tables, row: NDArray[np.int32]
) -> tuple[int, np.uint64]:
    """As `_read_word`, in less time; nothing, and i itself, where the word is not all ASCII."""
    hashed, at = _FNV_BASIS, i
    counters = np.uint64(0)
    while at < end:
        letter = tables.letters[data[at]]
        if letter == 0:
            break
        hashed = (hashed ^ (letter & np.uint64(0xFF))) * _FNV_PRIME
        counters += letter >> np.uint64(_SMALL_BIT)
        at += 1
    if at == i or (at < end and data[at] >= 0x80 and _goes_on(data, at, tables.kinds)):
        return i, hashed
    length = at - i
    digits = np.int64(counters >> np.uint64(_DIGIT_BIT - _SMALL_BIT))
    upper = tables.kinds[data[i]] == _UPPER
    carries = length >= _CARRIES or row[_WORDS] < row[_GLYPHS]
    row[_CAPITALS] += upper
    row[_LATIN] += length - digits
    row[_DIGITS] += digits
    row[_WORDS] += 1
    row[_SHORT] += length <= 3
    row[_SHOUTED] += upper and length > 1 and counters << np.uint64(64 + _SMALL_BIT - _DIGIT_BIT) == 0
    return at, (hashed | np.uint64(1)) if carries else (hashed & ~np.uint64(1))


@compiled
def _goes_on(data: NDArray[np.uint8], i: int, kinds: NDArray[np.uint8]) -> bool:
    """Whether the character at byte i belongs to the word before it, or may hide one that does."""
    return bool(_LETTER <= _kind_of(_point(data, i)[0], kinds) <= _HIDDEN)


@compiled
def _read_word(
    data: NDArray[np.uint8], i: int, end: int, tables: _Tables, row: NDArray[np.int32]
) -> tuple[int, np.uint8, np.uint64]:
    """Count the word that starts at byte i; (one past it, the kind of its last character, its hash)."""
    kinds, scripts, folds = tables.kinds, tables.scripts, tables.folds
    point, after = _point(data, i)
    kind = _kind_of(point, kinds)
    is_glyph, shouting = kind == _GLYPH, kind == _UPPER
    length = latin = digits = 0
    hashed, last = _FNV_BASIS, kind
    row[_CAPITALS] += kind == _UPPER
    while True:
        hashed = (hashed ^ np.uint64(folds[point] if point < _TABLE_SIZE else point)) * _FNV_PRIME
        length += 1
        last = kind
        shouting = shouting and kind != _LETTER
        digits += kind == _DIGIT
        if kind in (_LETTER, _UPPER, _GLYPH):
            column = scripts[point] if point < _TABLE_SIZE else _EAST
            if column == _LATIN:
                latin += 1
            else:
                row[column] += 1
        i = after
        kind = np.uint8(_HIDDEN)
        while i < end and kind == _HIDDEN:
            point, after = _point(data, i)
            kind = _kind_of(point, kinds)
            i = i if kind != _HIDDEN else after
        if i == end or is_glyph or not _LETTER <= kind <= _JOINER:
            break
    row[_LATIN] += latin
    row[_DIGITS] += digits
    row[_GLYPHS] += is_glyph
    carries = length >= _CARRIES or row[_WORDS] < row[_GLYPHS]
    row[_WORDS] += 1
    row[_SHORT] += length <= 3
    row[_SHOUTED] += shouting and length > 1
    return i, last, (hashed | np.uint64(1)) if carries else (hashed & ~np.uint64(1))
