"""MinHash signatures over word shingles, bit for bit those of datasketch. Finds no pairs.

The scheme is datasketch's "affine32" (since its version 2.0): the low 32 bits of a shingle go through the
finalizer of MurmurHash3, and permutation p is h -> a[p] h + b[p] modulo 2**32 with a[p] odd, hence a
bijection. A signature can be rebuilt with ten lines of `xxhash` and `datasketch` (the test does), and mixed
with those that datasketch made of the same shingles, in any of its indexes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from llvmlite import ir
from numba import types, uint32, uint64
from numba.core import cgutils
from numba.extending import intrinsic

from syndicate.compiled import compiled
from syndicate.errors import InputError
from syndicate.parallel import in_slices
from syndicate.sketch.shingles import ARTICLES_AT_A_TIME

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.settings import Settings

SCHEME = "affine32"
EMPTY = np.uint32(0xFFFFFFFF)  # every slot of an article without words; also datasketch's fresh state
_LANES: Final = 32  # permutations whose minima stay in registers together: half of those of AVX2


def permutations(settings: Settings) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """(a, b), each uint32[permutations]: the same draw from the same generator as datasketch's."""
    return _permutations(settings.seed, settings.permutations)


@lru_cache(maxsize=8)
def _permutations(seed: int, n: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    draw = np.random.RandomState(seed)
    a = draw.randint(0, 1 << 31, n, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    b = draw.randint(0, 1 << 32, n, dtype=np.uint32)
    a.flags.writeable = b.flags.writeable = False
    return a, b


@lru_cache(maxsize=8)
def _padded(seed: int, n: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The same with zeros behind, up to a multiple of _LANES."""
    a, b = (np.pad(column, (0, -n % _LANES)) for column in _permutations(seed, n))
    return a, b


def sign(
    words: NDArray[np.uint64], bounds: NDArray[np.int64], settings: Settings, *, threads: int | None = None
) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """(signatures uint32[N, permutations], shingles int32[N]) of N articles, repeats counted.

    Article i has the word hashes words[bounds[i]:bounds[i + 1]]. An article without words has no signature:
    its count is 0, its row all `EMPTY`, and an index must leave it out (two such rows agree in all slots).
    """
    n = len(bounds) - 1
    signatures = np.empty((n, settings.permutations), np.uint32)
    counts = np.empty(n, np.int32)

    def sign_slice(start: int, end: int) -> None:
        sign_into(words, bounds[start : end + 1], settings, signatures[start:end], counts[start:end])

    in_slices(sign_slice, n, size=ARTICLES_AT_A_TIME, threads=threads)
    return signatures, counts


def sign_into(
    words: NDArray[np.uint64],
    bounds: NDArray[np.int64],
    settings: Settings,
    signatures: NDArray[np.uint32],
    counts: NDArray[np.int32],
) -> None:
    """The same of a few articles, on one thread, written to rows that are there already."""
    longest = int(np.diff(bounds).max(initial=0))
    row, mixed = np.empty(longest, np.uint64), np.empty(longest, np.uint32)
    a, b = _padded(settings.seed, settings.permutations)
    _sign(words, bounds, settings.shingle_words, row, mixed, a, b, np.empty_like(a), signatures, counts)


def resemblance(signatures: NDArray[np.uint32], pairs: NDArray[np.int32]) -> NDArray[np.float32]:
    """Estimated resemblance of pairs int32[M, 2] of signed articles, float32[M]: the share of equal slots."""
    agreeing = np.empty(len(pairs), np.int32)
    _agreement(signatures, pairs, agreeing)
    return np.divide(agreeing, signatures.shape[1], dtype=np.float32)


def low32(shingle: int) -> int:
    """What datasketch must use as `hashfunc` when it is fed shingle64 values: their low 32 bits."""
    return shingle & 0xFFFFFFFF


def to_datasketch(signature: NDArray[np.uint32], settings: Settings) -> Any:
    """The datasketch.MinHash with this signature, for its indexes, merges and storages.

    It takes more shingle64 values with `update`. An article without words raises InputError: datasketch would
    call two of them equal.
    """
    from datasketch import MinHash

    if (signature == EMPTY).all():
        raise InputError("an article without words has no signature", remedy="leave it out of the index")
    return MinHash(hashvalues=signature, seed=settings.seed, hashfunc=low32, scheme=SCHEME)


def from_datasketch(minhash: Any, settings: Settings) -> NDArray[np.uint32]:
    """The signature of a datasketch MinHash or LeanMinHash: uint32[permutations].

    InputError where its scheme, seed or length are not those of the settings: the numbers would look alike
    and compare as nonsense. That it was fed the same kind of shingles cannot be seen from it.
    """
    found = (getattr(minhash, "scheme", "legacy"), minhash.seed, len(minhash.hashvalues))
    wanted = (SCHEME, settings.seed, settings.permutations)
    if found != wanted:
        raise InputError(f"MinHash (scheme, seed, permutations) is {found}", remedy=f"make it with {wanted}")
    return np.array(minhash.hashvalues, np.uint32)


@compiled
def _mix(h: np.uint32) -> np.uint32:
    """Finalizer of MurmurHash3; each step is cut back to 32 bits: numba widens."""
    h = uint32(h ^ (h >> uint32(16)))
    h = uint32(h * uint32(0x85EBCA6B))
    h = uint32(h ^ (h >> uint32(13)))
    h = uint32(h * uint32(0xC2B2AE35))
    return uint32(h ^ (h >> uint32(16)))


@compiled
def _turned(word: np.uint64, place: int) -> np.uint64:
    """The word hash as it goes into a shingle at this place; a turn by 0 is word | word."""
    turn, back = uint64((11 * place) & 63), uint64((64 - 11 * place) & 63)
    turned: np.uint64 = (word << turn) | (word >> back)
    return turned


@compiled
def _shingle(words: NDArray[np.uint64], k: int, row: NDArray[np.uint64]) -> int:
    """Write the shingles of one article to the front of `row`, as `shingles` does; how many there are."""
    length = min(k, len(words))
    n = len(words) - length + min(length, 1)
    for s in range(n):
        row[s] = words[s]
    for j in range(1, length - 1, 2):  # two places at a time: half the loads and stores
        one, other = words[j:], words[j + 1 :]
        for s in range(n):
            row[s] ^= _turned(one[s], j) ^ _turned(other[s], j + 1)
    if length > 1 and length % 2 == 0:
        last = words[length - 1 :]
        for s in range(n):
            row[s] ^= _turned(last[s], length - 1)
    return n


@compiled
def _sign(
    words: NDArray[np.uint64],
    bounds: NDArray[np.int64],
    k: int,
    row: NDArray[np.uint64],
    mixed: NDArray[np.uint32],
    a: NDArray[np.uint32],
    b: NDArray[np.uint32],
    least: NDArray[np.uint32],
    signatures: NDArray[np.uint32],
    counts: NDArray[np.int32],
) -> None:
    """Shingle, mix, minimum, article by article.

    `row` and `mixed` are scratch for the longest one, `least` for a signature; a, b and `least` are of a
    multiple of _LANES, signatures of no more.
    """
    for i in range(len(bounds) - 1):
        n = _shingle(words[bounds[i] : bounds[i + 1]], k, row)
        for s in range(n):
            mixed[s] = uint32(row[s])
        for s in range(n):
            mixed[s] = _mix(mixed[s])
        for p in range(0, len(a), _LANES):
            lanes = slice(p, p + _LANES)
            _minima(a[lanes], b[lanes], mixed, n, least[lanes])
        signatures[i] = least[: signatures.shape[1]]
        counts[i] = n


_alloca_once: Any = cgutils.alloca_once  # numba has no types for it


def _least_of(_context: Any, a: Any, b: Any, mixed: Any, n: Any, least: Any) -> Any:
    """least[p] = the minimum of a[p] h + b[p] over h in mixed[:n], for _LANES permutations p.

    Written out as vectors: the running minima, a and b stay in registers over all shingles.
    """
    vector = ir.VectorType(ir.IntType(32), _LANES)

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        def start(array: int) -> Any:
            return context.make_array(signature.args[array])(context, builder, given[array]).data

        a, b, least = (builder.bitcast(start(i), vector.as_pointer()) for i in (0, 1, 4))
        factors, summands, mixed = builder.load(a, align=4), builder.load(b, align=4), start(2)
        running = _alloca_once(builder, vector)
        builder.store(vector([0xFFFFFFFF] * _LANES), running)
        with cgutils.for_range(builder, given[3]) as loop:
            shingle = builder.load(builder.gep(mixed, [loop.index]))
            first = builder.insert_element(vector(ir.Undefined), shingle, ir.IntType(32)(0))
            every = builder.shuffle_vector(first, vector(ir.Undefined), vector([0] * _LANES))
            value, lowest = builder.add(builder.mul(factors, every), summands), builder.load(running)
            builder.store(builder.select(builder.icmp_unsigned("<", value, lowest), value, lowest), running)
        builder.store(builder.load(running), least, align=4)
        return context.get_dummy_value()

    return types.void(a, b, mixed, n, least), generate


_minima: Any = intrinsic(_least_of)


@compiled
def _agreement(signatures: NDArray[np.uint32], pairs: NDArray[np.int32], agreeing: NDArray[np.int32]) -> None:
    for m in range(len(pairs)):
        one, other = signatures[pairs[m, 0]], signatures[pairs[m, 1]]
        same = 0
        for p in range(len(one)):
            same += one[p] == other[p]
        agreeing[m] = same
