"""Splits many texts into sentences at once, as `sentences` would one by one: plain English by a kernel.

sentencex is asked for what is not plain, and once for each word before a stop whether it is an abbreviation.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.text.distinct import enumerate_distinct
from syndicate.text.sentence_scan import CUT_COLUMNS, LINE_COLUMNS, scan_lines
from syndicate.text.sentences import pieces_of, sentence_starts, split_line
from syndicate.text.xxh64 import MEMORY, hash_runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from syndicate.text.utf8 import Texts

    Numbers = NDArray[np.int64]

BODY: Final = 1 << 32  # added to what stands in the second of two bodies, twice in the third
_IS_ODD: Final = 4  # column of lines
_ENGLISH: Final = {"", "en"}  # of which sentencex has the same rules
_GOES_ON, _ENDS, _UNSURE = range(3)  # what a stop does to a sentence
_BEFORE: Final = ("zq", "Zq 5", "zq 5")  # to units, hours and degrees it matters what stands before


def starts_of_all(texts: Texts, languages: Sequence[str]) -> Numbers:
    """The `sentence_starts` of all texts in order, to each BODY times the number of its text added.

    `languages` are ISO 639-1 codes or "".
    """
    lines, cuts, is_strange = _scan(texts, languages)
    found: list[int] = []
    for text, at, first, end, _ in lines[lines[:, _IS_ODD] > 0].tolist():
        split_line(texts.data[first:end].decode(), "en", text * BODY + at, found)
    for text in np.flatnonzero(is_strange).tolist():
        found += [text * BODY + start for start in sentence_starts(texts.text(text), languages[text])]
    begun = np.flatnonzero(~is_strange) * BODY
    later = lines[1:][np.diff(lines[:, 0]) == 0]  # what stands before a text's first line belongs to that
    starts = (begun, later[:, 0] * BODY + later[:, 1], cuts, np.array(found, np.int64))
    return np.sort(np.concatenate(starts))


def _scan(texts: Texts, languages: Sequence[str]) -> tuple[Numbers, Numbers, NDArray[np.bool_]]:
    """(the rows of `scan_lines`, the starts of sentences within lines that are not odd, what is to be read
    otherwise: the texts that are not English, with nothing in them, or with lines that Python alone knows).
    """
    size = len(texts.data)
    lines = np.empty((size // 2, LINE_COLUMNS), np.int64)  # the least line is x\n,
    cuts = np.empty((size // 3, CUT_COLUMNS), np.int64)  # the least sentence with a next one Xx.
    is_strange = np.array([code not in _ENGLISH for code in languages], np.bool_) | (
        np.diff(texts.bounds) == 1
    )
    n_lines, n_cuts = scan_lines(np.frombuffer(texts.data, np.uint8), texts.bounds, lines, cuts, is_strange)
    lines, cuts = lines[:n_lines], cuts[:n_cuts]
    ends = _ends(texts.data, cuts[:, 2:])
    lines[cuts[ends == _UNSURE, 0], _IS_ODD] = True
    owners = lines[cuts[:, 0]]
    sure = (ends == _ENDS) & (owners[:, _IS_ODD] == 0) & ~is_strange[owners[:, 0]]
    return lines[~is_strange[lines[:, 0]]], (owners[:, 0] * BODY + cuts[:, 1])[sure], is_strange


def _ends(data: bytes, places: Numbers) -> NDArray[np.int8]:
    """What the stop of each cut does; a word lies from the first place to it, perhaps one from it to the
    third. Each word is asked about once.
    """
    hashes = np.empty(len(places), np.uint64)
    edges = np.ascontiguousarray(places[:, :2]).ravel()
    hash_runs(np.frombuffer(data, np.uint8), edges, np.zeros((MEMORY, 2), np.uint64), hashes)
    which, first = enumerate_distinct(hashes)
    words = map(data.__getitem__, map(slice, *places[first, :2].T.tolist()))
    found = np.fromiter(map(_is_no_abbreviation, words), np.int8, len(first))[which]
    for cut in np.flatnonzero(found != _ENDS).tolist():
        begin, stop, end = places[cut].tolist()
        after = data[stop + 1 : end]
        found[cut] = _after(data[begin:stop], after) if after else _UNSURE
    return found


@lru_cache(1 << 16)
def _is_no_abbreviation(word: bytes) -> bool:
    """Whether after a stop behind this word a sentence starts, whatever it starts with."""
    return bool(pieces_of(f"Zq 5 {word.decode()}. Zq", "en")[-1] == "Zq")


@lru_cache(1 << 16)
def _after(word: bytes, after: bytes) -> int:
    """What a point between the two does, the latter with the space before it."""
    text = after.decode()
    last = {len(pieces_of(f"{before} {word.decode()}.{text}", "en")[-1]) for before in _BEFORE}
    size = len(text) - 1
    if last == {size}:
        return _ENDS
    return _GOES_ON if min(last) > size else _UNSURE
