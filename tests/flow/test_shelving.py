"""Words on disk in order of time: each article keeps its own, and no comparison changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import HARBOUR, MIXED, ORCHARD, SPANISH, page, pages

from syndicate.flow.pages import checked
from syndicate.flow.shelving import by_time, shelved, without_words
from syndicate.flow.verifying import Comparison
from syndicate.match.outline import concatenated
from syndicate.settings import Settings
from syndicate.store.mapped import Mapped
from syndicate.store.parts import Parts
from syndicate.text.clean import clean
from syndicate.text.indexing import index_articles

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from syndicate.corpus import Corpus

TEXTS = [HARBOUR, ORCHARD, f"{HARBOUR} {MIXED}", "", ORCHARD[:400], SPANISH]
TIMES = ["2026-02-20T10:00:00Z", "", "2026-02-18", "2026-02-19T01:00:00Z", "2026-02-17T00:00:00Z", ""]


def articles() -> pl.DataFrame:
    rows = [page(f"a{i}", TEXTS[i], outlet=f"Outlet {i}", published=TIMES[i]) for i in range(len(TEXTS))]
    return clean(checked(pages(*rows))).articles


ARTICLES = articles()
CORPUS = index_articles(ARTICLES, Settings())


def sentences(corpus: Corpus, i: int) -> list[list[tuple[int, int, int]]]:
    """The words, marks and terms of article i, sentence by sentence."""
    found = []
    for s in range(corpus.sentence_bounds[i], corpus.sentence_bounds[i + 1]):
        of = slice(corpus.sentence_words[s], corpus.sentence_words[s + 1])
        columns = (corpus.words[of].tolist(), corpus.marks[of].tolist(), corpus.terms[of].tolist())
        found.append(list(zip(*columns, strict=True)))
    return found


@given(st.permutations(range(len(TEXTS))))
def test_each_article_keeps_its_words(order: list[int]) -> None:
    rows = np.array(order)
    found = shelved(CORPUS, rows, concatenated)
    assert [sentences(found, i) for i in range(len(rows))] == [sentences(CORPUS, i) for i in order]
    assert found.word_bounds.tolist()[1:] == np.cumsum(np.diff(CORPUS.word_bounds)[rows]).tolist()
    for name in ("hours", "slack", "languages"):
        np.testing.assert_array_equal(getattr(found, name), getattr(CORPUS, name)[rows])


def test_no_article() -> None:
    found = shelved(CORPUS, np.empty(0, np.int64), concatenated)
    assert (found.n_articles, len(found.words), found.sentence_words.tolist()) == (0, 0, [0])


def test_in_order_of_time_the_unknown_first() -> None:
    assert by_time(CORPUS).tolist() == [1, 5, 4, 2, 3, 0]


def test_what_is_left_without_words() -> None:
    found = without_words(CORPUS)
    assert found.sentence_starts is CORPUS.sentence_starts
    columns = (found.words, found.starts, found.ends, found.marks, found.terms)
    assert [len(column) for column in columns] == [0] * len(columns)


@pytest.mark.parametrize("size", [1, 3, 100])
def test_compared_from_disk_in_order_of_time_pairs_give_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr("syndicate.flow.verifying.PAIRS_A_TIME", size)
    monkeypatch.setattr("syndicate.match.density.DENSE", 9)
    pairs = np.array([(a, b) for a in range(6) for b in range(a + 1, 6)], np.int32)
    whole = Comparison(CORPUS, ARTICLES, least=0.0, proposed=pairs[::3]).verify(pairs)
    with Mapped(Parts(tmp_path)) as mapped:
        comparison = Comparison(CORPUS, ARTICLES, least=0.0, proposed=pairs[::3], mapped=mapped)
        found = [comparison.verify(some) for some in comparison.in_turn(pairs)]
    assert len(found) == -(-len(pairs) // size)
    expected = {tuple(pair): row for pair, row in zip(whole.pairs.tolist(), whole.probability, strict=True)}
    got = {
        tuple(pair): row
        for part in found
        for pair, row in zip(part.pairs.tolist(), part.probability, strict=True)
    }
    assert got == expected
    assert max(expected.values()) > 0.9
