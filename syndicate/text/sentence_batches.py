"""Splits many bodies into sentences at once, as `sentences` would one by one: plain English by a kernel.

sentencex is asked for what is not plain, and once for each word before a stop whether it is an abbreviation.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.lists import bounds_of
from syndicate.text.sentence_scan import CUT_COLUMNS, LINE_COLUMNS, scan_lines
from syndicate.text.sentences import pieces_of, sentence_starts, split_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

BODY: Final = 1 << 32  # added to what stands in the second of two bodies, twice in the third
_ENGLISH: Final = {"", "en"}  # of which sentencex has the same rules
_GOES_ON, _ENDS, _UNSURE = range(3)  # what a stop does to a sentence
_BEFORE: Final = ("zq", "Zq 5", "zq 5")  # to units, hours and degrees it matters what stands before


def starts_of_all(bodies: Sequence[str], languages: Sequence[str]) -> Numbers:
    """The `sentence_starts` of all bodies in order, to each BODY times the number of its body added.

    `languages` are ISO 639-1 codes or "". A lone surrogate, which no table of polars can hold, raises.
    """
    pairs = zip(bodies, languages, strict=True)
    lines, cuts, is_strange = _scan([body.encode() if code in _ENGLISH else b"" for body, code in pairs])
    found: list[int] = []
    for text, start, end in lines[lines[:, 3] > 0, :3].tolist():
        split_line(bodies[text][start:end], "en", text * BODY + start, found)
    for text in np.flatnonzero(is_strange).tolist():
        found += [text * BODY + start for start in sentence_starts(bodies[text], languages[text])]
    first = np.flatnonzero(~is_strange) * BODY
    later = lines[1:][np.diff(lines[:, 0]) == 0]  # what stands before a text's first line belongs to that
    starts = (first, later[:, 0] * BODY + later[:, 1], cuts, np.array(found, np.int64))
    return np.sort(np.concatenate(starts))


def _scan(texts: Sequence[bytes]) -> tuple[Numbers, Numbers, NDArray[np.bool_]]:
    """(the rows of `scan_lines`, the starts of sentences within lines that are not odd, what is to be read
    otherwise: the texts with nothing in them, or with lines that Python alone knows).
    """
    data = b"\n".join([*texts, b""])
    bounds = bounds_of(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
    lines = np.empty((len(data) // 2, LINE_COLUMNS), np.int64)  # the least line is x\n,
    cuts = np.empty((len(data) // 3, CUT_COLUMNS), np.int64)  # the least sentence with a next one Xx.
    is_strange = np.diff(bounds) == 1
    n_lines, n_cuts = scan_lines(np.frombuffer(data, np.uint8), bounds, lines, cuts, is_strange)
    lines, cuts = lines[:n_lines], cuts[:n_cuts]
    ends = _ends(data, *cuts[:, 2:].T)
    lines[cuts[ends == _UNSURE, 0], 3] = True
    owners = lines[cuts[:, 0]]
    sure = (ends == _ENDS) & (owners[:, 3] == 0) & ~is_strange[owners[:, 0]]
    return lines[~is_strange[lines[:, 0]]], (owners[:, 0] * BODY + cuts[:, 1])[sure], is_strange


def _ends(data: bytes, begins: Numbers, stops: Numbers, ends: Numbers) -> NDArray[np.int8]:
    """What the stop of each cut does; a word lies from `begins` to it, perhaps one from it to `ends`."""
    words = map(data.__getitem__, map(slice, begins.tolist(), stops.tolist()))
    found = np.fromiter(map(_is_no_abbreviation, words), np.int8, len(stops))
    for cut in np.flatnonzero(found != _ENDS).tolist():
        before, after = data[begins[cut] : stops[cut]], data[stops[cut] + 1 : ends[cut]]
        found[cut] = _after(before, after) if after else _UNSURE
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
