from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from handmade import corpora, corpus_of, plain_cosine, prose, reordered, row_of, sketch_of
from hypothesis import given
from hypothesis import strategies as st

from syndicate.settings import Settings
from syndicate.sketch.keyterms import shareable, shared_weight

if TYPE_CHECKING:
    from syndicate.corpus import Corpus

SETTINGS = Settings()


def plain_row(corpus: Corpus, i: int, most: int) -> dict[int, float]:
    articles = [corpus.terms[a:b].tolist() for a, b in pairwise(corpus.word_bounds)]
    uses = Counter(term for term in articles[i] if sum(term in article for article in articles) > 1)
    heavy = {term: float(corpus.term_weights[term] * (1 + np.log(n))) for term, n in uses.items()}
    kept = sorted(heavy, key=lambda term: (-round(heavy[term], 6), corpus.term_hashes[term]))[:most]
    length = sum(heavy[term] ** 2 for term in kept) ** 0.5
    return {term: heavy[term] / length for term in kept}


@given(corpora(), st.sampled_from([4, 5, 60]))
def test_the_sketch_holds_the_heaviest_terms_at_unit_length(corpus: Corpus, most: int) -> None:
    sketch = sketch_of(corpus, Settings(keyterms=most))
    for i in range(corpus.n_articles):
        wanted = plain_row(corpus, i, most)
        found = row_of(sketch, i)
        assert found.keys() == wanted.keys()
        assert list(found.values()) == pytest.approx([wanted[term] for term in found], abs=1e-5)
        assert (np.diff(sketch.terms[sketch.bounds[i] : sketch.bounds[i + 1]]) > 0).all()


def test_a_term_of_one_article_alone_weighs_nothing() -> None:
    corpus = corpus_of(["a b b", "a c", "", "d c"])
    weights = shareable(corpus.terms, corpus.word_bounds, corpus.term_weights)
    wanted = [
        weight if word in "ac" else 0.0 for word, weight in zip("abcd", corpus.term_weights, strict=True)
    ]
    assert weights.tolist() == wanted


def test_articles_in_different_slices_share_a_term() -> None:
    corpus = corpus_of(["alpha", *(prose(seed, 2) for seed in range(600)), "alpha"])
    weights = shareable(corpus.terms, corpus.word_bounds, corpus.term_weights)
    assert np.flatnonzero(weights).tolist() == [0]


def test_words_without_a_term_are_passed_over() -> None:
    corpus = corpus_of(["a b c", "a"])
    corpus.terms[:] = [-1, 0, -1, -1]
    assert sketch_of(corpus, SETTINGS).bounds.tolist() == [0, 0, 0]


def test_terms_that_weigh_nothing_do_no_harm() -> None:
    corpus = corpus_of(["a b c", "a b c"])
    corpus.term_weights[:] = 0.0
    assert shared_weight(sketch_of(corpus, SETTINGS), np.array([[0, 1]], np.int32))[1].tolist() == [0.0]


@given(corpora())
def test_shared_weight_is_the_cosine(corpus: Corpus) -> None:
    sketch = sketch_of(corpus, SETTINGS)
    n = corpus.n_articles
    pairs = np.array([(i, j) for i in range(n) for j in range(n)], np.int32).reshape(-1, 2)
    shared, cosine = shared_weight(sketch, pairs)
    for (i, j), count, share in zip(pairs.tolist(), shared.tolist(), cosine.tolist(), strict=True):
        assert (count, share) == pytest.approx(plain_cosine(row_of(sketch, i), row_of(sketch, j)), abs=1e-6)


@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_the_articles_changes_no_weight(corpus: Corpus, random: object) -> None:
    order = list(range(corpus.n_articles))
    random.shuffle(order)  # type: ignore[attr-defined]
    other = reordered(corpus, order)
    one, two = sketch_of(corpus, SETTINGS), sketch_of(other, SETTINGS)
    for place, i in enumerate(order):
        named = {corpus.term_texts[term]: weight for term, weight in row_of(one, i).items()}
        assert named == {other.term_texts[term]: weight for term, weight in row_of(two, place).items()}


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["one"]])
def test_nothing_to_sketch(texts: list[str]) -> None:
    sketch = sketch_of(corpus_of(texts), SETTINGS)
    assert sketch.bounds.tolist() == [0] * (len(texts) + 1)
    assert len(sketch.terms) == len(sketch.weights) == 0


def test_threads_change_nothing() -> None:
    corpus = corpus_of([f"{prose(seed % 100, 20)} {prose(seed, 10)}" for seed in range(700)])
    one, two = (sketch_of(corpus, SETTINGS, threads=threads) for threads in (1, 2))
    assert len(one.terms) == 700 * 20
    for left, right in zip(one, two, strict=True):
        assert (left == right).all()
