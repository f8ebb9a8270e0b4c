"""Finds the word runs that two articles share, moved blocks included. Knows no sentence and no rewording.

A word of a is copied from b when it stands in a window of WINDOW words (GLYPHS in scripts written without
spaces, where a word is one character) that stands in b too, anywhere: the copied words are the union of all
maximal common runs of at least that length. This is seed and extend over shingles (Schleimer, Wilkerson and
Aiken, "Winnowing", SIGMOD 2003, section 2) with every place kept as a seed, so that nothing depends on
sampling. The windows of b are entered into a hash table, those of a looked up; most in a filter alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from syndicate.compiled import compiled
from syndicate.corpus import GLYPH
from syndicate.lists import distinct
from syndicate.parallel import in_slices

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from syndicate.corpus import Corpus

# Four words are a phrase that anybody writes ("at the end of"); at five, chance meetings of unrelated news
# get rare.
WINDOW: Final = 5
# Five characters of Chinese are two or three words: eight are about five.
GLYPHS: Final = 8
# Seeds looked at for one window: a text that says the same over and over must not cost its length squared.
PLACES: Final = 64
BATCH: Final = 4096  # pairs handed to a thread at a time
ARTICLES_AT_A_TIME: Final = 256  # articles whose windows a thread reads at a time
FILTER_BITS: Final = 16  # of a filter that fits into the nearest cache, and is a hundredth full
_MIX: Final = np.uint64(0x9E3779B185EBCA87)


class Windows(NamedTuple):
    """The windows of M of N articles in text order: of articles[i] those of bounds[i]:bounds[i + 1]."""

    articles: NDArray[np.int64]  # M, their numbers, ascending
    bounds: NDArray[np.int64]  # M + 1
    hashes: NDArray[np.uint64]
    places: NDArray[np.int32]  # number of the first word, within the article
    distinct: NDArray[np.int32]  # M, how many different ones; 0 where they were not counted
    words: NDArray[np.uint64]  # of the corpus
    marks: NDArray[np.uint8]  # likewise
    word_bounds: NDArray[np.int64]  # N + 1


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """What P pairs (a, b) share, by pair."""

    a_in_b: NDArray[np.float64]  # share of a's words that stand in b in matching runs
    b_in_a: NDArray[np.float64]
    longest: NDArray[np.int32]  # words of the longest run; 0 where none reaches the window
    shared: NDArray[np.int32]  # distinct windows that both have
    windows_a: NDArray[np.int32]  # distinct windows of a, and
    windows_b: NDArray[np.int32]  # of b


def matching_runs(
    corpus: Corpus, pairs: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int32]]:
    """(a_in_b, b_in_a, longest_run) of P pairs of article numbers, an array of shape (P, 2).

    An article shorter than the window shares nothing; an empty article has the share 0.
    """
    found = read_runs(read_windows(corpus, np.ravel(pairs)), pairs)
    return found.a_in_b, found.b_in_a, found.longest


def read_windows(corpus: Corpus, articles: ArrayLike | None = None, *, counted: bool = True) -> Windows:
    """The windows of the given articles (numbers); of all where None.

    What it takes goes by the articles given, not by all of them; to count how many differ is half of it.
    """
    rows = np.arange(corpus.n_articles) if articles is None else distinct(np.asarray(articles, np.int64))
    bounds = np.zeros(len(rows) + 1, np.int64)
    _measure(rows, corpus.word_bounds, corpus.marks, bounds)
    hashes, places = np.empty(bounds[-1], np.uint64), np.empty(bounds[-1], np.int32)
    counts, words = np.zeros(len(rows), np.int32), (corpus.words, corpus.marks, corpus.word_bounds)
    windows = Windows(rows, bounds, hashes, places, counts, *words)
    in_slices(lambda low, high: _read_some(low, high, windows, counted), len(rows), size=ARTICLES_AT_A_TIME)
    return windows


def read_runs(
    windows: Windows, pairs: ArrayLike, *, among: NDArray[np.bool_] | None = None, threads: int | None = None
) -> Runs:
    """The runs that P pairs of articles with windows share; the number of threads changes no result.

    Only the pairs `among` (P) are looked at, where given; for the others all is 0.
    """
    every = np.asarray(pairs, np.int64).reshape(-1, 2)
    chosen = np.arange(len(every)) if among is None else np.flatnonzero(among)
    chosen = chosen[np.argsort(every[chosen, 1])]  # the windows of a b are entered once
    rows = np.searchsorted(windows.articles, every[chosen])
    shares, counts = np.zeros((len(every), 2)), np.zeros((len(every), 4), np.int32)

    def work(low: int, high: int) -> None:
        _match_pairs(rows[low:high], windows, chosen[low:high], shares, counts)

    in_slices(work, len(chosen), size=BATCH, threads=threads)
    return Runs(shares[:, 0], shares[:, 1], counts[:, 0], counts[:, 1], counts[:, 2], counts[:, 3])


@compiled
def _measure(
    articles: NDArray[np.int64],
    word_bounds: NDArray[np.int64],
    marks: NDArray[np.uint8],
    bounds: NDArray[np.int64],
) -> None:
    """Write the bounds of each article's windows."""
    for i in range(len(articles)):
        own = marks[word_bounds[articles[i]] : word_bounds[articles[i] + 1]]
        n = 0
        for w in range(len(own)):
            n += _length(own, w) > 0
        bounds[i + 1] = bounds[i] + n


