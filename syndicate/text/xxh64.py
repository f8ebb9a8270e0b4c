"""XXH64 of many short runs of bytes (Collet, xxHash specification, section XXH64). Knows no text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numba import uint64

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

_BITS: Final = 14
MEMORY: Final = 1 << _BITS  # short runs whose hashes are remembered
_SHORT: Final = 8  # bytes of a short run, at most
_LONG: Final = 16  # bytes of a run that is hashed in a loop; a shorter one is hashed without a branch
PADDING: Final = 16  # bytes that are read beyond the end of a run
_P1 = np.uint64(0x9E3779B185EBCA87)
_P2 = np.uint64(0xC2B2AE3D27D4EB4F)
_P3 = np.uint64(0x165667B19E3779F9)
_P4 = np.uint64(0x85EBCA77C2B2AE63)
_P5 = np.uint64(0x27D4EB2F165667C5)


@compiled
def hash_runs(
    data: Bytes,
    edges: NDArray[Any],
    known: NDArray[np.uint64],
    hashes: NDArray[np.uint64],
) -> None:
    """Write XXH64 with seed 0 of the run data[edges[2 r]:edges[2 r + 1]] to hashes[r].

    No run is empty or holds a zero byte, and PADDING bytes follow the last one. Words come again and again:
    `known`, uint64[MEMORY, 2] and zero at first, remembers short ones and their hashes from call to call.
    """
    for r in range(uint64(len(hashes))):
        start = uint64(edges[uint64(2) * r])
        n = uint64(edges[uint64(2) * r + uint64(1)]) - start
        if n >= uint64(_LONG):
            hashes[r] = xxh64(data, start, n)
        elif n > uint64(_SHORT):
            hashes[r] = _middle(data, start, n)
        else:
            run = _lane(data, start) << uint64(8) * (uint64(_SHORT) - n)  # the bytes beyond it shifted out
            place = (run * _P1) >> uint64(64 - _BITS)
            if known[place, 0] != run:
                known[place, 0], known[place, 1] = run, _middle(data, start, n)
            hashes[r] = known[place, 1]


@compiled
def _rotl(x: np.uint64, r: int) -> np.uint64:
    return (x << uint64(r)) | (x >> uint64(64 - r))


@compiled
def _load32(data: Bytes, at: np.uint64) -> np.uint64:
    """Four bytes as a little-endian number: written out, the compiler makes one load of them."""
    low = uint64(data[at]) | uint64(data[at + uint64(1)]) << uint64(8)
    high = uint64(data[at + uint64(2)]) | uint64(data[at + uint64(3)]) << uint64(8)
    whole: np.uint64 = low | high << uint64(16)
    return whole


@compiled
def _round(acc: np.uint64, lane: np.uint64) -> np.uint64:
    return _rotl(acc + lane * _P2, 31) * _P1


@compiled
def _lane(data: Bytes, at: np.uint64) -> np.uint64:
    lane: np.uint64 = _load32(data, at) | _load32(data, at + uint64(4)) << uint64(32)
    return lane


@compiled
def xxh64(data: Bytes, at: np.uint64, n: np.uint64) -> np.uint64:
    """XXH64 with seed 0 of data[at:at + n], after which PADDING bytes may be read."""
    end, h = at + n, _P5
    if n >= 32:
        v1, v2, v3, v4 = _P1 + _P2, _P2, uint64(0), uint64(0) - _P1
        while at + uint64(32) <= end:
            v1 = _round(v1, _lane(data, at))
            v2 = _round(v2, _lane(data, at + uint64(8)))
            v3 = _round(v3, _lane(data, at + uint64(16)))
            v4 = _round(v4, _lane(data, at + uint64(24)))
            at += uint64(32)
        h = _rotl(v1, 1) + _rotl(v2, 7) + _rotl(v3, 12) + _rotl(v4, 18)
        for v in (v1, v2, v3, v4):
            h = (h ^ _round(uint64(0), v)) * _P1 + _P4
    h += n
    while at + uint64(8) <= end:
        h = _rotl(h ^ _round(uint64(0), _lane(data, at)), 27) * _P1 + _P4
        at += uint64(8)
    return _avalanche(_with_tail(h, _lane(data, at), n & uint64(7)))


@compiled
def _middle(data: Bytes, at: np.uint64, n: np.uint64) -> np.uint64:
    """The same of fewer than _LONG bytes: each step is taken and then chosen or not, see `_with_tail`."""
    lane, h = _lane(data, at), _P5 + n
    eight = _rotl(h ^ _round(uint64(0), lane), 27) * _P1 + _P4
    is_long = n >= uint64(8)
    h, lane = (eight, _lane(data, at + uint64(8))) if is_long else (h, lane)
    return _avalanche(_with_tail(h, lane, n & uint64(7)))


@compiled
def _with_tail(h: np.uint64, lane: np.uint64, n: np.uint64) -> np.uint64:
    """The state after the last n < 8 bytes, the lowest of `lane`.

    Each step is taken and then chosen or not: nobody can predict how many there are.
    """
    four = _rotl(h ^ ((lane & uint64(0xFFFFFFFF)) * _P1), 23) * _P2 + _P3
    h, lane = (four, lane >> uint64(32)) if n & uint64(4) else (h, lane)
    for k in range(3):
        one = _rotl(h ^ (((lane >> uint64(8 * k)) & uint64(0xFF)) * _P5), 11) * _P1
        h = one if (n & uint64(3)) > uint64(k) else h
    return h


@compiled
def _avalanche(h: np.uint64) -> np.uint64:
    h = (h ^ (h >> uint64(33))) * _P2
    h = (h ^ (h >> uint64(29))) * _P3
    return h ^ (h >> uint64(32))
