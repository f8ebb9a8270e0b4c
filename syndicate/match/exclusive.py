"""How exclusive is a term? By the wordings that it stands in at its time. Compares no articles.

Everybody who reports an event has its main names and figures; a detail that hardly anyone else has was taken
from the same report. How exclusive a term is follows from the number of wordings it stands in all over the
articles of that time, not from the number of articles: copies of one text add no wording. What stands in the
news of another month says nothing of it, however large the corpus.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from syndicate.compiled import compiled
from syndicate.lists import chosen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from syndicate.match.outline import Lists

OWN_WORDINGS: Final = 4  # a term before and after it in each of two articles: as exclusive as can be
MANY_WORDINGS: Final = 12  # wordings beyond these that halve it
MOST: Final = 255  # wordings that are told apart: nobody owns a term that stands in so many
EPOCH_HOURS: Final = 96.0  # articles of one such span of time, and of those beside it, are of one time
PHRASES_A_PART: Final = 1 << 22  # counted at a time: bounds memory, changes no result
CROWD: Final = 500  # articles in which a term's general frequency is counted where no others are looked at


def exclusivity_by_wordings() -> NDArray[np.float32]:
    """How exclusive a term of 0..MOST wordings is, above 0 to 1."""
    crowded = np.maximum(0, np.arange(MOST + 1) - OWN_WORDINGS) / MANY_WORDINGS
    return (1 / (1 + crowded)).astype(np.float32)


def wordings_nearby(
    terms: Lists, phrases: Lists, n_terms: int, hours: NDArray[np.float64]
) -> NDArray[np.uint8]:
    """For each value of `terms` (lists of N articles) the wordings it stands in at its article's time.

    phrases: of the same articles, see `outline`; hours: N, NaN where unknown. An article of unknown time is
    of any time: it is counted beside every epoch, and looks at all.
    """
    found = np.zeros(len(terms.values), np.uint8)
    wordings = np.zeros(n_terms, np.int32)  # of the terms of one epoch, cleared after it
    untimed = np.flatnonzero(np.isnan(hours))
    if len(untimed):
        _count(phrases.values, wordings)
        _look_up(terms.bounds, terms.values, untimed, wordings, found)
        wordings[:] = 0
        _count(_values(phrases, untimed), wordings)
    timeless = wordings.copy() if len(untimed) else wordings[:0]
    for rows, nearby in _epochs(hours):
        some = _values(phrases, nearby)
        _count(some, wordings)
        _look_up(terms.bounds, terms.values, rows, wordings, found)
        _restore(some, timeless, wordings)
    return found


def general_wordings(weights: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The wordings of each term from its weight alone: as if in CROWD articles of general language."""
    return _capped(np.rint(2 * CROWD * np.exp(-weights.astype(np.float64))))


def _epochs(hours: NDArray[np.float64]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """(articles of an epoch, articles of it and of the two beside it), in order of time."""
    known = np.flatnonzero(~np.isnan(hours))
    epochs = np.floor(hours[known] / EPOCH_HOURS).astype(np.int64)
    order = np.argsort(epochs, kind="stable")
    known, epochs = known[order], epochs[order]
    for epoch in epochs[np.append([True], epochs[1:] != epochs[:-1])[: len(epochs)]].tolist():
        before, low, high, after = np.searchsorted(epochs, [epoch - 1, epoch, epoch + 1, epoch + 2])
        yield known[low:high], known[before:after]


def _values(lists: Lists, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The values of the lists of these rows, one list after another."""
    values: NDArray[np.int64] = lists.values
    if len(rows) == len(lists.bounds) - 1:
        return values
    some: NDArray[np.int64] = values[chosen(lists.bounds, rows)[1]]
    return some


def _capped(wordings: NDArray[Any]) -> NDArray[np.uint8]:
    return np.asarray(np.minimum(wordings, MOST), np.uint8)


def _count(phrases: NDArray[np.int64], wordings: NDArray[np.int32]) -> None:
    """Add to `wordings` how many of the distinct phrases each term stands in."""
    for some in _by_first_term(phrases, len(wordings)):
        _count_sorted(np.sort(some), wordings)


@compiled
def _count_sorted(phrases: NDArray[np.int64], wordings: NDArray[np.int32]) -> None:
    for k in range(len(phrases)):
        if k == 0 or phrases[k] != phrases[k - 1]:
            wordings[phrases[k] >> 32] += 1
            wordings[phrases[k] & 0xFFFFFFFF] += 1


@compiled
def _look_up(
    bounds: NDArray[np.int64],
    terms: NDArray[np.int32],
    rows: NDArray[np.int64],
    wordings: NDArray[np.int32],
    found: NDArray[np.uint8],
) -> None:
    """Fill in `found` for the terms of these rows."""
    for row in rows:
        for k in range(bounds[row], bounds[row + 1]):
            found[k] = min(wordings[terms[k]], MOST)


@compiled
def _restore(phrases: NDArray[np.int64], timeless: NDArray[np.int32], wordings: NDArray[np.int32]) -> None:
    """Take back what the phrases added; `timeless` is what stood before, nothing where it is empty."""
    for phrase in phrases:
        one, other = phrase >> 32, phrase & 0xFFFFFFFF
        wordings[one] = timeless[one] if len(timeless) else 0
        wordings[other] = timeless[other] if len(timeless) else 0


def _by_first_term(phrases: NDArray[np.int64], n_terms: int) -> Iterator[NDArray[np.int64]]:
    """The phrases in parts of about PHRASES_A_PART: each has all that begin with some of the terms."""
    n_parts = 1 + len(phrases) // PHRASES_A_PART
    for low, high in pairwise(np.linspace(0, n_terms, n_parts + 1).astype(np.int64) << 32):
        yield phrases[(phrases >= low) & (phrases < high)] if n_parts > 1 else phrases
