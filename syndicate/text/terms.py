"""Terms: the stem each word stands for, and how rare it is. Compares no articles.

A term is a stem without accents (Snowball), or in scripts without spaces a pair of neighbouring characters.
Its weight is -ln of the share of articles that use it, a blend of the corpus' own frequencies and of general
language (in the manner of a Dirichlet prior), so that five articles are weighed as sensibly as a million. For
a language without a list, its own articles in the corpus stand for general language; as long as they are few,
rather the length of the word (short words are likelier to be grammar).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import polars as pl
import xxhash

from syndicate.compiled import compiled
from syndicate.corpus import GLYPH, NUMBER
from syndicate.growing import Column
from syndicate.parallel import in_slices
from syndicate.text.characters import is_glyph
from syndicate.text.distinct import Numbering
from syndicate.text.frequencies import number_share, pair_shares, share_by_length, stems, word_shares

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from syndicate.text.term_keys import Met

# Articles of a language without a list that weigh as much as the length of a word: with five of them a word
# that all use may still be what they are about; with thousands it is grammar.
LENGTH_ARTICLES: Final = 200
_WORDS_A_BLOCK: Final = 1 << 19  # words numbered at a time
_THOUSANDS: Final = re.compile(r"(?<=[0-9])[.,\u066c](?=[0-9]{3}(?:[^0-9]|$))")


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """T terms; `of_word` gives each of the W words its term, or -1. See `Corpus` for the columns."""

    of_word: NDArray[np.int32]
    hashes: NDArray[np.uint64]
    weights: NDArray[np.float32]
    texts: list[str]


class _Reading(NamedTuple):
    """Some distinct words, or pairs, of one language."""

    terms: list[str]  # "" where there is none
    general: Callable[[], NDArray[np.float64]]  # share of articles that use each; NaN: no list tells


class Vocabulary:
    """The terms of all words of a corpus, learnt batch by batch.

    `codes` are the ISO 639-1 codes of its languages, "" where unknown, by their numbers: that of -1 comes
    last. `alone` weighs each term as if it stood in one article, in all of the languages: whatever the texts,
    the same languages give the same weights.
    """

    def __init__(self, codes: Sequence[str], *, alone: bool = False) -> None:
        self._codes, self._alone = codes, alone
        self._keys, self._terms = Numbering(), Column[np.int32](np.int32)  # the term of each key
        self._of_word = Column[np.int32](np.int32)
        self._numbers: dict[str, int] = {}
        self._general: dict[tuple[int, bool], list[tuple[NDArray[np.int32], NDArray[np.float64]]]] = {}

    def read(self, met: Met) -> None:
        """Give the words of the next batch their terms."""
        numbers, new = self._keys.number(met.keys)
        if len(new):
            self._terms.append(self._learn(met, new))
        self._of_word.append(self._terms[numbers][met.numbers])

    def _learn(self, met: Met, new: NDArray[np.int64]) -> NDArray[np.int32]:
        """The terms of what was not met before."""
        terms = np.empty(len(new), np.int32)
        kinds = 2 * met.languages[new].astype(np.int32) + ((met.marks[new] & GLYPH) > 0)
        for kind in np.unique(kinds).tolist():
            rows, (language, unspaced) = np.flatnonzero(kinds == kind), divmod(kind, 2)
            read = (_unspaced if unspaced else _spaced)(met, new[rows], self._codes[language])
            terms[rows] = self._number(read.terms)
            if not self._alone:
                some = self._general.setdefault((language, unspaced > 0), [])
                some.append((terms[rows], read.general()))
        return terms

    def _number(self, terms: Sequence[str]) -> NDArray[np.int32]:
        """The number of each term; -1 for none."""
        new = [term for term in dict.fromkeys(terms) if term and term not in self._numbers]
        self._numbers.update(zip(new, range(len(self._numbers), 1 << 31), strict=False))
        return np.array([self._numbers.get(term, -1) for term in terms], np.int32)

    def terms(self, bounds: NDArray[np.int64], languages: NDArray[np.int16], background: float) -> Terms:
        """The term of every word, and the weight of every term. Terms are numbered by their hashes.

        The words of article i are [bounds[i], bounds[i + 1]), its language `languages[i]`; `background` is
        the number of pseudo-documents that general language counts for (see `Settings.background`).
        """
        of_word, names, n = self._of_word.whole(), list(self._numbers), len(bounds) - 1
        if self._alone:
            general = _general_shares(names, [self._codes[i] for i in np.unique(languages)])
            counts, n = np.ones(len(names), np.int64), 1
        else:
            counts = sum(
                in_slices(
                    lambda low, high: _articles_with(of_word, bounds, np.arange(low, high), len(names)),
                    n,
                    size=max(256, n // 16),
                ),
                np.zeros(len(names), np.int64),
            )
            general = self._shares(of_word, names, bounds, languages)
        hashes = np.fromiter(map(xxhash.xxh64_intdigest, map(str.encode, names)), np.uint64, len(names))
        return _by_hash(Terms(of_word, hashes, _weights(counts, general, n, background), names))

    def _shares(
        self,
        of_word: NDArray[np.int32],
        names: Sequence[str],
        bounds: NDArray[np.int64],
        languages: NDArray[np.int16],
    ) -> NDArray[np.float64]:
        """The shares of terms in general language; of several (other languages, other spellings) the largest
        counts.
        """
        shares = np.zeros(len(names))
        for (language, unspaced), parts in self._general.items():
            numbers, general = (np.concatenate(column) for column in zip(*parts, strict=True))
            numbers, general = numbers[numbers >= 0], general[numbers >= 0]
            if np.isnan(general).any():
                rows = np.flatnonzero(languages == language)
                counts = _articles_with(of_word, bounds, rows, len(names))
                _tell(
                    [names[i] for i in numbers.tolist()],
                    general,
                    counts[numbers],
                    len(rows),
                    unspaced=unspaced,
                )
            np.maximum.at(shares, numbers, general)
        return shares


def _by_hash(terms: Terms) -> Terms:
    """The same array, numbered in order of their hashes: sums over the terms of an article come out the same
    to the last bit, whatever other articles there are.
    """
    order = np.argsort(terms.hashes, kind="stable")
    place = np.full(len(order) + 1, -1, np.int32)  # the last is of words without a term, -1
    place[order] = np.arange(len(order), dtype=np.int32)
    names = [terms.texts[i] for i in order.tolist()]

    def renumber(low: int, high: int) -> None:
        some = terms.of_word[low:high]
        some[:] = place[some]

    in_slices(renumber, len(terms.of_word), size=_WORDS_A_BLOCK)
    return Terms(terms.of_word, terms.hashes[order], terms.weights[order], names)


def _general_shares(terms: Sequence[str], languages: Sequence[str]) -> NDArray[np.float64]:
    """Share of articles in general language that use each term, in that of the languages where it is most."""
    shares = np.zeros(len(terms))
    kinds = _kinds(terms)
    for at in np.flatnonzero(kinds == NUMBER).tolist():
        shares[at] = number_share(terms[at])
    for kind, look_up in ((0, word_shares), (GLYPH, pair_shares)):
        rows = np.flatnonzero(kinds == kind)
        some = [terms[i] for i in rows.tolist()]
        for language in sorted(set(languages)) if some else ():
            told = look_up(some, language)
            for untold in np.flatnonzero(np.isnan(told)).tolist():
                told[untold] = share_by_length(some[untold], unspaced=kind == GLYPH)
            shares[rows] = np.maximum(shares[rows], told)
    return shares


def _kinds(terms: Sequence[str]) -> NDArray[np.int8]:
    """NUMBER, GLYPH (a pair of characters) or 0 (a word) for each term."""
    glyphs = set(filter(is_glyph, {term[0] for term in terms}))
    paired = np.fromiter((term[0] in glyphs for term in terms), np.bool_, len(terms)) if glyphs else False
    digits = pl.Series(terms, dtype=pl.String).str.contains("[0-9]").to_numpy()
    return np.where(digits, NUMBER, np.where(paired, GLYPH, 0)).astype(np.int8)


def _tell(
    terms: Sequence[str],
    general: NDArray[np.float64],
    counts: NDArray[np.int64],
    n_articles: int,
    *,
    unspaced: bool,
) -> None:
    """Fill in the shares that no list can tell, from the language's own articles and the words' length."""
    untold = np.flatnonzero(np.isnan(general))
    guess = np.array([share_by_length(terms[g], unspaced=unspaced) for g in untold.tolist()])
    general[untold] = (counts[untold] + LENGTH_ARTICLES * guess) / (n_articles + LENGTH_ARTICLES)


def _spaced(met: Met, rows: NDArray[np.int64], language: str) -> _Reading:
    """Words of scripts with spaces."""
    folded = met.texts(rows)
    terms = stems(folded, language)
    numbers = np.flatnonzero(met.marks[rows] & NUMBER).tolist()
    for g in numbers:
        terms[g] = number(folded[g])

    def general() -> NDArray[np.float64]:
        shares = word_shares(terms, language)
        shares[numbers] = [number_share(folded[g]) for g in numbers]
        return shares

    return _Reading(terms, general)


def _unspaced(met: Met, rows: NDArray[np.int64], language: str) -> _Reading:
    """Characters of scripts without spaces, each with the one after it; the last of a run has no term."""
    terms = met.texts(rows)
    return _Reading(terms, partial(pair_shares, terms, language))


def number(word: str) -> str:
    """A number without the points that group its thousands: 1,180 and 1.180 are 1180, 9,5 is 9.5."""
    whole = _THOUSANDS.sub("", word)
    return whole.replace("\u066b", ".").replace(",", ".") if whole[0].isdigit() else whole


def _weights(
    counts: NDArray[np.int64], shares: NDArray[np.float64], n_articles: int, background: float
) -> NDArray[np.float32]:
    """-ln of the blended share of articles that use each term."""
    blended = (counts + background * shares) / (n_articles + background)
    return np.maximum(0.0, -np.log(np.maximum(blended, 1e-12))).astype(np.float32)


@compiled
def _articles_with(
    of_word: NDArray[np.int32], bounds: NDArray[np.int64], rows: NDArray[np.int64], n_terms: int
) -> NDArray[np.int64]:
    """Number of the articles `rows` that use each term."""
    counts = np.zeros(n_terms, np.int64)
    last = np.full(n_terms, -1, np.int64)
    for i in rows:
        for w in range(bounds[i], bounds[i + 1]):
            term = of_word[w]
            if term >= 0 and last[term] != i:
                last[term] = i
                counts[term] += 1
    return counts
