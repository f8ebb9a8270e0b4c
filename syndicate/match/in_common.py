"""Which terms do two articles have in common, and where does each list them? Weighs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from syndicate.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HELD: Final = 1 << 14  # bytes of a filter that fits into the nearest cache, and is a hundredth full


class InCommon(NamedTuple):
    """The terms that M pairs (a, b) have in common, those of pair p from bounds[p] to bounds[p + 1].

    They ascend, and are named by their places in the lists of the two articles, counted from the first.
    """

    bounds: NDArray[np.int64]  # M + 1
    in_a: NDArray[np.int32]
    in_b: NDArray[np.int32]


@compiled
def terms_in_common(
    pairs: NDArray[np.int32], bounds: NDArray[np.int64], terms: NDArray[np.int32], n_terms: int
) -> InCommon:
    """What the articles of M pairs have in common; their terms, below n_terms, ascend within the bounds.

    Fastest where neighbouring pairs have an article in common: it is entered once, and the others' terms are
    looked up, most of them in a filter alone.
    """
    room, longest = _room(pairs, bounds)
    common = InCommon(
        np.zeros(len(pairs) + 1, np.int64), np.empty(room + 1, np.int32), np.empty(room + 1, np.int32)
    )
    place, held = np.full(n_terms, -1, np.int32), np.zeros(_HELD, np.uint8)
    perhaps = np.empty(longest + 1, np.int32)
    entered, n = -1, 0
    for p in range(len(pairs)):
        side = _side_to_enter(pairs, p, entered)
        one, other = pairs[p, side], pairs[p, 1 - side]
        if one != entered:
            if entered >= 0:
                _leave(terms[bounds[entered] : bounds[entered + 1]], place, held)
            _enter(terms[bounds[one] : bounds[one + 1]], place, held)
            entered = one
        mine, theirs = (common.in_b, common.in_a) if side else (common.in_a, common.in_b)
        n += _look_up(terms[bounds[other] : bounds[other + 1]], place, held, perhaps, mine[n:], theirs[n:])
        common.bounds[p + 1] = n
    return common


@compiled
def common_of_some(common: InCommon, kept: NDArray[np.bool_]) -> InCommon:
    """What those of the M pairs have in common that are kept."""
    bounds = np.zeros(kept.sum() + 1, np.int64)
    in_a, in_b = np.empty_like(common.in_a), np.empty_like(common.in_b)
    m = n = 0
    for p in range(len(kept)):
        if kept[p]:
            for k in range(common.bounds[p], common.bounds[p + 1]):
                in_a[n], in_b[n] = common.in_a[k], common.in_b[k]
                n += 1
            m += 1
            bounds[m] = n
    return InCommon(bounds, in_a, in_b)


@compiled
def _room(pairs: NDArray[np.int32], bounds: NDArray[np.int64]) -> tuple[int, int]:
    """(how many terms all pairs may have in common, the most that one article has)."""
    room = longest = 0
    for p in range(len(pairs)):
        n = bounds[pairs[p, 0] + 1] - bounds[pairs[p, 0]]
        m = bounds[pairs[p, 1] + 1] - bounds[pairs[p, 1]]
        room += min(n, m)
        longest = max(longest, n, m)
    return room, longest


@compiled
def _side_to_enter(pairs: NDArray[np.int32], p: int, entered: int) -> int:
    """Which article of pair p is to be entered: the one that is, or else the one that the next pair has."""
    if pairs[p, 0] == entered or pairs[p, 1] == entered:
        return int(pairs[p, 0] != entered)
    return int(p + 1 < len(pairs) and (pairs[p, 1] == pairs[p + 1, 0] or pairs[p, 1] == pairs[p + 1, 1]))


@compiled
def _enter(terms: NDArray[np.int32], place: NDArray[np.int32], held: NDArray[np.uint8]) -> None:
    for k in range(len(terms)):
        place[terms[k]] = k
        held[terms[k] & (_HELD - 1)] = 1


@compiled
def _leave(terms: NDArray[np.int32], place: NDArray[np.int32], held: NDArray[np.uint8]) -> None:
    for term in terms:
        place[term] = -1
        held[term & (_HELD - 1)] = 0


@compiled
def _look_up(
    terms: NDArray[np.int32],
    place: NDArray[np.int32],
    held: NDArray[np.uint8],
    perhaps: NDArray[np.int32],
    mine: NDArray[np.int32],
    theirs: NDArray[np.int32],
) -> int:
    """Write the places of the terms that are entered (mine), and of these (theirs); how many they are.

    Neither loop branches on what it finds: which terms are held is anybody's guess.
    """
    m = n = 0
    for k in range(len(terms)):
        perhaps[m] = k
        m += held[terms[k] & (_HELD - 1)]
    for k in perhaps[:m]:
        mine[n], theirs[n] = place[terms[k]], k
        n += mine[n] >= 0
    return n
