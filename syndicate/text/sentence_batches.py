"""Splits many texts into sentences at once, as `sentences` would one by one: plain English by a kernel.

sentencex is asked for what is not plain, and once for each word before a stop whether it is an abbreviation.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.growing import Column
from syndicate.text.distinct import Numbering
from syndicate.text.sentence_scan import CUT_COLUMNS, LINE_COLUMNS, scan_lines
from syndicate.text.sentences import pieces_of, sentence_starts, split_line
from syndicate.text.xxh64 import MEMORY, hash_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from syndicate.text.utf8 import Texts

    Numbers = NDArray[np.int64]

BODY: Final = 1 << 32  # added to what stands in the second of two bodies, twice in the third
_IS_ODD: Final = 4  # column of lines
_ENGLISH: Final = {"", "en"}  # of which sentencex has the same rules
_GOES_ON, _ENDS, _UNSURE = range(3)  # what a stop does to a sentence
_MOST_KNOWN: Final = 1 << 17  # runs: bounds memory
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


def _ends(data: bytes, cuts: Numbers) -> NDArray[np.int8]:
    """What the stop of each cut does; a word lies from the first place to it, perhaps one from it to the
    third.
    """
    found = _BY_ONE.answers(data, cuts[:, :2])
    told = np.flatnonzero(found != _ENDS)
    found[told] = _BY_TWO.answers(data, cuts[told])
    return found


class _Known:
    """What was asked about runs of bytes, each asked about once by all threads, and a bounded number known.

    `ask` is given the bytes and the places of a row, between the first and last of which the run lies.
    """

    def __init__(self, ask: Callable[..., int]) -> None:
        self._ask, self._lock = ask, Lock()
        self._forget()

    def _forget(self) -> None:
        self._runs, self._found = Numbering(), Column[np.int8](np.int8)

    def answers(self, data: bytes, places: Numbers) -> NDArray[np.int8]:
        """The answer for each row of places; no run is empty."""
        hashes = np.empty(len(places), np.uint64)
        edges = np.ascontiguousarray(places[:, [0, -1]]).ravel()
        hash_runs(np.frombuffer(data, np.uint8), edges, np.zeros((MEMORY, 2), np.uint64), hashes)
        with self._lock:
            if self._runs.n > _MOST_KNOWN:
                self._forget()
            try:
                numbers, new = self._runs.number(hashes)
                found = (self._ask(data, *row) for row in places[new].tolist())
                self._found.append(np.fromiter(found, np.int8, len(new)))
            except BaseException:
                self._forget()  # what is numbered has no answer
                raise
            return self._found[numbers]


def _after_one(data: bytes, begin: int, stop: int) -> int:
    """Whether after a stop behind this word a sentence starts, whatever it starts with."""
    return bool(pieces_of(f"Zq 5 {data[begin:stop].decode()}. Zq", "en")[-1] == "Zq")


def _after_two(data: bytes, begin: int, stop: int, end: int) -> int:
    """What a point between two words does, the latter with the space before it."""
    word, text = data[begin:stop].decode(), data[stop + 1 : end].decode()
    size = len(text) - 1
    if size < 0:
        return _UNSURE
    last = {len(pieces_of(f"{before} {word}.{text}", "en")[-1]) for before in _BEFORE}
    if last == {size}:
        return _ENDS
    return _GOES_ON if min(last) > size else _UNSURE


_BY_ONE: Final = _Known(_after_one)
_BY_TWO: Final = _Known(_after_two)
