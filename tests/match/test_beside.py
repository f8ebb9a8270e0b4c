from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.growing import in_memory
from syndicate.match import beside
from syndicate.match.beside import Beside, list_beside
from syndicate.match.exclusive import Phrases
from syndicate.match.outline import Lists

TERMS = 7
Article = dict[int, set[int]]  # terms, and what follows each of them


def listed(articles: list[Article]) -> Phrases:
    own = [sorted(article) for article in articles]
    following = [[sorted(article[term]) for term in sorted(article)] for article in articles]
    ends = [np.cumsum([len(some) for some in article]) for article in following]
    flat = [[other for some in article for other in some] for article in following]
    return Phrases(
        Lists(np.cumsum([0, *map(len, own)]), np.array([t for some in own for t in some], np.int32)),
        Lists(np.cumsum([0, *map(len, flat)]), np.array([t for some in flat for t in some], np.int32)),
        np.concatenate([np.empty(0, np.int32), *ends]).astype(np.int32),
    )


def by_hand(articles: list[Article], chosen: set[int]) -> list[dict[int, list[int]]]:
    """What follows each chosen term of each article, and inverted what precedes it."""
    return [
        {
            term: sorted([*article[term], *(~one for one, others in article.items() if term in others)])
            for term in sorted(chosen & set(article))
        }
        for article in articles
    ]


def by_article(found: Beside) -> list[dict[int, list[int]]]:
    articles = []
    for i, (low, high) in enumerate(pairwise(found.bounds.tolist())):
        others = found.others[found.firsts[i] : found.firsts[i + 1]]
        spans = pairwise([0, *found.ends[low:high].tolist()])
        some = [sorted(others[first:stop].tolist()) for first, stop in spans]
        assert sum(map(len, some)) == len(others)
        articles.append(dict(zip(found.terms[low:high].tolist(), some, strict=True)))
    return articles


def closed(article: Article) -> Article:
    """The same with all terms that follow others, none of which follows itself."""
    others = {other for some in article.values() for other in some}
    return {term: article.get(term, set()) - {term} for term in others | set(article)}


TERM = st.integers(0, TERMS - 1)
ARTICLES = st.lists(st.dictionaries(TERM, st.sets(TERM)).map(closed), max_size=6)


@given(ARTICLES, st.sets(TERM), st.integers(1, 3))
def test_a_term_finds_what_follows_it_and_what_it_follows(
    articles: list[Article], chosen: set[int], size: int
) -> None:
    marked = np.isin(np.arange(TERMS), list(chosen))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(beside, "ARTICLES_A_BLOCK", size)  # blocks change nothing
        found = list_beside(listed(articles), marked, in_memory)
    assert by_article(found) == by_hand(articles, chosen)
    assert [list(article) for article in by_article(found)] == [
        sorted(chosen & set(article)) for article in articles
    ]  # they ascend


def test_term_0_may_precede() -> None:
    found = list_beside(listed([{0: {1}, 1: set()}]), np.array([False, True]), in_memory)
    assert found.others.tolist() == [-1]


def test_nothing_stands_beside_the_terms_of_no_article() -> None:
    found = list_beside(listed([]), np.ones(3, np.bool_), in_memory)
    assert (found.bounds.tolist(), found.firsts.tolist()) == ([0], [0])
    assert len(found.terms) == len(found.ends) == len(found.others) == 0
