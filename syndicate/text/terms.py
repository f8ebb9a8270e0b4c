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
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import xxhash

from syndicate.compiled import compiled
from syndicate.corpus import GLYPH, NUMBER
from syndicate.text.characters import fold
from syndicate.text.frequencies import number_share, pair_shares, share_by_length, stems, word_shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from syndicate.text.tokens import Words

# Articles of a language without a list that weigh as much as the length of a word: with five of them a word
# that all use may still be what they are about; with thousands it is grammar.
LENGTH_ARTICLES: Final = 200
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

    group: NDArray[np.int32]  # of each word, 0..G-1
    terms: list[str]  # G; "" where there is none
    general: NDArray[np.float64]  # G, share of articles in general language; NaN where no list can tell


class _Vocabulary:
    """The terms of all languages, numbered as they come, with their shares in general language."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.shares: list[float] = []

    def number(self, terms: Sequence[str]) -> NDArray[np.int32]:
        """The number of each term; -1 for none."""
        numbers = self.numbers
        found = (numbers.setdefault(term, len(numbers)) if term else -1 for term in terms)
        return np.fromiter(found, np.int32, len(terms))

    def know(self, numbers: NDArray[np.int32], shares: NDArray[np.float64]) -> None:
        """Take in the shares of terms; of several (other languages, other spellings) the largest counts."""
        self.shares += [0.0] * (len(self.numbers) - len(self.shares))
        for number, share in zip(numbers.tolist(), shares.tolist(), strict=True):
            if number >= 0:
                self.shares[number] = max(self.shares[number], share)


def read_terms(texts: Sequence[str], words: Words, languages: Sequence[str], background: float) -> Terms:
    """The term of every word, and the weight of every term.

    `languages` are the articles' ISO 639-1 codes, "" where unknown; `background` is the number of
    pseudo-documents that general language counts for (see `Settings.background`).
    """
    of_word = np.full(len(words.words), -1, np.int32)
    vocabulary = _Vocabulary()
    for language in sorted(set(languages)):
        rows = np.flatnonzero([code == language for code in languages])
        for unspaced in (False, True):
            at = _chosen(words, rows, unspaced=unspaced)
            if len(at):
                read = (_unspaced if unspaced else _spaced)(texts, words, at, language)
                numbers = vocabulary.number(read.terms)
                of_word[at] = numbers[read.group]
                if np.isnan(read.general).any():
                    counts = _articles_with(of_word, words.bounds, rows, len(vocabulary.numbers) + 1)
                    _tell(read, counts[numbers], len(rows), unspaced=unspaced)
                vocabulary.know(numbers, read.general)
    counts = _articles_with(of_word, words.bounds, np.arange(len(texts)), len(vocabulary.numbers))
    weights = _weights(counts, np.array(vocabulary.shares), len(texts), background)
    names = list(vocabulary.numbers)
    hashes = np.fromiter((xxhash.xxh64_intdigest(t.encode()) for t in names), np.uint64, len(names))
    return Terms(of_word, hashes, weights, names)


def _tell(read: _Reading, counts: NDArray[np.int64], n_articles: int, *, unspaced: bool) -> None:
    """Fill in the shares that no list can tell, from the language's own articles and the words' length."""
    untold = np.flatnonzero(np.isnan(read.general))
    guess = np.array([share_by_length(read.terms[g], unspaced=unspaced) for g in untold.tolist()])
    read.general[untold] = (counts[untold] + LENGTH_ARTICLES * guess) / (n_articles + LENGTH_ARTICLES)


def _spaced(texts: Sequence[str], words: Words, at: NDArray[np.integer[Any]], language: str) -> _Reading:
    """Words of scripts with spaces."""
    group, first = enumerate_distinct(words.words[at])
    distinct = [fold(text) for text in _slice_texts(texts, words, at[first])]
    terms = stems(distinct, language)
    general = word_shares(terms, language)
    for g in np.flatnonzero(words.marks[at[first]] & NUMBER).tolist():
        terms[g], general[g] = number(distinct[g]), number_share(distinct[g])
    return _Reading(group, terms, general)


def _unspaced(texts: Sequence[str], words: Words, at: NDArray[np.integer[Any]], language: str) -> _Reading:
    """Characters of scripts without spaces, each with the one after it; the last of a run has no term."""
    after = np.minimum(at + 1, len(words.words) - 1)
    last = np.zeros(len(words.words) + 1, np.bool_)  # where a text ends: the next word is another text's
    last[words.bounds] = True
    touching = (words.starts[after] == words.ends[at]) & ~last[at + 1]
    joined = ((words.marks[after] & GLYPH) > 0) & touching
    keys = np.where(joined, words.words[at] * np.uint64(3) + words.words[after], np.uint64(0))
    group, first = enumerate_distinct(keys)
    pairs = zip(
        _slice_texts(texts, words, at[first]),
        _slice_texts(texts, words, after[first]),
        joined[first],
        strict=True,
    )
    terms = [fold(a + b) if both else "" for a, b, both in pairs]
    return _Reading(group, terms, pair_shares(terms, language))


def _chosen(words: Words, rows: NDArray[np.int64], *, unspaced: bool) -> NDArray[np.integer[Any]]:
    """Positions of the words of the texts `rows` that are, or are not, of a script without spaces."""
    own = np.zeros(len(words.bounds) - 1, np.bool_)
    own[rows] = True
    mask = np.repeat(own, np.diff(words.bounds))
    mask &= ((words.marks & GLYPH) > 0) == unspaced
    # Positions are the largest thing held here: half the memory where they fit in 32 bits.
    return np.flatnonzero(mask).astype(np.int32 if len(mask) < 2**31 - 1 else np.int64)


def _slice_texts(texts: Sequence[str], words: Words, at: NDArray[np.integer[Any]]) -> list[str]:
    """The text of each of the words `at`."""
    owners = np.searchsorted(words.bounds, at, side="right") - 1
    spans = zip(owners.tolist(), words.starts[at].tolist(), words.ends[at].tolist(), strict=True)
    return [texts[i][a:b] for i, a, b in spans]


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


@compiled
def enumerate_distinct(keys: NDArray[np.uint64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """(number of each key, where each distinct key comes first); the numbers go in order of appearance.

    Open addressing with linear probing; the table grows when it is half full.
    """
    size = 1 << 16
    slots = np.full(size, -1, np.int64)  # position in `first`
    group = np.empty(len(keys), np.int32)
    first = np.empty(size // 2 + 1, np.int64)
    n = 0
    for i in range(len(keys)):
        at = _slot(keys[i], size)
        while slots[at] >= 0 and keys[first[slots[at]]] != keys[i]:
            at = (at + 1) & (size - 1)
        if slots[at] < 0:
            slots[at] = n
            first[n] = i
            n += 1
        group[i] = slots[at]
        if 2 * n > size:
            size *= 4
            grown = np.empty(size // 2 + 1, np.int64)
            grown[:n] = first[:n]
            first = grown
            slots = _rehash(keys, first, n, size)
    return group, first[:n].copy()


@compiled
def _slot(key: np.uint64, size: int) -> np.int64:
    return np.int64((key * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(20)) & (size - 1)


@compiled
def _rehash(keys: NDArray[np.uint64], first: NDArray[np.int64], n: int, size: int) -> NDArray[np.int64]:
    slots = np.full(size, -1, np.int64)
    for k in range(n):
        at = _slot(keys[first[k]], size)
        while slots[at] >= 0:
            at = (at + 1) & (size - 1)
        slots[at] = k
    return slots
