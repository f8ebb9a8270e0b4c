"""Word shingles as 64-bit hashes, and exact overlap over them. Takes hashed words; estimates nothing.

The shingle that starts at word i is the exclusive or of its k word hashes, each turned by its place:

    shingle64(i) = XOR over j < k of rotl64(word[i + j], 11 j mod 64)

so that order counts. An article of fewer than k words has one shingle, of all its words; an article without a
word has none. Resemblance and containment are those of Broder, "On the resemblance and containment of
documents" (1997), over the distinct shingles of two articles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import uint64

from syndicate.compiled import compiled
from syndicate.parallel import in_slices

if TYPE_CHECKING:
    from numpy.typing import NDArray

ARTICLES_AT_A_TIME = 128  # long enough to hide the cost of a call, short enough to share the work evenly
FILTER_BITS = 16  # of a filter that fits into the nearest cache, and is a hundredth full
PAIRS_AT_A_TIME = 4096  # likewise; and each slice makes its own hash table
_NONE = np.empty(0, np.uint8)  # marks of no words: none is left out


def count_distinct(
    words: NDArray[np.uint64],
    bounds: NDArray[np.int64],
    k: int,
    *,
    marks: NDArray[np.uint8] | None = None,
    left_out: int = 0,
    threads: int | None = None,
) -> NDArray[np.int32]:
    """Number of distinct shingles of each of N articles: int32[N]. See `exact_overlap`.

    `words` are hashes, those of article i words[bounds[i]:bounds[i + 1]].
    """
    counts = np.zeros(len(bounds) - 1, np.int32)
    shown = _NONE if marks is None else marks

    def count(start: int, end: int) -> None:
        _count_distinct(words, bounds[start : end + 1], shown, left_out, k, counts[start:end])

    in_slices(count, len(counts), size=ARTICLES_AT_A_TIME, threads=threads)
    return counts


def exact_overlap(
    words: NDArray[np.uint64],
    bounds: NDArray[np.int64],
    pairs: NDArray[np.int32],
    k: int,
    *,
    marks: NDArray[np.uint8] | None = None,
    left_out: int = 0,
    sizes: NDArray[np.int32] | None = None,
    threads: int | None = None,
) -> NDArray[np.int32]:
    """(|A|, |B|, |A and B|) over distinct shingles for pairs int32[M, 2] of articles: int32[M, 3].

    Resemblance is the third over (first + second - third), containment of A in B the third over the first; an
    article without words counts 0. Fastest where neighbouring pairs have an article in common (its shingles
    are entered once); any order is right. Shingles are recomputed, not stored: memory is two hash tables per
    thread, of the size of the longest article. `sizes` is what `count_distinct` counts, where it is known
    already. A shingle that holds a word with one of the marks (bits) `left_out` is none.
    """
    shown = _NONE if marks is None else marks
    if sizes is None:
        sizes = count_distinct(words, bounds, k, marks=marks, left_out=left_out, threads=threads)
    out = np.empty((len(pairs), 3), np.int32)
    out[:, :2] = sizes[pairs]

    def intersect(start: int, end: int) -> None:
        _count_shared(words, bounds, shown, left_out, pairs[start:end], k, out[start:end, 2])

    in_slices(intersect, len(pairs), size=PAIRS_AT_A_TIME, threads=threads)
    return out


@compiled
def _shingle_article(words: NDArray[np.uint64], k: int, row: NDArray[np.uint64]) -> int:
    """Write the shingles of one article's words to the front of `row`; how many there are.

    Place by place over all shingles, not shingle by shingle: the inner loop is then vector code.
    """
    length = min(k, len(words))
    n = len(words) - length + min(length, 1)
    for s in range(n):
        row[s] = words[s]
    for j in range(1, length):
        turn, back = uint64((11 * j) & 63), uint64((64 - 11 * j) & 63)
        ahead = words[j:]
        for s in range(n):
            row[s] ^= (ahead[s] << turn) | (ahead[s] >> back)  # a turn by 0 is word | word
    return n


@compiled
def _spared(marks: NDArray[np.uint8], left_out: int, row: NDArray[np.uint64], n: int) -> int:
    """Move those of an article's n shingles that hold no word left out to the front; how many they are."""
    length, kept, last = len(marks) - n + 1, uint64(0), -1  # the last word that is left out
    for w in range(min(length - 1, len(marks))):
        last = w if marks[w] & left_out else last
    for s in range(n):
        end = s + length - 1
        last = end if marks[end] & left_out else last
        row[kept] = row[s]
        kept += uint64(last < s)
    return int(kept)


