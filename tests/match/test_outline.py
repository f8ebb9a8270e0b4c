from __future__ import annotations

from itertools import pairwise

import numpy as np
from articles_by_hand import ARTICLES, TERMS, WEIGHTS, Article, corpus_of, counted, phrases, written
from hypothesis import given
from hypothesis import strategies as st

from syndicate.corpus import CAPITAL, NUMBER, QUOTED
from syndicate.match.outline import Lists, read_outline


def rows(lists: Lists) -> list[list[str]]:
    return [[TERMS[t] for t in lists.values[a:b]] for a, b in pairwise(lists.bounds.tolist())]


def test_one_article() -> None:
    found = read_outline(corpus_of([written('the A b b. 7 "c the. d" A "e"')]))
    assert rows(found.terms) == [["a", "b", "c", "d", "e", "7"]]
    assert found.counts.tolist() == [2, 2, 1, 1, 1, 1]
    assert found.kinds.tolist() == [CAPITAL, 0, QUOTED, QUOTED, QUOTED, NUMBER]
    assert rows(found.sentence_terms) == [["a", "b"], ["c", "7"], ["a", "d", "e"]]
    assert found.sentences.tolist() == [0, 3]
    assert rows(found.quotation_terms) == [["c", "d"], ["e"]]
    assert found.quotations.tolist() == [0, 2]
    pairs = [(TERMS[p >> 32], TERMS[p & 0xFFFFFFFF]) for p in found.phrases.values.tolist()]
    assert pairs == [("a", "b"), ("a", "e"), ("b", "7"), ("c", "d"), ("d", "a"), ("7", "c")]
    assert found.phrase_weights.tolist() == [2.5 + 3.0 + 3.5 + 4.0 + 4.5 + 3.5 + 4.0]


def test_a_quotation_does_not_run_on_into_the_next_article() -> None:
    found = read_outline(corpus_of([written('a "b c'), written('"d e" x')]))
    assert rows(found.quotation_terms) == [["b", "c"], ["d", "e"]]
    assert found.quotations.tolist() == [0, 1, 2]


def test_no_article_and_no_word() -> None:
    assert read_outline(corpus_of([])).terms.bounds.tolist() == [0]
    empty = read_outline(corpus_of([[], [], [[]]]))
    assert [part.bounds.tolist() for part in (empty.terms, empty.phrases)] == [[0] * 4] * 2
    assert empty.sentence_terms.bounds.tolist() == [0, 0]
    assert (empty.phrases.values.dtype, empty.terms.values.dtype) == (np.int64, np.int32)


@given(st.lists(ARTICLES, max_size=5))
def test_lists_are_those_of_the_words(articles: list[Article]) -> None:
    found = read_outline(corpus_of(articles))
    expected = [sorted(counted(article), key=TERMS.index) for article in articles]
    assert rows(found.terms) == expected
    wanted = [
        counted(article)[term] for article, terms in zip(articles, expected, strict=True) for term in terms
    ]
    assert found.counts.tolist() == wanted
    assert [len(row) for row in rows(Lists(found.phrases.bounds, found.phrases.values >> 32))] == [
        len({(s, t) for s, t in phrases(article) if s != t}) for article in articles
    ]
    assert found.phrase_weights.tolist() == [
        sum(WEIGHTS[s] + WEIGHTS[t] for s, t in phrases(article)) for article in articles
    ]
    assert len(found.sentence_terms.bounds) - 1 == sum(map(len, articles))
