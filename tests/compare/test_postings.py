from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import pytest
from retellings import RETOLD, WIRE

from syndicate.compare.postings import ROOT_LETTERS, read_postings
from syndicate.corpus import CAPITAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from syndicate.corpus import Corpus


def plain_postings(corpus: Corpus, article: int) -> dict[tuple[int, int], int]:
    """Marks by (term, sentence), word by word."""
    found: dict[tuple[int, int], int] = defaultdict(int)
    first = corpus.sentence_bounds[article]
    for s in range(first, corpus.sentence_bounds[article + 1]):
        for w in range(corpus.sentence_words[s], corpus.sentence_words[s + 1]):
            if corpus.terms[w] >= 0:
                opens = w == corpus.sentence_words[s]
                mark = int(corpus.marks[w]) & (~CAPITAL if opens else 0xFF)
                found[int(corpus.terms[w]), int(s - first)] |= mark
    return dict(found)


@pytest.mark.parametrize("body", ["", "...", "one", "One one one.", WIRE, RETOLD, "国家国家。\n国家发展"])
def test_kernel_and_plain_python_agree(index: Callable[..., Corpus], body: str) -> None:
    bodies = ["ahead", body, "behind"]
    corpus = index(*bodies)
    p = read_postings(corpus, bodies, [1])
    keys = zip(p.terms.tolist(), p.sentences.tolist(), strict=True)
    assert dict(zip(keys, p.marks.tolist(), strict=True)) == plain_postings(corpus, 1)
    assert np.all(np.diff(p.roots.astype(np.int64) * 10**6 + p.sentences) >= 0)
    assert p.weights == pytest.approx(corpus.term_weights[p.terms])


def test_only_the_chosen_articles_are_laid_out(index: Callable[..., Corpus]) -> None:
    bodies = [WIRE, RETOLD, WIRE]
    p = read_postings(index(*bodies), bodies, [2, 0, 2])
    assert (np.diff(p.bounds) > 0).tolist() == [True, False, True]
    assert (np.diff(p.number_bounds) > 0).tolist() == [True, False, True]
    assert sorted(p.numerals) == [0, 2]
    assert p.numbers["value"][: p.number_bounds[1]].tolist() == [x.value for x in p.numerals[0]]


def test_numbers_are_in_the_sentence_that_names_them(index: Callable[..., Corpus]) -> None:
    bodies = ["There is nothing here.\nHere are 43 men.\nAnd 17 women."]
    p = read_postings(index(*bodies), bodies, [0])
    assert p.numbers["sentence"].tolist() == [1, 2]


def test_related_words_have_one_root(index: Callable[..., Corpus]) -> None:
    bodies = ["Kerunda Kerundan Keru 123456 123457"]
    p = read_postings(index(*bodies), bodies, [0])
    assert ROOT_LETTERS == 5
    assert len(set(p.roots.tolist())) == len(p.roots) - 1


def test_equal_words_have_one_wording(index: Callable[..., Corpus]) -> None:
    bodies = ["He took no questions.", "«he TOOK no questions!»", "He took questions."]
    p = read_postings(index(*bodies), bodies, [0])
    assert p.wordings[0] == p.wordings[1] != p.wordings[2]
