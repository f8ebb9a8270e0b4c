"""Some articles of a corpus, alone: what is compared in them comes out as in the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from detections import article, kerunda
from invented import HARBOUR, ORCHARD

from syndicate.compare.residue import residue
from syndicate.compare.runs import matching_runs
from syndicate.flow.excerpts import excerpt
from syndicate.settings import Settings
from syndicate.text.indexing import index_articles

if TYPE_CHECKING:
    from syndicate.corpus import Corpus


@pytest.fixture(scope="module")
def articles() -> pl.DataFrame:
    found = kerunda().articles
    others = [article("x/empty", body=""), article("y/harbour", body=HARBOUR), article("z", body=ORCHARD)]
    return pl.concat([pl.DataFrame(others, found.schema), found])


@pytest.fixture(scope="module", params=[True, False])
def corpus(articles: pl.DataFrame, request: pytest.FixtureRequest) -> Corpus:
    return index_articles(articles, Settings(), spans=request.param)


def test_it_compares_as_the_whole(articles: pl.DataFrame, corpus: Corpus) -> None:
    rows = np.array([corpus.n_articles - 1, 3, 5])
    part, pairs = excerpt(corpus, rows), [(0, 1), (2, 0), (1, 2)]
    own, every = articles["body"].gather(rows).to_list(), articles["body"].to_list()
    named = [(int(rows[a]), int(rows[b])) for a, b in pairs]
    assert residue(part, own, pairs).equals(residue(corpus, every, named))
    for mine, theirs in zip(matching_runs(part, pairs), matching_runs(corpus, named), strict=True):
        assert np.array_equal(mine, theirs)


def test_terms_keep_their_weights(corpus: Corpus) -> None:
    part = excerpt(corpus, np.array([4, 1]))
    assert 0 < len(part.term_texts) < len(corpus.term_texts)
    weights = dict(zip(corpus.term_texts, corpus.term_weights.tolist(), strict=True))
    assert [weights[text] for text in part.term_texts] == part.term_weights.tolist()
    assert (np.diff(part.term_hashes) > 0).all()  # in the order of the whole
    first = slice(*corpus.word_bounds[4:6])
    own = [part.term_texts[term] for term in part.terms[: part.word_bounds[1]] if term >= 0]
    assert own == [corpus.term_texts[term] for term in corpus.terms[first] if term >= 0]


def test_all_articles_are_the_whole(corpus: Corpus) -> None:
    part = excerpt(corpus, np.arange(corpus.n_articles))
    for name in ("words", "marks", "terms", "word_bounds", "sentence_words", "sentence_starts", "starts"):
        assert np.array_equal(getattr(part, name), getattr(corpus, name)), name
    assert (list(part.articles), list(part.term_texts)) == (list(corpus.articles), list(corpus.term_texts))


def test_no_article(corpus: Corpus) -> None:
    part = excerpt(corpus, np.empty(0, np.int64))
    assert (part.n_articles, len(part.words), len(part.term_texts), len(part.sentence_words)) == (0, 0, 0, 1)
