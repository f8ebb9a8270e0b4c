"""What of an article survives translation, cheaply read: digits, and the sound of names. Compares nothing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
import xxhash

from syndicate.compiled import compiled
from syndicate.corpus import CAPITAL, GLYPH, NUMBER, Facts
from syndicate.lists import bounds_of
from syndicate.text.distinct import enumerate_distinct
from syndicate.text.sounding import CLASSES, sounds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.corpus import Corpus

WORDS_HEARD: Final = 150  # names and words of an article among which a sound may be met by chance
MOST: Final = 8.0  # nats: no single fact proves a translation
YEAR_SURPRISE: Final = 2.5  # a year is in many articles
NUMBERS_HEARD: Final = 12  # numbers of an article
PSEUDO: Final = 500.0  # articles added to those counted, in which no fact stands: as for term weights


def invariants(corpus: Corpus, *, alone: bool = False) -> Facts:
    """The facts of N articles: numbers by their digits alone ("12,400" is 12400), names by their sound.

    Names are the capitalised words, and in scripts without capitals every word. A fact that many articles
    hold surprises less, unless every article is to be read `alone`.
    """
    term_keys, term_surprise, heard = _of_terms(corpus)
    rows = np.flatnonzero(_telling(corpus.terms, corpus.marks, heard))
    terms, numbers = corpus.terms[rows], (corpus.marks[rows] & NUMBER) != 0
    keys, surprise = term_keys[terms], term_surprise[terms]  # those of a number are set below
    keys[numbers], surprise[numbers] = _of_numbers(corpus, terms[numbers])
    sizes = np.diff(np.searchsorted(rows, corpus.word_bounds))
    starts, lengths = corpus.word_bounds[:-1], np.diff(corpus.word_bounds)
    return gathered(
        corpus.n_articles,
        np.repeat(np.arange(corpus.n_articles), sizes),
        keys,
        surprise,
        (rows - np.repeat(starts, sizes)) / np.repeat(lengths, sizes),
        ~numbers,
        alone=alone,
    )


@compiled
def _telling(
    terms: NDArray[np.int32], marks: NDArray[np.uint8], heard: NDArray[np.uint8]
) -> NDArray[np.bool_]:
    """Which words are numbers, or may be names: see `_of_terms`."""
    telling = np.empty(len(terms), np.bool_)
    for word in range(len(terms)):
        mark = marks[word]
        name = mark & GLYPH == 0 and heard[terms[word]] > (mark & CAPITAL == 0)
        telling[word] = mark & NUMBER != 0 or name
    return telling


def gathered(
    n: int,
    owner: NDArray[np.int64],
    keys: NDArray[np.uint64],
    surprise: NDArray[np.float64],
    places: NDArray[np.float64],
    named: NDArray[np.bool_],
    *,
    alone: bool = True,
) -> Facts:
    """The facts of n articles from rows in any order: each fact of an article once, where it first stands."""
    told = np.flatnonzero(surprise > 0)
    order = told[np.argsort(owner[told], kind="stable")]
    first, sizes = _firsts(bounds_of(np.bincount(owner[told], minlength=n)), keys[order], places[order])
    order = order[first]
    keys, surprise = keys[order], np.minimum(surprise[order], MOST)
    if not alone:
        number, _ = enumerate_distinct(keys)
        surprise = np.minimum(surprise, np.log((n + PSEUDO) / (1.0 + np.bincount(number)))[number])
    return Facts(
        bounds_of(sizes), keys, surprise.astype(np.float32), places[order].astype(np.float32), named[order]
    )


@compiled
def _firsts(
    bounds: NDArray[np.int64], keys: NDArray[np.uint64], places: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(where each key of an article first stands, by article, then by key; how many each article has)."""
    chosen, sizes = np.empty(len(keys), np.int64), np.zeros(len(bounds) - 1, np.int64)
    n = 0
    for i in range(len(sizes)):
        before = n
        for row in bounds[i] + np.argsort(keys[bounds[i] : bounds[i + 1]], kind="mergesort"):
            if n == before or keys[row] != keys[chosen[n - 1]]:
                chosen[n] = row
                n += 1
            elif places[row] < places[chosen[n - 1]]:
                chosen[n - 1] = row
        sizes[i] = n - before
    return chosen[:n], sizes


def number_surprise(digits: int, *, year: bool = False) -> float:
    """How unlikely a number of so many significant digits stands in another article by chance, in nats."""
    if year:
        return YEAR_SURPRISE
    return max(0.0, digits * math.log(10) - math.log(NUMBERS_HEARD))


def key_of(text: str) -> int:
    """The key of a fact."""
    return int(xxhash.xxh64_intdigest(text.encode()))


def _of_terms(
    corpus: Corpus,
) -> tuple[NDArray[np.uint64], NDArray[np.float64], NDArray[np.uint8]]:
    """(key of the sound of each term, its surprise, whether a word of it may be a name), then of no term.

    2: every word may, the script has no capitals; 1: those with a capital; 0: none, it has no sound.
    """
    heard = [*sounds(corpus.term_texts), ""]
    known = {x: (key_of(f"name {x}"), len(x) * math.log(CLASSES) - math.log(WORDS_HEARD)) for x in set(heard)}
    known[""] = (0, 0.0)
    caseless = np.array([*(text.upper() == text for text in corpus.term_texts), False], np.bool_)
    keys = np.array([known[x][0] for x in heard], np.uint64)
    surprise = np.array([known[x][1] for x in heard], np.float64)
    return keys, surprise, np.where(keys != 0, caseless + np.uint8(1), np.uint8(0))


def _of_numbers(corpus: Corpus, terms: NDArray[np.int32]) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    """(key of the digits of each of these words, by their terms, its surprise)."""
    distinct, which = np.unique(terms, return_inverse=True)
    keys, surprise = np.zeros(len(distinct), np.uint64), np.zeros(len(distinct))
    for k, term in enumerate(distinct.tolist()):
        digits = "".join(c for c in corpus.term_texts[term] if c in "0123456789").lstrip("0")
        year = len(digits) == 4 and digits[:2] in ("18", "19", "20")
        keys[k] = key_of(f"number {digits}")
        surprise[k] = number_surprise(len(digits.rstrip("0")), year=year)
    return keys[which], surprise[which]
