"""How common is a word in general language? Stems, and shares of articles that use them. Counts no article.

Background frequencies are wordfreq's. A language without a list gets NaN here: the caller has the language's
own articles to count in, and `share_by_length` where they are too few.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import xxhash

from syndicate.cache import keep, read_kept

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from numpy.typing import NDArray

ARTICLE_WORDS: Final = 350  # a usual length: turns a word's frequency into the share of articles that use it
_ALGORITHMS: Final = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish",
    "nl": "dutch", "en": "english", "et": "estonian", "fi": "finnish", "fr": "french", "de": "german",
    "el": "greek", "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "nb": "norwegian", "no": "norwegian", "fa": "persian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
# Lists of another name; an unknown language reads the English one. No other language is lent a neighbour's:
# wordfreq would read English for Georgian, and find every word rare.
_LISTS: Final = {"": "en", "no": "nb", "nn": "nb", "bs": "sh", "hr": "sh", "sr": "sh", "tl": "fil"}
_UNSPACED: Final = "\u0e00"  # no script without spaces has letters before Thai
_LATIN_END: Final = "\u0250"  # letters from here on, without their accents, are of another script
# Share of articles that use a given number, by its count of digits: small numbers are everywhere.
_NUMBER_SHARES: Final = (0.3, 0.3, 0.06, 0.02, 0.01)
_YEAR_SHARE: Final = 0.1
# Share of articles that use a given word of so many letters: the mean (of -ln, by use) of a language's words,
# the median of 12 languages of 5 scripts. The last is of all longer words.
_LENGTH_SHARES: Final = (0.25, 0.33, 0.16, 0.08, 0.04, 0.02, 0.015, 0.01, 0.007, 0.005)
_PAIR_SHARE: Final = 0.03  # the same of a pair of neighbours in a script without spaces: .02 zh, .04 ja


class Frequencies(NamedTuple):
    """How often N terms come in general language."""

    keys: NDArray[np.uint64]  # hashes of the terms, ascending
    shares: NDArray[np.float64]  # of all words that are read


def stems(words: Sequence[str], language: str) -> list[str]:
    """The stem of each folded word, without the accents of Latin letters."""
    return [stem if stem.isascii() else _plain(stem) for stem in _snowball(words, language)]


def word_shares(stemmed: Sequence[str], language: str) -> NDArray[np.float64]:
    """Share of articles in general language that use each stem; NaN where no list can tell.

    A stem that the language's list does not hold has the share 0. The list that an unknown language or a
    language with two alphabets reads tells nothing of words in other letters than its own.
    """
    frequency = _frequencies(language)
    if not len(frequency.keys):
        return np.full(len(stemmed), np.nan)
    found = _shares(stemmed, frequency)
    if language in ("", "sr"):
        found[[stem >= _LATIN_END for stem in stemmed]] = np.nan
    return found


def pair_shares(pairs: Sequence[str], language: str) -> NDArray[np.float64]:
    """The same of pairs of neighbouring characters, in scripts without spaces."""
    frequency = _pair_frequencies(language)
    return _shares(pairs, frequency) if len(frequency.keys) else np.full(len(pairs), np.nan)


def number_share(word: str) -> float:
    """Share of articles that use a given number (in ASCII digits), by how many digits it has."""
    digits = sum(c.isdigit() for c in word)
    if digits == len(word) == 4 and word.startswith(("19", "20")):
        return _YEAR_SHARE
    return _NUMBER_SHARES[min(digits, len(_NUMBER_SHARES) - 1)]


def share_by_length(term: str, *, unspaced: bool) -> float:
    """Share of articles that use a word of so many letters, where nothing is known of its language."""
    return _PAIR_SHARE if unspaced else _LENGTH_SHARES[min(len(term), len(_LENGTH_SHARES)) - 1]


def _shares(terms: Sequence[str], frequency: Frequencies) -> NDArray[np.float64]:
    """Share of articles that use each term at least once, 0 for one without a frequency."""
    keys = _hashes(terms)
    places = np.minimum(np.searchsorted(frequency.keys, keys), len(frequency.keys) - 1)
    found = np.where(frequency.keys[places] == keys, frequency.shares[places], 0.0)
    shares: NDArray[np.float64] = -np.expm1(-found * ARTICLE_WORDS)
    return shares


def _hashes(terms: Collection[str]) -> NDArray[np.uint64]:
    return np.fromiter(map(xxhash.xxh3_64_intdigest, map(str.encode, terms)), np.uint64, len(terms))


def _snowball(words: Sequence[str], language: str) -> Sequence[str]:
    algorithm = _ALGORITHMS.get(language)
    if algorithm is None:
        return words
    import snowballstemmer

    stemmer: Any = snowballstemmer.stemmer(algorithm)
    stemmer.maxCacheSize = 0  # the words differ: PyStemmer's cache takes six times as long as stemming
    return list(stemmer.stemWords(list(words)))


def _plain(stem: str) -> str:
    """Without the accents of Latin letters: outlets differ on Díaz and Diaz, and agree on й and क़."""
    first = unicodedata.normalize("NFD", stem[0])[0]
    if not ("a" <= first <= "z" or first in "øłđßæœ"):
        return stem
    parts = unicodedata.normalize("NFD", stem)
    return unicodedata.normalize("NFC", "".join(c for c in parts if not "\u0300" <= c <= "\u036f"))


def _listed(language: str) -> dict[str, float]:
    """Frequency of every word of wordfreq's own list for exactly this language; empty where it has none."""
    import wordfreq

    name = _LISTS.get(language, language)
    return wordfreq.get_frequency_dict(name) if name in wordfreq.available_languages("best") else {}