@compiled
def _length(marks: NDArray[np.uint8], w: int) -> int:
    """Words of the window that starts at word w of an article; 0 where none fits."""
    length = GLYPHS if marks[w] & GLYPH else WINDOW
    return length if w + length <= len(marks) else 0


@compiled
def _read_some(low: int, high: int, windows: Windows, counted: bool) -> None:
    """Write the windows of the articles at `low` to `high`."""
    bounds, word_bounds, articles = windows.bounds, windows.word_bounds, windows.articles
    table = _table(np.diff(word_bounds)[articles[low:high]].max() if counted else 1)
    for i in range(low, high):
        text = slice(word_bounds[articles[i]], word_bounds[articles[i] + 1])
        words, marks, n = windows.words[text], windows.marks[text], bounds[i]
        for w in range(len(words)):
            length = _length(marks, w)
            if length:
                h = np.uint64(length)
                for k in range(np.uint64(w), np.uint64(w + length)):
                    h = ((h ^ words[k]) * _MIX) ^ (h >> np.uint64(29))
                windows.hashes[n], windows.places[n] = h, w
                n += 1
        if counted:
            own = slice(bounds[i], bounds[i + 1])
            windows.distinct[i] = _enter(windows.hashes[own], windows.places[own], i, table)


class _Table(NamedTuple):
    """The windows of one article by their hashes. What an earlier article left counts as free."""

    hashes: NDArray[np.uint64]  # by slot
    owner: NDArray[np.int32]  # by slot: the mark under which the window was entered
    met: NDArray[np.int32]  # by slot: the last pair whose other article has the window
    first: NDArray[np.int32]  # by slot: the window's first place
    after: NDArray[np.int32]  # by place: the next place of the same window, -1 for none
    held: NDArray[np.uint64]  # a bit for the lowest bits of each hash


@compiled
def _table(room: int) -> _Table:
    """A table, empty, for an article of up to so many words: half full at most."""
    slots = 16
    while slots < 2 * room:
        slots *= 2
    return _Table(
        np.empty(slots, np.uint64), np.full(slots, -1, np.int32), np.full(slots, -1, np.int32),
        np.empty(slots, np.int32), np.empty(room, np.int32), np.zeros(1 << (FILTER_BITS - 6), np.uint64),
    )  # fmt: skip


@compiled
def _enter(hashes: NDArray[np.uint64], places: NDArray[np.int32], mark: int, table: _Table) -> int:
    """Put an article's windows in place of all others; how many different ones they are."""
    distinct = 0
    table.held[:] = np.uint64(0)
    for k in range(len(hashes) - 1, -1, -1):  # so that places ascend
        slot = _slot(hashes[k], mark, table)
        if table.owner[slot] == mark:
            table.after[places[k]] = table.first[slot]
        else:
            table.owner[slot], table.hashes[slot], table.after[places[k]] = mark, hashes[k], -1
            bit = hashes[k] & np.uint64((1 << FILTER_BITS) - 1)
            table.held[bit >> np.uint64(6)] |= np.uint64(1) << (bit & np.uint64(63))
            distinct += 1
        table.first[slot] = places[k]
    return distinct


