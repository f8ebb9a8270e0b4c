"""Finds a page's core and how each line is kin to it: echoes, words shared with the core and with the title.

Works on the word hashes of `line_scan`; decides about no line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.text.line_scan import Scan

_RUN: Final = 3  # words: long enough that two strangers seldom share one, short enough to survive an edit
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, eq=False)
class Kinship:
    """For each of N lines, shares 0..1 of its words or word runs."""

    echo: NDArray[np.float32]  # of its 3-word runs that stand in another line of the page
    echo_before: NDArray[np.float32]  # of its 3-word runs that stand in a line above
    kin: NDArray[np.float32]  # of its words that may carry a subject and stand in another line of the core
    in_title: NDArray[np.float32]  # of its words that stand in the title
    of_title: NDArray[np.float32]  # of the title's words that stand in the line


def core(gains: NDArray[np.float32], pages: NDArray[np.int64]) -> NDArray[np.bool_]:
    """For each page the run of lines with the largest sum of gains (Bentley 1984, "Programming pearls").

    `pages` are the P + 1 bounds of the pages in the lines. A page without a positive gain has no core.
    """
    inside = np.zeros(len(gains), np.bool_)
    _core(gains, pages, inside)
    return inside


def kinship(scan: Scan, pages: NDArray[np.int64], inside: NDArray[np.bool_], titles: Scan) -> Kinship:
    """How the lines of each page are kin to each other, to the core (`inside`) and to the page's title."""
    shares = np.zeros((len(inside), 5), np.float32)
    every = np.ones(len(inside), np.bool_)
    _echoes(scan.words, scan.bounds, pages, every, every, shares)
    _kin(scan.words, scan.bounds, pages, inside, shares)
    _titles(scan.words, scan.bounds, pages, titles.words, titles.bounds, shares)
    return Kinship(*np.ascontiguousarray(shares.T))


def echoes(
    scan: Scan, pages: NDArray[np.int64], among: NDArray[np.bool_], asked: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], ...]:
    """(echo, echo_before) as in `Kinship`, but only of what stands in the lines `among`; 0 unless `asked`.

    Of all lines both are at least as large (see `Kinship`): a line that those rule out need not be asked.
    """
    shares = np.zeros((len(among), 2), np.float32)
    _echoes(scan.words, scan.bounds, pages, among, asked, shares)
    return shares[:, 0], shares[:, 1]


@compiled
def _core(gains: NDArray[np.float32], pages: NDArray[np.int64], inside: NDArray[np.bool_]) -> None:
    for page in range(len(pages) - 1):
        best, total, start, best_start, best_end = 0.0, 0.0, pages[page], 0, 0
        for i in range(pages[page], pages[page + 1]):
            if total <= 0.0:
                total, start = 0.0, i
            total += gains[i]
            if total > best:
                best, best_start, best_end = total, start, i + 1
        inside[best_start:best_end] = True


@compiled
def _slot(table: NDArray[np.uint64], key: np.uint64) -> np.int64:
    """Where `key` stands, or is to be put, in an open-addressing table of a power of two; 0 marks a
    free place.
    """
    mask = len(table) - 1
    place = (key * _MIX >> np.uint64(20)) & np.uint64(mask)
    slot = np.int64(place)
    while table[slot] != 0 and table[slot] != key:
        slot = (slot + 1) & mask
    return slot


@compiled
def _table_size(n: int) -> int:
    size = 16
    while size < 2 * n:
        size *= 2
    return size


@compiled
def _run_key(words: NDArray[np.uint64], i: int) -> np.uint64:
    key = words[i]
    for k in range(1, _RUN):
        key = key * _MIX + words[i + k]
    odd: np.uint64 = key | np.uint64(1)
    return odd


@compiled
def _echoes(
    words: NDArray[np.uint64],
    bounds: NDArray[np.int64],
    pages: NDArray[np.int64],
    among: NDArray[np.bool_],
    asked: NDArray[np.bool_],
    shares: NDArray[np.float32],
) -> None:
    """Columns 0 and 1 of `shares`, of the lines asked."""
    for page in range(len(pages) - 1):
        low, high = pages[page], pages[page + 1]
        if not asked[low:high].any():
            continue
        keys = np.zeros(_table_size(bounds[high] - bounds[low]), np.uint64)
        first = np.empty(len(keys), np.int64)
        last = np.empty(len(keys), np.int64)
        for line in range(low, high):
            for i in range(bounds[line], bounds[line + 1] - _RUN + 1 if among[line] else 0):
                key = _run_key(words, i)
                slot = _slot(keys, key)
                if keys[slot] == 0:
                    keys[slot] = key
                    first[slot] = line
                last[slot] = line
        for line in range(low, high):
            if not asked[line]:
                continue
            runs = bounds[line + 1] - bounds[line] - _RUN + 1
            anywhere = above = 0
            for i in range(bounds[line], bounds[line + 1] - _RUN + 1):
                slot = _slot(keys, _run_key(words, i))
                if keys[slot] != 0:
                    above += first[slot] < line
                    anywhere += first[slot] < line or last[slot] > line
            shares[line, 0] = anywhere / max(1, runs)
            shares[line, 1] = above / max(1, runs)


@compiled
def _kin(
    words: NDArray[np.uint64],
    bounds: NDArray[np.int64],
    pages: NDArray[np.int64],
    inside: NDArray[np.bool_],
    shares: NDArray[np.float32],
) -> None:
    """Column 2 of `shares`."""
    for page in range(len(pages) - 1):
        low, high = pages[page], pages[page + 1]
        keys = np.zeros(_table_size(bounds[high] - bounds[low]), np.uint64)
        first = np.empty(len(keys), np.int64)
        last = np.empty(len(keys), np.int64)
        for line in range(low, high):
            if inside[line]:
                for i in range(bounds[line], bounds[line + 1]):
                    if words[i] & np.uint64(1):
                        slot = _slot(keys, words[i])
                        if keys[slot] == 0:
                            keys[slot] = words[i]
                            first[slot] = line
                        last[slot] = line
        for line in range(low, high):
            shared = of = 0
            for i in range(bounds[line], bounds[line + 1]):
                if words[i] & np.uint64(1):
                    slot = _slot(keys, words[i])
                    shared += keys[slot] != 0 and (first[slot] != line or last[slot] != line)
                    of += 1
            shares[line, 2] = shared / max(1, of)


@compiled
def _titles(
    words: NDArray[np.uint64],
    bounds: NDArray[np.int64],
    pages: NDArray[np.int64],
    title_words: NDArray[np.uint64],
    title_bounds: NDArray[np.int64],
    shares: NDArray[np.float32],
) -> None:
    """Columns 3 and 4 of `shares`."""
    for page in range(len(pages) - 1):
        begin, end = title_bounds[page], title_bounds[page + 1]
        if begin == end:
            continue
        keys = np.zeros(_table_size(end - begin), np.uint64)
        seen = np.full(len(keys), -1, np.int64)  # the last line that held the word
        size = 0
        for i in range(begin, end):
            slot = _slot(keys, title_words[i] | np.uint64(1))
            size += keys[slot] == 0
            keys[slot] = title_words[i] | np.uint64(1)
        for line in range(pages[page], pages[page + 1]):
            shared = covered = 0
            for i in range(bounds[line], bounds[line + 1]):
                slot = _slot(keys, words[i] | np.uint64(1))
                if keys[slot] != 0:
                    shared += 1
                    covered += seen[slot] != line
                    seen[slot] = line
            shares[line, 3] = shared / max(1, bounds[line + 1] - bounds[line])
            shares[line, 4] = covered / size
