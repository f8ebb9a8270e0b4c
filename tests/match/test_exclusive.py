from __future__ import annotations

import numpy as np
import pytest
from articles_by_hand import ARTICLES, Article, corpus_of, written
from hypothesis import given
from hypothesis import strategies as st

from syndicate.match.evidence import FEATURES, gather
from syndicate.match.exclusive import MANY_WORDINGS, OWN_WORDINGS, exclusivities

FIRST = np.array([(0, 1)], np.int32)


def evidence(*texts: str) -> dict[str, float]:
    """Of the first two of the articles, among all of them."""
    row = gather(corpus_of([written(text) for text in texts]), FIRST)[0]
    return dict(zip(FEATURES, row.tolist(), strict=True))


def phrase(term: int, following: int) -> int:
    return term << 32 | following


def test_no_phrase_leaves_every_term_exclusive() -> None:
    assert exclusivities(3, np.empty(0, np.int64)).tolist() == [1.0, 1.0, 1.0]
    assert exclusivities(0, np.empty(0, np.int64)).tolist() == []


def test_many_wordings_halve_it() -> None:
    phrases = np.array([phrase(0, t) for t in range(1, 1 + OWN_WORDINGS + MANY_WORDINGS)], np.int64)
    found = exclusivities(1 + OWN_WORDINGS + MANY_WORDINGS, phrases)
    assert found[0] == pytest.approx(0.5)
    assert (found[1:] == 1).all()


def test_copies_add_no_wording() -> None:
    phrases = np.array([phrase(0, t) for t in range(1, 10)], np.int64)
    assert (exclusivities(10, np.tile(phrases, 1000)) == exclusivities(10, phrases)).all()


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
