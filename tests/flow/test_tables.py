"""Ids, roles and order of the tables, with the probabilities given by hand."""

from __future__ import annotations

import polars as pl
import pytest
from invented import HARBOUR, ORCHARD, page, pages

from syndicate.flow.detect import detect
from syndicate.flow.tables import link_table, with_rows
from syndicate.schema import LINKS

DAWN, NOON, NIGHT = "2026-02-20T06:00:00Z", "2026-02-20T12:00:00Z", "2026-02-20T23:00:00Z"


def test_growth_by_later_articles_keeps_the_ids() -> None:
    early = [page("m", HARBOUR, published=DAWN), page("n", HARBOUR, published=NOON), page("o", ORCHARD)]
    before = detect(pages(*early)).clusters
    grown = detect(pages(*early, page("a", HARBOUR, published=NIGHT))).clusters
    old = {row["article"]: (row["story"], row["cluster"]) for row in before.to_dicts()}
    new = {row["article"]: (row["story"], row["cluster"]) for row in grown.to_dicts()}
    assert {article: new[article] for article in old} == old
    assert new["a"] == old["m"]


def test_larger_stories_first_the_origin_first_then_by_time() -> None:
    rows = [
        page("late", HARBOUR, published=NIGHT), page("z lone", ORCHARD, published=DAWN),
        page("wire", HARBOUR, published=NOON, outlet="Reuters"), page("early", HARBOUR, published=DAWN),
    ]  # fmt: skip
    found = detect(pages(*rows)).clusters
    assert found.select("article", "role").rows() == [
        ("wire", "origin"),
        ("early", "derived"),
        ("late", "derived"),
        ("z lone", "single"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "first"),
    [
        (DAWN, NOON, "a"),
        (NOON, DAWN, "b"),
        (DAWN, "", ""),
        (DAWN, DAWN[:10], ""),  # the day alone: it may have been before or after
        (DAWN, "2026-02-22", "a"),
    ],
)
def test_derived_from_names_what_certainly_came_first(one: str, other: str, first: str) -> None:
    found = detect(pages(page("a", HARBOUR, published=one), page("b", HARBOUR, published=other)))
    assert found.pairs["derived_from"].to_list() == [first]


@pytest.mark.parametrize(
    ("wire", "other", "first"),
    [
        (DAWN, NOON, "wire"), (DAWN[:10], DAWN[:10], "wire"), ("", "", "wire"), (NOON, DAWN[:10], "wire"),
        (NOON, DAWN, ""),  # it is certainly the later: the signs contradict each other
    ],
)  # fmt: skip
def test_derived_from_names_an_agencys_own_report(wire: str, other: str, first: str) -> None:
    rows = [page("a", HARBOUR, published=other), page("wire", HARBOUR, published=wire, outlet="Reuters")]
    assert detect(pages(*rows)).pairs["derived_from"].to_list() == [first]


def test_ids_of_every_kind() -> None:
    names = ["007", "1e5", "a,b", "two\nlines", "=1+1", '"', "語", " "]
    found = detect(pages(*(page(name, HARBOUR) for name in names)))
    assert sorted(found.clusters["article"]) == sorted(names)
    assert found.clusters["cluster"].n_unique() == 1


@pytest.mark.parametrize("ends", [[(2, 4), (0, 3), (1, 2), (0, 1), (1, 4)], []])
def test_links_are_named_in_the_order_of_their_ids(ends: list[tuple[int, int]]) -> None:
    ids = ["", "10", "9", "a", "語"]
    shares = {name: [k / 8 for k in range(len(ends))] for name in ("probability", "story", "jaccard")}
    rows = pl.DataFrame(ends, schema={"a": pl.Int32, "b": pl.Int32}, orient="row").with_columns(
        pl.Series(name, values, dtype=pl.Float64) for name, values in shares.items()
    )
    named = {"a": [ids[a] for a, _ in ends], "b": [ids[b] for _, b in ends]}
    assert link_table(pl.Series(ids), rows).equals(LINKS.frame({**named, **shares}).sort("a", "b"))


def test_rows_of_pairs_in_their_order() -> None:
    ends = pl.DataFrame({"a": ["c", "a"], "b": ["b", "c"], "probability": [0.5, 0.9]})
    found = with_rows(pl.Series(["a", "b", "c"]), ends)
    assert found.select("row_a", "row_b", "probability").rows() == [(2, 1, 0.5), (0, 2, 0.9)]


def test_a_pair_of_an_article_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        with_rows(pl.Series(["a", "b"]), pl.DataFrame({"a": ["a"], "b": ["z"]}))
