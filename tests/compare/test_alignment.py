from __future__ import annotations

import numpy as np

from syndicate.compare.alignment import Alignment, together


def alignment(n: int, m: int, *links: tuple[int, int]) -> Alignment:
    best = np.full(n, -1)
    for own, other in reversed(links):
        best[own] = other
    carried = np.isin(np.arange(m), [j for _, j in links])
    table = np.array(links, np.int64).reshape(-1, 2)
    return Alignment(best, np.linspace(0.5, 0.9, n), np.zeros(n, np.bool_), table, carried)


def test_the_partners_of_a_sentence_are_in_text_order() -> None:
    found = alignment(3, 4, (0, 1), (2, 0), (2, 3))
    assert [found.partners(i).tolist() for i in range(3)] == [[1], [], [0, 3]]


def test_alignments_lie_one_behind_the_other() -> None:
    parts = [alignment(2, 3, (1, 0)), alignment(0, 2), alignment(2, 0), alignment(1, 1, (0, 0))]
    pairs = [(4, 2), (7, 4), (2, 7), (1, 1)]
    found = together(list(zip(pairs, parts, strict=True)))
    assert found.pairs.tolist() == [list(pair) for pair in pairs]
    for p, part in enumerate(parts):
        rows, columns = slice(*found.rows[p : p + 2]), slice(*found.columns[p : p + 2])
        assert np.array_equal(found.best[rows], part.best)
        assert np.array_equal(found.similarity[rows], part.similarity)
        assert np.array_equal(found.kept[rows], part.kept)
        assert np.array_equal(found.carried[columns], part.carried)
        assert np.array_equal(found.links[slice(*found.link_bounds[p : p + 2])], part.links)
    assert len(found.best) == found.rows[-1]
    assert len(found.carried) == found.columns[-1]
    assert len(found.links) == found.link_bounds[-1]
