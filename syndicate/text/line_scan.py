"""Counts what each line is made of: words, capitals, digits, stops, scripts. Judges nothing.

One compiled pass over the code points; what a character is stands in `characters`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compiled import compiled
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


def scan(lines: Sequence[str]) -> Scan:
    """What the lines are made of; an empty line is all zeros."""
    points = np.frombuffer("".join(lines).encode("utf-32-le", "surrogatepass"), np.uint32)
    starts = np.concatenate([[0], np.cumsum(np.fromiter(map(len, lines), np.int64, len(lines)))]).astype(
        np.int64
    )
    kinds, scripts, folds = _tables()
    counts = np.zeros((len(lines), _N_COLUMNS), np.int32)
    ends = np.zeros((len(lines), 7), np.bool_)
    bounds = np.zeros(len(lines) + 1, np.int64)
    words = np.empty(len(points), np.uint64)
    _scan(points, starts, kinds, scripts, folds, counts, ends, bounds, words)
    return Scan(counts, ends, bounds, words[: bounds[-1]].copy())


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
def _scan(  # noqa: PLR0915  one pass: the loop is the kernel
    points: NDArray[np.uint32],
    starts: NDArray[np.int64],
    kinds: NDArray[np.uint8],
    scripts: NDArray[np.uint8],
    folds: NDArray[np.uint32],
    counts: NDArray[np.int32],
    ends: NDArray[np.bool_],
    bounds: NDArray[np.int64],
    words: NDArray[np.uint64],
) -> None:
    """Fill `counts`, `ends`, `bounds` and `words` from the code points of the lines."""
    n = 0
    for line in range(len(starts) - 1):
        bounds[line] = n
        row = counts[line]
        length, shouting, hashed = 0, False, _FNV_BASIS  # of the word being read; length 0: none
        stopped = spaced = False  # a stop, and then a space, since the last word
        first = last = 0
        for i in range(starts[line], starts[line + 1]):
            point = points[i]
            kind = kinds[point] if point < _TABLE_SIZE else _GLYPH
            first = kind if i == starts[line] else first
            if kind == _HIDDEN:
                continue
            if kind in (_LETTER, _UPPER, _DIGIT, _GLYPH, _JOINER):
                if length and kind == _GLYPH:
                    n = _close(row, words, n, hashed, length, shouting)
                    length = 0
                if length == 0:
                    row[_STOPS] += stopped and (spaced or kind == _GLYPH)
                    row[_CAPITALS] += kind == _UPPER
                    shouting, hashed = kind == _UPPER, _FNV_BASIS
                    stopped = spaced = False
                hashed = (hashed ^ np.uint64(folds[point] if point < _TABLE_SIZE else point)) * _FNV_PRIME
                length += 1
                shouting = shouting and kind != _LETTER
                row[_GLYPHS] += kind == _GLYPH
                row[_DIGITS] += kind == _DIGIT
                if kind in (_LETTER, _UPPER, _GLYPH):
                    row[scripts[point] if point < _TABLE_SIZE else _EAST] += 1
                last = kind
                ends[line, 2] = ends[line, 6] = False
                if kind == _GLYPH:
                    n = _close(row, words, n, hashed, length, False)
                    length = 0
                continue
            if length:
                n = _close(row, words, n, hashed, length, shouting)
                length = 0
            row[_COMMAS] += kind == _COMMA
            row[_BARS] += kind == _BAR
            stopped = stopped or kind == _STOP
            spaced = spaced or point == 32
            ends[line, 6] = point in {41, 93, 65289}
            ends[line, 2] = point == 0x2026 or (kind == _STOP and i > starts[line] and points[i - 1] == point)
            last = kind if kind != _CLOSER and point > 32 else last
        if length:
            n = _close(row, words, n, hashed, length, shouting)
        ends[line, 0] = last == _STOP
        ends[line, 1] = last == _COLON
        ends[line, 2] &= last == _STOP
        ends[line, 6] &= last != _STOP
        ends[line, 3] = first == _LETTER
        ends[line, 4] = first in (_CLOSER, _QUOTE)
        ends[line, 5] = first in (_BAR, _DIGIT)
    bounds[len(starts) - 1] = n


@compiled
def _close(
    row: NDArray[np.int32], words: NDArray[np.uint64], n: int, hashed: np.uint64, length: int, shouting: bool
) -> int:
    """Count the word just read, store its hash, and give the number of words so far."""
    carries = length >= _CARRIES or row[_WORDS] < row[_GLYPHS]
    words[n] = (hashed | np.uint64(1)) if carries else (hashed & ~np.uint64(1))
    row[_WORDS] += 1
    row[_SHORT] += length <= 3
    row[_SHOUTED] += shouting and length > 1
    return n + 1
