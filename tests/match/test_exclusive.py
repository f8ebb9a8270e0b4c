from __future__ import annotations

import numpy as np
import pytest
from articles_by_hand import ARTICLES, Article, corpus_of, written
from hypothesis import given
from hypothesis import strategies as st

from syndicate.match import exclusive
from syndicate.match.evidence import FEATURES, gather
from syndicate.match.exclusive import (
    COUNTED,
    EPOCH_HOURS,
    MANY_WORDINGS,
    OWN_WORDINGS,
    Phrases,
    exclusivity_by_wordings,
    of_their_time,
    wordings_nearby,
)
from syndicate.match.outline import Lists

FIRST = np.array([(0, 1)], np.int32)


def evidence(*texts: str) -> dict[str, float]:
    """Of the first two of the articles, among all of them."""
    row = gather(corpus_of([written(text) for text in texts]), FIRST)[0]
    return dict(zip(FEATURES, row.tolist(), strict=True))


def phrase(term: int, following: int) -> int:
    return term << 32 | following


def listed(phrases: list[list[int]], n_terms: int) -> Phrases:
    """The phrases of articles every one of which has all terms."""
    n, own = len(phrases), [sorted(set(some)) for some in phrases]
    terms = Lists(np.arange(n + 1) * n_terms, np.tile(np.arange(n_terms, dtype=np.int32), n))
    bounds = np.cumsum([0, *map(len, own)]).astype(np.int64)
    following = np.array([one & 0xFFFFFFFF for some in own for one in some], np.int32)
    firsts = [np.array(some, np.int64) >> 32 for some in own]
    ends = [np.searchsorted(first, np.arange(n_terms), side="right") for first in firsts]
    return Phrases(terms, Lists(bounds, following), np.concatenate(ends).astype(np.int32))


def nearby(phrases: list[list[int]], hours: list[float]) -> list[list[int]]:
    """The wordings of terms 0..8 in each of the articles."""
    found = wordings_nearby(listed(phrases, 9), 9, np.array(hours, np.float64)).wordings
    return [row.tolist() for row in found.reshape(len(phrases), 9)]


PHRASES = st.lists(st.builds(phrase, st.integers(0, 8), st.integers(0, 8)), max_size=12)


@given(st.lists(st.tuples(PHRASES, st.none() | st.integers(0, 9)), min_size=1, max_size=6), st.integers(1, 9))
def test_wordings_are_counted_article_by_article(
    articles: list[tuple[list[int], int | None]], size: int
) -> None:
    phrases = [some for some, _ in articles]
    epochs = [epoch for _, epoch in articles]
    hours = [np.nan if e is None else e * EPOCH_HOURS for e in epochs]

    def count(chosen: list[list[int]], term: int) -> int:
        distinct = {one for some in chosen for one in some}
        return sum((one >> 32 == term) + (one & 0xFFFFFFFF == term) for one in distinct)

    timeless = [some for some, e in articles if e is None]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exclusive, "PHRASES_A_PART", size)  # parts change nothing
        found = nearby(phrases, hours)
    for epoch, row in zip(epochs, found, strict=True):
        near = [some for some, e in articles if e is not None and epoch is not None and abs(e - epoch) < 2]
        plain = [
            count(near, t) + count(timeless, t) if epoch is not None else count(phrases, t) for t in range(9)
        ]
        assert row == plain


def test_many_wordings_halve_it() -> None:
    assert (exclusivity_by_wordings()[: OWN_WORDINGS + 1] == 1).all()
    assert exclusivity_by_wordings()[OWN_WORDINGS + MANY_WORDINGS] == pytest.approx(0.5)
    assert (np.diff(exclusivity_by_wordings()) <= 0).all()


def test_no_more_are_counted_than_there_is_room_for() -> None:
    n = COUNTED + 10
    found = wordings_nearby(listed([[phrase(0, t) for t in range(1, n)]], n), n, np.zeros(1))
    assert found.wordings.tolist() == [COUNTED, *[1] * (n - 1)]
    assert found.sizes.tolist() == [n - 1]


@pytest.mark.parametrize(("hours", "sizes"), [
    ([0.0, 0.0, 0.0], [4, 4, 4]),
    ([0.0, 0.0, 30 * 24.0], [3, 3, 2]),
    ([0.0, 30 * 24.0, np.nan], [4, 4, 4]),  # what has no time is counted beside all, and twice
    ([np.nan, np.nan, np.nan], [4, 4, 4]),
])  # fmt: skip
def test_the_phrases_of_a_time_are_counted_once(hours: list[float], sizes: list[int]) -> None:
    phrases = [[phrase(0, 1), phrase(0, 2)], [phrase(0, 2), phrase(0, 3)], [phrase(0, 4), phrase(0, 1)]]
    assert wordings_nearby(listed(phrases, 9), 9, np.array(hours)).sizes.tolist() == sizes


def test_copies_add_no_wording() -> None:
    phrases = [phrase(0, t) for t in range(1, 9)]
    assert nearby([phrases] * 50, [0.0] * 50) == [nearby([phrases], [0.0])[0]] * 50


def test_another_month_says_nothing() -> None:
    first, second = [phrase(0, 1), phrase(0, 2)], [phrase(0, t) for t in range(3, 9)]
    assert nearby([first, second], [0.0, 30 * 24.0]) == [nearby([one], [0.0])[0] for one in (first, second)]


@given(st.lists(ARTICLES, min_size=2, max_size=4), st.integers(0, 3))
def test_a_copy_of_an_article_changes_nothing(articles: list[Article], which: int) -> None:
    again = [*articles, articles[which % len(articles)]]
    assert (gather(corpus_of(again), FIRST) == gather(corpus_of(articles), FIRST)).all()


def test_what_everybody_words_in_his_own_way_says_less() -> None:
    alone = evidence("x a b.", "x a b.")
    told = evidence("x a b.", "x a b.", "x c. d x e. x y.", "e x. c x. x d.", "b x. x 7. 9 x.", "y x. e x 9.")
    assert told["exclusive"] < alone["exclusive"] == pytest.approx(np.log(4))


@pytest.mark.parametrize(("one", "other", "both", "apart"), [
    ("a B 7.", "a B 7.", 2, 0),
    ("a B 7.", "a C 9.", 0, 2),
    ("a B 7 C.", "a B.", 1, 0),
    ("a B 7.", "a B D 9.", 1, 1),
    ("a b.", "a b.", 0, 0),
])  # fmt: skip
def test_facts_shared_and_apart(one: str, other: str, both: int, apart: int) -> None:
    row = evidence(one, other)
    assert (row["shared_facts"], row["facts_apart"]) == (both, apart)


def test_of_their_time() -> None:
    hours = np.array([0.0, 95.9, 96.0, 191.0, 288.0, np.nan, -1.0, 1000.0])
    assert np.flatnonzero(of_their_time(hours, [0])).tolist() == [0, 1, 2, 3, 5, 6]
    assert np.flatnonzero(of_their_time(hours, [0, 7])).tolist() == [0, 1, 2, 3, 5, 6, 7]
    assert of_their_time(hours, [5]).all()  # of any time
    assert np.flatnonzero(of_their_time(hours, [])).tolist() == [5]
