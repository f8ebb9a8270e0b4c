"""The kernel that finds where sentences of plain English lines may end. What a sentence is, `sentences` says.

Of most lines it is clear, byte by byte, how sentencex goes about them: no sentence ends within brackets or a
quotation, nor before a comma or a small letter; elsewhere one does, unless the word before the stop is an
abbreviation. A line with anything else in it is odd, and nothing is said of it.
"""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase, digits
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Table = NDArray[np.int64]

LINE_COLUMNS: Final = 5  # text, character where the line starts; bytes: start, end; whether it is odd
CUT_COLUMNS: Final = 5  # line, the character where a sentence may start; bytes: word before, stop, word after

_NOT: Final = -1  # no sentence ends at a stop
_UNSURE: Final = -2  # one may or may not
_LONGEST: Final = 24  # bytes of a word that is asked about
_SHORT: Final = (
    38  # bytes: with a point and a space no fewer than the `sentences._TAIL` characters of a dateline
)
_NAMES: Final = 3  # initials one after another, and words of a dateline, that `sentences` joins at most

_SPACE, _DOUBLE, _SINGLE, _COMMA, _POINT, _HYPHEN, _LINE = (ord(c) for c in " \"',.-\n")
_ROUND, _ROUND_END, _SQUARE, _PERCENT, _DELETE = (ord(c) for c in "()[%\x7f")
_TAIL_BYTE: Final = 0xC0  # below it, from 80, bytes go on with a character
# The bytes of what is common beyond ASCII: Latin letters, signs, dashes, and the quotation marks ‘ ’ “ ”
_LATIN_LOW, _LATIN_HIGH = 0xC3, 0xC9
_SIGN, _SIGN_LOW, _GUILLEMET, _GUILLEMET_END = 0xC2, 0xA1, 0xAB, 0xBB
_MARK, _MARK_2, _DASH_LOW, _DASH_HIGH = 0xE2, 0x80, 0x90, 0x95
_SINGLE_LEFT, _SINGLE_RIGHT, _DOUBLE_LEFT, _DOUBLE_RIGHT = 0x98, 0x99, 0x9C, 0x9D

_PLAIN, _STOP, _QUOTE, _OPEN, _CLOSE, _WIDE, _RARE = range(7)
_UPPER, _LOWER, _DIGIT, _NUMERAL = 1, 2, 4, 8
_ALNUM, _LOW = _UPPER | _LOWER | _DIGIT, _LOWER | _DIGIT


def _table(groups: dict[int, str]) -> NDArray[np.uint8]:
    """For each byte the keys of the groups that it is in, together."""
    table = np.zeros(256, np.uint8)
    for key, group in groups.items():
        table[list(group.encode("latin-1"))] |= key
    return table


_CONTROLS, _BEYOND = (bytes(range(*ends)).decode("latin-1") for ends in ((0, _SPACE), (_DELETE + 1, 256)))
_KINDS: Final = _table({
    _STOP: ".!?", _QUOTE: "\"'", _OPEN: "([{<", _CLOSE: ")]}>", _WIDE: _BEYOND,
    _RARE: f"`\\{chr(_DELETE)}{_CONTROLS}",
})  # fmt: skip
_LETTERS: Final = _table({
    _UPPER: ascii_uppercase, _LOWER: ascii_lowercase, _DIGIT: digits, _NUMERAL: f"{digits}.ivxlcdmIVXLCDM",
})  # fmt: skip


@compiled
def scan_lines(
    data: Bytes, bounds: NDArray[np.int64], lines: Table, cuts: Table, strange: NDArray[np.bool_]
) -> tuple[int, int]:
    """Write a row for every line that is not blank, and for every cut; how many there are of both.

    The UTF-8 of text t is data[bounds[t]:bounds[t + 1]], its last byte an added line's end. A cut is a place
    in a line that is not odd where a sentence starts if the stop before it ends one. That is told by the
    word before and the next one with the space before it; where the latter is empty, by the former, if that
    is surely no abbreviation. `strange` are the texts that are not to be read, and then those with a line of
    which it is not known whether it is blank.
    """
    n_lines = n_cuts = 0
    for t in range(len(bounds) - 1):
        at, stop = bounds[t], bounds[t] if strange[t] else bounds[t + 1]
        extra = at  # a character's number is that of its first byte less the bytes that were not the first
        while at < stop:
            start = at - extra
            end, extra, cut, is_odd = _scan_line(data, at, extra, cuts, n_lines, n_cuts)
            while data[end] != _LINE:
                extra += _DELETE < data[end] < _TAIL_BYTE
                end += 1
            is_solid, is_blank = _look(data, at, end)
            strange[t] |= not (is_solid or is_blank)
            if is_solid:
                lines[n_lines, 0], lines[n_lines, 1], lines[n_lines, 2] = t, start, at
                lines[n_lines, 3], lines[n_lines, 4] = end, is_odd
                n_lines += 1
                n_cuts = n_cuts if is_odd else cut
            at = end + 1
    return n_lines, n_cuts


