"""Lays articles out for comparison sentence by sentence: which of them uses which term, name and number.

An inverted index for each article (Zobel and Moffat, "Inverted files for text search engines", ACM Computing
Surveys 38, 2006, section 3): two articles are compared by merging two sorted lists, and sentences that share
nothing cost nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compare.company import places
from syndicate.compare.numerals import read_numerals
from syndicate.compiled import compiled
from syndicate.corpus import CAPITAL
from syndicate.lists import bounds_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from syndicate.compare.numerals import Numeral
    from syndicate.corpus import Corpus

ROOT_LETTERS: Final = (
    5  # Kerunda and Kerundan share so many, as do Gewerkschaft and Gewerkschafter; few strangers do
)
# Numbers looked at in one article, from its start: tables of results hold more, reports do not.
MOST_NUMBERS: Final = 2000
NUMBER: Final = np.dtype([("value", "f8"), ("kind", "i1"), ("digits", "i1"), ("sentence", "i4")])
_MIX: Final = np.uint64(0x9E3779B185EBCA87)


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Postings and numbers of N articles; an article that was not asked for has none.

    A posting says that a sentence uses a term: those of article i are the slice bounds[i]:bounds[i + 1],
    ordered by root, then sentence. Sentences are numbered within their article.
    """

    bounds: NDArray[np.int64]  # N + 1
    roots: NDArray[np.int32]  # what related terms have in common, see ROOT_LETTERS
    terms: NDArray[np.int32]
    sentences: NDArray[np.int32]
    marks: NDArray[
        np.uint8
    ]  # of its words in that sentence together; the capital that opens it does not count
    weights: NDArray[np.float32]  # of the term
    company: NDArray[np.int32]  # place of the term in the table of `company`, or -1
    number_bounds: NDArray[np.int64]  # N + 1
    numbers: NDArray[np.void]  # NUMBER, in text order
    numerals: Mapping[int, Sequence[Numeral]]  # the same numbers with their places, by article
    wordings: NDArray[np.uint64]  # S, by sentence of the corpus: equal words, equal value
    sums: NDArray[np.uint64]  # N, of their wordings: an order of articles that is theirs whatever the corpus


def read_postings(corpus: Corpus, bodies: Sequence[str], articles: Sequence[int]) -> Postings:
    """The postings of the `articles` (numbers; twice is once) of a corpus whose texts are `bodies`."""
    chosen = sorted(set(articles))
    wanted = np.zeros(corpus.n_articles, np.bool_)
    wanted[chosen] = True
    room = int(np.diff(corpus.word_bounds)[wanted].sum())
    columns, marks = np.empty((3, room), np.int32), np.empty(room, np.uint8)
    bounds = np.zeros(corpus.n_articles + 1, np.int64)
    roots = _roots(corpus.term_texts)
    for i in range(corpus.n_articles):
        bounds[i + 1] = bounds[i]
        if wanted[i]:
            first, last = corpus.sentence_bounds[i], corpus.sentence_bounds[i + 1]
            bounds[i + 1] += _post(
                corpus.sentence_words[first : last + 1], (corpus.terms, corpus.marks), roots,
                columns[:, bounds[i] :], marks[bounds[i] :],
            )  # fmt: skip
    numerals = {i: read_numerals(bodies[i])[:MOST_NUMBERS] for i in chosen}
    counts = np.array([len(numerals.get(i, ())) for i in range(corpus.n_articles)], np.int64)
    n, wordings = bounds[-1], _wordings(corpus.sentence_words, corpus.words)
    return Postings(
        bounds=bounds,
        roots=columns[0, :n],
        terms=columns[1, :n],
        sentences=columns[2, :n],
        marks=marks[:n],
        weights=corpus.term_weights[columns[1, :n]],
        company=places(corpus.term_hashes, corpus.term_weights)[columns[1, :n]],
        number_bounds=bounds_of(counts),
        numbers=_numbers(corpus, numerals),
        numerals=numerals,
        wordings=wordings,
        sums=np.diff(np.concatenate([np.zeros(1, np.uint64), np.cumsum(wordings)])[corpus.sentence_bounds]),
    )


def _numbers(corpus: Corpus, numerals: Mapping[int, Sequence[Numeral]]) -> NDArray[np.void]:
    """All numerals as NUMBER, article by article."""
    rows = []
    for i, found in numerals.items():
        starts = corpus.sentence_starts[corpus.sentence_bounds[i] : corpus.sentence_bounds[i + 1]]
        places = np.searchsorted(starts, [x.start for x in found], "right") - 1
        rows += [(x.value, x.kind, x.digits, max(s, 0)) for x, s in zip(found, places, strict=True)]
    return np.array(rows, NUMBER)


def _roots(texts: Sequence[str]) -> NDArray[np.int32]:
    """Number of each term's root: its first letters; what holds a digit is its own root."""
    numbers: dict[str, int] = {}
    roots = np.empty(len(texts), np.int32)
    for t, text in enumerate(texts):
        has_digit = not text.isalpha() and any(map(str.isdigit, text))
        root = text if has_digit else text[:ROOT_LETTERS]
        roots[t] = numbers.setdefault(root, len(numbers))
    return roots


@compiled
def _wordings(sentence_words: NDArray[np.int64], words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One hash for the words of each sentence, in order."""
    hashes = np.empty(len(sentence_words) - 1, np.uint64)
    for s in range(len(hashes)):
        h = _MIX
        for w in range(sentence_words[s], sentence_words[s + 1]):
            h = ((h ^ words[w]) * _MIX) ^ (h >> np.uint64(29))
        hashes[s] = h
    return hashes


@compiled
def _post(
    sentence_words: NDArray[np.int64],
    words: tuple[NDArray[np.int32], NDArray[np.uint8]],
    roots: NDArray[np.int32],
    columns: NDArray[np.int32],
    out_marks: NDArray[np.uint8],
) -> int:
    """Write one article's postings to the front of `columns` and `out_marks`; returns their number.

    `columns` are root, term and sentence; `words` are the terms and the marks of the corpus' words, `roots`
    those of its terms.
    """
    terms, marks = words
    first, last = sentence_words[0], sentence_words[-1]
    keys, places = np.empty(last - first, np.int64), np.empty(last - first, np.int64)
    m = 0
    for s in range(len(sentence_words) - 1):
        for w in range(sentence_words[s], sentence_words[s + 1]):
            if terms[w] >= 0:
                keys[m], places[m] = (np.int64(roots[terms[w]]) << 32) | np.int64(s), w
                m += 1
    n = 0
    for k in np.argsort(keys[:m], kind="mergesort"):
        w, root, sentence = places[k], np.int32(keys[k] >> 32), np.int32(keys[k] & 0xFFFFFFFF)
        mark = marks[w]
        if w == sentence_words[sentence]:
            mark &= ~np.uint8(CAPITAL)
        place = n - 1
        while place >= 0 and columns[0, place] == root and columns[2, place] == sentence:
            if columns[1, place] == terms[w]:
                break
            place -= 1
        if place >= 0 and columns[0, place] == root and columns[2, place] == sentence:
            out_marks[place] |= mark
        else:
            columns[0, n], columns[1, n], columns[2, n], out_marks[n] = root, terms[w], sentence, mark
            n += 1
    return n
