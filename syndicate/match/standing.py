"""Which sentences stand in articles that are otherwise about other things? Judges no pair.

A notice to subscribers, the rules of a league, "the hearing was adjourned": text that many articles carry is
no sign that one was taken from another. A sentence of a report that was taken over often is: the articles
that carry it also agree in the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compiled import compiled
from syndicate.lists import distinct
from syndicate.parallel import in_slices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from syndicate.corpus import Corpus

    Source = tuple[
        NDArray[np.int64], NDArray[np.int64], NDArray[np.int32], NDArray[np.float32], NDArray[np.uint64]
    ]

WORDS: Final = 6  # of a sentence that is looked at; shorter ones are said again by chance
HOLDERS: Final = 3  # articles of different words that carry it: two may have it from each other
COHERENCE: Final = 0.4  # mean cosine of the holders' rest below which it stands; reports lie above .5
REST: Final = 0.3  # share of an article's weight outside repeated sentences that tells what it is about
PROFILE: Final = 128  # numbers in the profile of an article: cosines within .09, less in the mean
LEAST_WEIGHT: Final = 0.8  # of a term that counts, as in `outline`
ROWS_A_BLOCK: Final = 1 << 16  # bounds memory, changes no result
SENTENCES_A_BLOCK: Final = 1 << 16  # likewise
PROFILES_A_BLOCK: Final = 1 << 10  # likewise
_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
_PRIME: Final = np.uint64(0xC2B2AE3D27D4EB4F)


def standing_sentences(corpus: Corpus) -> NDArray[np.bool_]:
    """Which of the S sentences are standing text; none where no sentence has HOLDERS articles."""
    hashes = _sentence_hashes(corpus)
    article = np.repeat(_wordings(corpus, hashes), np.diff(corpus.sentence_bounds))
    text, carried, carrier = _repeated(corpus, hashes, article)
    if not len(carried):
        return np.zeros(len(text), np.bool_)
    involved, row = np.unique(carrier, return_inverse=True)
    profiles, telling = _profiles(corpus, involved, text >= 0)
    kept = telling[row]
    standing = np.zeros(int(text.max()) + 1, np.bool_)
    for numbers, coherence in _coherences(carried[kept], profiles, row[kept]):
        standing[numbers[coherence < COHERENCE]] = True
    return np.append(standing, [False])[text]  # -1 reads the last


def _sentence_hashes(corpus: Corpus) -> NDArray[np.uint64]:
    """A number for each of the S sentences: equal words in equal order have equal ones."""
    found = np.empty(len(corpus.sentence_words) - 1, np.uint64)
    in_slices(
        lambda low, high: _hash_some(corpus.words, corpus.sentence_words[low : high + 1], found[low:high]),
        len(found),
        size=SENTENCES_A_BLOCK,
    )
    return found


@compiled
def _hash_some(words: NDArray[np.uint64], bounds: NDArray[np.int64], found: NDArray[np.uint64]) -> None:
    """Write the hashes of the sentences with these bounds."""
    for s in range(len(found)):
        total = np.uint64(0)
        for w in range(bounds[s], bounds[s + 1]):
            place = np.uint64(w - bounds[s])
            mixed = (words[w] ^ (place * _GOLDEN)) * _PRIME
            total += mixed ^ (mixed >> np.uint64(29))
        found[s] = total


@compiled
def _often(hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which of these come HOLDERS times or more, and perhaps a few others: whose lowest bits do."""
    cells = 1 << 10
    while cells < 8 * len(hashes):
        cells *= 2
    mask = np.uint64(cells - 1)
    counts = np.zeros(cells, np.uint8)
    for one in hashes:
        counts[one & mask] += counts[one & mask] < HOLDERS
    found = np.empty(len(hashes), np.bool_)
    for k in range(len(hashes)):
        found[k] = counts[hashes[k] & mask] == HOLDERS
    return found


def _sums(values: NDArray[np.uint64], bounds: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The sum of each slice, modulo 2**64."""
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(values, dtype=np.uint64)])
    return np.asarray(sums[bounds[1:]] - sums[bounds[:-1]])


def _wordings(corpus: Corpus, hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    """For each of the N articles the first one of the same sentences, in whatever order."""
    mixed = (hashes ^ (hashes >> np.uint64(31))) * _GOLDEN
    _, first, of = np.unique(_sums(mixed, corpus.sentence_bounds), return_index=True, return_inverse=True)
    return np.asarray(first[of.reshape(-1)])


def _repeated(
    corpus: Corpus, hashes: NDArray[np.uint64], article: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """(number of each sentence's text among those that HOLDERS articles or more carry, else -1; the numbers,
    ascending, and the articles that carry each, ascending).

    hashes, article: of each of the S sentences.
    """
    found = np.full(len(hashes), -1, np.int64)
    long = np.flatnonzero(np.diff(corpus.sentence_words) >= WORDS)
    often = long[_often(hashes[long])]  # nearly none: only of these the holders are told apart
    _, text = np.unique(hashes[often], return_inverse=True)
    carried, carrier = np.divmod(distinct(text * corpus.n_articles + article[often]), corpus.n_articles)
    common = np.bincount(carried) >= HOLDERS
    numbers = np.where(common, np.cumsum(common) - 1, -1)
    found[often] = numbers[text]
    kept = common[carried]
    return found, numbers[carried[kept]], carrier[kept]


def _profiles(
    corpus: Corpus, articles: NDArray[np.int64], repeated: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """(unit vectors of the articles' terms outside repeated sentences, whether there is REST).

    The terms are folded onto PROFILE numbers by a signed hash (Weinberger et al. 2009), which keeps cosines.
    """
    source = (
        corpus.sentence_bounds, corpus.sentence_words, corpus.terms, corpus.term_weights, corpus.term_hashes
    )  # fmt: skip
    profiles = np.zeros((len(articles), PROFILE), np.float32)
    rest = np.zeros(len(articles), np.bool_)

    def read(low: int, high: int) -> None:
        _profile_some(articles[low:high], repeated, source, profiles[low:high], rest[low:high])

    in_slices(read, len(articles), size=PROFILES_A_BLOCK)
    return profiles, rest


@compiled
def _profile_some(
    articles: NDArray[np.int64],
    repeated: NDArray[np.bool_],
    source: Source,
    profiles: NDArray[np.float32],
    rest: NDArray[np.bool_],
) -> None:
    """Write the same of a few articles."""
    sentence_bounds, sentence_words, terms, weights, hashes = source
    last = np.full(len(weights), -1, np.int64)  # the row that had the term last
    for row in range(len(articles)):
        whole = apart = 0.0
        article = articles[row]
        first, end = sentence_bounds[article], sentence_bounds[article + 1]
        own = np.empty(sentence_words[end] - sentence_words[first], np.int32)
        n = 0
        for s in range(first, end):
            for w in range(sentence_words[s], sentence_words[s + 1]):
                term = terms[w]
                if term >= 0 and weights[term] >= LEAST_WEIGHT:
                    whole += weights[term]
                    if not repeated[s]:
                        apart += weights[term]
                        if last[term] != row:
                            last[term] = row
                            own[n] = term
                            n += 1
        rest[row] = apart >= REST * whole
        others = np.sort(own[:n])  # so that sums come out the same to the last bit
        cells = np.zeros(PROFILE)
        for term in others:
            sign = -1.0 if hashes[term] >> np.uint64(63) == 0 else 1.0
            cells[np.int64(hashes[term] % np.uint64(PROFILE))] += sign * weights[term]
        profiles[row] = cells / max(1e-9, np.sqrt((cells**2).sum()))


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