@compiled
def _look(data: Bytes, low: int, end: int) -> tuple[bool, bool]:
    """(a line holds a visible character of ASCII, it holds nothing but spaces)."""
    is_blank = True
    for i in range(low, end):
        if _SPACE < data[i] < _DELETE:
            return True, False
        is_blank &= data[i] == _SPACE
    return False, is_blank


@compiled
def _scan_line(
    data: Bytes, low: int, extra: int, cuts: Table, line: int, n: int
) -> tuple[int, int, int, bool]:
    """(where it was left, `extra` there, the number of cuts, the line is odd)."""
    first, i = n, low
    closer = bracket = n_double = 0  # what closes the quotation, one past what opened the bracket; 0: none
    while data[i] != _LINE:
        c = data[i]
        kind = _KINDS[c]
        if kind == _PLAIN:
            i += 1
            continue
        if kind == _STOP:
            at = _next_sentence(data, i, low, closer, bracket > 0, n == first)
            if at == _UNSURE or (at != _NOT and not _put_words(data, i, at, low, closer, cuts[n])):
                return i, extra, n, True
            if at != _NOT:
                cuts[n, 0], cuts[n, 1] = line, at - extra - 2 * (closer > _DOUBLE)
                n += 1
        elif kind in (_QUOTE, _WIDE):
            before, closer = closer, _closer_after(data, i, low, closer)
            if closer == _UNSURE or (bracket and closer != before):
                return i, extra, n, True
            n_double += c == _DOUBLE
            extra += _DELETE < c < _TAIL_BYTE
        else:
            if kind == _RARE or (kind == _OPEN) == (bracket > 0) or _numbers(data, bracket, i):
                return i, extra, n, True
            bracket = i + 1 if kind == _OPEN else 0
        i += 1
    return i, extra, n, closer > 0 or bracket > 0 or n_double % 2 > 0


@compiled
def _next_sentence(data: Bytes, i: int, low: int, closer: int, in_bracket: bool, is_first: bool) -> int:
    """The byte where the next sentence starts if the stop at byte i ends one; _NOT or _UNSURE.

    `low` is where the line starts; `is_first`: no other sentence of it may have ended before.
    """
    is_point, at = data[i] == _POINT, i + 1
    if in_bracket or data[at] in (_LINE, _COMMA) or _LETTERS[data[at]] & _LOW > 0:
        return _NOT
    if closer:
        at += _mark_size(data, at, closer)
        if at == i + 1:
            at += data[at] == _SPACE  # unsure are the quotation's end, and the number of a note
            return _UNSURE if data[at] == _SQUARE or _mark_size(data, at, closer) else _NOT
        if data[at] in (_LINE, _COMMA):
            return _NOT
    elif data[at] != _SPACE:
        return _NOT if is_point and _within_initials(data, i, low) else _UNSURE
    if data[at] != _SPACE:
        return _UNSURE
    return _after_space(data, i, at + 1, low, is_point and not closer, closer > 0, is_first)


@compiled
def _within_initials(data: Bytes, i: int, low: int) -> bool:
    """Whether a point that touches what follows is one of initials, as both in U.S.-led."""
    n, at = _initials(data, i, low), i + 1
    is_joined = data[at] == _HYPHEN or _mark_size(data, at, _SINGLE_RIGHT) > 0
    return (n > 0 and _LETTERS[data[at]] & _UPPER > 0) or (n > 1 and is_joined)


@compiled
def _after_space(
    data: Bytes, i: int, at: int, low: int, is_point: bool, is_quoted: bool, is_first: bool
) -> int:
    """The same, after a stop and perhaps a closing mark, a space, and what is at byte `at`.

    `is_point`: the stop is a point that ends no quotation.
    """
    then = data[at]
    if then == _LINE or (is_quoted and _LETTERS[then] & _LOW > 0):
        return _NOT
    if is_point and _LETTERS[then] & _LOWER:
        return _NOT if i > low and _LETTERS[data[i - 1]] & _ALNUM > 0 else _UNSURE
    opened = at + _opener_size(data, at)
    if not (_LETTERS[then] & _ALNUM > 0 or (opened > at and _LETTERS[data[opened]] & _UPPER > 0)):
        return _UNSURE
    if is_point and _LETTERS[then] & _UPPER > 0 and _initials(data, i, low):
        return _NOT
    if not _ends_word(data, i, low):
        return _UNSURE
    return _unless_dateline(data, i, at, low) if is_point and is_first else at


