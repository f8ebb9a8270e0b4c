"""Compares what came into a store with what is near it, and lets go of links that are crowded out.

The links of a store are those of one batch: of all pairs of which one chose the other (`sketch.nearest`). A
new article is chosen by old ones, where others may have to give way; where an article goes, the choices that
it crowded out come back.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from syndicate.flow.alone import verify_alone
from syndicate.flow.nearness import bins_of, choose_near
from syndicate.sketch.sketches import Sketched, Sketches, taken_both
from syndicate.store.kin import links_of, remove_links, write_kin
from syndicate.store.reading import read_articles
from syndicate.store.sketches import bins, facts_beside, sketches_in, sketches_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from syndicate.flow.together import Reader
    from syndicate.settings import Settings
    from syndicate.sketch.nearest import Choices

Pairs: TypeAlias = set[tuple[int, int]]  # numbers of articles, the smaller first
BINS_TOGETHER = 3  # whose articles are looked at in one go: what is near them lies in four more at most
BINS_HELD = 8  # sketches of one bin are asked for by three neighbours in a row


class _Near:
    """Who chooses whom, among the articles that a store holds now."""

    def __init__(self, connection: sqlite3.Connection, settings: Settings) -> None:
        self.connection, self.settings = connection, settings
        self.bins = bins(connection)
        self.words = lru_cache(BINS_HELD)(self._words)
        self.facts = lru_cache(4 * BINS_HELD)(self._facts)

    def _words(self, number: int) -> Sketches:
        return Sketches(*sketches_in(self.connection, number, self.settings.bands))

    def _facts(self, number: int, language: str) -> Sketches:
        return Sketches(*facts_beside(self.connection, number, language))

    def choices(self, probes: Sketched) -> tuple[Choices, NDArray[np.int64]]:
        """(what the probes choose, the numbers of all that are near one)."""
        return choose_near(probes, self, self.settings)

    def choices_of(self, numbers: set[int]) -> tuple[Pairs, set[int]]:
        """(pairs that these articles chose, those of them that could not choose all)."""
        probes = read_sketched(self.connection, numbers, self.settings)
        found, _ = self.choices(probes)
        return _chosen_pairs(probes, found), set(probes.words.who[found.crowded].tolist())


def read_sketched(connection: sqlite3.Connection, numbers: Iterable[int], settings: Settings) -> Sketched:
    """The stored sketches of these articles, by number."""
    words, facts, languages = sketches_of(connection, numbers, settings.bands)
    return Sketched(Sketches(*words), Sketches(*facts), np.array(languages, np.str_))


def relink(
    connection: sqlite3.Connection,
    new: Sketched,
    gone: Sketched,
    settings: Settings,
    reader: Reader | None = None,
) -> set[int]:
    """Compare new articles, and bring the links of old ones to what they are to be.

    new: sketches of articles stored a moment ago, gone: of those taken out, links and all; reader: what the
    new ones were read by. Returns the articles whose groups may change, the new ones aside: those of links
    between old ones.
    """
    near, came = _Near(connection, settings), set(new.words.who.tolist())
    wanted, back, released = Pairs(), Pairs(), Pairs()
    for some, others in _by_bins(new, gone, settings):
        more = _revise(near, came, some, others)
        wanted, back, released = wanted | more.wanted, back | more.back, released | more.released
    back -= wanted
    back -= set(map(_smaller_first, links_of(connection, {n for pair in back for n in pair})))
    remove_links(connection, released)
    _compare(connection, sorted(wanted | back), settings, reader)
    return {n for pair in released | back for n in pair}


def _by_bins(new: Sketched, gone: Sketched, settings: Settings) -> Iterator[tuple[Sketched, Sketched]]:
    """Both, some bins of time after others: what is near them stays loaded from the ones to the next."""
    of_new, of_gone = bins_of(new.words, settings), bins_of(gone.words, settings)
    numbers = np.union1d(of_new, of_gone)
    while len(numbers):
        together = numbers[numbers < numbers[0] + BINS_TOGETHER]
        rows = (np.flatnonzero(np.isin(of, together)) for of in (of_new, of_gone))
        yield taken_both(new, next(rows)), taken_both(gone, next(rows))
        numbers = numbers[len(together) :]


class _Revision(NamedTuple):
    """Pairs of articles to compare, to compare unless they are linked, and stored links to remove."""

    wanted: Pairs
    back: Pairs
    released: Pairs


def _revise(near: _Near, came: set[int], new: Sketched, gone: Sketched) -> _Revision:
    """What some new and some gone articles change; `came` are all new ones."""
    choices, met = near.choices(new)
    left = set(near.choices(gone)[1].tolist()) - came if len(gone.words.who) else set()
    old = (set(met.tolist()) | left) - came
    chosen, crowded = near.choices_of(old)
    wanted = _chosen_pairs(new, choices) | {pair for pair in chosen if not came.isdisjoint(pair)}
    back = {pair for pair in chosen if not left.isdisjoint(pair)}
    return _Revision(wanted, back, _released(near, came, old, crowded, chosen))


def _released(near: _Near, came: set[int], old: set[int], crowded: set[int], chosen: Pairs) -> Pairs:
    """Links between old articles of which neither end chooses the other any more."""
    stored = links_of(near.connection, crowded)
    suspects = {pair for pair in map(_smaller_first, stored) if pair not in chosen and came.isdisjoint(pair)}
    unasked = {n for pair in suspects for n in pair} - old
    if unasked:
        suspects -= near.choices_of(unasked)[0]
    return {pair for pair in stored if _smaller_first(pair) in suspects}


def _compare(
    connection: sqlite3.Connection,
    pairs: list[tuple[int, int]],
    settings: Settings,
    reader: Reader | None,
) -> None:
    """Compare pairs of stored articles, and store what they are to each other."""
    if not pairs:
        return
    numbers, articles = read_articles(connection, {n for pair in pairs for n in pair})
    row = {n: i for i, n in enumerate(numbers.to_list())}
    rows = np.sort(np.array([(row[a], row[b]) for a, b in pairs], np.int64), axis=1)
    found = verify_alone(articles, rows, settings, reader)
    write_kin(connection, *found, dict(zip(articles["article"].to_list(), numbers.to_list(), strict=True)))


def _chosen_pairs(probes: Sketched, choices: Choices) -> Pairs:
    chooser = np.repeat(probes.words.who, np.diff(choices.bounds))
    pairs = np.sort(np.column_stack([chooser, choices.chosen]), axis=1)
    return set(map(tuple, pairs.tolist()))


def _smaller_first(pair: tuple[int, int]) -> tuple[int, int]:
    a, b = pair
    return (a, b) if a < b else (b, a)
