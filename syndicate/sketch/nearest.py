"""Who is near an article, whatever else there is? The rule for stores: order and split change nothing.

Two articles are near where the window allows it and they have a band of their signatures in common, or
enough key terms: that is a matter of the two alone. An article is to be compared with all that are near it,
or, where they are many (one report on thousands of pages, a daily bulletin), with the closest of them and
with LEADERS: those of its copies whose hash is smallest, which all copies choose alike, so that the copies
stay linked as in a star. A pair is compared where one of the two chose the other. So what is compared is a
function of the set of articles, at most MOST + LEADERS pairs for each; one more article can crowd others out
of a choice, and never brings another one in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import uint64

from syndicate.compiled import compiled
from syndicate.lists import distinct
from syndicate.parallel import in_slices
from syndicate.sketch.turned import MIX, Postings, turned_over

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from syndicate.settings import Settings
    from syndicate.sketch.sketches import Sketches

# Of the closest, those from the CLOSEST-th on must be clearly close: on a year of real news a 20th of all
# articles in one window share a cosine of LEAST_COSINE. Two that were not compared count as strangers when
# groups are joined, so that MOST must be more than a report's rewrites; copies count once.
LEAST_COSINE = 0.08
CLOSEST = 16
CLEAR = 0.2
MOST = 128
LEADERS = 8
PROBES_AT_A_TIME = 1 << 14
ONE = 1 << 30  # cosine 1: whole numbers add up to the same sum in any order; as in `partners`
TERM = 1 << 40  # one shared key term, in the number that gathers cosine, terms and bands
BAND = 1 << 52  # one shared band
LEAST = np.uint64(LEAST_COSINE * ONE)
CLEARLY = np.uint64(CLEAR * ONE)


class Rule(NamedTuple):
    """When two articles are near each other without a common band, and how many of those are chosen."""

    shared: int  # terms in common
    least: np.uint64  # sum of the products of their weights, ONE for 1
    closest: int  # chosen of those that are not clearly close
    clear: np.uint64
    most: int


class Choices(NamedTuple):
    """What N articles chose among those near them, and how many were near."""

    bounds: NDArray[np.int64]  # N + 1
    chosen: NDArray[np.int64]  # numbers of those that article i chose: chosen[bounds[i]:bounds[i + 1]]
    crowded: NDArray[np.bool_]  # N, more were near than were chosen


class _Best(NamedTuple):
    """The best so far of each of P probes, in twice the room they need: sorted and cut when it is full."""

    closest: NDArray[np.uint64]  # (P, 2 most): the closer the larger
    closest_who: NDArray[np.int64]
    leaders: NDArray[np.uint64]  # (P, 2 LEADERS): the smaller the hash the larger
    leaders_who: NDArray[np.int64]
    counts: NDArray[np.int64]  # (P, 3): filled in the two, and all that were near


def choose(
    probes: Sketches,
    others: Iterable[Sketches],
    settings: Settings,
    rule: Rule | None = None,
    *,
    threads: int | None = None,
) -> tuple[Choices, NDArray[np.int64]]:
    """(what each of the probes chooses among the others, the numbers of all others near a probe, ascending).

    The others come in parts, each article in one of them; a probe among them is not near itself. The rule is
    that for words where none is given.
    """
    n = len(probes.who)
    rule = rule or Rule(settings.shared_keyterms, LEAST, CLOSEST, CLEARLY, MOST)
    spans = [(low, min(low + PROBES_AT_A_TIME, n)) for low in range(0, n, PROBES_AT_A_TIME)]
    spans = [half for low, high in spans for half in ((low, (low + high) // 2), ((low + high) // 2, high))]
    turned = [(turned_over(probes, low, high), _room(high - low, rule.most)) for low, high in spans]
    met: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
    for part in others:
        seen = np.zeros((len(spans), len(part.who)), np.bool_)

        def look(k: int, _: int, part: Sketches = part, seen: NDArray[np.bool_] = seen) -> None:
            postings, best = turned[k]
            low = spans[k][0]
            _look(probes, low, postings, best, part, settings.window_hours, settings.bands, rule, seen[k])

        in_slices(look, len(spans), size=1, threads=threads)
        met.append(part.who[seen.any(axis=0)])
    chosen = [_chosen(best, rule) for _, best in turned]
    counts = np.concatenate([np.zeros(1, np.int64), *(c for c, _ in chosen)])
    near = np.concatenate([np.empty(0, np.int64), *(best.counts[:, 2] for _, best in turned)])
    whom = np.concatenate([np.empty(0, np.int64), *(who for _, who in chosen)])
    return Choices(np.cumsum(counts), whom, near > counts[1:]), distinct(np.concatenate(met))


def _room(n: int, most: int) -> _Best:
    closest, leaders = (n, 2 * most), (n, 2 * LEADERS)
    return _Best(
        np.zeros(closest, np.uint64),
        np.zeros(closest, np.int64),
        np.zeros(leaders, np.uint64),
        np.zeros(leaders, np.int64),
        np.zeros((n, 3), np.int64),
    )


def _chosen(best: _Best, rule: Rule) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(how many each probe chose, the numbers of those)."""
    counts = np.zeros(len(best.counts), np.int64)
    flat = np.empty(len(counts) * (rule.most + LEADERS), np.int64)
    n = _unite(best, rule, counts, flat)
    return counts, flat[:n].copy()


@compiled
def _begins(postings: Postings, key: np.uint64) -> bool:
    """Whether a key of the postings may be this one: one of them begins like it."""
    head = key >> postings.shift
    return bool(postings.heads[head >> uint64(6)] >> (head & uint64(63)) & uint64(1))


