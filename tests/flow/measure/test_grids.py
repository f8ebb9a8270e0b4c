"""Grids of large clusters: complete, exact in words, and bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from detections import article, detection, member, pair
from invented import HARBOUR, ORCHARD

from syndicate.compare.overlap import overlap
from syndicate.flow.measure import grids
from syndicate.flow.measure.grids import grids_of
from syndicate.report.html.contents import UNKNOWN, Grid
from syndicate.schema import PAIRS
from syndicate.settings import Settings
from syndicate.text.indexing import index_articles

if TYPE_CHECKING:
    import pytest

BODIES = [HARBOUR, HARBOUR + "\n\n" + ORCHARD, ORCHARD, "One word.", ""]


def told(least: int = 2, **pairs: float) -> list[Grid]:
    rows = [article(name, body=body) for name, body in zip("abcde", BODIES, strict=True)]
    clusters = [member(row, "s1 c1", "derived" if k else "origin") for k, row in enumerate(rows)]
    other = article("x", body=HARBOUR)
    found = detection([*rows, other], [*clusters, member(other, "s2 c2", "single")])
    corpus = index_articles(found.articles, Settings())
    known = PAIRS.frame([pair("a", "b", "edit", **pairs), pair("a", "x", "copy")])
    return list(grids_of(corpus, found.clusters, known, least))


def test_words_are_those_of_the_overlap() -> None:
    (grid,) = told()
    assert (grid.cluster, grid.articles) == ("c1", ["a", "b", "c", "d", "e"])
    corpus = index_articles(
        detection([article(n, body=b) for n, b in zip("abcde", BODIES, strict=True)], []).articles, Settings()
    )
    exact = overlap(corpus, range(5))
    assert np.abs(grid.words / 100 - exact).max() <= 0.005
    assert grid.words[0, 1] == grid.words[2, 1] == 100
    assert 0 < grid.words[1, 0] < 100


def test_sentences_are_those_of_verified_pairs() -> None:
    (grid,) = told(sentences_a_in_b=0.75, sentences_b_in_a=0.126)
    assert (grid.sentences[0, 1], grid.sentences[1, 0]) == (75, 13)
    assert (grid.sentences != UNKNOWN).sum() == 2


def test_only_large_clusters_have_one() -> None:
    assert told(least=6) == []


def test_it_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grids, "MOST", 3)
    (grid,) = told()
    assert grid.articles == ["a", "b", "c"]
    assert grid.words.shape == grid.sentences.shape == (3, 3)
