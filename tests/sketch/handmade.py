"""Small corpora by hand, without the text room: words by white space, a term a word, weights that stay."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import xxhash
from hypothesis import strategies as st

from syndicate.corpus import Corpus
from syndicate.lists import bounds_of
from syndicate.sketch.keyterms import ONE, KeyTerms, key_terms, shareable
from syndicate.sketch.shingles import _shingle_article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from syndicate.settings import Settings


def hash_of(word: str) -> int:
    return xxhash.xxh64_intdigest(word.encode())


def shingles(
    words: NDArray[np.uint64], bounds: NDArray[np.int64], k: int
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """(every shingle of the articles in text order, repeats included; bounds of each article's), as the
    kernels write them.
    """
    found = [np.empty(0, np.uint64)]
    for low, high in pairwise(bounds.tolist()):
        row = np.empty(high - low, np.uint64)
        found.append(row[: _shingle_article(words[low:high], k, row)])
    return np.concatenate(found), bounds_of(np.array([len(row) for row in found[1:]], np.int64))


def weight_of(word: str) -> float:
    """1 to 8, whatever else is in the corpus."""
    return 1.0 + hash_of(word) % 8


def corpus_of(
    texts: Sequence[str], hours: Sequence[float] | None = None, slack: Sequence[float] | None = None
) -> Corpus:
    """A corpus of words by white space, all at hour 0 unless told otherwise; without sentences."""
    articles = [text.split() for text in texts]
    vocabulary = list(dict.fromkeys(word for words in articles for word in words))
    numbers = {word: number for number, word in enumerate(vocabulary)}
    flat = [word for words in articles for word in words]
    none = np.zeros(len(flat), np.int32)
    n = len(texts)
    return Corpus(
        articles=[f"a{i}" for i in range(n)],
        word_bounds=np.cumsum([0, *map(len, articles)], dtype=np.int64),
        words=np.array([hash_of(word) for word in flat], np.uint64),
        starts=none,
        ends=none,
        marks=none.astype(np.uint8),
        terms=np.array([numbers[word] for word in flat], np.int32),
        sentence_bounds=np.zeros(n + 1, np.int64),
        sentence_words=np.zeros(1, np.int64),
        sentence_starts=none[:0],
        sentence_ends=none[:0],
        term_hashes=np.array([hash_of(word) for word in vocabulary], np.uint64),
        term_weights=np.array([weight_of(word) for word in vocabulary], np.float32),
        term_texts=vocabulary,
        hours=np.zeros(n) if hours is None else np.array(hours, np.float64),
        slack=np.zeros(n) if slack is None else np.array(slack, np.float64),
        languages=np.zeros(n, np.int16),
    )


def prose(seed: int, n_words: int) -> str:
    """Words drawn from a vocabulary of a billion: two draws share none."""
    draw = np.random.default_rng(seed)
    return " ".join(f"w{number}" for number in draw.integers(0, 10**9, n_words))


TEXTS = st.lists(st.lists(st.sampled_from("abcdefghijklmnop"), max_size=30).map(" ".join), max_size=12)
HOURS = st.sampled_from([float("nan"), 0.0, 12.0, 96.0, 100.0, 108.0, 109.0, 500.0])
SLACK = st.sampled_from([0.0, 12.0])


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Up to a dozen short articles over sixteen words, with repeats, at times around the default window."""
    texts = draw(TEXTS)
    copies = draw(st.lists(st.sampled_from(texts), max_size=4)) if texts else []
    texts = texts + copies
    n = len(texts)
    return corpus_of(
        texts,
        draw(st.lists(HOURS, min_size=n, max_size=n)),
        draw(st.lists(SLACK, min_size=n, max_size=n)),
    )


def reordered(corpus: Corpus, order: Sequence[int]) -> Corpus:
    """The same articles in another order, with their terms numbered anew."""
    bounds = corpus.word_bounds
    texts = [
        " ".join(corpus.term_texts[term] for term in corpus.terms[bounds[i] : bounds[i + 1]]) for i in order
    ]
    rows = np.array(order, np.int64)
    return corpus_of(texts, list(corpus.hours[rows]), list(corpus.slack[rows]))


def within(corpus: Corpus, i: int, j: int, window: float) -> bool:
    """Whether two articles may lie `window` hours apart or less; an unknown time may be any."""
    gap = abs(corpus.hours[i] - corpus.hours[j])
    return bool(np.isnan(gap) or gap - corpus.slack[i] - corpus.slack[j] <= window)


def sketch_of(corpus: Corpus, settings: Settings, threads: int | None = None) -> KeyTerms:
    weights = shareable(corpus.terms, corpus.word_bounds, corpus.term_weights, threads=threads)
    return key_terms(corpus.terms, corpus.word_bounds, corpus.term_hashes, weights, settings, threads=threads)


def row_of(sketch: KeyTerms, i: int) -> dict[int, float]:
    """Corpus' number of each term in the sketch of article i, with its weight."""
    part = slice(sketch.bounds[i], sketch.bounds[i + 1])
    return dict(zip(sketch.by_hash[sketch.terms[part]].tolist(), sketch.weights[part].tolist(), strict=True))


def plain_cosine(one: dict[int, float], other: dict[int, float]) -> tuple[int, float]:
    shared = one.keys() & other.keys()
    return len(shared), sum(int(one[term] * ONE * other[term]) for term in shared) / ONE