@compiled
def _find(postings: Postings, key: np.uint64) -> np.int64:
    """The number of the key, or -1."""
    slots, keys = postings.slots, postings.keys
    mask = len(slots) - 1
    at = np.int64((key * uint64(MIX)) >> uint64(20)) & mask
    while slots[at] >= 0 and keys[slots[at]] != key:
        at = (at + 1) & mask
    found: np.int64 = slots[at]
    return found


@compiled
def _look(
    probes: Sketches,
    low: int,
    postings: Postings,
    best: _Best,
    others: Sketches,
    window: float,
    n_bands: int,
    rule: Rule,
    seen: NDArray[np.bool_],
) -> None:
    """Let the probes from `low` on meet the others; marks the others that are near one."""
    gathered = np.zeros(len(best.counts), np.uint64)
    met = np.empty(len(best.counts), np.int64)
    bands, terms, bounds = others.bands, others.terms, others.bounds
    first, last = np.inf, -np.inf  # of the probes' possible times
    for probe in range(low, low + len(best.counts)):
        first, last = min(first, probes.earliest[probe]), max(last, probes.latest[probe])
    for other in range(len(others.who)):
        if others.earliest[other] - last > window or first - others.latest[other] > window:
            continue
        n_met = 0
        for band in range(bands.shape[1]):
            key = bands[other, band] ^ (uint64(band + 1) * uint64(MIX))
            if _begins(postings, key) and bands[other, band] != 0:
                n_met = _gather(postings, key, -1.0, gathered, met, n_met)
        for entry in range(bounds[other], bounds[other + 1]):
            if _begins(postings, terms[entry]):
                n_met = _gather(postings, terms[entry], others.weights[entry], gathered, met, n_met)
        for p in met[:n_met]:
            found, probe = gathered[p], low + p
            gathered[p] = 0
            apart = max(
                others.earliest[other] - probes.latest[probe], probes.earliest[probe] - others.latest[other]
            )
            if apart <= window and others.who[other] != probes.who[probe] and _is_near(found, rule):
                seen[other] = True
                _offer(best, p, found, n_bands, others.who[other], others.priority[other])


@compiled
def _gather(
    postings: Postings,
    key: np.uint64,
    weight: float,
    gathered: NDArray[np.uint64],
    met: NDArray[np.int64],
    n_met: int,
) -> int:
    """Add one key of an article to what the probes that hold it have in common with the article."""
    k = _find(postings, key)
    if k >= 0:
        for entry in range(postings.starts[k], postings.starts[k + 1]):
            p = postings.probes[entry]
            if gathered[p] == 0:
                met[n_met] = p
                n_met += 1
            if weight < 0 and postings.weights[entry] < 0:
                gathered[p] += uint64(BAND)
            elif weight >= 0 and postings.weights[entry] >= 0:
                gathered[p] += uint64(TERM) + uint64(weight * ONE * postings.weights[entry])
    return n_met


@compiled
def _is_near(found: np.uint64, rule: Rule) -> bool:
    terms = (found & uint64(BAND - 1)) // uint64(TERM)
    cosine = found & uint64(TERM - 1)
    return bool(found >= uint64(BAND) or (terms >= rule.shared and cosine >= rule.least))


@compiled
def _offer(best: _Best, p: int, found: np.uint64, n_bands: int, who: int, priority: np.uint32) -> None:
    """Take an article that is near probe p among the probe's best, if it is."""
    n_shared = found // uint64(BAND)
    closeness = (found & uint64(TERM - 1)) + n_shared * uint64(ONE) // uint64(n_bands)
    rank = uint64(0xFFFFFFFF) - uint64(priority)
    best.counts[p, 2] += 1
    _keep(best.closest[p], best.closest_who[p], best.counts[p], 0, (closeness << uint64(32)) | rank, who)
    if n_shared > 0:
        _keep(best.leaders[p], best.leaders_who[p], best.counts[p], 1, rank, who)


@compiled
def _keep(
    keys: NDArray[np.uint64],
    whos: NDArray[np.int64],
    counts: NDArray[np.int64],
    which: int,
    key: np.uint64,
    who: int,
) -> None:
    """Add an entry; where the room is full only the better half stays."""
    if counts[which] == len(keys):
        _halve(keys, whos)
        counts[which] = len(keys) // 2
    keys[counts[which]], whos[counts[which]] = key, who
    counts[which] += 1


@compiled
def _halve(keys: NDArray[np.uint64], whos: NDArray[np.int64]) -> None:
    """Sort the entries, the best first."""
    order = np.argsort(keys)[::-1]
    sorted_keys, sorted_whos = keys[order], whos[order]
    keys[:], whos[:] = sorted_keys, sorted_whos


@compiled
def _unite(best: _Best, rule: Rule, counts: NDArray[np.int64], flat: NDArray[np.int64]) -> int:
    """Write the closest and the leaders of each probe, each once; returns how many in all."""
    n = 0
    for p in range(len(counts)):
        start = n
        order = np.argsort(best.closest[p, : best.counts[p, 0]])[::-1]
        for k in order[: best.closest.shape[1] // 2]:
            clear = (best.closest[p, k] >> uint64(32)) >= rule.clear
            if clear or n - start < rule.closest:
                flat[n] = best.closest_who[p, k]
                n += 1
        order = np.argsort(best.leaders[p, : best.counts[p, 1]])[::-1]
        for k in order[: best.leaders.shape[1] // 2]:
            who, known = best.leaders_who[p, k], False
            for other in flat[start:n]:
                known = known or other == who
            if not known:
                flat[n] = who
                n += 1
        counts[p] = n - start
    return n
