"""Locality-sensitive hashing: pairs of articles whose signatures agree in a whole band. Verifies nothing.

Banding as in Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", section 3.4: a pair of resemblance s
is found with probability 1 - (1 - s**rows)**bands. There is no table of buckets: the keys of a band are
sorted together with the articles' ranks in time, and a bucket is a run of equal keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import uint64

from syndicate.compiled import compiled
from syndicate.parallel import in_slices

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.settings import Settings
    from syndicate.sketch.timeline import Timeline

HOT = 64  # members of a bucket up to which all its pairs are proposed (2,016 of them)
RANKS_AT_A_TIME = 1 << 14  # whose keys a thread puts in order
LEADERS = 64  # kinds of text told apart in one hot bucket; a member is compared with no more leaders


class LshPairs(NamedTuple):
    """What banding proposes, and what it left out."""

    pairs: NDArray[np.int32]  # (M, 2), articles, a < b, sorted, each once
    hot_articles: int  # articles that stand in a bucket of more than HOT, where only leaders were paired
    crowded_out: int  # times a leader gave way to one kind of text too many in its bucket
    twins: NDArray[
        np.bool_
    ]  # N, those of a hot bucket that are paired with an earlier one of equal signature


class _Ranked(NamedTuple):
    """The articles in order of time, as the scan of a band reads them; N ranks."""

    keys: NDArray[np.uint64]  # (N, bands)
    hot: NDArray[np.bool_]  # (N, bands), the rank's bucket in that band is hot
    rows: NDArray[np.int64]  # rank -> row of `signatures`
    reach: NDArray[np.int64]  # see `Timeline`
    signatures: NDArray[np.uint32]


def band_keys(signatures: NDArray[np.uint32], settings: Settings) -> NDArray[np.uint64]:
    """64-bit key of every band of every signature: uint64[N, bands].

    Band q covers the slots from q x band_rows on, as in datasketch; slots beyond the last band are not used.
    """
    return _keys_of(signatures, np.arange(len(signatures)), settings)


def _keys_of(
    signatures: NDArray[np.uint32], rows: NDArray[np.int64], settings: Settings
) -> NDArray[np.uint64]:
    """The keys of these rows, in this order."""
    keys = np.empty((len(rows), settings.bands), np.uint64)
    _band_keys(signatures, rows, settings.band_rows, keys)
    return keys


def least_agreement(settings: Settings) -> int:
    """Slots in which two articles of a hot bucket must agree to be paired: those of banding's own threshold.

    (1 / bands) ** (1 / band_rows) is the resemblance around which the chance to be found rises steepest.
    """
    return int(np.ceil(settings.permutations * (1 / settings.bands) ** (1 / settings.band_rows)))


def lsh_pairs(
    signatures: NDArray[np.uint32],
    n_shingles: NDArray[np.int32],
    timeline: Timeline,
    settings: Settings,
    *,
    threads: int | None = None,
) -> LshPairs:
    """Pairs inside the window with at least one band in common.

    In a hot bucket (a paywall notice, one report on 20,000 pages) a member is paired only with leaders that
    it truly resembles, so that the cost stays linear: see `_lead`. Without a shingle it is in no bucket.
    """
    rows, reach = timeline
    keys = _keys_of(signatures, rows, settings)
    ranked = _Ranked(keys, np.zeros(keys.shape, np.bool_), rows, reach, signatures)
    ranks = np.flatnonzero(n_shingles[rows] > 0).astype(np.uint64)
    bits = max(1, len(rows) - 1).bit_length()  # low bits of a key that give way to the rank
    order = np.empty((settings.bands, len(ranks)), np.uint64)

    def pack(start: int, end: int) -> None:
        _pack(keys, ranks[start:end], bits, order[:, start:end])

    def sort(band: int, _: int) -> NDArray[np.int64]:
        order[band].sort()  # numbers that hold key and rank: sorting these is 4 times as fast as argsort
        runs = _runs(order[band], bits)
        _mark_hot(order[band], runs, bits, ranked.hot[:, band])
        return runs

    in_slices(pack, len(ranks), size=RANKS_AT_A_TIME, threads=threads)
    runs = in_slices(sort, settings.bands, size=1, threads=threads)

    def scan(band: int, _: int) -> tuple[NDArray[np.int64], int]:
        return _scan(order[band], runs[band], bits, band, ranked, least_agreement(settings))

    found = in_slices(scan, settings.bands, size=1, threads=threads)
    of_ranks = np.concatenate([pairs for pairs, _ in found])
    hot, twins = np.asarray(ranked.hot.any(axis=1)), np.zeros(len(rows), np.bool_)
    _mark_twins(of_ranks, hot, ranked, twins)
    pairs = distinct_pairs(rows[of_ranks], len(rows))
    return LshPairs(pairs, int(hot.sum()), sum(crowded for _, crowded in found), twins)


def distinct_pairs(pairs: NDArray[np.int64], n: int) -> NDArray[np.int32]:
    """The pairs of numbers below n as int32[M, 2], the smaller first, sorted, each once."""
    base = np.uint64(max(n, 1))
    one, other = pairs[:, 0], pairs[:, 1]
    packed = np.minimum(one, other).astype(np.uint64) * base + np.maximum(one, other).astype(np.uint64)
    packed.sort()  # np.unique takes 40 times as long on 64-bit numbers
    packed = packed[np.flatnonzero(np.diff(packed, prepend=np.uint64(2**64 - 1)))]
    return np.stack([packed // base, packed % base], axis=1).astype(np.int32)


@compiled
def _band_keys(
    signatures: NDArray[np.uint32], rows: NDArray[np.int64], band_rows: int, keys: NDArray[np.uint64]
) -> None:
    """Multiply and fold, slot by slot: the top bits, by which buckets are sorted, depend on every slot."""
    for i in range(len(rows)):
        signature = signatures[rows[i]]
        for band in range(keys.shape[1]):
            key = uint64(0)
            for slot in range(band * band_rows, (band + 1) * band_rows):
                key = (key ^ uint64(signature[slot])) * uint64(0x9E3779B97F4A7C15)
                key ^= key >> uint64(32)
            keys[i, band] = key * uint64(0x9E3779B97F4A7C15)


@compiled
def _pack(keys: NDArray[np.uint64], ranks: NDArray[np.uint64], bits: int, order: NDArray[np.uint64]) -> None:
    """order[band, i] = the key of rank i in that band, its low bits the rank."""
    for i in range(len(ranks)):
        for band in range(keys.shape[1]):
            order[band, i] = keys[ranks[i], band] >> uint64(bits) << uint64(bits) | ranks[i]


@compiled
def _runs(order: NDArray[np.uint64], bits: int) -> NDArray[np.int64]:
    """(start, end) of every run of two or more equal keys in one band: int64[R, 2]."""
    runs, n, start = np.empty((len(order) // 2, 2), np.int64), 0, 0
    for i in range(1, len(order) + 1):
        if i < len(order) and not (order[i] ^ order[i - 1]) >> uint64(bits):
            continue
        if i - start > 1:
            runs[n, 0], runs[n, 1] = start, i
            n += 1
        start = i
    return runs[:n].copy()


@compiled
def _members(order: NDArray[np.uint64], run: NDArray[np.int64], bits: int) -> NDArray[np.int64]:
    """The ranks of a run, ascending: sorted with their key, they are in order of time."""
    return (order[run[0] : run[1]] & ((uint64(1) << uint64(bits)) - uint64(1))).astype(np.int64)


@compiled
def _mark_hot(order: NDArray[np.uint64], runs: NDArray[np.int64], bits: int, hot: NDArray[np.bool_]) -> None:
    """Mark the ranks in runs of more than HOT."""
    for run in runs:
        if run[1] - run[0] > HOT:
            for rank in _members(order, run, bits):
                hot[rank] = True


@compiled
def _scan(
    order: NDArray[np.uint64], runs: NDArray[np.int64], bits: int, band: int, ranked: _Ranked, alike: int
) -> tuple[NDArray[np.int64], int]:
    """(pairs of ranks, leaders that gave way) of one band."""
    found, n, crowded = np.empty((1024, 2), np.int64), 0, 0
    for run in runs:
        members = _members(order, run, bits)
        if len(members) > HOT:
            found, n, more = _lead(members, ranked, alike, found, n)
            crowded += more
        else:
            found, n = _pair_all(members, band, ranked, found, n)
    return found[:n].copy(), crowded


@compiled
def _with_pair(found: NDArray[np.int64], n: int, a: int, b: int) -> NDArray[np.int64]:
    """`found` with (a, b) as its row n; twice as long where it was full."""
    if n == len(found):
        found = np.concatenate((found, found))
    found[n, 0], found[n, 1] = a, b
    return found


@compiled
def _pair_all(
    members: NDArray[np.int64], band: int, ranked: _Ranked, found: NDArray[np.int64], n: int
) -> tuple[NDArray[np.int64], int]:
    """Add every pair inside the window that no earlier band has proposed; `found` and its length."""
    for at in range(len(members) - 1):
        x = members[at]
        for y in members[at + 1 :]:
            if y >= ranked.reach[x]:
                break
            # the run is of keys without their low bits: of 64 bits in all two keys are never equal by chance
            if ranked.keys[x, band] == ranked.keys[y, band] and not _met_before(band, ranked, x, y):
                found = _with_pair(found, n, x, y)
                n += 1
    return found, n


@compiled
def _met_before(band: int, ranked: _Ranked, x: int, y: int) -> bool:
    """Whether an earlier band has proposed the pair: they share a bucket there, and it was not hot."""
    for earlier in range(band):
        if ranked.keys[x, earlier] == ranked.keys[y, earlier] and not ranked.hot[x, earlier]:
            return True
    return False


@compiled
def _agreement(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> int:
    """Number of slots in which two signatures agree."""
    same = 0
    for p in range(len(one)):
        same += one[p] == other[p]
    return same


@compiled
def _mark_twins(
    pairs: NDArray[np.int64], hot: NDArray[np.bool_], ranked: _Ranked, twins: NDArray[np.bool_]
) -> None:
    """Mark the row of the later of every pair of hot ranks that agree in all slots."""
    for k in range(len(pairs)):
        one, other = ranked.rows[pairs[k, 0]], ranked.rows[pairs[k, 1]]
        if hot[pairs[k, 1]] and not twins[other]:
            same = _agreement(ranked.signatures[one], ranked.signatures[other])
            twins[other] = same == ranked.signatures.shape[1]


@compiled
def _lead(
    members: NDArray[np.int64], ranked: _Ranked, alike: int, found: NDArray[np.int64], n: int
) -> tuple[NDArray[np.int64], int, int]:
    """Pair each member of a hot bucket with the leader it resembles most: at most LEADERS comparisons each.

    Members come in order of time. One that resembles no leader founds a kind of its own; where all places are
    taken the kind that has stood longest gives way (its kin lie furthest back). Where a leader has fallen out
    of the window the latest of its kind speaks for it, and hands the lead on to the member that found it: kin
    inside the window stay linked, in a chain of stars.
    """
    leader, latest = np.empty(LEADERS, np.int64), np.empty(LEADERS, np.int64)
    kinds, crowded = 0, 0
    for x in members:
        own, nearest, most = -1, -1, alike - 1
        for kind in range(min(kinds, LEADERS)):
            kin = leader[kind] if x < ranked.reach[leader[kind]] else latest[kind]
            if x < ranked.reach[kin]:
                same = _agreement(ranked.signatures[ranked.rows[kin]], ranked.signatures[ranked.rows[x]])
                if same > most:
                    own, nearest, most = kind, kin, same
        if own >= 0:
            found = _with_pair(found, n, nearest, x)
            n += 1
        else:
            own = kinds % LEADERS
            crowded += kinds >= LEADERS
            kinds += 1
            leader[own] = x  # its place may hold anything: it is new, or another kind's
        if nearest >= 0 and nearest != leader[own]:
            leader[own] = x
        latest[own] = x
    return found, n, crowded
