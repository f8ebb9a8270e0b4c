from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from articles_by_hand import (
    ARTICLES,
    TERMS,
    WEIGHTS,
    Article,
    corpus_of,
    counted,
    informing,
    phrases,
    weight,
    written,
)
from hypothesis import given
from hypothesis import strategies as st

from syndicate.corpus import CAPITAL, NUMBER, QUOTED
from syndicate.match.outline import Lists, Outline, read_outline

if TYPE_CHECKING:
    from numpy.typing import NDArray


def rows(lists: Lists) -> list[list[str]]:
    return [[TERMS[t] for t in lists.values[a:b]] for a, b in pairwise(lists.bounds.tolist())]


def by_term(found: Outline, lists: Lists, ends: NDArray[np.int32]) -> list[dict[str, list[int]]]:
    """What each article lists for each of its terms."""
    return [
        {
            TERMS[term]: lists.values[lists.bounds[i] :][start:end].tolist()
            for term, (start, end) in zip(
                found.terms.values[first:last].tolist(),
                pairwise([0, *ends[first:last].tolist()]),
                strict=True,
            )
        }
        for i, (first, last) in enumerate(pairwise(found.terms.bounds.tolist()))
    ]


def listed_phrases(found: Outline) -> list[list[tuple[str, str]]]:
    listed = by_term(found, found.phrases, found.phrase_ends)
    return [[(term, TERMS[other]) for term, others in own.items() for other in others] for own in listed]


def test_one_article() -> None:
    found = read_outline(corpus_of([written('the A b b. 7 "c the. d" A "e"')]))
    assert rows(found.terms) == [["a", "b", "c", "d", "e", "7"]]
    assert found.counts.tolist() == [2, 2, 1, 1, 1, 1]
    assert found.kinds.tolist() == [CAPITAL, 0, QUOTED, QUOTED, QUOTED, NUMBER]
    assert by_term(found, found.holders, found.holder_ends) == [
        {"a": [0, 2], "b": [0], "c": [1], "d": [2], "e": [2], "7": [1]}
    ]
    assert found.sentence_sizes.tolist() == [2, 2, 3]
    assert found.sentence_weights.tolist() == [2.5, 4.0, 6.5]
    assert found.sentences.tolist() == [0, 3]
    assert rows(found.quotation_terms) == [["c", "d"], ["e"]]
    assert found.quotations.tolist() == [0, 2]
    assert listed_phrases(found) == [[("a", "b"), ("a", "e"), ("b", "7"), ("c", "d"), ("d", "a"), ("7", "c")]]
    assert found.phrase_weights.tolist() == [2.5 + 3.0 + 3.5 + 4.0 + 4.5 + 3.5 + 4.0]


def test_a_quotation_does_not_run_on_into_the_next_article() -> None:
    found = read_outline(corpus_of([written('a "b c'), written('"d e" x')]))
    assert rows(found.quotation_terms) == [["b", "c"], ["d", "e"]]
    assert found.quotations.tolist() == [0, 1, 2]


def test_no_article_and_no_word() -> None:
    assert read_outline(corpus_of([])).terms.bounds.tolist() == [0]
    empty = read_outline(corpus_of([[], [], [[]]]))
    lists = (empty.terms, empty.holders, empty.phrases)
    assert [part.bounds.tolist() for part in lists] == [[0] * 4] * 3
    assert empty.sentence_sizes.tolist() == [0]
    assert {part.values.dtype for part in lists} == {np.dtype(np.int32)}


@given(st.lists(ARTICLES, max_size=5))
def test_lists_are_those_of_the_words(articles: list[Article]) -> None:
    found = read_outline(corpus_of(articles))
    expected = [sorted(counted(article), key=TERMS.index) for article in articles]
    assert rows(found.terms) == expected
    wanted = [
        counted(article)[term] for article, terms in zip(articles, expected, strict=True) for term in terms
    ]
    assert found.counts.tolist() == wanted
    assert [set(row) for row in listed_phrases(found)] == [
        {(s, t) for s, t in phrases(article) if s != t} for article in articles
    ]
    assert [len(row) for row in listed_phrases(found)] == [len(set(row)) for row in listed_phrases(found)]
    assert found.phrase_weights.tolist() == [
        sum(WEIGHTS[s] + WEIGHTS[t] for s, t in phrases(article)) for article in articles
    ]
    for article, holders in zip(articles, by_term(found, found.holders, found.holder_ends), strict=True):
        assert holders == {
            term: [s for s, sentence in enumerate(article) if term in informing(sentence)] for term in holders
        }
    sentences = [informing(sentence) for article in articles for sentence in article]
    assert found.sentence_sizes.tolist() == list(map(len, sentences))
    assert found.sentence_weights.tolist() == list(map(weight, sentences))
