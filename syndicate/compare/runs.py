"""Finds the word runs that two articles share, moved blocks included. Knows no sentence and no rewording.

A word of a is copied from b when it stands in a window of WINDOW words (GLYPHS in scripts written without
spaces, where a word is one character) that stands in b too, anywhere: the copied words are the union of all
maximal common runs of at least that length. This is seed and extend over shingles (Schleimer, Wilkerson and
Aiken, "Winnowing", SIGMOD 2003, section 2) with every place kept as a seed, so that nothing depends on
sampling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from syndicate.compiled import compiled
from syndicate.corpus import GLYPH
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
ARTICLES_AT_A_TIME: Final = 256  # articles whose windows a thread sorts at a time
_MIX: Final = np.uint64(0x9E3779B185EBCA87)


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """The windows of M of N articles, by hash: those of articles[i] are the slice bounds[i]:bounds[i + 1]."""

    articles: NDArray[np.int64]  # M, their numbers, ascending
    bounds: NDArray[np.int64]  # M + 1
    hashes: NDArray[np.uint64]
    places: NDArray[np.int32]  # number of the first word, within the article
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
    windows_a: NDArray[np.int32]  # distinct windows of a
    windows_b: NDArray[np.int32]


def matching_runs(
    corpus: Corpus, pairs: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int32]]:
    """(a_in_b, b_in_a, longest_run) of P pairs of article numbers, an array of shape (P, 2).

    An article shorter than the window shares nothing; an empty article has the share 0.
    """
    runs = read_runs(read_windows(corpus, np.ravel(pairs)), pairs)
    return runs.a_in_b, runs.b_in_a, runs.longest


def read_windows(corpus: Corpus, articles: ArrayLike | None = None) -> Windows:
    """The windows of the given articles (numbers), sorted; of all where None.

    What it takes goes by the articles given, not by all of them.
    """
    rows = np.arange(corpus.n_articles) if articles is None else np.unique(np.asarray(articles, np.int64))
    bounds = np.zeros(len(rows) + 1, np.int64)
    _measure(rows, corpus.word_bounds, corpus.marks, bounds)
    hashes, places = np.empty(bounds[-1], np.uint64), np.empty(bounds[-1], np.int32)
    arrays = (rows, bounds, hashes, places, corpus.words, corpus.marks, corpus.word_bounds)
    in_slices(lambda low, high: _sort_all(low, high, arrays), len(rows), size=ARTICLES_AT_A_TIME)
    return Windows(*arrays)


def read_runs(
    windows: Windows,
    pairs: ArrayLike,
    *,
    among: NDArray[np.bool_] | None = None,
    threads: int | None = None,
) -> Runs:
    """The runs that P pairs of articles with windows share; the number of threads changes no result.

    Only the pairs `among` (P) are looked at, where given; for the others all is 0.
    """
    every = np.asarray(pairs, np.int64).reshape(-1, 2)
    chosen = np.arange(len(every)) if among is None else np.flatnonzero(among)
    w, n = windows, len(chosen)
    rows = np.searchsorted(w.articles, every[chosen])
    shares, counts = np.zeros((n, 2)), np.zeros((n, 4), np.int32)
    arrays = (w.articles, w.bounds, w.hashes, w.places, w.words, w.marks, w.word_bounds)

    def work(low: int, high: int) -> None:
        _match_pairs(rows[low:high], arrays, shares[low:high], counts[low:high])

    in_slices(work, n, size=BATCH, threads=threads)
    shares, counts = (_spread(found, chosen, len(every)) for found in (shares, counts))
    return Runs(shares[:, 0], shares[:, 1], counts[:, 0], counts[:, 1], counts[:, 2], counts[:, 3])


def _spread(found: NDArray[Any], chosen: NDArray[np.int64], n: int) -> NDArray[Any]:
    """The rows found in their places among n; 0 in all others."""
    whole = np.zeros((n, found.shape[1]), found.dtype)
    whole[chosen] = found
    return whole


Arrays = tuple[
    "NDArray[np.int64]",
    "NDArray[np.int64]",
    "NDArray[np.uint64]",
    "NDArray[np.int32]",
    "NDArray[np.uint64]",
    "NDArray[np.uint8]",
    "NDArray[np.int64]",
]  # the columns of `Windows`


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
def _sort_all(low: int, high: int, windows: Arrays) -> None:
    """Write the windows of the articles at `low` to `high`."""
    articles, bounds, hashes, places, words, marks, word_bounds = windows
    for i in range(low, high):
        own = slice(bounds[i], bounds[i + 1])
        text = slice(word_bounds[articles[i]], word_bounds[articles[i] + 1])
        if bounds[i] < bounds[i + 1]:
            _sort(words[text], marks[text], hashes[own], places[own])


@compiled
def _sort(
    words: NDArray[np.uint64],
    marks: NDArray[np.uint8],
    hashes: NDArray[np.uint64],
    places: NDArray[np.int32],
) -> None:
    """Write the windows of one article, by hash and then by place."""
    own, where = np.empty(len(hashes), np.uint64), np.empty(len(hashes), np.int32)
    n = 0
    for w in range(len(words)):
        length = _length(marks, w)
        if length:
            h = np.uint64(length)
            for k in range(w, w + length):
                h = ((h ^ words[k]) * _MIX) ^ (h >> np.uint64(29))
            own[n], where[n] = h, w
            n += 1
    order = np.argsort(own, kind="mergesort")
    for k in range(n):
        hashes[k], places[k] = own[order[k]], where[order[k]]


@compiled
def _match_pairs(
    pairs: NDArray[np.int64], windows: Arrays, shares: NDArray[np.float64], counts: NDArray[np.int32]
) -> None:
    """Write the shares (a in b, b in a) and counts (longest run, shared windows, a's, b's) of every pair.

    A pair is told by where its articles stand among those with windows.
    """
    articles, bounds, hashes, places, words, marks, word_bounds = windows
    starts, ends = word_bounds[articles], word_bounds[articles + 1]
    room = 0
    for p in range(len(pairs)):
        for i in pairs[p]:
            room = max(room, ends[i] - starts[i])
    seeds = np.empty((2, room), np.int64)
    copied = np.empty((2, room), np.bool_)
    for p in range(len(pairs)):
        a, b = pairs[p]
        own_a, own_b = slice(starts[a], ends[a]), slice(starts[b], ends[b])
        marks_a, marks_b = marks[own_a], marks[own_b]
        n, m = len(marks_a), len(marks_b)
        seeds[:, :n], copied[0, :n], copied[1, :m] = 0, False, False
        places_b = places[bounds[b] : bounds[b + 1]]
        counts[p, 1:] = _join(
            (hashes[bounds[a] : bounds[a + 1]], places[bounds[a] : bounds[a + 1]]),
            (hashes[bounds[b] : bounds[b + 1]], places_b), marks_b, seeds, copied[1],
        )  # fmt: skip
        counts[p, 0] = _extend(marks_a, places_b, (words[own_a], words[own_b]), seeds, copied[0])
        shares[p, 0] = copied[0, :n].sum() / max(1, n)
        shares[p, 1] = copied[1, :m].sum() / max(1, m)


Sorted = tuple["NDArray[np.uint64]", "NDArray[np.int32]"]  # one article's hashes and places


@compiled
def _join(
    a: Sorted, b: Sorted, marks_b: NDArray[np.uint8], seeds: NDArray[np.int64], copied_b: NDArray[np.bool_]
) -> tuple[int, int, int]:
    """Merge two sorted lists of windows: marks b's copied words, and writes the seeds of each of a's windows.

    seeds[0, p]:seeds[1, p] is where the equals of the window at word p of a stand in b's list. Returns the
    counts of distinct windows: shared, of a, of b.
    """
    hashes_a, places_a = a
    hashes_b, places_b = b
    shared, distinct_a, distinct_b, i, j = 0, 0, 0, 0, 0
    while i < len(hashes_a) or j < len(hashes_b):
        take_a = j >= len(hashes_b) or (i < len(hashes_a) and hashes_a[i] <= hashes_b[j])
        take_b = i >= len(hashes_a) or (j < len(hashes_b) and hashes_b[j] <= hashes_a[i])
        next_a, next_b = i, j
        while take_a and next_a < len(hashes_a) and hashes_a[next_a] == hashes_a[i]:
            next_a += 1
        while take_b and next_b < len(hashes_b) and hashes_b[next_b] == hashes_b[j]:
            next_b += 1
        distinct_a += take_a
        distinct_b += take_b
        if take_a and take_b:
            shared += 1
            for p in places_a[i:next_a]:
                seeds[0, p], seeds[1, p] = j, next_b
            for q in places_b[j:next_b]:
                copied_b[q : q + _length(marks_b, q)] = True
        i, j = next_a, next_b
    return shared, distinct_a, distinct_b


@compiled
def _extend(
    marks_a: NDArray[np.uint8],
    places_b: NDArray[np.int32],
    words: tuple[NDArray[np.uint64], NDArray[np.uint64]],
    seeds: NDArray[np.int64],
    copied_a: NDArray[np.bool_],
) -> int:
    """Mark a's copied words; returns the words of the longest run. `words` are a's and b's."""
    a, b = words
    longest = 0
    for p in range(len(a)):
        first, last = seeds[0, p], seeds[1, p]
        if first == last:
            continue
        copied_a[p : p + _length(marks_a, p)] = True
        for q in places_b[first : min(last, first + PLACES)]:
            inside = p > 0 and q > 0 and a[p - 1] == b[q - 1]
            if inside or min(len(a) - p, len(b) - q) <= longest:
                continue
            n = 0
            while p + n < len(a) and q + n < len(b) and a[p + n] == b[q + n]:
                n += 1
            longest = max(longest, n)
    return longest
