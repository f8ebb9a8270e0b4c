"""Which sentences stand in articles that are otherwise about other things? Judges no pair.

A notice to subscribers, the rules of a league, "the hearing was adjourned": text that many articles carry is
no sign that one was taken from another. A sentence of a report that was taken over often is: the articles
that carry it also agree in the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from syndicate.corpus import Corpus

WORDS: Final = 6  # of a sentence that is looked at; shorter ones are said again by chance
HOLDERS: Final = 3  # articles of different words that carry it: two may have it from each other
COHERENCE: Final = 0.4  # mean cosine of the holders' rest below which it stands; reports lie above .5
REST: Final = 0.3  # share of an article's weight outside repeated sentences that tells what it is about
PROFILE: Final = 128  # numbers in the profile of an article: cosines within .09, less in the mean
LEAST_WEIGHT: Final = 0.8  # of a term that counts, as in `outline`
ROWS_A_BLOCK: Final = 1 << 16  # bounds memory, changes no result
SENTENCES_A_BLOCK: Final = 1 << 16  # likewise
PROFILES_A_BLOCK: Final = 1 << 10  # likewise


def standing_sentences(corpus: Corpus) -> NDArray[np.bool_]:
    """Which of the S sentences are standing text; none where no sentence has HOLDERS articles."""
    hashes = _sentence_hashes(corpus)
    article = np.repeat(_wordings(corpus, hashes), np.diff(corpus.sentence_bounds))
    text = _repeated(corpus, hashes, article)
    repeated = np.flatnonzero(text >= 0)
    if not len(repeated):
        return np.zeros(len(text), np.bool_)
    holders = np.unique(np.column_stack([text[repeated], article[repeated]]), axis=0)
    involved, row = np.unique(holders[:, 1], return_inverse=True)
    profiles, telling = _profiles(corpus, involved, text >= 0)
    kept = telling[row]
    standing = np.zeros(int(text.max()) + 1, np.bool_)
    for numbers, coherence in _coherences(holders[kept, 0], profiles, row[kept]):
        standing[numbers[coherence < COHERENCE]] = True
    return np.append(standing, [False])[text]  # -1 reads the last


def _sentence_hashes(corpus: Corpus) -> NDArray[np.uint64]:
    """A number for each of the S sentences: equal words in equal order have equal ones."""
    lows = range(0, len(corpus.sentence_words) - 1, SENTENCES_A_BLOCK)
    parts = [_hash_some(corpus, corpus.sentence_words[low : low + SENTENCES_A_BLOCK + 1]) for low in lows]
    return np.concatenate([np.empty(0, np.uint64), *parts])


def _hash_some(corpus: Corpus, bounds: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The same of the sentences with these bounds."""
    starts = np.repeat(bounds[:-1], np.diff(bounds)).astype(np.uint64)
    place = np.arange(bounds[0], bounds[-1], dtype=np.uint64) - starts
    words = corpus.words[bounds[0] : bounds[-1]]
    mixed = (words ^ (place * np.uint64(0x9E3779B97F4A7C15))) * np.uint64(0xC2B2AE3D27D4EB4F)
    return _sums(mixed ^ (mixed >> np.uint64(29)), bounds - bounds[0])


