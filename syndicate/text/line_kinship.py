"""Finds a page's core and how each line is kin to it: echoes, words shared with the core and with the title.

Works on the word hashes of `line_scan`; decides about no line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.text.line_scan import Scan

_RUN: Final = 3  # words: long enough that two strangers seldom share one, short enough to survive an edit
_FILTER_SHIFT: Final = np.uint64(64 - 10)  # leaves a place in a table of 1,024
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)


class Keys(NamedTuple):
    """Words or word runs of N lines; those of line i are the slice bounds[i]:bounds[i + 1]."""

    keys: NDArray[np.uint64]  # odd
    bounds: NDArray[np.int64]  # N + 1


@dataclass(frozen=True, slots=True, eq=False)
class Kinship:
    """For each of N lines, shares 0..1 of its words or word runs."""

    runs: Keys  # its 3-word runs
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
    every = np.ones(len(inside), np.bool_)
    runs = word_runs(scan)
    echo, before = echoes(runs, pages, every, every)
    kin, _ = echoes(Keys(*_carrying(scan.words, scan.bounds)), pages, inside, every)
    in_title, of_title = np.zeros((2, len(inside)), np.float32)
    _titles(scan.words, scan.bounds, pages, titles.words, titles.bounds, in_title, of_title)
    return Kinship(runs, echo, before, kin, in_title, of_title)


def word_runs(scan: Scan) -> Keys:
    """The 3-word runs of each line."""
    return Keys(*_runs(scan.words, scan.bounds))


def echoes(
    runs: Keys, pages: NDArray[np.int64], among: NDArray[np.bool_], asked: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(echo, echo_before) as in `Kinship`, but only of what stands in the lines `among`; 0 unless `asked`.

    Of all lines both are at least as large (see `Kinship`): a line that those rule out need not be asked.
    """
    anywhere, above = np.zeros((2, len(among)), np.float32)
    _echoes(runs.keys, runs.bounds, pages, among, asked, anywhere, above)
    return anywhere, above


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
def _slot(table: NDArray[np.uint64], key: np.uint64) -> np.uint64:
    """Where `key` stands, or is to be put, in an open-addressing table of a power of two; 0 marks a
    free place.
    """
    mask = np.uint64(len(table) - 1)
    slot = (key * _MIX >> np.uint64(20)) & mask
    while table[slot] != 0 and table[slot] != key:
        slot = (slot + np.uint64(1)) & mask
    return slot


@compiled
def _table_size(n: int) -> int:
    size = 16
    while size < 4 * n:
        size *= 2
    return size


@compiled
def _runs(
    words: NDArray[np.uint64], bounds: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """(the key of each run of each line, their bounds)."""
    keys, ends = np.empty(len(words), np.uint64), np.zeros(len(bounds), np.int64)
    n = np.uint64(0)
    for line in range(len(bounds) - 1):
        for i in range(np.uint64(bounds[line]), np.uint64(max(bounds[line], bounds[line + 1] - _RUN + 1))):
            key = words[i]
            for k in range(np.uint64(1), np.uint64(_RUN)):
                key = key * _MIX + words[i + k]
            keys[n] = key | np.uint64(1)
            n += np.uint64(1)
        ends[line + 1] = n
    return keys[:n], ends


@compiled
def _carrying(
    words: NDArray[np.uint64], bounds: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """(the words of each line that may carry a subject, their bounds)."""
    kept, ends = np.empty(len(words), np.uint64), np.zeros(len(bounds), np.int64)
    n = np.uint64(0)
    for line in range(len(bounds) - 1):
        for i in range(np.uint64(bounds[line]), np.uint64(bounds[line + 1])):
            kept[n] = words[i]
            n += words[i] & np.uint64(1)  # no branch, which is as hard to predict as a word is short
        ends[line + 1] = n
    return kept[:n], ends


@compiled
def _echoes(
    keys: NDArray[np.uint64],
    bounds: NDArray[np.int64],
    pages: NDArray[np.int64],
    among: NDArray[np.bool_],
    asked: NDArray[np.bool_],
    anywhere: NDArray[np.float32],
    above: NDArray[np.float32],
) -> None:
    """Fill `anywhere` and `above`: the shares of the keys of the lines asked that stand in another one among.

    Each key is looked up once where its line is both asked and among: what follows from it is hard to
    predict, so that it is worked out without branches.
    """
    for page in range(len(pages) - 1):
        low, high = pages[page], pages[page + 1]
        if not asked[low:high].any():
            continue
        begin = np.uint64(bounds[low])
        table = np.zeros(_table_size(bounds[high] - bounds[low]), np.uint64)
        first = np.empty(len(table), np.int32)
        last = np.empty(len(table), np.int32)
        slots = np.empty(bounds[high] - bounds[low], np.uint32)  # of the keys of the lines among
        for line in range(low, high):
            for i in range(np.uint64(bounds[line]), np.uint64(bounds[line + 1] if among[line] else 0)):
                slot = _slot(table, keys[i])
                slots[i - begin] = slot
                first[slot] = line if table[slot] == 0 else first[slot]
                table[slot] = keys[i]
                last[slot] = line
        for line in range(low, high):
            if not asked[line]:
                continue
            n_anywhere = n_above = 0
            for i in range(np.uint64(bounds[line]), np.uint64(bounds[line + 1])):
                slot = np.uint64(slots[i - begin]) if among[line] else _slot(table, keys[i])
                known = table[slot] != 0
                n_above += known & (first[slot] < line)
                n_anywhere += known & ((first[slot] < line) | (last[slot] > line))
            n = max(1, bounds[line + 1] - bounds[line])
            anywhere[line], above[line] = n_anywhere / n, n_above / n


@compiled
def _titles(
    words: NDArray[np.uint64],
    bounds: NDArray[np.int64],
    pages: NDArray[np.int64],
    title_words: NDArray[np.uint64],
    title_bounds: NDArray[np.int64],
    in_title: NDArray[np.float32],
    of_title: NDArray[np.float32],
) -> None:
    """Fill `in_title` and `of_title`."""
    for page in range(len(pages) - 1):
        begin, end = title_bounds[page], title_bounds[page + 1]
        if begin == end:
            continue
        keys = np.zeros(_table_size(end - begin), np.uint64)
        seen = np.full(len(keys), -1, np.int64)  # the last line that held the word
        held = np.zeros(1024, np.bool_)  # may be one of the title's words: nearly none is
        size = 0
        for i in range(begin, end):
            word = title_words[i] | np.uint64(1)
            held[word * _MIX >> _FILTER_SHIFT] = True
            slot = _slot(keys, word)
            size += keys[slot] == 0
            keys[slot] = word
        for line in range(pages[page], pages[page + 1]):
            shared = covered = 0
            for i in range(bounds[line], bounds[line + 1]):
                word = words[i] | np.uint64(1)
                if held[word * _MIX >> _FILTER_SHIFT]:
                    slot = _slot(keys, word)
                    if keys[slot] != 0:
                        shared += 1
                        covered += seen[slot] != line
                        seen[slot] = line
            in_title[line] = shared / max(1, bounds[line + 1] - bounds[line])
            of_title[line] = covered / size
