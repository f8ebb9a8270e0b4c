from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st
from invented import HARBOUR, ORCHARD, RUSSIAN, SPANISH, page, pages
from newsroom import news

from syndicate.flow import alone
from syndicate.flow.alone import compare_alone, sketch_articles
from syndicate.flow.pages import checked
from syndicate.flow.verifying import verify
from syndicate.settings import Settings
from syndicate.sketch.sketches import Sketched, taken_both
from syndicate.text.clean import clean
from syndicate.text.indexing import index_articles

ALONE = Settings(alone=1)
N = 30


@cache
def articles() -> pl.DataFrame:
    return clean(checked(news(N)).sort("article"), alone=True).articles


@cache
def sketches() -> Sketched:
    return sketch_articles(articles(), np.arange(N), ALONE)[1]


def test_no_articles_give_empty_tables() -> None:
    counted, pairs, links = compare_alone(articles()[:0], ALONE)
    assert (counted.height, pairs.height, links.height) == (0, 0, 0)


def test_parts_compare_as_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = compare_alone(articles(), ALONE)
    monkeypatch.setattr(alone, "ARTICLES_A_TIME", 4)
    monkeypatch.setattr(alone, "PAIRS_A_TIME", 3)
    parts = compare_alone(articles(), ALONE)
    assert whole[1].height > N // 3
    assert all(one.equals(other) for one, other in zip(whole, parts, strict=True))


@given(st.sets(st.integers(0, N - 1), min_size=2))
@tries(max_examples=10)
def test_others_change_nothing_between_two_but_may_crowd_one_out(some: set[int]) -> None:
    part = compare_alone(articles()[sorted(some)], ALONE)
    ids = articles()["article"][sorted(some)].to_list()
    for found, whole in zip(part[1:], compare_all()[1:], strict=True):
        kept = whole.filter(pl.col("a").is_in(ids) & pl.col("b").is_in(ids)).sort("a", "b")
        assert found.join(kept, on=["a", "b"], how="semi").sort("a", "b").equals(kept)


@cache
def compare_all() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    return compare_alone(articles(), ALONE)


@given(st.permutations(range(N)))
@tries(max_examples=10)
def test_sketches_keep_the_order_given(order: list[int]) -> None:
    _, found = sketch_articles(articles()[order], np.array(order), ALONE)
    back = taken_both(found, np.argsort(order))
    for one, other in zip((*back.words, *back.facts), (*sketches().words, *sketches().facts), strict=True):
        np.testing.assert_array_equal(one, other)
    assert back.languages.tolist() == sketches().languages.tolist()


@pytest.mark.parametrize("others", [(), (ORCHARD,), (ORCHARD, SPANISH, HARBOUR)])
def test_a_translation_is_judged_as_one_whatever_else_there_is(others: tuple[str, ...]) -> None:
    texts = {"en": HARBOUR, "es": SPANISH} | {f"x{i}": text for i, text in enumerate(others)}
    given = pages(*(page(name, text, published="2026-02-20T10:00:00Z") for name, text in texts.items()))
    found = clean(checked(given).sort("article"), alone=True).articles
    pairs = compare_alone(found, ALONE)[1].filter(a="en", b="es")
    by_words = verify(index_articles(found, ALONE), found, np.array([[0, 1]], np.int32), alone=True)
    assert pairs["probability"][0] > by_words.probability[0]
    assert pairs.rows() == compare_alone(found[:2], ALONE)[1].rows()


def test_a_translation_in_another_script_is_proposed_by_its_facts() -> None:
    texts = {"en": HARBOUR, "ru": RUSSIAN, "x": ORCHARD}
    given = pages(*(page(name, text, published="2026-02-20T10:00:00Z") for name, text in texts.items()))
    found = clean(checked(given).sort("article"), alone=True).articles
    assert found["language"].to_list() == ["en", "ru", "en"]
    links = compare_alone(found, ALONE)[2]
    assert links.filter(a="en", b="ru")["probability"].to_list() > [ALONE.threshold]
