from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from retellings import RETOLD, WIRE

from syndicate.compare import company
from syndicate.compare.company import COMPANY_FEATURES, company_features, places
from syndicate.compare.layout import lay_out
from syndicate.compare.postings import Postings, read_postings

if TYPE_CHECKING:
    from collections.abc import Callable

    from syndicate.corpus import Corpus


def plain_covered(postings: Postings, own: int, other: int, n: int, m: int) -> np.ndarray:
    """What the sentences of `other` have of those of `own`, (2, n, m), posting by posting."""
    _, vectors = company._table()
    a, b = (slice(*postings.bounds[i : i + 2]) for i in (own, other))
    found, total = np.zeros((2, n, m)), np.full(n, company.SMALL)
    for x in range(a.start, a.stop):
        i, w = postings.sentences[x], float(postings.weights[x])
        total[i] += w
        if postings.company[x] >= 0:
            best = np.zeros(m)
            for y in range(b.start, b.stop):
                if postings.company[y] >= 0:
                    near = float(vectors[postings.company[x]] @ vectors[postings.company[y]])
                    best[postings.sentences[y]] = max(best[postings.sentences[y]], near)
            found[0, i] += w * (best - best.mean())
            found[1, i] += w * best**3
    return found / total[:, None]


def test_kernel_and_plain_python_agree(index: Callable[..., Corpus]) -> None:
    bodies = [RETOLD, WIRE]
    corpus = index(*bodies)
    postings = read_postings(corpus, bodies, [0, 1])
    n, m = np.diff(corpus.sentence_bounds).tolist()
    features = company_features(postings, lay_out(corpus.sentence_bounds, [(0, 1), (1, 0)]))
    forth, back = features[: n * m].reshape(n, m, -1), features[n * m :].reshape(m, n, -1)
    assert np.array_equal(forth, back.transpose(1, 0, 2))
    one, other = plain_covered(postings, 0, 1, n, m), plain_covered(postings, 1, 0, m, n).transpose(0, 2, 1)
    expected = [f(one[k], other[k]) for k in range(2) for f in (np.maximum, np.minimum)]
    assert forth == pytest.approx(np.stack(expected, axis=-1), abs=1e-4)


def test_words_of_one_trade_are_near(index: Callable[..., Corpus]) -> None:
    bodies = ["The prisoner escaped.", "The jail.\nThe orchard."]
    corpus = index(*bodies)
    postings = read_postings(corpus, bodies, [0, 1])
    jail, orchard = company_features(postings, lay_out(corpus.sentence_bounds, [(0, 1)]))
    assert (jail > orchard).all()
    assert jail[COMPANY_FEATURES.index("nearness_most")] > 0


@pytest.mark.parametrize("body", ["", "...", "Kerunda", "国家发展", "the of and"])
def test_what_the_table_has_not_is_near_nothing(index: Callable[..., Corpus], body: str) -> None:
    corpus = index(body, WIRE)
    postings = read_postings(corpus, [body, WIRE], [0, 1])
    assert not company_features(postings, lay_out(corpus.sentence_bounds, [(0, 1)])).any()


def test_common_and_unknown_terms_have_no_place() -> None:
    hashes, _ = company._table()
    weights = np.array([9.0, 0.1, 9.0], np.float32)
    found = places(np.array([hashes[7], hashes[8], hashes[-1] + np.uint64(1)], np.uint64), weights)
    assert found.tolist() == [7, -1, -1]


def test_the_table_has_the_dimensions_that_the_kernel_counts_on() -> None:
    assert company._table()[1].shape[1] == company.DIMENSIONS
