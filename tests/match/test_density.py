from __future__ import annotations

from bisect import bisect_left

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.growing import in_memory
from syndicate.match import density
from syndicate.match.density import in_own_language, thinned
from syndicate.match.exclusive import EPOCH_HOURS, MOST, Counted, Phrases, wordings_nearby
from syndicate.match.outline import Lists

TERMS = 9


def listed(articles: list[list[tuple[int, int]]]) -> Phrases:
    """The phrases of articles that have the terms of their phrases and no others."""
    own = [sorted({term for phrase in article for term in phrase}) for article in articles]
    phrases = [sorted(set(article)) for article in articles]
    ends = [bisect_left(p, (t + 1,)) for p, some in zip(phrases, own, strict=True) for t in some]
    return Phrases(
        Lists(np.cumsum([0, *map(len, own)]), np.array([t for some in own for t in some], np.int32)),
        Lists(np.cumsum([0, *map(len, phrases)]), np.array([j for p in phrases for _, j in p], np.int32)),
        np.array(ends, np.int32),
    )


def holding(term: int, phrases: set[tuple[int, int]]) -> int:
    return sum((term == one) + (term == other) for one, other in phrases)


def by_article(phrases: Phrases, found: np.ndarray) -> list[dict[int, int]]:
    """The wordings of each term of each article."""
    bounds, terms = phrases.terms.bounds, phrases.terms.values
    spans = [slice(bounds[i], bounds[i + 1]) for i in range(len(bounds) - 1)]
    return [dict(zip(terms[span].tolist(), found[span].tolist(), strict=True)) for span in spans]


def thinned_by_hand(
    articles: list[list[tuple[int, int]]], proposed: list[tuple[int, int]], dense: int, most: int
) -> list[dict[int, int]]:
    everywhere = {phrase for article in articles for phrase in article}
    rate = min(1, dense / max(1, len(everywhere)))
    found = []
    for i, article in enumerate(articles):
        partners = [j for pair in proposed if i in pair for j in pair if j != i]
        near = {phrase for j in (i, *partners) for phrase in articles[j]}
        counts = {}
        for term in {term for phrase in article for term in phrase}:
            own, every = min(most, holding(term, near)), holding(term, everywhere)
            counts[term] = min(most, round(own + rate * max(0, every - own)) if rate < 1 else every)
        found.append(counts)
    return found


def thin(
    articles: list[list[tuple[int, int]]], proposed: list[tuple[int, int]] | None, n_terms: int
) -> list[dict[int, int]]:
    phrases = listed(articles)
    counted = wordings_nearby(phrases, n_terms, np.zeros(len(articles)))
    pairs = None if proposed is None else np.array(proposed, np.int32).reshape(-1, 2)
    return by_article(phrases, thinned(phrases, n_terms, counted, in_memory, pairs))


PHRASES = st.tuples(st.integers(0, TERMS - 1), st.integers(0, TERMS - 1)).filter(lambda p: p[0] != p[1])
ARTICLES = st.lists(st.lists(PHRASES, max_size=12), min_size=1, max_size=7)


@given(ARTICLES, st.data(), st.integers(1, 30), st.integers(1, 3))
def test_partners_count_in_full_and_others_up_to_a_density(
    articles: list[list[tuple[int, int]]], data: st.DataObject, dense: int, size: int
) -> None:
    every = [(i, j) for i in range(len(articles)) for j in range(i + 1, len(articles))]
    proposed = data.draw(st.lists(st.sampled_from(every), unique=True)) if every else []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(density, "DENSE", dense)
        patch.setattr(density, "ARTICLES_A_SLICE", size)  # slices change nothing
        assert thin(articles, proposed, TERMS) == thinned_by_hand(articles, proposed, dense, MOST)
        assert thin(articles, None, TERMS) == thinned_by_hand(articles, [], dense, MOST)


def test_without_articles_nothing_is_thinned() -> None:
    assert thin([], [], 0) == []
    assert thin([[], []], [(0, 1)], 1) == [{}, {}]


def test_where_news_is_not_dense_all_wordings_count() -> None:
    articles = [[(0, 1)], [(0, 2)], [(0, 3)]]
    assert [article[0] for article in thin(articles, None, 4)] == [3, 3, 3]


