"""Numbers distinct 64-bit keys in order of appearance. Knows nothing of what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compiled import compiled
from syndicate.parallel import in_slices

if TYPE_CHECKING:
    from numpy.typing import NDArray

SLICE: Final = 1 << 19  # keys that a thread takes at a time: their table fits into the processor's cache


def distinct(keys: NDArray[np.uint64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """(number of each key, where each distinct key comes first); slice by slice, on threads."""
    lows = range(0, len(keys), SLICE)
    found = in_slices(lambda low, high: enumerate_distinct(keys[low:high]), len(keys), size=SLICE)
    own_firsts = [first + low for low, (_, first) in zip(lows, found, strict=True)]
    firsts = np.concatenate([np.zeros(0, np.int64), *own_firsts])
    number, chosen = enumerate_distinct(keys[firsts])
    ends = np.cumsum([len(first) for _, first in found])
    group = np.empty(len(keys), np.int32)
    for low, end, (own, first) in zip(lows, ends, found, strict=True):
        group[low : low + len(own)] = number[end - len(first) : end][own]
    return group, firsts[chosen]


@compiled
def enumerate_distinct(keys: NDArray[np.uint64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """(number of each key, where each distinct key comes first); the numbers go in order of appearance.

    Open addressing with linear probing; the table grows when it is half full.
    """
    size = 1 << 16
    slots = np.full(size, -1, np.int64)  # position in `first`
    group = np.empty(len(keys), np.int32)
    first = np.empty(size // 2 + 1, np.int64)
    n = 0
    for i in range(len(keys)):
        at = _slot(keys[i], size)
        while slots[at] >= 0 and keys[first[slots[at]]] != keys[i]:
            at = (at + 1) & (size - 1)
        if slots[at] < 0:
            slots[at] = n
            first[n] = i
            n += 1
        group[i] = slots[at]
        if 2 * n > size:
            size *= 4
            grown = np.empty(size // 2 + 1, np.int64)
            grown[:n] = first[:n]
            first = grown
            slots = _rehash(keys, first, n, size)
    return group, first[:n].copy()


@compiled
def _slot(key: np.uint64, size: int) -> np.int64:
    return np.int64((key * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(20)) & (size - 1)


@compiled
def _rehash(keys: NDArray[np.uint64], first: NDArray[np.int64], n: int, size: int) -> NDArray[np.int64]:
    slots = np.full(size, -1, np.int64)
    for k in range(n):
        at = _slot(keys[first[k]], size)
        while slots[at] >= 0:
            at = (at + 1) & (size - 1)
        slots[at] = k
    return slots
