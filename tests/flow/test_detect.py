"""The pipeline as a whole: what holds for any input."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import FURNITURE, HARBOUR, MIXED, ORCHARD, page, pages
from polars.testing import assert_frame_equal

from syndicate.flow.detect import Detection, detect, smaller_id_first
from syndicate.schema import ARTICLES, CLUSTERS, LINES, PAGES, PAIRS
from syndicate.settings import Settings
from syndicate.sketch.partners import PARTNERS

if TYPE_CHECKING:
    from collections.abc import Sequence

TIME = "2026-02-20T10:00:00Z"
few = settings(max_examples=15)
SENTENCES = [part for text in (HARBOUR, ORCHARD) for part in text.replace("\n\n", " ").split(". ")]
retold = st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=8, unique=True).map(". ".join)
newsroom = st.lists(retold, min_size=1, max_size=5)


def groups(found: Detection, column: str = "cluster") -> list[list[str]]:
    """The articles of each group, sorted."""
    members = found.clusters.group_by(column).agg(pl.col("article").sort())["article"].to_list()
    return sorted(members)


def named(texts: Sequence[str]) -> list[dict[str, str]]:
    return [page(f"a{i}", text, outlet=f"Outlet {i}", published=TIME) for i, text in enumerate(texts)]


def test_no_page_gives_empty_tables() -> None:
    found = detect(PAGES.empty())
    for frame, table in ((found.articles, ARTICLES), (found.pairs, PAIRS), (found.clusters, CLUSTERS)):
        assert_frame_equal(frame, table.empty())
    assert found.lines.schema == LINES.empty().schema


@given(st.permutations(["", "2026-02-20", "2026-02-20T10:00:00Z", "2026-02-19T23:00:00Z"]))
@few
def test_tables_go_by_id_whatever_the_times(times: list[str]) -> None:
    found = detect(pages(*(page(f"a{i}", HARBOUR, published=time) for i, time in enumerate(times))))
    assert found.articles["published"].to_list() == times
    assert found.articles["article"].is_sorted()
    for table in (found.pairs, found.links):
        assert table.select((pl.col("a") < pl.col("b")).all()).item()
        assert table.height == 6


def test_a_pair_of_rows_in_the_order_of_their_ids() -> None:
    pairs = np.array([[0, 1], [0, 2], [1, 2]], np.int32)
    assert smaller_id_first(pl.Series(["b", "c", "a"]), pairs).tolist() == [[0, 1], [2, 0], [2, 1]]
    none = np.empty((0, 2), np.int32)
    assert smaller_id_first(pl.Series([], dtype=pl.String), none).tolist() == []


def test_one_article_is_single() -> None:
    found = detect(pages(page("a", HARBOUR)))
    row = found.clusters.row(0, named=True)
    assert (row["role"], row["relation"], row["partner"], row["probability"]) == ("single", "", "", None)
    assert found.articles["wire"].to_list() == ["Reuters"]
    assert "(Reuters)" in found.evidence["a"]


def test_two_identical_articles_are_one_cluster_and_a_copy() -> None:
    found = detect(pages(page("a", HARBOUR), page("b", HARBOUR)))
    assert groups(found) == [["a", "b"]]
    assert found.clusters.select("role", "relation", "partner").rows() == [
        ("origin", "copy", "b"),
        ("derived", "copy", "a"),
    ]
    assert found.pairs.select("a", "b", "a_in_b", "b_in_a").row(0) == ("a", "b", 1.0, 1.0)


@pytest.mark.parametrize("text", ["", " \n", "Video", "Breakwater opened today.", "…", "語"])
def test_too_little_text_is_never_together(text: str) -> None:
    found = detect(pages(page("a", text), page("b", text)))
    assert groups(found) == groups(found, "story") == [["a"], ["b"]]
    assert found.pairs.is_empty()
    assert found.clusters["role"].to_list() == ["single", "single"]


def test_mixed_scripts() -> None:
    found = detect(pages(page("a", f"{MIXED} {HARBOUR}"), page("b", MIXED * 20), page("c", ORCHARD)))
    assert sorted(found.clusters["article"]) == ["a", "b", "c"]


def test_the_window() -> None:
    def apart(hours: str, window: float = 96.0) -> list[list[str]]:
        rows = [page("a", HARBOUR, published=TIME), page("b", HARBOUR, published=hours)]
        return detect(pages(*rows), Settings(window_hours=window)).pairs.select("a", "b").rows()

    assert apart("2026-02-24T11:00:00Z") == []  # 97 hours
    assert apart("2026-02-24T09:00:00Z") == [("a", "b")]  # 95 hours
    assert apart("2026-02-24T11:00:00Z", 98.0) == [("a", "b")]
    assert apart("") == [("a", "b")]  # unknown: compared with all


def test_progress_names_every_step_in_order() -> None:
    steps: list[str] = []
    detect(pages(page("a", HARBOUR)), progress=lambda step, _, done=0: steps.append(step))
    assert list(dict.fromkeys(steps)) == ["clean", "bodies", "index", "candidates", "compare", "group"]


@few
@given(newsroom, st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_no_table(texts: list[str], chance: st.Random) -> None:
    rows = named(texts)
    found = detect(pages(*rows))
    chance.shuffle(rows)
    again = detect(pages(*rows))
    for name in ("articles", "clusters", "pairs", "lines", "problems"):
        assert_frame_equal(getattr(found, name), getattr(again, name))


@few
@given(newsroom)
def test_every_article_stands_in_one_cluster_of_one_story(texts: list[str]) -> None:
    found = detect(pages(*named(texts)))
    assert sorted(found.clusters["article"]) == [row["article"] for row in named(texts)]
    assert found.clusters.group_by("cluster").agg(pl.col("story").n_unique())["story"].max() == 1
    sizes = found.clusters.group_by("cluster").agg(
        pl.len(), origins=(pl.col("role") == "origin").sum(), singles=(pl.col("role") == "single").sum()
    )
    for _, n, origins, singles in sizes.iter_rows():
        assert (origins, singles) == ((0, 1) if n == 1 else (1, 0))
    assert (found.pairs["a"] < found.pairs["b"]).all()


@few
@given(st.lists(st.sampled_from([HARBOUR, ORCHARD]), max_size=2), st.sampled_from([HARBOUR, ORCHARD]))
def test_a_duplicate_joins_its_twin(texts: list[str], text: str) -> None:
    rows = [*named(texts), page("twin 1", text, published=TIME), page("twin 2", text, published=TIME)]
    clusters = dict(detect(pages(*rows)).clusters.select("article", "cluster").iter_rows())
    assert clusters["twin 1"] == clusters["twin 2"]


@few
@given(st.lists(st.sampled_from([HARBOUR, ORCHARD]), min_size=1, max_size=4), st.data())
def test_page_furniture_changes_no_cluster(texts: list[str], data: st.DataObject) -> None:
    plain = named(texts)
    dressed = [dict(row, text=row["text"] + data.draw(st.sampled_from(["", FURNITURE]))) for row in plain]
    assert groups(detect(pages(*plain))) == groups(detect(pages(*dressed)))


@few
@given(
    st.integers(0, 2**32 - 1),
    st.lists(st.sampled_from([HARBOUR, ORCHARD]), min_size=1, max_size=4),
    st.data(),
)
def test_permuted_paragraphs_change_no_cluster(seed: int, texts: list[str], data: st.DataObject) -> None:
    plain = named(texts)
    orders = [data.draw(st.permutations(row["text"].strip().split("\n\n"))) for row in plain]
    turned = [dict(row, text="\n\n".join(order)) for row, order in zip(plain, orders, strict=True)]
    assert groups(detect(pages(*plain))) == groups(detect(pages(*turned)))


@few
@given(newsroom, st.data())
def test_a_duplicate_article_changes_no_other_cluster(texts: list[str], data: st.DataObject) -> None:
    rows = named(texts)
    twin = dict(data.draw(st.sampled_from(rows)), article="twin", outlet="Twin")
    before, after = groups(detect(pages(*rows))), groups(detect(pages(*rows, twin)))
    assert [sorted(set(group) - {"twin"}) for group in after if group != ["twin"]] == before


@few
@given(st.lists(st.sampled_from([HARBOUR, ORCHARD]), min_size=2, max_size=5))
def test_a_cluster_that_grows_keeps_its_id(texts: list[str]) -> None:
    rows = [
        dict(row, published=f"2026-02-20T1{i}:00:00Z") for i, row in enumerate(named(texts))
    ]  # each a later arrival
    ids: dict[str, str] = {}
    for n in range(1, len(rows) + 1):
        clusters = dict(detect(pages(*rows[:n])).clusters.select("article", "cluster").iter_rows())
        assert ids.items() <= clusters.items()
        ids = clusters


def test_copies_of_one_text_cost_no_quadratic_number_of_pairs() -> None:
    n = 1200
    found = detect(pages(*named([HARBOUR] * n)))
    assert found.clusters["cluster"].n_unique() == 1
    assert found.links.height <= PARTNERS * n < n * n / 2
