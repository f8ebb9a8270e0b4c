from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from four_articles import write_two_clusters

from syndicate.errors import InputError
from syndicate.store.articles import remove_articles
from syndicate.store.care import file_bytes, info, vacuum
from syndicate.store.file import open_store

if TYPE_CHECKING:
    from syndicate.store.file import Store


def test_a_new_store_holds_nothing(store: Store) -> None:
    found = info(store)
    assert {
        name: found[name] for name in ("articles", "waiting", "pairs", "clusters", "feeds")
    } == dict.fromkeys(("articles", "waiting", "pairs", "clusters", "feeds"), 0)
    assert (found["first_published"], found["last_change"]) == ("", "")
    assert found["settings"] == store.settings.fingerprint()


def test_what_a_store_holds(four: Store) -> None:
    write_two_clusters(four)
    found = info(four)
    assert {name: found[name] for name in ("articles", "links", "pairs", "clusters", "clustered")} == {
        "articles": 4, "links": 2, "pairs": 1, "clusters": 1, "clustered": 2,
    }  # fmt: skip
    assert (found["first_published"], found["last_published"]) == (
        "2026-02-01T00:00:00Z",
        "2026-02-04T00:00:00Z",
    )
    assert found["bytes"] == file_bytes(four) > four.path.stat().st_size  # its log too


def test_vacuum_gives_back_the_room_of_what_went(four: Store) -> None:
    with four.writing() as connection:
        connection.execute("UPDATE article SET body = ? WHERE n < 4", ("x" * 500_000,))
    before = file_bytes(four)
    with four.writing() as connection:
        remove_articles(connection, [1, 2, 3])
    freed = vacuum(four)
    assert freed >= 1_500_000
    assert file_bytes(four) < before - 1_500_000
    assert info(four)["articles"] == 1


def test_vacuum_waits_for_no_other_writer(four: Store) -> None:
    with open_store(four.path) as other, other.writing():
        four.connection.execute("PRAGMA busy_timeout = 1")
        with pytest.raises(InputError, match="another process"):
            vacuum(four)
