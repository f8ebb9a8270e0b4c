"""Finds in lines what page furniture says of itself, in the languages of the news, by kind. Judges no line.

The wordings stand in `line_wordings.json`. One is matched against the line in lower case with every sign
turned into a space. "^" stands for the line's beginning and "$" for its end; without them a wording may
stand anywhere, as whole words (in Chinese, Japanese and Thai, which write no spaces, as any run of
characters).

A kernel reads lines word by word. Those of which it cannot, as they hold a script without spaces, or a
capital that is not made small by itself, are searched by an automaton.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import polars as pl
from numba.np.numpy_support import carray

from syndicate.compiled import compiled
from syndicate.text import characters
from syndicate.text.string_views import pointer, string_views

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Every run of signs, but for the single spaces, which are nearly all of them
_SIGNS: Final = r" *[^\p{L}\p{M}\p{N} ][^\p{L}\p{M}\p{N}]*| {2,}"
LONGEST: Final = 200  # characters of a line that are looked at: what furniture says, it says at once
_LETTERS: Final = (
    characters.LETTER, characters.UPPER, characters.DIGIT, characters.JOINER, characters.GLYPH,
)  # fmt: skip
_UNSPACED: Final = ((0x0E00, 0x0F00), (0x3040, 0x3100), (0x3400, 0xA000))  # scripts that write no spaces
_SIGMA: Final = 0x03A3  # which at the end of a word is made another small letter
_SIGN, _ODD = 0, 1  # in place of a letter
_BEGIN, _END = np.uint64(1), np.uint64(2)  # in place of a word
_BASIS, _PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)  # of FNV-1a
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)

KINDS: Final = (
    "heading", "share", "offer", "legal", "byline", "caption", "comment", "advert", "more", "menu",
    "tags", "filler", "notice", "plea",
)  # fmt: skip
HEADING, SHARE, OFFER, LEGAL, BYLINE, CAPTION, COMMENT, ADVERT, MORE, MENU, TAGS, FILLER, NOTICE, PLEA = KINDS
_BITS: Final = np.uint16(1) << np.arange(len(KINDS), dtype=np.uint16)


def marks(texts: pl.Series) -> NDArray[np.bool_]:
    """(N, len(KINDS)): which lines hold a wording of which kind."""
    heads = texts.str.slice(0, LONGEST)
    found, odd = np.zeros(len(heads), np.uint16), np.zeros(len(heads), np.bool_)
    with string_views(heads) as (addresses, lengths):
        _seek(addresses, lengths, _letters(), *_trie(), found, odd)
    marked: NDArray[np.bool_] = (found[:, None] & _BITS) != 0
    if odd.any():
        marked[odd] = _search(heads.filter(pl.Series(odd)))
    return marked


def _search(heads: pl.Series) -> NDArray[np.bool_]:
    """As `marks`, lines of any script, in ten times the time."""
    plain = "^ " + heads.str.to_lowercase().str.replace_all(_SIGNS, " ").str.strip_chars() + " $"
    kinds_of, numbers = _patterns()
    # one automaton for all kinds (Aho-Corasick): one for each takes eight times as long
    found = plain.str.extract_many(list(numbers), overlapping=True)
    lines = np.repeat(np.arange(len(heads)), found.list.len().to_numpy())
    wordings = found.explode(empty_as_null=False, keep_nulls=False)
    marked = np.zeros((len(heads), len(KINDS)), np.bool_)
    np.logical_or.at(marked, lines, kinds_of[[numbers[wording] for wording in wordings.to_list()]])
    return marked


@cache
def _patterns() -> tuple[NDArray[np.bool_], dict[str, int]]:
    """(which wording is of which kind, the number of each wording as it is looked for)."""
    stored = json.loads((resources.files("syndicate.text") / "line_wordings.json").read_text("utf-8"))
    wordings = [(_pattern(wording), kind) for kind in range(len(KINDS)) for wording in stored[KINDS[kind]]]
    numbers = {wording: number for number, wording in enumerate(dict.fromkeys(w for w, _ in wordings))}
    kinds_of = np.zeros((len(numbers), len(KINDS)), np.bool_)
    for wording, kind in wordings:
        kinds_of[numbers[wording], kind] = True
    return kinds_of, numbers


def _pattern(wording: str) -> str:
    """The wording with the spaces that make it whole words, unless its script writes none."""
    begins, ends = wording.startswith("^"), wording.endswith("$")
    inner = wording.strip("^$ ")
    unspaced = any(low <= ord(c) < high for c in wording for low, high in _UNSPACED)
    edge = "" if unspaced else " "
    return ("^ " if begins else edge) + inner + (" $" if ends else edge)


@cache
def _letters() -> NDArray[np.uint32]:
    """What each code point is: a letter, mark or digit in lower case, a _SIGN, or _ODD."""
    kinds, folds = characters.tables()
    letters = np.arange(characters.TABLE_SIZE, dtype=np.uint32)
    cased = (folds != letters) & np.isin(kinds, (characters.LETTER, characters.UPPER))
    for point in np.flatnonzero(cased).tolist():
        lower = chr(point).lower()
        letters[point] = ord(lower) if len(lower) == 1 and point != _SIGMA else _ODD
    letters[~np.isin(kinds, _LETTERS)] = _SIGN
    for low, high in _UNSPACED:
        letters[low:high] = _ODD
    return letters


class _Trie(NamedTuple):
    """The wordings word by word: a node for the first word of each, for its first two words, and so on."""

    keys: NDArray[np.uint64]  # of the nodes, in a table, see `_slot`
    kinds: NDArray[np.uint16]  # of which a wording is that ends there, in bits


@cache
def _trie() -> _Trie:
    kinds_of, numbers = _patterns()
    wordings = pl.Series([pattern.strip("^$") for pattern in numbers], dtype=pl.String)
    size = 1 << int(wordings.str.len_bytes().sum()).bit_length()  # a word has some six bytes
    trie = _Trie(np.zeros(size, np.uint64), np.zeros(size, np.uint16))
    begins, ends = (np.array([side in pattern for pattern in numbers]) for side in "^$")
    with string_views(wordings) as (addresses, lengths):
        _plant(addresses, lengths, _letters(), begins, ends, kinds_of @ _BITS, *trie)
    return trie


@compiled
def _read(
    address: np.uint64, length: int, letters: NDArray[np.uint32], words: NDArray[np.uint64]
) -> tuple[int, bool]:
    """Fill `words` with a line's, _BEGIN before and _END after them; (how many there are, whether it is odd).

    Hardly a branch: where a word ends is hard to predict.
    """
    words[0] = _BEGIN
    data, n, at = carray(pointer(address), length, np.uint8), np.uint64(1), np.uint64(0)
    hashed, odd = _BASIS, False
    while at < np.uint64(length):
        letter, after = letters[data[at]], at + np.uint64(1)
        if data[at] >= 0x80:
            point, after = _point(data, at)
            letter = letters[point] if point < len(letters) else np.uint32(_ODD)
            odd |= letter == _ODD
        words[n] = hashed
        n += np.uint64((letter == _SIGN) & (hashed != _BASIS))
        hashed = (hashed ^ np.uint64(letter)) * _PRIME if letter != _SIGN else _BASIS
        at = after
    words[n] = hashed
    n += np.uint64(hashed != _BASIS)
    words[n] = _END
    return int(n) + 1, odd


@compiled
def _point(data: NDArray[np.uint8], i: np.uint64) -> tuple[np.uint32, np.uint64]:
    """(the code point that starts at byte i of sound UTF-8, where the next one starts)."""
    lead = np.uint32(data[i])
    if lead < 0x80:
        return lead, i + np.uint64(1)
    size = np.uint64(2) + np.uint64(lead >= 0xE0) + np.uint64(lead >= 0xF0)
    point = lead & (np.uint32(0x7F) >> np.uint32(size))
    for k in range(np.uint64(1), size):
        point = point << np.uint32(6) | np.uint32(data[i + k] & np.uint8(0x3F))
    return point, i + size


@compiled
def _slot(keys: NDArray[np.uint64], key: np.uint64) -> np.uint64:
    """Where `key` stands, or is to be put, in a table of a power of two; 0 marks a free place."""
    mask = np.uint64(len(keys) - 1)
    slot = (key * _MIX >> np.uint64(40)) & mask
    while keys[slot] != 0 and keys[slot] != key:
        slot = (slot + np.uint64(1)) & mask
    return slot


@compiled
def _plant(
    addresses: NDArray[np.uint64],
    lengths: NDArray[np.int64],
    letters: NDArray[np.uint32],
    begins: NDArray[np.bool_],
    ends: NDArray[np.bool_],
    kinds_of: NDArray[np.uint16],
    keys: NDArray[np.uint64],
    kinds: NDArray[np.uint16],
) -> None:
    """Put wordings into a trie, but for the odd ones."""
    words = np.empty(LONGEST + 3, np.uint64)
    for wording in range(len(lengths)):
        n, odd = _read(addresses[wording], lengths[wording], letters, words)
        key = slot = np.uint64(0)
        for i in range(0 if begins[wording] else 1, 0 if odd else n - (0 if ends[wording] else 1)):
            key = (key ^ words[i]) * _PRIME
            slot = _slot(keys, key)
            keys[slot] = key
        if not odd:
            kinds[slot] |= kinds_of[wording]


@compiled
def _seek(
    addresses: NDArray[np.uint64],
    lengths: NDArray[np.int64],
    letters: NDArray[np.uint32],
    keys: NDArray[np.uint64],
    kinds: NDArray[np.uint16],
    found: NDArray[np.uint16],
    odd: NDArray[np.bool_],
) -> None:
    """Fill `found`, the kinds of the wordings in each line, LONGEST characters at most; and which are odd."""
    words = np.empty(LONGEST + 3, np.uint64)
    for line in range(len(lengths)):
        n, odd[line] = _read(addresses[line], lengths[line], letters, words)
        for first in range(np.uint64(n)):
            key = np.uint64(0)
            for i in range(first, np.uint64(n)):
                key = (key ^ words[i]) * _PRIME
                slot = _slot(keys, key)
                if keys[slot] == 0:
                    break
                found[line] |= kinds[slot]
