"""Pairs compared some at a time, from disk: none changes what others give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from invented import HARBOUR, MIXED, ORCHARD, SPANISH, page, pages

from syndicate.flow.pages import checked
from syndicate.flow.verifying import Comparison, by_later, in_turn
from syndicate.settings import Settings
from syndicate.store.mapped import Mapped
from syndicate.store.parts import Parts
from syndicate.text.clean import clean
from syndicate.text.indexing import index_articles

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

TEXTS = [HARBOUR, ORCHARD, f"{HARBOUR} {MIXED}", "", ORCHARD[:400], SPANISH]
TIMES = ["2026-02-20T10:00:00Z", "", "2026-02-18", "2026-02-19T01:00:00Z", "2026-02-17T00:00:00Z", ""]


def articles() -> pl.DataFrame:
    rows = [page(f"a{i}", TEXTS[i], outlet=f"Outlet {i}", published=TIMES[i]) for i in range(len(TEXTS))]
    return clean(checked(pages(*rows))).articles


ARTICLES = articles()


@pytest.mark.parametrize("size", [1, 3, 100])
def test_compared_from_disk_some_at_a_time_pairs_give_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr("syndicate.flow.verifying.PAIRS_A_TIME", size)
    monkeypatch.setattr("syndicate.match.density.DENSE", 9)
    corpus = index_articles(ARTICLES, Settings())
    pairs = np.array([(a, b) for a in range(6) for b in range(a + 1, 6)], np.int32)
    whole = Comparison(corpus, ARTICLES, least=0.0, proposed=pairs[::3]).verify(pairs)
    with Mapped(Parts(tmp_path)) as mapped:
        on_disk = index_articles(ARTICLES, Settings(), joining=mapped.joined)
        comparison = Comparison(on_disk, ARTICLES, least=0.0, proposed=pairs[::3], joined=mapped.joined)
        found = [comparison.verify(some) for some in in_turn(by_later(pairs))]
    assert len(found) == -(-len(pairs) // size)
    expected = {tuple(pair): row for pair, row in zip(whole.pairs.tolist(), whole.probability, strict=True)}
    got = {
        tuple(pair): row
        for part in found
        for pair, row in zip(part.pairs.tolist(), part.probability, strict=True)
    }
    assert got == expected
    assert max(expected.values()) > 0.9


def test_the_later_row_of_a_pair_says_when_it_is_looked_at() -> None:
    pairs = np.array([[3, 0], [0, 1], [2, 3], [1, 2]], np.int32)
    assert by_later(pairs).tolist() == [[0, 1], [1, 2], [3, 0], [2, 3]]


def test_no_pairs_are_one_time() -> None:
    none = np.empty((0, 2), np.int32)
    assert [some.tolist() for some in in_turn(by_later(none))] == [[]]
