from __future__ import annotations

import numpy as np
import pytest
from invented import HARBOUR, ORCHARD, page, pages

from syndicate.flow.pages import checked
from syndicate.settings import Settings
from syndicate.sketch.sketches import Sketches, joined, read_sketches, taken
from syndicate.text.clean import clean
from syndicate.text.indexing import index_articles

ALONE = Settings(alone=1)


@pytest.fixture(scope="module")
def three() -> Sketches:
    timed = page("a", HARBOUR, published="2026-02-20T10:00:00Z")
    given = pages(timed, page("b", "Four words, no more."), page("c", ORCHARD))
    found = clean(checked(given), alone=True)
    corpus = index_articles(found.articles, ALONE)
    return read_sketches(corpus, ALONE, np.array([5, 6, 7]), np.array([1, 2, 3], np.uint32))


def equal(one: Sketches, other: Sketches) -> bool:
    return all(a.dtype == b.dtype and np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_what_is_kept_of_an_article(three: Sketches) -> None:
    assert np.diff(three.bounds).tolist() == [60, 0, 60]
    lengths = np.add.reduceat(three.weights.astype(np.float64) ** 2, [0, 60])
    assert lengths == pytest.approx([1, 1], abs=1e-5)
    assert np.isfinite(three.earliest).tolist() == [True, False, False]
    assert (three.earliest <= three.latest).all()


def test_an_article_of_fewer_words_than_a_shingle_is_near_nobody(three: Sketches) -> None:
    assert not three.bands[1].any()
    assert three.bands[[0, 2]].all()


def test_taken_and_joined_undo_each_other(three: Sketches) -> None:
    parts = [taken(three, np.array(rows, np.int64)) for rows in ([2, 0], [], [1])]
    assert joined(parts, ALONE.bands).who.tolist() == [7, 5, 6]
    assert equal(taken(joined(parts, ALONE.bands), np.array([1, 2, 0])), three)


def test_nothing_joined_has_the_shape_of_nothing(three: Sketches) -> None:
    assert equal(joined([], ALONE.bands), taken(three, np.empty(0, np.int64)))