def _kept(name: str, language: str, count: Callable[[str], dict[str, float]]) -> Frequencies:
    """The frequencies that `count` gives for a language: from disk, where an earlier run has left them.

    To count them takes about a second, and a process that brings in a few articles needs them too.
    """
    safe = language.isascii() and (language.isalpha() or not language)  # codes come from anywhere
    name, made_of = f"{name}-{language or 'any'}.frequencies", _made_of()
    content = read_kept(name, made_of) if safe else None
    if content is not None:
        rows = np.frombuffer(content, "<u8").reshape(2, -1)
        return Frequencies(rows[0].astype(np.uint64, copy=False), rows[1].view("<f8"))
    counted = count(language)
    keys, shares = _hashes(counted), np.fromiter(counted.values(), np.float64, len(counted))
    order = np.argsort(keys)
    found = Frequencies(keys[order], shares[order])
    if safe and counted:
        keep(name, made_of, found.keys.astype("<u8").tobytes() + found.shares.astype("<f8").tobytes())
    return found


@cache
def _made_of() -> str:
    """What the frequencies depend on: the lists, the stemmers, and how they are put together here."""
    packages = (f"{name} {version(name)}" for name in ("wordfreq", "snowballstemmer"))
    return "\n".join([*packages, unicodedata.unidata_version, Path(__file__).read_text("utf-8")])


@cache
def _frequencies(language: str) -> Frequencies:
    """Frequency of every stem in general language."""
    return _kept("stems", language, _count_stems)


def _count_stems(language: str) -> dict[str, float]:
    words = _listed(language)
    total: dict[str, float] = {}
    for stem, frequency in zip(stems(list(words), language), words.values(), strict=True):
        total[stem] = total.get(stem, 0.0) + frequency
    return total


@cache
def _pair_frequencies(language: str) -> Frequencies:
    """Frequency of neighbouring characters of scripts without spaces, summed over the words with them.

    None in an unknown language, nor in one without a list.
    """
    return _kept("pairs", language, _count_pairs)


def _count_pairs(language: str) -> dict[str, float]:
    total: dict[str, float] = {}
    listed = _listed(language) if language else {}
    if listed:
        total[""] = 0.0  # there is a list, even if all of its words are of other scripts
    for word, frequency in listed.items():
        if max(word) < _UNSPACED:
            continue
        for pair in {word[i : i + 2] for i in range(len(word) - 1)}:
            total[pair] = total.get(pair, 0.0) + frequency
    return total
