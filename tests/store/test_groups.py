from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from four_articles import write_two_clusters

from syndicate.store.groups import (
    Change,
    begin_step,
    changes_since,
    is_used,
    last_step,
    members,
    members_of,
    write_changes,
    write_members,
)

if TYPE_CHECKING:
    from syndicate.store.file import Store

CREATED = Change("created", "c1", "s1", '["ada", "bel"]', "[]")


@pytest.fixture
def grouped(four: Store) -> Store:
    write_two_clusters(four)
    return four


def test_members_are_found_by_article_and_by_group(grouped: Store) -> None:
    with grouped.reading() as connection:
        assert [one.cluster for one in members(connection, [1, 3, 9])] == ["c1", "c3"]
        assert sorted(members_of(connection, "story", ["s1", "none"])) == [1, 2, 3]
        assert members_of(connection, "cluster", ["s1"]) == []
        assert is_used(connection, "cluster", "c4")
        assert not is_used(connection, "story", "c4")


def test_a_later_membership_replaces_the_former(grouped: Store) -> None:
    with grouped.writing() as connection:
        (one,) = members(connection, [4])
        moved = one._replace(cluster="c1", role="derived", relation="rewrite", probability=0.5, partner=2)
        write_members(connection, [moved])
        assert members(connection, [4]) == [moved]
        assert not is_used(connection, "cluster", "c4")


def test_the_log_tells_what_happened_since_a_step(store: Store) -> None:
    with store.writing() as connection:
        assert last_step(connection) == 0
        assert changes_since(connection, 0).height == 0
        for change in (CREATED, CREATED._replace(change="grown")):
            write_changes(connection, begin_step(connection), "2026-02-21T00:00:00Z", [change])
        assert last_step(connection) == 2
        assert changes_since(connection, 0)["change"].to_list() == ["created", "grown"]
        assert changes_since(connection, 1).row(0)[:5] == ("2026-02-21T00:00:00Z", "grown", *CREATED[1:4])
