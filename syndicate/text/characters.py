"""What each character is to a reader of words: one table over Unicode. Splits nothing itself."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from syndicate.cache import keep, read_kept

if TYPE_CHECKING:
    from numpy.typing import NDArray

# What a character does while words are read
BREAK: Final = 0  # separates words
LETTER: Final = 1
UPPER: Final = 2  # a letter, and a capital
DIGIT: Final = 3
JOINER: Final = 4  # a combining mark: goes on with a word
HIDDEN: Final = 5  # soft hyphen, zero-width joiner: inside a word as if it were not there
GLYPH: Final = 6  # a word by itself: scripts written without spaces
POINT: Final = 7  # goes on with a number when it stands between digits: 1,180 and 9.5
QUOTE: Final = 8  # opens a quotation, or closes the one that is open
LINE: Final = 9  # ends a line, and any quotation with it

TABLE_SIZE: Final = 0x20000  # beyond it stand rare ideographs, tags and private use only
IDEOGRAPHS: Final = (0x20000, 0x323B0)

# Scripts written without spaces: kana, ideographs, Thai, Lao, Myanmar, Khmer.
_UNSPACED: Final = (
    (0x0E01, 0x0E5A), (0x0E81, 0x0EE0), (0x1000, 0x1040), (0x1780, 0x17D4), (0x3005, 0x3008),
    (0x3041, 0x3100), (0x31F0, 0x3200), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00),
    (0xFF66, 0xFFA0),
)  # fmt: skip
_SPECIAL: Final = {
    **dict.fromkeys('"\u00ab\u00bb\u201c\u201d\u201e\u201f\u300c\u300d\u300e\u300f\uff02', QUOTE),
    **dict.fromkeys("\n\r\v\f\u0085\u2028\u2029", LINE),
    **dict.fromkeys(".,\u066b\u066c", POINT),
}
# General categories of Unicode; all others break.
_CATEGORIES: Final = {
    **dict.fromkeys(("Ll", "Lm", "Lo", "Nl", "No"), LETTER),
    **dict.fromkeys(("Lu", "Lt"), UPPER),
    **dict.fromkeys(("Mn", "Mc", "Me"), JOINER),
    "Nd": DIGIT,
    "Cf": HIDDEN,
}

# Letters that newsrooms type for one another: Arabic and Persian yeh and kaf, Russian yo.
FOLDS: Final = {"\u064a": "\u06cc", "\u0649": "\u06cc", "\u0643": "\u06a9", "\u0451": "\u0435"}


class Tables(NamedTuple):
    """What a kernel looks up for each code point below TABLE_SIZE."""

    kinds: NDArray[np.uint8]
    folds: NDArray[np.uint32]  # the folded code point, or 0 where it takes more than one (only U+0130 does)


def fold(word: str) -> str:
    """A word as it is hashed: NFC, without hidden characters, digits in ASCII, lower case letter by letter.

    Lower case goes letter by letter, without the rule for the final sigma, so that a kernel can do the same.
    """
    if word.isascii():
        return word.lower()
    return "".join(_fold_character(c) for c in unicodedata.normalize("NFC", word))


def is_glyph(character: str) -> bool:
    """Whether it is a word by itself, of a script written without spaces."""
    point = ord(character)
    if point < TABLE_SIZE:
        return bool(tables().kinds[point] == GLYPH)
    return IDEOGRAPHS[0] <= point < IDEOGRAPHS[1]


def _fold_character(character: str) -> str:
    if unicodedata.category(character) == "Cf":
        return ""
    digit = unicodedata.decimal(character, None)
    low = character.lower()
    return str(digit) if digit is not None else FOLDS.get(low, low)


def _kinds() -> NDArray[np.uint8]:
    categories = map(unicodedata.category, map(chr, range(TABLE_SIZE)))
    kinds = np.fromiter((_CATEGORIES.get(category, BREAK) for category in categories), np.uint8, TABLE_SIZE)
    for low, high in _UNSPACED:
        unspaced = kinds[low:high]
        unspaced[(unspaced == LETTER) | (unspaced == UPPER)] = GLYPH
    kinds[[ord(character) for character in _SPECIAL]] = list(_SPECIAL.values())
    return kinds


@cache
def tables() -> Tables:
    """The tables: the kind and the fold of every code point below TABLE_SIZE.

    From disk, where an earlier run has left them: to make them takes as long as to read 500 articles.
    """
    made_of = f"{unicodedata.unidata_version}\n{Path(__file__).read_text('utf-8')}"
    content = read_kept("characters.tables", made_of)
    if content is not None:
        kinds, folds = content[:TABLE_SIZE], content[TABLE_SIZE:]
        return Tables(np.frombuffer(kinds, np.uint8).copy(), np.frombuffer(folds, "<u4").astype(np.uint32))
    found = _make_tables()
    keep("characters.tables", made_of, found.kinds.tobytes() + found.folds.astype("<u4").tobytes())
    return found


def _make_tables() -> Tables:
    kinds = _kinds()
    folds = np.arange(TABLE_SIZE, dtype=np.uint32)
    for point in np.flatnonzero(np.isin(kinds, (UPPER, LETTER, DIGIT, JOINER))):
        low = _fold_character(chr(point))
        folds[point] = ord(low) if len(low) == 1 else 0
    return Tables(kinds, folds)
