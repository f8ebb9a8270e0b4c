"""Whom do articles choose, by words and across languages, bin of time after bin? Holds no rule of its own.

Articles inside one window are in one bin of time or in neighbouring ones, so that what is near some is looked
for in few bins, wherever they are held: in memory, or in a store.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from syndicate.lists import bounds_of, distinct
from syndicate.sketch.across import ACROSS
from syndicate.sketch.nearest import Choices, choose
from syndicate.sketch.sketches import taken, taken_both

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from syndicate.settings import Settings
    from syndicate.sketch.sketches import Sketched, Sketches

UNTIMED = -(1 << 31)  # the bin of articles of unknown time
DAY_ALONE = 24.0  # hours that a day alone may mean


class Holding(Protocol):
    """Articles, by bin of time."""

    bins: set[int]  # those that hold any

    def words(self, number: int) -> Sketches:
        """The words of the articles in a bin."""

    def facts(self, number: int, language: str) -> Sketches:
        """The facts of the articles in a bin that are in another known language than this."""


@dataclass(slots=True)
class Held:
    """Articles in memory."""

    sketched: Sketched
    settings: Settings
    own: NDArray[np.int64] = field(init=False)  # bin of each
    bins: set[int] = field(init=False)

    def __post_init__(self) -> None:
        """Tell their bins."""
        self.own = bins_of(self.sketched.words, self.settings)
        self.bins = set(self.own.tolist())

    def words(self, number: int) -> Sketches:
        """The words of the articles in a bin."""
        return taken(self.sketched.words, np.flatnonzero(self.own == number))

    def facts(self, number: int, language: str) -> Sketches:
        """The facts of the articles in a bin that are in another known language than this."""
        foreign = (self.sketched.languages != language) & (self.sketched.languages != "")
        return taken(self.sketched.facts, np.flatnonzero((self.own == number) & foreign))


def bins_of(sketches: Sketches, settings: Settings) -> NDArray[np.int64]:
    """The bin of time of each article: articles inside one window are in the same or in neighbouring bins."""
    known = np.isfinite(sketches.earliest)
    width = settings.window_hours + DAY_ALONE
    numbers = np.floor(np.where(known, sketches.earliest, 0.0) / width).astype(np.int64)
    return np.where(known, numbers, UNTIMED)


def choose_near(probes: Sketched, held: Holding, settings: Settings) -> tuple[Choices, NDArray[np.int64]]:
    """What each of the probes chooses, and the numbers of all that are near one, among the articles held.

    A probe chooses by words among all, and by facts among those in other languages; it may choose one twice.
    Each bin is asked for a few times in a row.
    """
    own = bins_of(probes.words, settings)
    found: list[tuple[NDArray[np.int64], Choices]] = []
    met: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
    for number in np.unique(own).tolist():
        rows = np.flatnonzero(own == number)
        reach = _reach(number, held.bins)
        choices, seen = choose(taken(probes.words, rows), map(held.words, reach), settings)
        found.append((rows, choices))
        met.append(seen)
        for part, choices, seen in _across(taken_both(probes, rows), held, reach, settings):
            found.append((rows[part], choices))
            met.append(seen)
    return _in_order(found, len(own)), distinct(np.concatenate(met))


def _across(
    probes: Sketched, held: Holding, reach: list[int], settings: Settings
) -> Iterable[tuple[NDArray[np.int64], Choices, NDArray[np.int64]]]:
    """(rows of the probes of one language, what they choose in others, whom they met)."""
    for language in np.unique(probes.languages[probes.languages != ""]).tolist():
        others = [part for number in reach if len((part := held.facts(number, language)).who)]
        if others:
            rows = np.flatnonzero(probes.languages == language)
            yield rows, *choose(taken(probes.facts, rows), others, settings, ACROSS)


def _reach(number: int, bins: set[int]) -> list[int]:
    """The bins that articles of this one can be near to."""
    return sorted(bins if number == UNTIMED else {UNTIMED, number - 1, number, number + 1} & bins)


def _in_order(found: list[tuple[NDArray[np.int64], Choices]], n: int) -> Choices:
    """The choices of parts of N probes, each perhaps in several, in the order of the probes."""
    none = np.empty(0, np.int64)
    chooser = np.concatenate([none, *(np.repeat(rows, np.diff(part.bounds)) for rows, part in found)])
    chosen = np.concatenate([none, *(part.chosen for _, part in found)])
    crowded = np.zeros(n, np.bool_)
    for rows, part in found:
        crowded[rows] |= part.crowded
    bounds = bounds_of(np.bincount(chooser, minlength=n))
    return Choices(bounds, chosen[np.argsort(chooser, kind="stable")], crowded)
