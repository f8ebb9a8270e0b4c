"""Numbers distinct 64-bit keys in order of appearance. Knows nothing of what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np

from syndicate.compiled import compiled
from syndicate.parallel import one_by_one

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

T = TypeVar("T")
Places: TypeAlias = "NDArray[np.integer[Any]]"


def number_distinct(
    blocks: Sequence[T],
    places: Callable[[T], Places],
    keys: Callable[[Places], NDArray[np.uint64]],
    numbers: NDArray[np.int32],
) -> Places:
    """Write the number of every key to its place; the place where each distinct key comes first.

    Block by block, on threads, so that no key but the distinct ones is held: `places` gives those of a block,
    `keys` their keys. Best are blocks whose table fits into the processor's cache, of some 500,000 places.
    """

    def enumerate_own(block: T) -> tuple[Places, NDArray[np.uint64]]:
        at = places(block)
        own = keys(at)
        numbers[at], first = enumerate_distinct(own)
        return at[first], own[first]

    found = list(one_by_one(enumerate_own, blocks))
    firsts = np.concatenate([np.zeros(0, np.int64), *(at for at, _ in found)])
    number, chosen = enumerate_distinct(np.concatenate([np.zeros(0, np.uint64), *(own for _, own in found)]))
    ends = np.cumsum([len(at) for at, _ in found]).tolist()

    def settle(block: tuple[T, int, int]) -> None:
        at = places(block[0])
        numbers[at] = number[block[1] : block[2]][numbers[at]]

    for _ in one_by_one(settle, zip(blocks, [0, *ends], ends, strict=False)):
        pass
    return firsts[chosen]


@compiled
def enumerate_distinct(keys: NDArray[np.uint64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """(number of each key, where each distinct key comes first); the numbers go in order of appearance.

    Open addressing with linear probing; the table grows when it is half full.
    """
    bits = 16
    size = 1 << bits
    slots = np.full(size, -1, np.int64)  # position in `first`
    group = np.empty(len(keys), np.int32)
    first = np.empty(size // 2 + 1, np.int64)
    n = 0
    for i in range(len(keys)):
        at = _slot(keys[i], bits)
        while slots[at] >= 0 and keys[first[slots[at]]] != keys[i]:
            at = (at + 1) & (size - 1)
        if slots[at] < 0:
            slots[at] = n
            first[n] = i
            n += 1
        group[i] = slots[at]
        if 2 * n > size:
            bits += 2
            size = 1 << bits
            grown = np.empty(size // 2 + 1, np.int64)
            grown[:n] = first[:n]
            first = grown
            slots = _rehash(keys, first, n, bits)
    return group, first[:n].copy()


@compiled
def _slot(key: np.uint64, bits: int) -> np.int64:
    """The upper bits of the product, which all of the key stirs: Fibonacci hashing (Knuth, TAOCP 3, 6.4)."""
    return np.int64((key * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - bits))


@compiled
def _rehash(keys: NDArray[np.uint64], first: NDArray[np.int64], n: int, bits: int) -> NDArray[np.int64]:
    size = 1 << bits
    slots = np.full(size, -1, np.int64)
    for k in range(n):
        at = _slot(keys[first[k]], bits)
        while slots[at] >= 0:
            at = (at + 1) & (size - 1)
        slots[at] = k
    return slots
