from __future__ import annotations

from typing import TYPE_CHECKING

from syndicate.store.groups import Change, begin_step, write_changes
from syndicate.store.job import (
    articles_of,
    changes_after,
    hand_on,
    handed_on,
    read_stamps,
    write_entries,
    write_stamps,
)

if TYPE_CHECKING:
    from syndicate.store.file import Store


def test_entries_are_known_by_their_newest_article(store: Store) -> None:
    assert articles_of(store, ["id 1"]) == {}
    with store.writing() as connection:
        write_entries(connection, {"id 1": "a", "url 1": "a"})
        write_entries(connection, {"id 1": "b"})
    assert articles_of(store, ["id 1", "url 1", *map(str, range(1500))]) == {"id 1": "b", "url 1": "a"}


def test_files_are_known_by_their_newest_stamp(store: Store) -> None:
    with store.writing() as connection:
        write_stamps(connection, {"box/a": "1", "box/b": "1"})
        write_stamps(connection, {"box/a": "2"})
    assert read_stamps(store) == {"box/a": "2", "box/b": "1"}


def test_each_recipient_gets_on_where_it_stood(store: Store) -> None:
    assert handed_on(store, "webhook") is None
    hand_on(store, "webhook", 3)
    hand_on(store, "webhook", 4)
    hand_on(store, "command", 0)
    assert (handed_on(store, "webhook"), handed_on(store, "command"), handed_on(store, "x")) == (4, 0, None)


def test_changes_tell_their_step(store: Store) -> None:
    with store.writing() as connection:
        for name in ("created", "grown"):
            write_changes(connection, begin_step(connection), "", [Change(name, "c", "s", "[]", "[]")])
    assert changes_after(store, 0).select("change", "step").rows() == [("created", 1), ("grown", 2)]
    assert changes_after(store, 2).height == 0