def _sums(values: NDArray[np.uint64], bounds: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The sum of each slice, modulo 2**64."""
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(values, dtype=np.uint64)])
    return np.asarray(sums[bounds[1:]] - sums[bounds[:-1]])


def _wordings(corpus: Corpus, hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    """For each of the N articles the first one of the same sentences, in whatever order."""
    mixed = (hashes ^ (hashes >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15)
    _, first, of = np.unique(_sums(mixed, corpus.sentence_bounds), return_index=True, return_inverse=True)
    return np.asarray(first[of.reshape(-1)])


def _repeated(corpus: Corpus, hashes: NDArray[np.uint64], article: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number of each sentence's text among those that HOLDERS articles or more carry, else -1.

    hashes, article: of each of the S sentences.
    """
    long = np.flatnonzero(np.diff(corpus.sentence_words) >= WORDS)
    carried = np.unique(np.column_stack([hashes[long], article[long].astype(np.uint64)]), axis=0)
    texts, counts = np.unique(carried[:, 0], return_counts=True)
    common = texts[counts >= HOLDERS]
    found = np.full(len(hashes), -1, np.int64)
    if len(common):
        place_of = np.minimum(np.searchsorted(common, hashes[long]), len(common) - 1)
        found[long] = np.where(common[place_of] == hashes[long], place_of, -1)
    return found


def _profiles(
    corpus: Corpus, articles: NDArray[np.int64], repeated: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """(unit vectors of the articles' terms outside repeated sentences, whether there is REST).

    The terms are folded onto PROFILE numbers by a signed hash (Weinberger et al. 2009), which keeps cosines.
    """
    lows = range(0, len(articles), PROFILES_A_BLOCK)
    parts = [_profile_some(corpus, articles[low : low + PROFILES_A_BLOCK], repeated) for low in lows]
    return np.concatenate([profiles for profiles, _ in parts]), np.concatenate([rest for _, rest in parts])


def _profile_some(
    corpus: Corpus, articles: NDArray[np.int64], repeated: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """The same of a few articles; ascending, at least one."""
    first, end = articles[0], articles[-1] + 1
    low, high = corpus.sentence_bounds[first], corpus.sentence_bounds[end]
    terms = corpus.terms[corpus.word_bounds[first] : corpus.word_bounds[end]]
    is_repeated = np.repeat(repeated[low:high], np.diff(corpus.sentence_words[low : high + 1]))
    number = np.full(end - first, -1)
    number[articles - first] = np.arange(len(articles))
    owner = np.repeat(number, np.diff(corpus.word_bounds[first : end + 1]))
    weight = np.append(corpus.term_weights, [0.0])[terms]
    telling = np.flatnonzero((owner >= 0) & (weight >= LEAST_WEIGHT))
    others = telling[~is_repeated[telling]]
    whole = np.bincount(owner[telling], weight[telling], len(articles))
    rest = np.bincount(owner[others], weight[others], len(articles))
    keys = np.unique(owner[others].astype(np.int64) << 32 | terms[others])
    row, term = keys >> 32, keys & 0xFFFFFFFF
    hashed = corpus.term_hashes[term]
    sign = np.where(hashed >> np.uint64(63), 1.0, -1.0)
    cell = row * PROFILE + (hashed % np.uint64(PROFILE)).astype(np.int64)
    profiles = np.bincount(cell, sign * corpus.term_weights[term], len(articles) * PROFILE)
    profiles = profiles.reshape(len(articles), PROFILE)
    norms = np.maximum(1e-9, np.linalg.norm(profiles, axis=1, keepdims=True))
    return (profiles / norms).astype(np.float32), rest >= REST * whole


def _coherences(
    text: NDArray[np.int64], profiles: NDArray[np.float32], row: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float64]]]:
    """(texts of HOLDERS telling articles or more, mean cosine between these), block by block; text ascends.

    The squared length of the sum of n unit vectors is n and their n (n - 1) cosines.
    """
    numbers, starts, counts = np.unique(text, return_index=True, return_counts=True)
    low = 0
    while low < len(numbers):
        high = max(low + 1, int(np.searchsorted(starts, starts[low] + ROWS_A_BLOCK)))
        end = starts[high] if high < len(numbers) else len(text)
        sums = np.add.reduceat(profiles[row[starts[low] : end]], starts[low:high] - starts[low])
        n = counts[low:high]
        coherence = ((sums.astype(np.float64) ** 2).sum(axis=1) - n) / np.maximum(1, n * (n - 1))
        enough = n >= HOLDERS
        yield numbers[low:high][enough], coherence[enough]
        low = high
