from __future__ import annotations

from functools import reduce
from operator import xor
from typing import TYPE_CHECKING

import numpy as np
import pytest
from handmade import corpora, corpus_of, hash_of, prose, shingles
from hypothesis import given
from hypothesis import strategies as st

from syndicate.sketch.shingles import count_distinct, exact_overlap

if TYPE_CHECKING:
    from random import Random

    from syndicate.corpus import Corpus


def rotated(word: int, turn: int) -> int:
    turn %= 64
    return (word << turn | word >> (64 - turn)) & (2**64 - 1)


def plain_shingles(words: list[int], k: int) -> list[int]:
    """The definition, word for word."""
    k = min(k, len(words))
    starts = range(len(words) - k + 1) if words else ()
    return [reduce(xor, (rotated(words[i + j], 11 * j) for j in range(k))) for i in starts]


def of_article(corpus: Corpus, i: int, k: int) -> list[int]:
    return plain_shingles(corpus.words[corpus.word_bounds[i] : corpus.word_bounds[i + 1]].tolist(), k)


@given(corpora(), st.integers(1, 32))
def test_shingles_are_those_of_the_definition(corpus: Corpus, k: int) -> None:
    values, ends = shingles(corpus.words, corpus.word_bounds, k)
    for i in range(corpus.n_articles):
        assert values[ends[i] : ends[i + 1]].tolist() == of_article(corpus, i, k)
    assert len(values) == ends[-1]


def test_one_shingle_of_all_words_where_they_are_few_and_none_without_a_word() -> None:
    corpus = corpus_of(["", "one", "one two", "one two three"])
    values, ends = shingles(corpus.words, corpus.word_bounds, 3)
    assert np.diff(ends).tolist() == [0, 1, 1, 1]
    assert values[0] == hash_of("one")


def test_the_order_of_words_counts() -> None:
    corpus = corpus_of(["dog bites man", "man bites dog"])
    values, _ = shingles(corpus.words, corpus.word_bounds, 3)
    assert values[0] != values[1]


def test_a_slice_of_the_bounds_gives_those_articles_alone() -> None:
    corpus = corpus_of(["a b c", "d e f g", "h i"])
    values, ends = shingles(corpus.words, corpus.word_bounds[1:], 2)
    assert values[ends[0] : ends[1]].tolist() == of_article(corpus, 1, 2)
    assert values[ends[1] : ends[2]].tolist() == of_article(corpus, 2, 2)


@given(corpora(), st.integers(1, 6), st.randoms(use_true_random=False))
def test_exact_overlap_counts_sets(corpus: Corpus, k: int, random: object) -> None:
    n = corpus.n_articles
    pairs = np.array([(i, j) for i in range(n) for j in range(n)], np.int32).reshape(-1, 2)
    random.shuffle(order := list(range(len(pairs))))  # type: ignore[attr-defined]
    pairs = pairs[order]
    sets = [set(of_article(corpus, i, k)) for i in range(n)]
    wanted = [(len(sets[i]), len(sets[j]), len(sets[i] & sets[j])) for i, j in pairs]
    found = exact_overlap(corpus.words, corpus.word_bounds, pairs, k)
    assert found.dtype == np.int32
    assert [tuple(row) for row in found.tolist()] == wanted
    assert count_distinct(corpus.words, corpus.word_bounds, k).tolist() == [len(s) for s in sets]


@given(corpora(), st.integers(1, 6), st.randoms(use_true_random=False), st.sampled_from([1, 2, 3]))
def test_shingles_with_a_word_left_out_count_for_nothing(
    corpus: Corpus, k: int, random: Random, left_out: int
) -> None:
    n, words, bounds = corpus.n_articles, corpus.words, corpus.word_bounds
    marks = np.array([random.choice([0, 0, 0, 1, 2, 4]) for _ in words], np.uint8)

    def spared(i: int) -> set[int]:
        low, high = bounds[i], bounds[i + 1]
        held = [any(marks[w] & left_out for w in range(s, min(s + k, high))) for s in range(low, high)]
        return {value for value, out in zip(of_article(corpus, i, k), held, strict=False) if not out}

    sets = [spared(i) for i in range(n)]
    pairs = np.array([(i, j) for i in range(n) for j in range(n)], np.int32).reshape(-1, 2)
    found = exact_overlap(words, bounds, pairs, k, marks=marks, left_out=left_out)
    assert found.tolist() == [[len(sets[i]), len(sets[j]), len(sets[i] & sets[j])] for i, j in pairs]
    counts = count_distinct(words, bounds, k, marks=marks, left_out=left_out)
    assert counts.tolist() == [len(one) for one in sets]


def test_no_pair_gives_no_row() -> None:
    corpus = corpus_of(["a b"])
    assert exact_overlap(corpus.words, corpus.word_bounds, np.empty((0, 2), np.int32), 5).shape == (0, 3)


@pytest.mark.parametrize("threads", [1, 2])
def test_many_pairs_over_several_slices(threads: int) -> None:
    corpus = corpus_of([prose(seed // 2, 60 + seed) for seed in range(150)])
    pairs = np.array([(i, j) for i in range(150) for j in range(i + 1, 150)], np.int32)
    found = exact_overlap(corpus.words, corpus.word_bounds, pairs, 5, threads=threads)
    kin = {
        (i, j): row for (i, j), row in zip(map(tuple, pairs.tolist()), found.tolist(), strict=True) if row[2]
    }
    assert sorted(kin) == [(i, i + 1) for i in range(0, 150, 2)]
    assert kin[0, 1] == [56, 57, 56]
