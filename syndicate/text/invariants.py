"""What of an article survives translation, cheaply read: digits, and the sound of names. Compares nothing."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING, Final

import numpy as np
import xxhash

from syndicate.compiled import compiled
from syndicate.corpus import CAPITAL, GLYPH, NUMBER, Facts
from syndicate.lists import bounds_of
from syndicate.text.distinct import enumerate_distinct
from syndicate.text.sounding import CLASSES, sounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import NDArray

    from syndicate.corpus import Corpus

WORDS_HEARD: Final = 150  # names and words of an article among which a sound may be met by chance
MOST: Final = 8.0  # nats: no single fact proves a translation
YEAR_SURPRISE: Final = 2.5  # a year is in many articles
NUMBERS_HEARD: Final = 12  # numbers of an article
PSEUDO: Final = 500.0  # articles added to those counted, in which no fact stands: as for term weights


def invariants(bodies: Sequence[str] | pl.Series, corpus: Corpus, *, alone: bool = False) -> Facts:
    """The facts of N articles: numbers by their digits alone ("12,400" is 12400), names by their sound.

    Names are the capitalised words, and in scripts without capitals every word. A fact that many articles
    hold surprises less, unless every article is to be read `alone`.
    """
    named = _names(corpus)
    keys, surprise = _of_terms(corpus, named)
    named &= np.append(keys != 0, [False])[corpus.terms]  # -1 reads the last
    numbers = np.flatnonzero((corpus.marks & NUMBER) != 0)
    digits, odd = _of_numbers(bodies, corpus, numbers)
    rows = np.concatenate([np.flatnonzero(named), numbers])
    owner = _owners(corpus, rows)
    place = (rows - corpus.word_bounds[owner]) / np.diff(corpus.word_bounds)[owner]
    return gathered(
        corpus.n_articles,
        owner,
        np.concatenate([keys[corpus.terms[named]], digits]),
        np.concatenate([surprise[corpus.terms[named]], odd]),
        place,
        np.arange(len(rows)) < named.sum(),
        alone=alone,
    )


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


def _of_terms(corpus: Corpus, named: NDArray[np.bool_]) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    """(key of the sound of each term that may be a name, 0 for none; its surprise). `named`: see `_names`."""
    keys, surprise = np.zeros(len(corpus.term_texts), np.uint64), np.zeros(len(corpus.term_texts))
    used = np.zeros(len(keys) + 1, np.bool_)
    used[corpus.terms[named]] = True  # -1 is the last
    terms = np.flatnonzero(used[:-1])
    heard = sounds([corpus.term_texts[term] for term in terms.tolist()])
    known = {x: (key_of(f"name {x}"), len(x) * math.log(CLASSES) - math.log(WORDS_HEARD)) for x in set(heard)}
    known[""] = (0, 0.0)
    keys[terms] = [known[x][0] for x in heard]
    surprise[terms] = [known[x][1] for x in heard]
    return keys, surprise


def _names(corpus: Corpus) -> NDArray[np.bool_]:
    """Which words may be names."""
    caseless = np.array([text.upper() == text for text in corpus.term_texts], np.bool_)
    may = (corpus.marks & CAPITAL) != 0
    may |= np.append(caseless, [False])[corpus.terms]  # -1 reads the last
    return np.asarray(may & ((corpus.marks & (NUMBER | GLYPH)) == 0))


def _owners(corpus: Corpus, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The article of each of these words."""
    return np.searchsorted(corpus.word_bounds, rows, side="right") - 1


def _of_numbers(
    bodies: Sequence[str] | pl.Series, corpus: Corpus, rows: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    """(key of the digits of each of these words, its surprise)."""
    _, first, which = np.unique(corpus.words[rows], return_index=True, return_inverse=True)
    keys, surprise = np.zeros(len(first), np.uint64), np.zeros(len(first))
    owners = _owners(corpus, rows[first]).tolist()
    for k, (row, owner) in enumerate(zip(rows[first].tolist(), owners, strict=True)):
        word = bodies[owner][corpus.starts[row] : corpus.ends[row]]
        digits = "".join(str(unicodedata.decimal(c)) for c in word if c.isdecimal()).lstrip("0")
        year = len(digits) == 4 and digits[:2] in ("18", "19", "20")
        keys[k] = key_of(f"number {digits}")
        surprise[k] = number_surprise(len(digits.rstrip("0")), year=year)
    return keys[which.reshape(-1)], surprise[which.reshape(-1)]
