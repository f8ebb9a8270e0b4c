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
from syndicate.parallel import in_slices
from syndicate.text.characters import fold, is_glyph
from syndicate.text.distinct import number_distinct
from syndicate.text.frequencies import number_share, pair_shares, share_by_length, stems, word_shares

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from syndicate.text.distinct import Places
    from syndicate.text.tokens import Words

    Texts = Sequence[str] | pl.Series

# Articles of a language without a list that weigh as much as the length of a word: with five of them a word
# that all use may still be what they are about; with thousands it is grammar.
LENGTH_ARTICLES: Final = 200
_WORDS_AT_A_TIME: Final = 4096
_WORDS_A_BLOCK: Final = 1 << 19  # words numbered at a time: bounds memory, changes no result
_THOUSANDS: Final = re.compile(r"(?<=[0-9])[.,\u066c](?=[0-9]{3}(?:[^0-9]|$))")


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """T terms; `of_word` gives each of the W words its term, or -1. See `Corpus` for the columns."""

    of_word: NDArray[np.int32]
    hashes: NDArray[np.uint64]
    weights: NDArray[np.float32]
    texts: list[str]


class _Reading(NamedTuple):
    """The G distinct words, or pairs, among some words of one language."""

    terms: list[str]  # G; "" where there is none
    general: Callable[[], NDArray[np.float64]]  # G, share of articles that use it; NaN: no list tells


class _Vocabulary:
    """The terms of all languages, numbered as they come, with their shares in general language."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.shares: list[float] = []

    def number(self, terms: Sequence[str]) -> NDArray[np.int32]:
        """The number of each term; -1 for none."""
        new = [term for term in dict.fromkeys(terms) if term and term not in self.numbers]
        self.numbers.update(zip(new, range(len(self.numbers), 1 << 31), strict=False))
        return np.array([self.numbers.get(term, -1) for term in terms], np.int32)

    def know(self, numbers: NDArray[np.int32], shares: NDArray[np.float64]) -> None:
        """Take in the shares of terms; of several (other languages, other spellings) the largest counts."""
        self.shares += [0.0] * (len(self.numbers) - len(self.shares))
        for number, share in zip(numbers.tolist(), shares.tolist(), strict=True):
            if number >= 0:
                self.shares[number] = max(self.shares[number], share)


def read_terms(
    texts: Texts,
    words: Words,
    languages: Sequence[str],
    background: float,
    *,
    alone: bool = False,
) -> Terms:
    """The term of every word, and the weight of every term. Terms are numbered by their hashes.

    `languages` are the articles' ISO 639-1 codes, "" where unknown; `background` is the number of
    pseudo-documents that general language counts for (see `Settings.background`). `alone` weighs each term as
    if it stood in one article, in all of the languages: whatever the texts, the same languages give the same
    weights.
    """
    of_word = np.full(len(words.words), -1, np.int32)
    vocabulary = _Vocabulary()
    codes = np.array(languages, np.str_)
    for language in sorted(set(languages)):
        rows = np.flatnonzero(codes == language)
        blocks = _blocks(words, rows)
        for unspaced in (False, True):
            places = partial(_places, words, unspaced=unspaced)
            first = number_distinct(blocks, places, partial(_keys, words, unspaced=unspaced), of_word)
            if len(first):
                read = (_unspaced if unspaced else _spaced)(texts, words, first, language)
                numbers = vocabulary.number(read.terms)
                for at in map(places, blocks):
                    of_word[at] = numbers[of_word[at]]
                if not alone:
                    general = read.general()
                    if np.isnan(general).any():
                        counts = _articles_with(of_word, words.bounds, rows, len(vocabulary.numbers) + 1)
                        _tell(read.terms, general, counts[numbers], len(rows), unspaced=unspaced)
                    vocabulary.know(numbers, general)
    names = list(vocabulary.numbers)
    if alone:
        weights = _weights(np.ones(len(names), np.int64), _general_shares(names, languages), 1, background)
    else:
        counts = sum(
            in_slices(
                lambda low, high: _articles_with(of_word, words.bounds, np.arange(low, high), len(names)),
                len(texts),
                size=max(256, len(texts) // 16),
            ),
            np.zeros(len(names), np.int64),
        )
        weights = _weights(counts, np.array(vocabulary.shares), len(texts), background)
    hashes = np.fromiter(map(xxhash.xxh64_intdigest, map(str.encode, names)), np.uint64, len(names))
    return _by_hash(Terms(of_word, hashes, weights, names))


def _by_hash(terms: Terms) -> Terms:
    """The same array, numbered in order of their hashes: sums over the terms of an article come out the same
    to the last bit, whatever other articles there are.
    """
    order = np.argsort(terms.hashes, kind="stable")
    place = np.full(len(order) + 1, -1, np.int32)  # the last is of words without a term, -1
    place[order] = np.arange(len(order), dtype=np.int32)
    names = [terms.texts[i] for i in order.tolist()]
    for low in range(0, len(terms.of_word), _WORDS_A_BLOCK):
        some = terms.of_word[low : low + _WORDS_A_BLOCK]
        some[:] = place[some]
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


def _spaced(texts: Texts, words: Words, first: Places, language: str) -> _Reading:
    """Words of scripts with spaces, each where it comes first."""
    folded = [fold(text) for text in _slice_texts(texts, words, first)]
    terms = stems(folded, language)
    numbers = np.flatnonzero(words.marks[first] & NUMBER).tolist()
    for g in numbers:
        terms[g] = number(folded[g])

    def general() -> NDArray[np.float64]:
        shares = word_shares(terms, language)
        shares[numbers] = [number_share(folded[g]) for g in numbers]
        return shares

    return _Reading(terms, general)


def _unspaced(texts: Texts, words: Words, first: Places, language: str) -> _Reading:
    """Characters of scripts without spaces, each with the one after it; the last of a run has no term."""
    joined, after = _joins(words, first)
    pairs = zip(_slice_texts(texts, words, first), _slice_texts(texts, words, after), joined, strict=True)
    terms = [fold(a + b) if both else "" for a, b, both in pairs]
    return _Reading(terms, partial(pair_shares, terms, language))


def _keys(words: Words, at: Places, *, unspaced: bool) -> NDArray[np.uint64]:
    """Equal for words, or pairs, of one term."""
    if not unspaced:
        return words.words[at]
    joined, after = _joins(words, at)
    return np.where(joined, words.words[at] * np.uint64(3) + words.words[after], np.uint64(0))


def _joins(words: Words, at: Places) -> tuple[NDArray[np.bool_], Places]:
    """(which of these characters make a pair with the next one, where that stands)."""
    after = np.minimum(at + 1, len(words.words) - 1)
    text = np.searchsorted(words.bounds, at, side="right")
    touching = (words.starts[after] == words.ends[at]) & (at + 1 < words.bounds[text])  # of the same text
    return np.asarray(((words.marks[after] & GLYPH) > 0) & touching), after


def _blocks(words: Words, rows: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The rows in runs of about _WORDS_A_BLOCK words."""
    filled = np.cumsum(np.diff(words.bounds)[rows]) // _WORDS_A_BLOCK
    return np.split(rows, np.flatnonzero(np.diff(filled)) + 1)


