"""How exclusive is a term? By the wordings that it stands in at its time. Compares no articles.

Everybody who reports an event has its main names and figures; a detail that hardly anyone else has was taken
from the same report. How exclusive a term is follows from the number of wordings it stands in all over the
articles of that time, not from the number of articles: copies of one text add no wording. What stands in the
news of another month says nothing of it, however large the corpus; nor, beyond some, how much else is told at
its own time (`density`).
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from syndicate.compiled import compiled
from syndicate.parallel import one_by_one

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from syndicate.match.outline import Lists

    Window = tuple[NDArray[np.int64], tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]]

OWN_WORDINGS: Final = 4  # a term before and after it in each of two articles: as exclusive as can be
MANY_WORDINGS: Final = 12  # wordings beyond these that halve it
MOST: Final = 255  # wordings that are told apart: nobody owns a term that stands in so many
COUNTED: Final = 65_535  # wordings that are counted, before those of strangers are thinned out (`density`)
EPOCH_HOURS: Final = 96.0  # articles of one such span of time, and of those beside it, are of one time
PHRASES_A_PART: Final = 1 << 21  # of an epoch counted at a time: bounds memory, changes no result
CROWD: Final = 500  # articles in which a term's general frequency is counted where no others are looked at
_LAST: Final = np.int64(2**63 - 1)  # above every phrase
_NONE: Final = np.empty(0, np.int64)
_ONE: Final = np.uint64(1)


def exclusivity_by_wordings() -> NDArray[np.float32]:
    """How exclusive a term of 0..MOST wordings is, above 0 to 1."""
    crowded = np.maximum(0, np.arange(MOST + 1) - OWN_WORDINGS) / MANY_WORDINGS
    return (1 / (1 + crowded)).astype(np.float32)


class Phrases(NamedTuple):
    """The phrases of N articles by their first terms; columns as in `Outline`."""

    terms: Lists
    following: Lists
    ends: NDArray[np.int32]


class Counted(NamedTuple):
    """What the articles of one time hold, for each of N articles at its own time."""

    wordings: NDArray[np.uint16]  # of each value of `Phrases.terms`: the phrases it stands in, up to COUNTED
    sizes: NDArray[np.int64]  # N, distinct phrases in all


def wordings_nearby(phrases: Phrases, n_terms: int, hours: NDArray[np.float64]) -> Counted:
    """The wordings that each term of an article stands in at its time.

    hours: of the N articles, NaN where unknown. An article of unknown time is of any time: it is counted
    beside every epoch, and looks at all.
    """
    found = Counted(np.zeros(len(phrases.terms.values), np.uint16), np.zeros(len(hours), np.int64))
    untimed, epochs = np.flatnonzero(np.isnan(hours)), _epochs(hours)
    timeless, found.sizes[:] = _wordings(phrases, untimed, n_terms)
    if len(untimed):
        every, found.sizes[untimed] = _wordings(phrases, np.arange(len(hours)), n_terms)
        _look_up(phrases.terms, untimed, every, found.wordings)
    for span in _parts(phrases, max((len(rows) for _, rows in epochs), default=0), n_terms):
        look = partial(_look_nearby, phrases.terms, timeless, found)
        listed = one_by_one(partial(_distinct, phrases, span=span), (rows for _, rows in epochs))
        for _ in one_by_one(look, _windows(epochs, listed)):
            pass
        timeless = np.zeros(n_terms, np.int32)  # they are counted once
    return found


def of_their_time(hours: NDArray[np.float64], rows: Sequence[int]) -> NDArray[np.bool_]:
    """Of N articles those whose phrases are counted for any of these rows; hours: as in `wordings_nearby`."""
    epochs = np.floor(hours / EPOCH_HOURS)
    near = np.isnan(epochs)
    for row in rows:
        near = near | (True if np.isnan(epochs[row]) else np.abs(epochs - epochs[row]) <= 1)
    return near


def _wordings(phrases: Phrases, rows: NDArray[np.int64], n_terms: int) -> tuple[NDArray[np.int32], int]:
    """(in how many distinct phrases of these articles each of T terms stands, how many they are)."""
    wordings = np.zeros(n_terms, np.int32)
    listed = one_by_one(partial(_distinct, phrases, rows), _parts(phrases, len(rows), n_terms))
    return wordings, sum(_count(some, _NONE, _NONE, wordings) for some in listed)


def general_wordings(weights: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The wordings of each term from its weight alone: as if in CROWD articles of general language."""
    wordings = np.rint(2 * CROWD * np.exp(-weights.astype(np.float64)))
    return np.asarray(np.minimum(wordings, MOST), np.uint8)