@compiled
def _read_article(
    words: NDArray[np.uint64],
    bounds: NDArray[np.int64],
    marks: NDArray[np.uint8],
    left_out: int,
    article: int,
    k: int,
    row: NDArray[np.uint64],
) -> int:
    """Write the shingles of an article, but those of words left out, to the front of `row`; how many."""
    low, high = bounds[article], bounds[article + 1]
    n = _shingle_article(words[low:high], k, row)
    return _spared(marks[low:high], left_out, row, n) if len(marks) else n


@compiled
def _find(table: NDArray[np.uint64], owner: NDArray[np.int32], mark: int, value: np.uint64) -> np.uint64:
    """Slot where `value` stands among the entries marked `mark`, or the free one where it would stand."""
    mask = uint64(len(table) - 1)
    slot = (value >> uint64(20)) & mask
    while owner[slot] == mark and table[slot] != value:
        slot = (slot + uint64(1)) & mask
    return slot


@compiled
def _slots(most: int) -> int:
    """Slots of a hash table for so many entries: a power of two, at most half full."""
    slots = 16
    while slots < 2 * most:
        slots *= 2
    return slots


@compiled
def _count_distinct(
    words: NDArray[np.uint64],
    bounds: NDArray[np.int64],
    marks: NDArray[np.uint8],
    left_out: int,
    k: int,
    counts: NDArray[np.int32],
) -> None:
    """Number of distinct shingles of each article."""
    room = np.diff(bounds).max()
    row, table = np.empty(room, np.uint64), np.empty(_slots(room), np.uint64)
    owner = np.full(len(table), -1, np.int32)  # entries of earlier articles are free: nothing is ever cleared
    for i in range(len(counts)):
        for s in range(_read_article(words, bounds, marks, left_out, i, k, row)):
            slot = _find(table, owner, i, row[s])
            if owner[slot] != i:
                owner[slot] = i
                table[slot] = row[s]
                counts[i] += 1


@compiled
def _side_to_enter(pairs: NDArray[np.int32], p: int, entered: int) -> int:
    """Which article of pair p is to be entered: the one that is, or else the one that the next pair has."""
    if pairs[p, 0] == entered or pairs[p, 1] == entered:
        return int(pairs[p, 0] != entered)
    return int(p + 1 < len(pairs) and (pairs[p, 1] == pairs[p + 1, 0] or pairs[p, 1] == pairs[p + 1, 1]))


@compiled
def _count_shared(
    words: NDArray[np.uint64],
    bounds: NDArray[np.int64],
    marks: NDArray[np.uint8],
    left_out: int,
    pairs: NDArray[np.int32],
    k: int,
    shared: NDArray[np.int32],
) -> None:
    """|A and B| of every pair: one's shingles are entered into a table, the other's looked up, each once."""
    room = 0
    for p in range(len(pairs)):
        for i in pairs[p]:
            room = max(room, bounds[i + 1] - bounds[i])
    row, table = np.empty(room, np.uint64), np.empty(_slots(room), np.uint64)
    owner = np.full(len(table), -1, np.int32)  # the pair at which the entry was made
    seen = np.full(len(table), -1, np.int32)  # the pair at which B last had it
    held = np.zeros(1 << (FILTER_BITS - 6), np.uint64)  # a bit for the lowest bits of A's shingles
    entered, mark = -1, -1
    for p in range(len(pairs)):
        side = _side_to_enter(pairs, p, entered)
        a, b = pairs[p, side], pairs[p, 1 - side]
        if a != entered:
            entered, mark = a, p
            held[:] = uint64(0)
            for s in range(_read_article(words, bounds, marks, left_out, a, k, row)):
                slot = _find(table, owner, mark, row[s])
                owner[slot] = mark
                table[slot] = row[s]
                bit = row[s] & uint64((1 << FILTER_BITS) - 1)
                held[bit >> uint64(6)] |= uint64(1) << (bit & uint64(63))
        count, perhaps = 0, uint64(0)
        for s in range(uint64(_read_article(words, bounds, marks, left_out, b, k, row))):
            bit = row[s] & uint64((1 << FILTER_BITS) - 1)
            row[perhaps] = row[s]  # most make room for the next: the table is seldom asked
            perhaps += held[bit >> uint64(6)] >> (bit & uint64(63)) & uint64(1)
        for value in row[:perhaps]:
            slot = _find(table, owner, mark, value)
            if owner[slot] == mark and seen[slot] != p:
                seen[slot] = p
                count += 1
        shared[p] = count