def crowd(n: int) -> list[list[tuple[int, int]]]:
    """n articles of ten wordings of their own; each uses term 0 once, and one in a hundred term 1."""
    return [
        [(0, 10 + 20 * i), *((10 + 20 * i + k, 11 + 20 * i + k) for k in range(9))]
        + ([(1, 10 + 20 * i)] if i % 100 == 99 else [])
        for i in range(n)
    ]  # fmt: skip


def test_more_unrelated_news_of_the_same_days_makes_no_detail_less_exclusive(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(density, "DENSE", 1000)
    two = [[(0, 1), (1, 2)], [(0, 1), (1, 3)]]
    first = [thin([*two, *crowd(n)], [(0, 1)], 12 + 20 * n)[0] for n in (100, 400, 1600, 6400)]
    assert [counts[0] for counts in first] == [101, 101, 101, 101]  # two phrases apart, as one can count
    assert {counts[1] for counts in first} == {4}


def test_what_partners_tell_in_many_ways_stays_common_however_dense_the_news_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(density, "DENSE", 100)
    event = [[(0, 1 + i), (1 + i, 0)] for i in range(20)]
    pairs = [(i, j) for i in range(20) for j in range(i + 1, 20)]
    n = 20 + 21 * 400
    strangers = [[(21 + 21 * i + k, 22 + 21 * i + k) for k in range(20)] for i in range(400)]
    assert thin([*event, *strangers], pairs, n + 30)[0][0] == 40
    assert thin([*event, *strangers], None, n + 30)[0][0] == 2 + round(38 * 100 / 8040)


def test_a_crowd_of_partners_is_counted_up_to_most() -> None:
    n = 3 * MOST
    phrases = listed([[(0, 1 + i), (1 + i, 0)] for i in range(n)])
    sizes = np.full(n, 2 * density.DENSE)
    counted = Counted(np.full(len(phrases.terms.values), 2, np.uint16), sizes)
    hub = np.column_stack([np.zeros(n - 1, np.int32), np.arange(1, n, dtype=np.int32)])
    found = by_article(phrases, thinned(phrases, n + 1, counted, in_memory, hub))
    assert found[0] == {0: MOST, 1: 2}
    assert found[1] == {0: 4, 2: 2}


def test_terms_that_fall_on_one_place_of_a_table_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(density, "DENSE", 1)
    step = density._PLACES
    articles = [[(0, step), (step, 2 * step)], [(0, 2 * step), (3 * step, 0)], [(4 * step, step)]]
    assert thin(articles, [(0, 1)], 5 * step) == thinned_by_hand(articles, [(0, 1)], 1, MOST)


def test_an_article_may_have_more_terms_than_the_least_tables_have_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(density, "DENSE", 1)
    n = max(density._PLACES + 1, density._SEEN // 4)
    two = [[(k, k + 1) for k in range(n)], [(k, k + 2) for k in range(n)]]
    found = thin(two, [(0, 1)], n + 2)[0]
    assert [found[0], found[1], found[n]] == [2, 3, 2]
    assert {found[k] for k in range(2, n)} == {4}


@given(
    st.lists(
        st.tuples(st.lists(PHRASES, max_size=6), st.none() | st.integers(-3, 3), st.integers(-1, 2)),
        max_size=7,
    )
)
def test_news_in_another_language_makes_none_denser(
    told: list[tuple[list[tuple[int, int]], int | None, int]],
) -> None:
    phrases = listed([article for article, *_ in told])
    hours = np.array([np.nan if epoch is None else epoch * EPOCH_HOURS + 1 for _, epoch, _ in told])
    languages = np.array([language for *_, language in told], np.int16)
    counted = wordings_nearby(phrases, TERMS, hours)
    found = in_own_language(phrases, counted, hours, languages)
    assert found.wordings is counted.wordings
    for i, (_, epoch, language) in enumerate(told):
        near = [
            (len(set(article)), other)
            for article, e, other in told
            if epoch is None or e is None or abs(e - epoch) < 2
        ]
        share = sum(n for n, other in near if other == language) / max(1, sum(n for n, _ in near))
        assert found.sizes[i] == pytest.approx(counted.sizes[i] * share, abs=0.51)