@compiled
def _unless_dateline(data: Bytes, i: int, at: int, low: int) -> int:
    """`at`; _NOT where what stands between `low` and the point at byte i may open a line as a dateline."""
    n, in_word, is_wide = 0, False, i - low >= _SHORT
    for k in range(low, i):
        c = data[k]
        is_wide |= c > _DELETE
        is_part = _LETTERS[c] & _ALNUM > 0 or c in (_POINT, _SINGLE, _HYPHEN) or c > _DELETE
        n += is_part and not in_word
        if n > _NAMES or not (is_part or c == _SPACE or (c == _COMMA and n)):
            return at
        in_word = is_part
    return _UNSURE if is_wide else _NOT


@compiled
def _ends_word(data: Bytes, i: int, low: int) -> bool:
    """Whether a word ends before byte i that is neither an initial nor the m of "a.m"."""
    if i < low + 2:
        return False
    last, before = data[i - 1], data[i - 2]
    if last in (_ROUND_END, _PERCENT):
        return bool(_LETTERS[before] & _ALNUM)
    return _LETTERS[last] & _ALNUM > 0 and before not in (_SPACE, _ROUND, _DOUBLE, _DOUBLE_LEFT, _POINT)


@compiled
def _initials(data: Bytes, i: int, low: int) -> int:
    """How many initials there are up to the point at byte i, such as J.R.; 0: none, or part of something."""
    k = i - 1
    for n in range(1, _NAMES + 1):
        if k < low or not _LETTERS[data[k]] & _UPPER > 0:
            return 0
        if k == low or data[k - 1] in (_SPACE, _ROUND, _DOUBLE):
            return n
        if data[k - 1] != _POINT:
            return 0
        k -= 2
    return 0


@compiled
def _put_words(data: Bytes, i: int, at: int, low: int, closer: int, cut: NDArray[np.int64]) -> bool:
    """Write the words around the stop at byte i; False where the one before is too long."""
    begin, end = i, at
    while begin > low and data[begin - 1] != _SPACE:
        begin -= 1
    while data[end] != _SPACE and data[end] != _LINE:
        end += 1
    is_told = data[i] == _POINT and not closer and _LETTERS[data[at]] & _ALNUM > 0 and end - at <= _LONGEST
    cut[2], cut[3], cut[4] = begin, i, end if is_told else i + 1
    return i - begin <= _LONGEST


@compiled
def _closer_after(data: Bytes, i: int, low: int, closer: int) -> int:
    """What closes the quotation after byte i: `closer`, another, or 0; _UNSURE at an uncommon character."""
    c, found = data[i], _UNSURE
    if c == _DOUBLE:
        found = _DOUBLE if closer == 0 else 0 if closer == _DOUBLE else closer
    elif c == _SINGLE:
        is_inside = i > low and _LETTERS[data[i - 1]] & _ALNUM > 0 and data[i + 1] != _SINGLE
        found = closer if closer or is_inside else _UNSURE
    elif (_DELETE < c < _TAIL_BYTE) or _LATIN_LOW <= c <= _LATIN_HIGH:
        found = closer
    elif c == _SIGN:
        sign = data[i + 1]
        found = closer if sign >= _SIGN_LOW and sign not in (_GUILLEMET, _GUILLEMET_END) else _UNSURE
    elif c == _MARK and data[i + 1] == _MARK_2:
        mark = data[i + 2]
        is_left = mark in (_SINGLE_LEFT, _DOUBLE_LEFT)
        if is_left or mark in (_SINGLE_RIGHT, _DOUBLE_RIGHT):
            found = mark + 1 if is_left and closer == 0 else 0 if mark == closer else closer
        elif _DASH_LOW <= mark <= _DASH_HIGH:
            found = closer
    return found


@compiled
def _numbers(data: Bytes, bracket: int, i: int) -> bool:
    """Whether what stands before the closing bracket at byte i may number an item of a list: (a), 2), iv)."""
    k, is_number = i, True
    while bracket and k > bracket and data[k - 1] != _SPACE:
        k -= 1
        is_number &= _LETTERS[data[k]] & _NUMERAL > 0
    return data[i] == _ROUND_END and (is_number or i - k == 1)


@compiled
def _opener_size(data: Bytes, i: int) -> int:
    """The bytes of the opening mark or bracket at byte i, 0 for anything else."""
    return 1 if data[i] in (_DOUBLE, _ROUND) else _mark_size(data, i, _DOUBLE_LEFT)


@compiled
def _mark_size(data: Bytes, i: int, mark: int) -> int:
    """The bytes of this quotation mark, the last of its bytes given, if it stands at byte i; otherwise 0."""
    if mark == _DOUBLE:
        return int(data[i] == _DOUBLE)
    return 3 if data[i] == _MARK and data[i + 1] == _MARK_2 and data[i + 2] == mark else 0
