"""Numbers distinct 64-bit keys in order of appearance. Knows nothing of what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numba import uint64

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BITS: Final = 16  # of the table at first


class Numbering:
    """Numbers distinct keys in order of appearance, call by call."""

    def __init__(self) -> None:
        self.n = 0  # numbers that are given
        self._table = np.zeros((1 << _BITS, 2), np.uint64)

    def number(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """(number of each key, where each key comes first that had none)."""
        numbers, first = np.empty(len(keys), np.int32), np.empty(len(keys), np.int64)
        before, (self.n, self._table) = self.n, _number_all(keys, self.n, self._table, numbers, first)
        return numbers, first[: self.n - before].copy()


def enumerate_distinct(keys: NDArray[np.uint64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """(number of each key, where each distinct key comes first); the numbers go in order of appearance."""
    return Numbering().number(keys)


@compiled
def _number_all(
    keys: NDArray[np.uint64],
    n: int,
    table: NDArray[np.uint64],
    numbers: NDArray[np.int32],
    first: NDArray[np.int64],
) -> tuple[int, NDArray[np.uint64]]:
    """Number all keys; `first` is where the new ones stand. (How many there are now, the table.)

    Open addressing with linear probing; a row of the table is a key and its number plus one, or 0 where it is
    free. It is doubled when it is half full.
    """
    low, before = 0, n
    while True:  # the loop over the keys does not change which table it is: counting references slows it down
        low, n = _number_some(keys, low, n, table, numbers, first, before)
        if low == len(keys):
            return n, table
        table = _grown(table)


@compiled
def _number_some(
    keys: NDArray[np.uint64],
    low: int,
    n: int,
    table: NDArray[np.uint64],
    numbers: NDArray[np.int32],
    first: NDArray[np.int64],
    before: int,
) -> tuple[int, int]:
    """Number the keys from `low` on, until the table is half full: (how far it came, their number)."""
    shift = _shift(table)
    for i in range(uint64(low), uint64(len(keys))):
        at = _find(keys[i], table, shift)
        if table[at, 1] == 0:
            if 2 * n >= len(table):
                return i, n
            first[n - before] = i
            n += 1
            table[at, 0], table[at, 1] = keys[i], n
        numbers[i] = table[at, 1] - uint64(1)
    return len(keys), n


@compiled
def _find(key: np.uint64, table: NDArray[np.uint64], shift: np.uint64) -> np.uint64:
    """The row of a key, or the free one for it.

    It begins at the upper bits of the product, which all of the key stirs: Fibonacci hashing (Knuth, TAOCP 3,
    6.4).
    """
    last = uint64(len(table) - 1)
    at: np.uint64 = (key * uint64(0x9E3779B97F4A7C15)) >> shift
    while table[at, 0] != key and table[at, 1] != 0:
        at = (at + uint64(1)) & last
    return at


@compiled
def _shift(table: NDArray[np.uint64]) -> np.uint64:
    """64 less the bits of the number of a row, whose number is a power of two."""
    shift, rows = uint64(64), len(table)
    while rows > 1:
        shift, rows = shift - uint64(1), rows >> 1
    return shift


@compiled
def _grown(table: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The same in a table twice as large."""
    found = np.zeros((2 * len(table), 2), np.uint64)
    shift = _shift(found)
    for row in range(len(table)):
        if table[row, 1] > 0:
            at = _find(table[row, 0], found, shift)
            found[at, 0], found[at, 1] = table[row, 0], table[row, 1]
    return found
