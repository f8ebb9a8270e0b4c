"""Terms: the stem each word stands for, and how rare it is. Compares no articles.

A term is a stem without accents (Snowball), or in scripts without spaces a pair of neighbouring characters. Its
weight is -ln of the share of articles that use it, a blend of the corpus' own frequencies and of general language
(wordfreq, in the manner of a Dirichlet prior), so that five articles are weighed as sensibly as a million.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import xxhash

from syndicate.compiled import compiled
from syndicate.corpus import GLYPH, NUMBER
from syndicate.text.characters import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from syndicate.text.tokens import Words

ARTICLE_WORDS: Final = (
    350  # a usual length: turns the frequency of a word into the share of articles that use it
)
_ALGORITHMS: Final = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish", "nl": "dutch",
    "en": "english", "et": "estonian", "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi",
    "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian", "ne": "nepali",
    "nb": "norwegian", "no": "norwegian", "fa": "persian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
# Share of articles that use a given number, by its count of digits: small numbers are everywhere.
_NUMBER_SHARES: Final = (0.3, 0.3, 0.06, 0.02, 0.01)
_YEAR_SHARE: Final = 0.1
_THOUSANDS: Final = re.compile(r"(?<=[0-9])[.,\u066c](?=[0-9]{3}(?:[^0-9]|$))")


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """T terms; `of_word` gives each of the W words its term, or -1. See `Corpus` for the columns."""

    of_word: NDArray[np.int32]
    hashes: NDArray[np.uint64]
    weights: NDArray[np.float32]
    texts: list[str]


def read_terms(texts: Sequence[str], words: Words, languages: Sequence[str], background: float) -> Terms:
    """The term of every word, and the weight of every term.

    `languages` are the articles' ISO 639-1 codes; `background` is the number of pseudo-documents that general
    language counts for (see `Settings.background`).
    """
    of_word = np.full(len(words.words), -1, np.int32)
    names: dict[str, int] = {}
    shares: list[float] = []  # of articles in general language, by term
    for language in sorted(set(languages)):
        chosen = np.fromiter((i for i, own in enumerate(languages) if own == language), np.int64)
        where = _slices(words.bounds, chosen)
        glyph = (words.marks[where] & GLYPH) > 0
        for at, reader in ((where[~glyph], _spaced), (where[glyph], _unspaced)):
            if len(at):
                _number(of_word, at, *reader(texts, words, at, language), names, shares)
    counts = _articles_with(of_word, words.bounds, len(names))
    own = _weights(counts, np.array(shares), len(texts), background)
    hashes = np.fromiter((xxhash.xxh64_intdigest(t.encode()) for t in names), np.uint64, len(names))
    return Terms(of_word, hashes, own, list(names))


def _number(
    of_word: NDArray[np.int32], at: NDArray[np.int64], group: NDArray[np.int32], terms: Sequence[str],
    general: Sequence[float], names: dict[str, int], shares: list[float],
) -> None:  # fmt: skip
    """Give the words `at` the numbers of their terms, where word at[i] is of group[i] and that is terms[group[i]]."""
    numbers = np.empty(len(terms), np.int32)
    for g, (term, share) in enumerate(zip(terms, general, strict=True)):
        number = names.setdefault(term, len(names)) if term else -1
        numbers[g] = number
        if number == len(shares):
            shares.append(share)
        elif number >= 0:
            shares[number] = max(shares[number], share)
    of_word[at] = numbers[group]


def _spaced(
    texts: Sequence[str], words: Words, at: NDArray[np.int64], language: str
) -> tuple[NDArray[np.int32], list[str], list[float]]:
    """(group of each word, term of each group, share of each group) for words of scripts with spaces."""
    group, first = enumerate_distinct(words.words[at])
    distinct = [fold(t) for t in _slice_texts(texts, words, at[first])]
    stems = [_plain(s) for s in _stem(distinct, language)]
    frequency = _frequencies(language)
    numeric = (words.marks[at[first]] & NUMBER) > 0
    shares = [
        _number_share(word) if is_number else _share(frequency.get(stem, 0.0))
        for word, stem, is_number in zip(distinct, stems, numeric, strict=True)
    ]
    return group, [number(w) if n else s for w, s, n in zip(distinct, stems, numeric, strict=True)], shares


def _unspaced(
    texts: Sequence[str], words: Words, at: NDArray[np.int64], language: str
) -> tuple[NDArray[np.int32], list[str], list[float]]:
    """The same for scripts without spaces: each character with the one that follows it; the last of a run has none."""
    after = np.minimum(at + 1, len(words.words) - 1)
    joined = ((words.marks[after] & GLYPH) > 0) & (words.starts[after] == words.ends[at]) & (after > at)
    keys = np.where(joined, words.words[at] * np.uint64(3) + words.words[after], np.uint64(0))
    group, first = enumerate_distinct(keys)
    pairs = zip(
        _slice_texts(texts, words, at[first]),
        _slice_texts(texts, words, after[first]),
        joined[first],
        strict=True,
    )
    terms = [fold(a + b) if both else "" for a, b, both in pairs]
    frequency = _pair_frequencies(language)
    return group, terms, [_share(frequency.get(t, 0.0)) for t in terms]


def _slices(bounds: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """All positions of the given slices, one after another."""
    if len(rows) == len(bounds) - 1:
        return np.arange(bounds[-1])
    return np.concatenate([np.empty(0, np.int64), *(np.arange(bounds[i], bounds[i + 1]) for i in rows)])


def _slice_texts(texts: Sequence[str], words: Words, at: NDArray[np.int64]) -> list[str]:
    owners = np.searchsorted(words.bounds, at, side="right") - 1
    spans = zip(owners.tolist(), words.starts[at].tolist(), words.ends[at].tolist(), strict=True)
    return [texts[i][a:b] for i, a, b in spans]


def _stem(words: list[str], language: str) -> list[str]:
    algorithm = _ALGORITHMS.get(language)
    if algorithm is None:
        return words
    import snowballstemmer

    stemmer: Any = snowballstemmer.stemmer(algorithm)
    return list(stemmer.stemWords(words))


def _plain(stem: str) -> str:
    """Without the accents of Latin letters: outlets differ on Díaz and Diaz, and agree on й and क़."""
    if stem.isascii():
        return stem
    parts = unicodedata.normalize("NFD", stem)
    if not ("a" <= parts[0] <= "z" or parts[0] in "øłđßæœ"):
        return stem
    return unicodedata.normalize("NFC", "".join(c for c in parts if not "\u0300" <= c <= "\u036f"))


def number(word: str) -> str:
    """A number without the points that group its thousands: 1,180 and 1.180 are 1180, 9,5 is 9.5."""
    whole = _THOUSANDS.sub("", word)
    return whole.replace("\u066b", ".").replace(",", ".") if whole[0].isdigit() else whole


def _share(frequency: float) -> float:
    """Share of articles that use a word of this frequency at least once."""
    return float(-np.expm1(-frequency * ARTICLE_WORDS))


def _number_share(word: str) -> float:
    digits = sum(c.isdigit() for c in word)
    if digits == 4 and word[:2] in ("19", "20") and len(word) == 4:
        return _YEAR_SHARE
    return _NUMBER_SHARES[min(digits, len(_NUMBER_SHARES) - 1)]


@cache
def _frequencies(language: str) -> dict[str, float]:
    """Frequency of every stem in general language; empty for a language without a list."""
    import wordfreq

    try:
        words = wordfreq.get_frequency_dict(language or "en")
    except LookupError:
        return {}
    stems = _stem(list(words), language)
    total: dict[str, float] = {}
    for stem, frequency in zip(stems, words.values(), strict=True):
        plain = _plain(stem)
        total[plain] = total.get(plain, 0.0) + frequency
    return total


@cache
def _pair_frequencies(language: str) -> dict[str, float]:
    """Frequency of neighbouring characters, summed over the words that hold them."""
    import wordfreq

    try:
        words = wordfreq.get_frequency_dict(language)
    except LookupError:
        return {}
    total: dict[str, float] = {}
    for word, frequency in words.items():
        for pair in {word[i : i + 2] for i in range(len(word) - 1)}:
            total[pair] = total.get(pair, 0.0) + frequency
    return total


def _weights(
    counts: NDArray[np.int64], shares: NDArray[np.float64], n_articles: int, background: float
) -> NDArray[np.float32]:
    """-ln of the blended share of articles that use each term."""
    blended = (counts + background * shares) / (n_articles + background)
    return np.maximum(0.0, -np.log(np.maximum(blended, 1e-12))).astype(np.float32)


@compiled
def _articles_with(of_word, bounds, n_terms):  # type: ignore[no-untyped-def]
    """Number of articles that use each term."""
    counts = np.zeros(n_terms, np.int64)
    last = np.full(n_terms, -1, np.int64)
    for i in range(len(bounds) - 1):
        for w in range(bounds[i], bounds[i + 1]):
            term = of_word[w]
            if term >= 0 and last[term] != i:
                last[term] = i
                counts[term] += 1
    return counts


def enumerate_distinct(keys: NDArray[np.uint64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """(number of each key, position where each distinct key comes first); numbers go in order of appearance."""
    return _enumerate(keys)  # type: ignore[no-any-return]


@compiled
def _enumerate(keys):  # type: ignore[no-untyped-def]
    """Open addressing with linear probing; the table grows when it is half full."""
    size = 1 << 16
    slots = np.full(size, -1, np.int64)  # position in `first`
    group = np.empty(len(keys), np.int32)
    first = np.empty(len(keys), np.int64)
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
            slots = _rehash(keys, first, n, size)
    return group, first[:n].copy()


@compiled
def _slot(key, size):  # type: ignore[no-untyped-def]
    return np.int64((key * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(20)) & (size - 1)


@compiled
def _rehash(keys, first, n, size):  # type: ignore[no-untyped-def]
    slots = np.full(size, -1, np.int64)
    for k in range(n):
        at = _slot(keys[first[k]], size)
        while slots[at] >= 0:
            at = (at + 1) & (size - 1)
        slots[at] = k
    return slots
