from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from handmade import corpora, corpus_of, plain_cosine, prose, row_of, sketch_of, within
from hypothesis import given
from hypothesis import strategies as st

from syndicate.settings import Settings
from syndicate.sketch import keyterms, partners
from syndicate.sketch.partners import COMMON, LEAST_COSINE, PARTNERS, KeyTermPairs, key_term_pairs
from syndicate.sketch.timeline import read_timeline

if TYPE_CHECKING:
    import numpy as np

    from syndicate.corpus import Corpus

SETTINGS = Settings()


def found_in(corpus: Corpus, settings: Settings = SETTINGS, threads: int | None = None) -> KeyTermPairs:
    timeline = read_timeline(corpus.hours, corpus.slack, settings.window_hours)
    return key_term_pairs(sketch_of(corpus, settings), timeline, settings, threads=threads)


def in_order(pairs: np.ndarray) -> list[list[int]]:
    return sorted(sorted(pair) for pair in pairs.tolist())


@given(corpora(), st.sampled_from([1, 2, 5]), st.sampled_from([0.0, 96.0, 8e5]))
def test_every_pair_that_shares_enough_and_no_other(corpus: Corpus, needed: int, window: float) -> None:
    settings = Settings(shared_keyterms=needed, window_hours=window, keyterms=8)
    sketch = sketch_of(corpus, settings)
    rows = [row_of(sketch, i) for i in range(corpus.n_articles)]
    wanted = []
    for i in range(corpus.n_articles):
        for j in range(i + 1, corpus.n_articles):
            shared, cosine = plain_cosine(rows[i], rows[j])
            if shared >= needed and cosine >= LEAST_COSINE and within(corpus, i, j, window):
                wanted.append([i, j])
    assert in_order(found_in(corpus, settings).pairs) == wanted


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["one"]])
def test_nothing_to_pair(texts: list[str]) -> None:
    found = found_in(corpus_of(texts))
    assert found.pairs.shape == (0, 2)
    assert found[1:] == (0, 0)


def test_a_term_that_all_use_proposes_nothing_and_the_rarer_ones_still_do() -> None:
    n = 2 * COMMON + 2  # so that more than COMMON are later than any article, or earlier
    texts = [f"alpha beta gamma {prose(seed // 2, 12)}" for seed in range(n)]
    found = found_in(corpus_of(texts))
    assert in_order(found.pairs) == [[i, i + 1] for i in range(0, n, 2)]
    assert found.common_terms == 3


def test_a_term_is_common_within_the_window_only() -> None:
    n = COMMON + 200
    hours = [1000.0 * (i // 2) for i in range(n)]
    found = found_in(corpus_of(["alpha beta gamma"] * n, hours))
    assert in_order(found.pairs) == [[i, i + 1] for i in range(0, n, 2)]
    assert found.common_terms == 0


def test_an_article_keeps_its_closest_partners() -> None:
    texts = [f"alpha beta gamma {prose(seed, 3)}" for seed in range(400)]
    found = found_in(corpus_of(texts))
    counts = Counter(found.pairs[:, 0].tolist())
    assert max(counts.values()) == PARTNERS
    assert found.crowded_articles > 0
    assert len(found.pairs) <= 400 * PARTNERS


def test_both_modules_mean_the_same_by_one() -> None:
    # each kernel is cached by its own source file, and may not lean on the other's constant
    assert partners.ONE == keyterms.ONE


def test_threads_change_nothing() -> None:
    corpus = corpus_of([f"{prose(seed % 100, 20)} {prose(seed, 10)}" for seed in range(700)])
    one, two = (found_in(corpus, threads=threads) for threads in (1, 2))
    assert len(one.pairs) == 700 * 6 // 2
    assert in_order(one.pairs) == in_order(two.pairs)
    assert one[1:] == two[1:]
