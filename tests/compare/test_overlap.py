from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from retellings import FOREIGN, RETOLD, WIRE

from syndicate.compare.overlap import MEASURES, by_outlet, overlap
from syndicate.compare.runs import matching_runs
from syndicate.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from syndicate.corpus import Corpus

BODIES = [WIRE, RETOLD, FOREIGN, "", WIRE]


@pytest.mark.parametrize("measure", MEASURES)
def test_shape_diagonal_and_bounds(index: Callable[..., Corpus], measure: str) -> None:
    corpus = index(*BODIES)
    matrix = overlap(corpus, range(5), measure, bodies=BODIES)
    assert matrix.shape == (5, 5)
    lengths = np.diff(corpus.word_bounds)
    assert np.diag(matrix).tolist() == (lengths.tolist() if measure == "longest-run" else [1.0] * 5)
    assert matrix[0, 4] == matrix[4, 0] == matrix[0, 0]
    assert not matrix[3, [0, 1, 2, 4]].any()
    assert not matrix[[0, 1, 2, 4], 3].any()
    assert matrix[0, 2] == matrix[2, 0] == 0
    assert 0 < matrix[1, 0] < matrix[0, 0]


def test_words_are_those_of_the_pairs(index: Callable[..., Corpus]) -> None:
    corpus = index(*BODIES)
    matrix = overlap(corpus, [1, 0])
    a_in_b, b_in_a, longest = matching_runs(corpus, [(1, 0)])
    assert (matrix[0, 1], matrix[1, 0]) == (a_in_b[0], b_in_a[0])
    assert overlap(corpus, [1, 0], "longest-run")[0, 1] == longest[0]


def test_jaccard_and_containment(index: Callable[..., Corpus]) -> None:
    corpus = index("a b c d e f", "a b c d e f g h")
    assert overlap(corpus, [0, 1], "jaccard").tolist() == [[1, 0.5], [0.5, 1]]
    assert overlap(corpus, [0, 1], "shingles").tolist() == [[1, 1], [0.5, 1]]


def test_no_articles_and_one(index: Callable[..., Corpus]) -> None:
    corpus = index(WIRE)
    assert overlap(corpus, []).shape == (0, 0)
    assert overlap(corpus, [0]).tolist() == [[1.0]]


def test_an_unknown_measure_is_named(index: Callable[..., Corpus]) -> None:
    with pytest.raises(SettingError, match="cosine"):
        overlap(index(WIRE), [0], "cosine")


def test_outlets_are_means_over_pairs_within_clusters() -> None:
    matrix = np.array([[1, 0.2, 0.4, 0.9], [0.6, 1, 0.8, 0.9], [0.1, 0.3, 1, 0.9], [0.9, 0.9, 0.9, 1]])
    names, mean = by_outlet(matrix, ["Times", "Post", "Times", "Star"], ["c1", "c1", "c1", "c2"])
    assert names == ["Post", "Star", "Times"]
    assert mean[0, 2] == pytest.approx((0.6 + 0.8) / 2)
    assert mean[2, 0] == pytest.approx((0.2 + 0.3) / 2)
    assert np.isnan(mean[1, 0])
    assert np.diag(mean).tolist() == [1, 1, 1]


def test_without_clusters_all_pairs_count() -> None:
    names, mean = by_outlet(np.array([[1, 0.5], [0.25, 1]]), ["b", "a"])
    assert names == ["a", "b"]
    assert mean.tolist() == [[1, 0.25], [0.5, 1]]
