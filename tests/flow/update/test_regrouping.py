"""Groups of a store after its links have changed; links are written by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from four_articles import NUMBERS, links, write_four

from syndicate.flow.update.regrouping import regroup
from syndicate.schema import CLUSTERS, PAIRS
from syndicate.store.articles import remove_articles
from syndicate.store.file import Store, open_store
from syndicate.store.groups import begin_step, members
from syndicate.store.kin import remove_links, write_kin
from syndicate.store.reading import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
