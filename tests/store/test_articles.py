from __future__ import annotations

from typing import TYPE_CHECKING

from four_articles import IDS

from syndicate.store.articles import (
    Known,
    by_identity,
    identity,
    next_number,
    old_texts,
    remove_articles,
    taken_ids,
    text_hash,
    version_rows,
    write_versions,
)

if TYPE_CHECKING:
    from syndicate.store.file import Store

TABLES = ("article", "version", "sketch", "fact", "member")


def test_an_article_is_known_by_outlet_and_address_or_else_by_its_id() -> None:
    assert identity("a", "Herald", "https://h.example/1") == identity("b", "Herald", "https://h.example/1")
    others = [
        ("a", "", ""),
        ("b", "", ""),
        ("a", "Post", "https://h.example/1"),
        ("a", "Herald", "https://h.example/2"),
    ]
    assert len({identity(*one) for one in others}) == len(others)
    assert identity("a", "Herald", "") == identity("a", "Post", "")


def test_a_new_store_knows_none(store: Store) -> None:
    with store.reading() as connection:
        assert by_identity(connection, [1, 2]) == {}
        assert (taken_ids(connection, IDS), old_texts(connection, [1])) == (set(), set())
        assert next_number(connection) == 1


def test_articles_are_found_again_among_any_number(four: Store) -> None:
    asked = [identity("", "Herald", f"https://h.example/{n}") for n in range(2, 2000)]
    with four.reading() as connection:
        found = by_identity(connection, asked)
        assert list(found.values()) == [Known(n, IDS[n - 1], text_hash(f"Body {n}.")) for n in (2, 3, 4)]
        assert taken_ids(connection, ["dov", "eve", "ADA", "ada'"]) == {"dov"}
        assert next_number(connection) == 5


def test_versions_keep_what_an_article_said(four: Store) -> None:
    with four.writing() as connection:
        rows = version_rows(connection, [1, 3], "2026-03-01T00:00:00Z")
        write_versions(connection, rows)
        assert old_texts(connection, [3, 4]) == {(3, text_hash("Body 3."))}
        told = connection.execute("SELECT article, replaced, title, body FROM versions").fetchall()
    assert told == [
        (name, "2026-03-01T00:00:00Z", f"Title {n}", f"Body {n}.") for n, name in ((1, "ada"), (3, "cyd"))
    ]


def test_nothing_of_a_removed_article_is_left(four: Store) -> None:
    with four.writing() as connection:
        write_versions(connection, version_rows(connection, [1, 2, 3, 4], ""))
        remove_articles(connection, [1, 2, 4])
        left = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES]  # noqa: S608
    assert left == [1, 1, 1, 1, 0]
