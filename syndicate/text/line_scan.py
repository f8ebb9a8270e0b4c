"""Counts what each line is made of: words, capitals, digits, stops, scripts. Judges nothing.

One compiled pass over the code points; what a character is stands in `characters`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from syndicate.compiled import compiled
from syndicate.lists import bounds_of
from syndicate.text import characters

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
_LATIN: Final = COLUMNS.index("latin")
_EAST: Final = COLUMNS.index("east")
_TABLE_SIZE: Final = characters.TABLE_SIZE
_CARRIES: Final = 4  # letters: shorter words are mostly grammar
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
    data, starts = utf8(column)
    kinds, scripts, folds = _tables()
    counts = np.zeros((len(lines), _N_COLUMNS), np.int32)
    ends = np.zeros((len(lines), 7), np.bool_)
    bounds = np.zeros(len(lines) + 1, np.int64)
    words = np.empty(len(data), np.uint64)
    _scan(data, starts, kinds, scripts, folds, counts, ends, bounds, words)
    return Scan(counts, ends, bounds, words[: bounds[-1]].copy())


def utf8(column: pl.Series) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """(the bytes of all lines, the first byte of each and one past the last)."""
    sizes = column.str.len_bytes().to_numpy()
    starts = bounds_of(sizes)
    whole = column.str.join("").cast(pl.Binary).item() if len(column) else b""
    return np.frombuffer(whole, np.uint8), starts


@cache
def _tables() -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint32]]:
    kinds, folds = characters.tables()
    kinds = kinds.copy()
    for kind, marks in _MARKS.items():
        kinds[[ord(mark) for mark in marks]] = kind
    scripts = np.full(len(kinds), _N_COLUMNS - 1, np.uint8)
    for low, high, column in reversed(_SCRIPTS):
        scripts[low:high] = column
    return kinds, scripts, folds


@compiled
def _scan(
    data: NDArray[np.uint8],
    starts: NDArray[np.int64],
    kinds: NDArray[np.uint8],
    scripts: NDArray[np.uint8],
    folds: NDArray[np.uint32],
    counts: NDArray[np.int32],
    ends: NDArray[np.bool_],
    bounds: NDArray[np.int64],
    words: NDArray[np.uint64],
) -> None:
    """Fill `counts`, `ends`, `bounds` and `words` from the UTF-8 of the lines."""
    n = 0
    for line in range(len(starts) - 1):
        bounds[line] = n
        row = counts[line]
        i, end = starts[line], starts[line + 1]
        stopped = spaced = dotted = bracketed = False  # a stop, and a space, since the last word; just now
        commas = bars = 0
        last = np.uint8(0)
        before = np.uint32(0)  # the code point before, 0 at the head of the line
        first = _kind_of(_point(data, i)[0], kinds) if i < end else 0
        while i < end:
            if data[i] == 32:  # nearly all that stands between words
                before = np.uint32(32)
                spaced, dotted, bracketed = True, False, False
                i += 1
                continue
            point, after = _point(data, i)
            kind = _kind_of(point, kinds)
            if kind in (_LETTER, _UPPER, _DIGIT, _GLYPH, _JOINER):
                row[_STOPS] += stopped and (spaced or kind == _GLYPH)
                stop, last, words[n] = _read_ascii_word(data, i, end, kinds, folds, row)
                if stop == i:
                    stop, last, words[n] = _read_word(data, i, end, kinds, scripts, folds, row)
                i = stop
                n += 1
                stopped = spaced = dotted = bracketed = False
                before = np.uint32(0)  # a letter: no stop
                continue
            if kind != _HIDDEN:
                commas += kind == _COMMA
                bars += kind == _BAR
                stopped = stopped or kind == _STOP
                spaced = spaced or point == 32
                bracketed = point == 41 or point == 93 or point == 65289  # noqa: PLR1714 (a set is slower)
                dotted = point == 0x2026 or (kind == _STOP and before == point)
                last = kind if kind != _CLOSER and point > 32 else last
            before = point
            i = after
        row[_COMMAS], row[_BARS] = commas, bars
        ends[line, 0] = last == _STOP
        ends[line, 1] = last == _COLON
        ends[line, 2] = dotted and last == _STOP
        ends[line, 3] = first == _LETTER
        ends[line, 4] = first in (_CLOSER, _QUOTE)
        ends[line, 5] = first in (_BAR, _DIGIT)
        ends[line, 6] = bracketed and last != _STOP
    bounds[len(starts) - 1] = n


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
    data: NDArray[np.uint8],
    i: int,
    end: int,
    kinds: NDArray[np.uint8],
    folds: NDArray[np.uint32],
    row: NDArray[np.int32],
) -> tuple[int, np.uint8, np.uint64]:
    """As `_read_word`, in less time; nothing, and i itself, where the word is not all ASCII."""
    hashed, at = _FNV_BASIS, i
    small = digits = 0
    kind = np.uint8(_LETTER)
    while at < end:
        byte = data[at]
        if byte >= 0x80:
            if _goes_on(data, at, kinds):
                return i, kind, hashed
            break
        following = kinds[byte]
        if not _LETTER <= following <= _DIGIT:
            break
        kind = following
        hashed = (hashed ^ np.uint64(folds[byte])) * _FNV_PRIME
        small += kind == _LETTER
        digits += kind == _DIGIT
        at += 1
    length = at - i
    if length == 0:
        return i, kind, hashed
    upper = kinds[data[i]] == _UPPER
    carries = length >= _CARRIES or row[_WORDS] < row[_GLYPHS]
    row[_CAPITALS] += upper
    row[_LATIN] += length - digits
    row[_DIGITS] += digits
    row[_WORDS] += 1
    row[_SHORT] += length <= 3
    row[_SHOUTED] += upper and small == 0 and length > 1
    return at, kind, (hashed | np.uint64(1)) if carries else (hashed & ~np.uint64(1))


@compiled
def _goes_on(data: NDArray[np.uint8], i: int, kinds: NDArray[np.uint8]) -> bool:
    """Whether the character at byte i belongs to the word before it, or may hide one that does."""
    kind = _kind_of(_point(data, i)[0], kinds)
    return kind in (_LETTER, _UPPER, _DIGIT, _JOINER, _HIDDEN)


@compiled
def _read_word(
    data: NDArray[np.uint8],
    i: int,
    end: int,
    kinds: NDArray[np.uint8],
    scripts: NDArray[np.uint8],
    folds: NDArray[np.uint32],
    row: NDArray[np.int32],
) -> tuple[int, np.uint8, np.uint64]:
    """Count the word that starts at byte i; (one past it, the kind of its last character, its hash)."""
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
        if i == end or is_glyph or kind not in (_LETTER, _UPPER, _DIGIT, _JOINER):
            break
    row[_LATIN] += latin
    row[_DIGITS] += digits
    row[_GLYPHS] += is_glyph
    carries = length >= _CARRIES or row[_WORDS] < row[_GLYPHS]
    row[_WORDS] += 1
    row[_SHORT] += length <= 3
    row[_SHOUTED] += shouting and length > 1
    return i, last, (hashed | np.uint64(1)) if carries else (hashed & ~np.uint64(1))
