"""Groups of a store after its links have changed; links are written by hand."""

from __future__ import annotations

import json
import tempfile
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from four_articles import NUMBERS, links, write_four
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from syndicate.flow.grouping import group
from syndicate.flow.update.regrouping import regroup
from syndicate.schema import ARTICLES, CLUSTERS, LINKS, PAIRS
from syndicate.store.articles import remove_articles
from syndicate.store.file import Store, open_store
from syndicate.store.groups import begin_step, members
from syndicate.store.kin import remove_links, write_kin
from syndicate.store.reading import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SURE = 0.99


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Four articles, each grouped by itself."""
    with open_store(tmp_path / "news.db", create=True) as opened:
        write_four(opened)
        regrouped(opened, {1, 2, 3, 4})
        yield opened


def regrouped(store: Store, touched: set[int]) -> set[str]:
    with store.writing() as connection:
        return regroup(connection, touched, store.settings, begin_step(connection), "2026-02-21T00:00:00Z")


def link(store: Store, a: str, b: str, probability: float = SURE, story: float = SURE) -> None:
    with store.writing() as connection:
        write_kin(connection, PAIRS.empty(), links((a, b, probability, story, 0.1)), NUMBERS)


def log(store: Store) -> list[tuple[str, list[str]]]:
    rows = store.connection.execute("SELECT change, articles FROM changes").fetchall()
    return [(change, json.loads(articles)) for change, articles in rows]


def groups(store: Store, column: str) -> list[list[str]]:
    rows = read_table(store, CLUSTERS).group_by(column).agg("article")["article"].to_list()
    return sorted(map(sorted, rows))


def test_articles_without_links_stand_alone_and_are_no_news(store: Store) -> None:
    assert groups(store, "cluster") == groups(store, "story") == [["ada"], ["bel"], ["cyd"], ["dov"]]
    assert log(store) == []
    assert regrouped(store, set()) == set()


def test_what_is_linked_is_grouped_and_told(store: Store) -> None:
    link(store, "ada", "bel")
    (name,) = regrouped(store, {2})
    assert groups(store, "cluster") == [["ada", "bel"], ["cyd"], ["dov"]]
    assert log(store) == [("created", ["ada", "bel"])]
    link(store, "bel", "cyd")
    link(store, "ada", "cyd")
    assert regrouped(store, {3}) == {name}
    assert log(store)[1:] == [("grown", ["cyd"])]
    assert regrouped(store, {1, 4}) == set()


def test_one_event_makes_a_story_of_two_clusters(store: Store) -> None:
    link(store, "ada", "bel", probability=0.0)
    assert regrouped(store, {1, 2}) == set()  # single articles both, in another story than before
    assert groups(store, "cluster") == [["ada"], ["bel"], ["cyd"], ["dov"]]
    assert groups(store, "story") == [["ada", "bel"], ["cyd"], ["dov"]]


def test_what_no_link_holds_together_falls_apart(store: Store) -> None:
    link(store, "ada", "bel")
    (name,) = regrouped(store, {1})
    with store.writing() as connection:
        remove_links(connection, [(1, 2)])
    assert regrouped(store, {1, 2}) == {name}
    assert groups(store, "cluster") == [["ada"], ["bel"], ["cyd"], ["dov"]]
    assert log(store)[-1] == ("dissolved", ["ada", "bel"])


def test_articles_that_are_no_more_are_told_of_by_those_left(store: Store) -> None:
    for a, b in (("ada", "bel"), ("ada", "cyd"), ("bel", "cyd")):
        link(store, a, b)
    (name,) = regrouped(store, {1})
    with store.writing() as connection:
        gone = members(connection, [2])
        remove_links(connection, [(1, 2), (2, 3)])
        remove_articles(connection, [2])
        changed = regroup(connection, {1, 3}, store.settings, begin_step(connection), "", gone)
    assert changed == {name}
    assert groups(store, "cluster") == [["ada", "cyd"], ["dov"]]
    assert log(store)[-1][0] == "shrunk"


YEARS = ("2015-05-01T10:00:00Z", "2019-05-01T10:00:00Z", "", "")
PAIRS_OF_FOUR = tuple(combinations(NUMBERS, 2))
HUBS = dict(zip(PAIRS_OF_FOUR, (0.0, 0.9, 0.7, 0.7, 0.9, 0.7), strict=True))


def linked_in_turn(
    published: Sequence[str], found: dict[tuple[str, str], float], order: Sequence[tuple[str, str]]
) -> tuple[list[list[list[str]]], list[list[list[str]]]]:
    """(clusters and stories of a store after one link at a time, those of one batch)."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "n.db", create=True) as store:
        write_four(store, published)
        regrouped(store, {1, 2, 3, 4})
        for a, b in order:
            link(store, a, b, probability=found[a, b] / 2, story=found[a, b])
            regrouped(store, {NUMBERS[b]})
        rows, stored = read_table(store, ARTICLES), read_table(store, LINKS)
        whole = group(rows, stored, PAIRS.empty(), store.settings)
        batch = [sorted(map(sorted, whole.group_by(by).agg("article")["article"].to_list()))
                 for by in ("cluster", "story")]  # fmt: skip
        return [groups(store, by) for by in ("cluster", "story")], batch


@given(st.permutations(PAIRS_OF_FOUR))
@tries(max_examples=10)
def test_what_is_undated_joins_no_two_years_in_a_store(order: list[tuple[str, str]]) -> None:
    stored, batch = linked_in_turn(YEARS, HUBS, order)
    assert stored == batch
    assert stored[1] == [["ada", "cyd"], ["bel", "dov"]]


@given(
    st.lists(st.sampled_from(YEARS), min_size=4, max_size=4),
    st.lists(st.sampled_from([0.3, 0.6, 0.8, 1.0]), min_size=6, max_size=6),
    st.permutations(PAIRS_OF_FOUR),
)
@tries(max_examples=50)
def test_a_store_groups_articles_of_two_years_as_one_batch(
    published: list[str], levels: list[float], order: list[tuple[str, str]]
) -> None:
    stored, batch = linked_in_turn(published, dict(zip(PAIRS_OF_FOUR, levels, strict=True)), order)
    assert stored == batch
    year = {name: when[:4] for name, when in zip(NUMBERS, published, strict=True)}
    assert all(len({year[name] for name in story} - {""}) < 2 for story in stored[1])
