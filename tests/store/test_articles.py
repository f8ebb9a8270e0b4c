from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from four_articles import IDS, sketches

from syndicate.store.articles import (
    Known,
    bins,
    by_identity,
    identity,
    next_number,
    old_texts,
    older_than,
    remove_articles,
    sketches_in,
    sketches_of,
    taken_ids,
    text_hash,
    version_rows,
    write_versions,
)

if TYPE_CHECKING:
    from syndicate.store.articles import SketchColumns
    from syndicate.store.file import Store

TABLES = ("article", "version", "sketch", "member")


def equal(one: SketchColumns, other: SketchColumns) -> bool:
    return all(a.dtype == b.dtype and np.array_equal(a, b) for a, b in zip(one, other, strict=True))


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
        assert (taken_ids(connection, IDS), old_texts(connection, [1]), bins(connection)) == (
            set(),
            set(),
            set(),
        )
        assert next_number(connection) == 1
        assert equal(sketches_in(connection, 4, 32), sketches_of(connection, [1, 2], 32))
        assert older_than(connection, np.inf, 9) == []


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


def test_sketches_come_back_bit_for_bit(four: Store) -> None:
    n_bands = four.settings.bands
    with four.reading() as connection:
        assert equal(sketches_of(connection, [4, 2, 1, 3, 99], n_bands), sketches(n_bands))
        assert bins(connection) == {-1, 4, 5}
        assert sketches_in(connection, 5, n_bands).who.tolist() == [3, 4]
        assert sketches_in(connection, 5, n_bands).bounds.tolist() == [0, 2, 5]
        assert sketches_in(connection, 6, n_bands).bands.shape == (0, n_bands)


def test_what_is_certainly_older(four: Store) -> None:
    with four.reading() as connection:
        assert older_than(connection, 48.0, 9) == [2]
        assert older_than(connection, 1e9, 2) == [2, 3]


def test_nothing_of_a_removed_article_is_left(four: Store) -> None:
    with four.writing() as connection:
        write_versions(connection, version_rows(connection, [1, 2, 3, 4], ""))
        remove_articles(connection, [1, 2, 4])
        left = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES]  # noqa: S608
    assert left == [1, 1, 1, 0]