def _epochs(hours: NDArray[np.float64]) -> list[tuple[int, NDArray[np.int64]]]:
    """(number of an epoch, its articles), in order of time."""
    known = np.flatnonzero(~np.isnan(hours))
    numbers = np.floor(hours[known] / EPOCH_HOURS).astype(np.int64)
    order = np.argsort(numbers, kind="stable")
    known, numbers = known[order], numbers[order]
    firsts = np.flatnonzero(np.append([True], numbers[1:] != numbers[:-1])[: len(numbers)])
    return list(zip(numbers[firsts].tolist(), np.split(known, firsts[1:]), strict=False))


def _parts(phrases: Phrases, n_articles: int, n_terms: int) -> Iterator[tuple[int, int]]:
    """Spans of terms: of so many articles about PHRASES_A_PART phrases begin with those of each span."""
    share = n_articles / max(1, len(phrases.following.bounds) - 1)
    n_parts = 1 + int(share * len(phrases.following.values)) // PHRASES_A_PART
    return pairwise(np.linspace(0, n_terms, n_parts + 1).astype(np.int64).tolist())


def _windows(
    epochs: list[tuple[int, NDArray[np.int64]]], listed: Iterator[NDArray[np.int64]]
) -> Iterator[Window]:
    """(the articles of an epoch, the phrases of it and of the two beside it); listed: those of each."""
    near: dict[int, NDArray[np.int64]] = {}
    for k, (number, rows) in enumerate(epochs):
        for later, _ in epochs[k : k + 2]:
            if later <= number + 1 and later not in near:
                near[later] = next(listed)
        near = {other: near[other] for other in near if other >= number - 1}
        yield rows, (near.get(number - 1, _NONE), near[number], near.get(number + 1, _NONE))


def _look_nearby(
    terms: Lists,
    timeless: NDArray[np.int32],
    found: Counted,
    window: Window,
) -> None:
    """Add to `found` what one of `_windows` holds, and the timeless wordings, for the terms of its epoch."""
    rows, near = window
    wordings = timeless.copy()
    found.sizes[rows] += _count(*near, wordings)
    _look_up(terms, rows, wordings, found.wordings)


def _distinct(phrases: Phrases, rows: NDArray[np.int64], span: tuple[int, int]) -> NDArray[np.int64]:
    """The phrases (first << 32 | second) of these articles that begin with terms of a span, each once."""
    listed = _list(phrases, rows, *span)
    listed.sort()
    return listed[: _make_distinct(listed)]


@compiled
def _list(phrases: Phrases, rows: NDArray[np.int64], low: int, high: int) -> NDArray[np.int64]:
    """The same in the order of the articles, each article's once."""
    terms, following = phrases.terms, phrases.following
    room = 0
    for row in rows:
        room += following.bounds[row + 1] - following.bounds[row]
    found, n = np.empty(room, np.int64), np.uint64(0)
    for row in rows:
        own = terms.values[terms.bounds[row] : terms.bounds[row + 1]]
        ends = phrases.ends[terms.bounds[row] : terms.bounds[row + 1]]
        theirs = following.values[following.bounds[row] : following.bounds[row + 1]]
        k, stop = np.uint64(np.searchsorted(own, low)), np.uint64(np.searchsorted(own, high))
        at = np.uint64(ends[k - _ONE] if k else 0)
        for term in range(k, stop):
            first, end = np.int64(own[term]) << 32, np.uint64(ends[term])
            for f in range(at, end):
                found[n] = first | theirs[f]
                n += _ONE
            at = end
    return found[:n]


@compiled
def _make_distinct(ordered: NDArray[np.int64]) -> int:
    """Move each of these, which ascend, to the front but once; how many they are."""
    n = np.uint64(0)
    for k in range(np.uint64(len(ordered))):
        ordered[n] = ordered[k]
        n += np.uint64(k + _ONE == len(ordered) or ordered[k + _ONE] != ordered[k])
    return int(n)


@compiled
def _count(
    one: NDArray[np.int64], other: NDArray[np.int64], third: NDArray[np.int64], wordings: NDArray[np.int32]
) -> int:
    """The number of phrases, distinct and ascending in each list; those of each term go to `wordings`."""
    i = j = k = n = 0
    while i < len(one) or j < len(other) or k < len(third):
        x = one[i] if i < len(one) else _LAST
        y = other[j] if j < len(other) else _LAST
        z = third[k] if k < len(third) else _LAST
        phrase = min(x, y, z)
        i += x == phrase
        j += y == phrase
        k += z == phrase
        wordings[np.uint64(phrase >> 32)] += 1
        wordings[np.uint64(phrase & 0xFFFFFFFF)] += 1
        n += 1
    return n


@compiled
def _look_up(
    terms: Lists, rows: NDArray[np.int64], wordings: NDArray[np.int32], found: NDArray[np.uint16]
) -> None:
    """Add to `found` for the terms of these rows, up to COUNTED."""
    for row in rows:
        for k in range(terms.bounds[row], terms.bounds[row + 1]):
            found[k] = min(found[k] + wordings[terms.values[k]], COUNTED)
