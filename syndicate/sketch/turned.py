"""The keys of some articles turned over: which of them hold a key. Compares nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import uint64

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.sketch.sketches import Sketches

MIX = 0x9E3779B97F4A7C15
HEAD_BITS = 20  # of a key, which tell most keys of others at once: 128 KB stay near the processor


class Postings(NamedTuple):
    """Keys (of bands and terms) of P probes turned over: entries starts[k]:starts[k + 1] hold key k."""

    heads: NDArray[np.uint64]  # a bit for each way that a key may begin, set where one does
    shift: np.uint64  # of a key, to its beginning
    slots: NDArray[np.int64]  # open addressing: number of the distinct key, or -1
    keys: NDArray[np.uint64]  # distinct
    starts: NDArray[np.int64]
    probes: NDArray[np.int64]
    weights: NDArray[np.float32]  # of the term; -1 for a band


def turned_over(probes: Sketches, low: int, high: int) -> Postings:
    """The postings of the probes low..high, numbered from 0."""
    n, n_bands = high - low, probes.bands.shape[1]
    own = slice(probes.bounds[low], probes.bounds[high])
    bands = _banded(probes.bands[low:high])
    keys = np.concatenate([bands.reshape(-1), probes.terms[own]])
    owners = np.concatenate(
        [np.repeat(np.arange(n), n_bands), np.repeat(np.arange(n), np.diff(probes.bounds[low : high + 1]))]
    )
    weights = np.concatenate([np.full(n * n_bands, -1, np.float32), probes.weights[own]])
    order = np.argsort(keys, kind="stable")
    order = order[keys[order] != 0]
    keys = keys[order]
    firsts = np.flatnonzero(np.append([True], keys[1:] != keys[:-1])[: len(keys)])
    slots = np.full(1 << max(4, (2 * len(firsts)).bit_length()), -1, np.int64)
    heads = np.zeros(1 << (HEAD_BITS - 6), np.uint64)
    shift = np.uint64(64 - HEAD_BITS)
    _enter(keys[firsts], slots, heads, shift)
    starts = np.append(firsts, len(keys))
    return Postings(heads, shift, slots, keys[firsts], starts, owners[order], weights[order])


def _banded(bands: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Keys of which no two bands have one in common; 0 stays 0."""
    number = np.arange(1, bands.shape[1] + 1, dtype=np.uint64) * np.uint64(MIX)
    return np.where(bands == 0, np.uint64(0), bands ^ number)


@compiled
def _enter(
    keys: NDArray[np.uint64], slots: NDArray[np.int64], heads: NDArray[np.uint64], shift: np.uint64
) -> None:
    mask = len(slots) - 1
    for k in range(len(keys)):
        head = keys[k] >> shift
        heads[head >> uint64(6)] |= uint64(1) << (head & uint64(63))
        at = np.int64((keys[k] * uint64(MIX)) >> uint64(20)) & mask
        while slots[at] >= 0:
            at = (at + 1) & mask
        slots[at] = k
