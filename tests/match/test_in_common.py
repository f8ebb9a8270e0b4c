from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from syndicate.match.in_common import common_of_some, terms_in_common

N_TERMS = 40_000
ARTICLES = st.lists(
    st.sets(st.integers(0, 5) | st.sampled_from([1 << 14, (1 << 14) + 1, 39_999]), max_size=6).map(sorted),
    min_size=1,
    max_size=5,
)


@given(ARTICLES, st.data())
def test_places_of_what_both_list(articles: list[list[int]], data: st.DataObject) -> None:
    number = st.integers(0, len(articles) - 1)
    pairs = data.draw(st.lists(st.tuples(number, number), max_size=12))
    bounds = np.cumsum([0, *map(len, articles)]).astype(np.int64)
    terms = np.array([term for article in articles for term in article], np.int32)
    common = terms_in_common(np.array(pairs, np.int32).reshape(-1, 2), bounds, terms, N_TERMS)
    for (a, b), (low, high) in zip(pairs, pairwise(common.bounds.tolist()), strict=True):
        both = sorted(set(articles[a]) & set(articles[b]))
        assert common.in_a[low:high].tolist() == [articles[a].index(term) for term in both]
        assert common.in_b[low:high].tolist() == [articles[b].index(term) for term in both]


@given(ARTICLES, st.data())
def test_some_pairs_have_in_common_what_they_had_among_all(
    articles: list[list[int]], data: st.DataObject
) -> None:
    number = st.integers(0, len(articles) - 1)
    rows = data.draw(st.lists(st.tuples(number, number, st.booleans()), max_size=12))
    pairs = np.array([(a, b) for a, b, _ in rows], np.int32).reshape(-1, 2)
    kept = np.array([some for _, _, some in rows], np.bool_)
    bounds = np.cumsum([0, *map(len, articles)]).astype(np.int64)
    terms = np.array([term for article in articles for term in article], np.int32)
    found = common_of_some(terms_in_common(pairs, bounds, terms, N_TERMS), kept)
    wanted = terms_in_common(pairs[kept], bounds, terms, N_TERMS)
    n = wanted.bounds[-1]
    assert found.bounds.tolist() == wanted.bounds.tolist()
    assert found.in_a[:n].tolist() == wanted.in_a[:n].tolist()
    assert found.in_b[:n].tolist() == wanted.in_b[:n].tolist()