@compiled
def _slot(value: np.uint64, mark: int, table: _Table) -> np.uint64:
    """Where a window of the article of this mark stands, or the free slot where it would."""
    last = np.uint64(len(table.hashes) - 1)
    slot = (value >> np.uint64(20)) & last
    while table.owner[slot] == mark and table.hashes[slot] != value:
        slot = (slot + np.uint64(1)) & last
    return slot


@compiled
def _match_pairs(
    pairs: NDArray[np.int64],
    windows: Windows,
    places_of_pairs: NDArray[np.int64],
    shares: NDArray[np.float64],
    counts: NDArray[np.int32],
) -> None:
    """Write the shares (a in b, b in a) and counts (longest run, shared windows, a's, b's) of these pairs.

    A pair is told by where its articles stand among those with windows, and where it stands among all pairs.
    """
    articles, bounds, hashes, places, distinct, words, marks, word_bounds = windows
    starts, ends = word_bounds[articles], word_bounds[articles + 1]
    room = 0
    for p in range(len(pairs)):
        for i in pairs[p]:
            room = max(room, ends[i] - starts[i])
    table, copied, entered, mark = _table(room), np.empty((2, room), np.bool_), -1, -1
    for p in range(len(pairs)):
        a, b = pairs[p]
        windows_a, windows_b = slice(bounds[a], bounds[a + 1]), slice(bounds[b], bounds[b + 1])
        if b != entered:
            entered, mark = b, p
            _enter(hashes[windows_b], places[windows_b], mark, table)
        own_a, own_b = slice(starts[a], ends[a]), slice(starts[b], ends[b])
        copied_a, copied_b = copied[0, : ends[a] - starts[a]], copied[1, : ends[b] - starts[b]]
        copied_a[:], copied_b[:] = False, False
        k = places_of_pairs[p]
        counts[k, :2] = _match(
            (hashes[windows_a], places[windows_a]), (words[own_a], words[own_b]),
            (marks[own_a], marks[own_b]), (copied_a, copied_b), mark, p, table,
        )  # fmt: skip
        counts[k, 2:] = distinct[a], distinct[b]
        shares[k, 0] = copied_a.sum() / max(1, len(copied_a))
        shares[k, 1] = copied_b.sum() / max(1, len(copied_b))


@compiled
def _match(
    windows: tuple[NDArray[np.uint64], NDArray[np.int32]],
    words: tuple[NDArray[np.uint64], NDArray[np.uint64]],
    marks: tuple[NDArray[np.uint8], NDArray[np.uint8]],
    copied: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    mark: int,
    pair: int,
    table: _Table,
) -> tuple[int, int]:
    """Mark the copied words of a, whose windows are given, and of b, whose are in the table by this mark.

    Returns (words of the longest run, distinct windows that both have).
    """
    hashes, places = windows
    longest, shared = 0, 0
    for k in range(len(hashes)):
        bit = hashes[k] & np.uint64((1 << FILTER_BITS) - 1)
        if not (table.held[bit >> np.uint64(6)] >> (bit & np.uint64(63))) & np.uint64(1):
            continue
        slot = _slot(hashes[k], mark, table)
        if table.owner[slot] != mark:
            continue
        p = places[k]
        copied[0][p : p + _length(marks[0], p)] = True
        if table.met[slot] != pair:
            table.met[slot] = pair
            shared += 1
            q = table.first[slot]
            while q >= 0:
                copied[1][q : q + _length(marks[1], q)] = True
                q = table.after[q]
        longest = max(longest, _longest(words[0], words[1], p, table.first[slot], longest, table.after))
    return longest, shared


@compiled
def _longest(
    a: NDArray[np.uint64], b: NDArray[np.uint64], p: int, first: int, longest: int, after: NDArray[np.int32]
) -> int:
    """Words of the longest run that begins at p in a and at one of the first PLACES of a window in b.

    Those of up to `longest` words need not be told, nor those that begin before.
    """
    q, looked = first, 0
    while q >= 0 and looked < PLACES:
        inside = p > 0 and q > 0 and a[p - 1] == b[q - 1]
        if not inside and min(len(a) - p, len(b) - q) > longest:
            n = 0
            while p + n < len(a) and q + n < len(b) and a[p + n] == b[q + n]:
                n += 1
            longest = max(longest, n)
        q, looked = after[q], looked + 1
    return longest