def _places(words: Words, rows: NDArray[np.int64], *, unspaced: bool) -> Places:
    """Positions of the words of the texts `rows` that are, or are not, of a script without spaces."""
    at = np.empty(np.diff(words.bounds)[rows].sum(), np.int64)
    return at[: _place(words.bounds, words.marks, rows, unspaced, at)].copy()


def _slice_texts(texts: Texts, words: Words, at: Places) -> list[str]:
    """The text of each of the words `at`, in ascending order; few whole texts are held for it."""
    column = texts if isinstance(texts, pl.Series) else pl.Series(texts, dtype=pl.String)
    found: list[str] = []
    for low in range(0, len(at), _WORDS_AT_A_TIME):
        some = at[low : low + _WORDS_AT_A_TIME]
        owners = np.searchsorted(words.bounds, some, side="right") - 1
        rows, row = np.unique(owners, return_inverse=True)
        held = column.gather(rows).to_list()
        spans = zip(row.tolist(), words.starts[some].tolist(), words.ends[some].tolist(), strict=True)
        found += [held[i][a:b] for i, a, b in spans]
    return found


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
def _place(
    bounds: NDArray[np.int64],
    marks: NDArray[np.uint8],
    rows: NDArray[np.int64],
    unspaced: bool,
    at: NDArray[np.int64],
) -> int:
    """Write the positions of the words that `_places` chooses; how many they are."""
    n = 0
    for row in rows:
        for word in range(bounds[row], bounds[row + 1]):
            if ((marks[word] & GLYPH) > 0) == unspaced:
                at[n] = word
                n += 1
    return n


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
