from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from syndicate.compare.layout import lay_out
from syndicate.compare.linking import Scores, link, link_pairs

Case = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]  # likeness, rows, columns, equal


def floats(shape: int | tuple[int, ...]) -> st.SearchStrategy[np.ndarray]:
    return arrays(float, shape, elements=st.floats(-5, 5), unique=True)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    n, m = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    return draw(floats((n, m))), draw(floats(n)), draw(floats(m)), draw(arrays(bool, (n, m)))


@given(cases())
def test_a_carried_sentence_has_a_link_and_no_other_has(case: Case) -> None:
    likeness, of_rows, of_columns, equal = case
    links = link(*case)
    rows = np.array((of_rows >= 0) & ~equal.any(1))
    columns = np.array((of_columns >= 0) & ~equal.any(0))
    assert np.any(links, axis=1)[equal.any(1)].all()
    assert np.any(links, axis=0)[equal.any(0)].all()
    assert equal[links & (equal.any(1)[:, None] | equal.any(0))].all()
    others = links & ~equal
    if equal.any() or (rows.any() and columns.any()):
        assert not others[~rows].any()
        assert not others[:, ~columns].any()
    if rows.any() and columns.any():
        assert others.any(axis=1)[rows].all()
        assert others.any(axis=0)[columns].all()
        assert links[np.ix_(rows, columns)][likeness[np.ix_(rows, columns)] >= 0].all()


@given(cases())
def test_links_are_the_same_both_ways(case: Case) -> None:
    likeness, rows, columns, equal = case
    turned = [np.ascontiguousarray(x.T) for x in (likeness, equal)]
    assert np.array_equal(link(*case), link(turned[0], columns, rows, turned[1]).T)


@given(st.lists(st.integers(0, 3), max_size=6), st.lists(st.integers(0, 3), max_size=6), st.data())
def test_pairs_laid_out_are_linked_as_each_is_alone(a: list[int], b: list[int], data: st.DataObject) -> None:
    wordings, bounds = np.array([*a, *b], np.uint64), np.array([0, len(a), len(a) + len(b)])
    layout = lay_out(bounds, [(0, 1), (1, 0)])
    n, m = len(a), len(b)
    scores = [data.draw(floats(size)) for size in (2 * n * m, n + m, m + n)]
    found = link_pairs(Scores(*scores), layout, wordings, bounds)
    for p, (own, theirs) in enumerate(((a, b), (b, a))):
        rows, columns, cells = (slice(*x[p : p + 2]) for x in layout.bounds)
        equal = np.equal.outer(own, theirs)
        linked = found.linked[cells].reshape(len(own), len(theirs))
        if n and m:
            likeness = scores[0][cells].reshape(equal.shape)
            assert np.array_equal(linked, link(likeness, scores[1][rows], scores[2][columns], equal))
            for i, (best, similarity, kept) in enumerate(found.rows[rows].tolist()):
                rank = [(equal[i, j], likeness[i, j], j) for j in np.flatnonzero(linked[i])]
                assert best == (max(rank)[-1] if rank else -1)
                assert kept == (best >= 0 and equal[i, best])
                likely = 1 / (1 + np.exp(-likeness[i, best])) if rank else 0.0
                assert similarity == (1.0 if kept else pytest.approx(likely))
            odds = np.concatenate([scores[1][rows][~equal.any(1)], scores[2][columns][~equal.any(0)]])
            assert found.doubt[p] == min(abs(odds), default=np.inf)
        assert np.array_equal(
            found.rows[rows]["best"] >= 0, linked.any(1) if linked.size else np.zeros(len(own), bool)
        )
        assert np.array_equal(
            found.columns[columns]["best"] >= 0, linked.any(0) if linked.size else np.zeros(len(theirs), bool)
        )
