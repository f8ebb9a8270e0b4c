from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from syndicate.schema import PAGES
from syndicate.store.inbox import _written, count_waiting, receive, settle, signed_hash, waiting

if TYPE_CHECKING:
    import polars as pl

    from syndicate.store.file import Store

ONE = {
    "article": "a", "outlet": "", "url": "", "title": "", "published": "", "language": "", "credit": "",
    "text": "Ahoy.", "markup": False, "place": "one.txt",
}  # fmt: skip


def some(*rows: dict[str, object]) -> pl.DataFrame:
    return PAGES.frame([ONE | row for row in rows])


def settled(store: Store, most: int) -> pl.DataFrame:
    with store.writing() as connection:
        numbers, pages = waiting(connection, most)
        settle(connection, numbers)
    return pages


def test_nothing_waits_in_a_new_store(store: Store) -> None:
    assert receive(store, PAGES.empty()) == count_waiting(store) == 0
    assert settled(store, 5).equals(PAGES.empty())


def test_pages_come_out_as_they_went_in_and_in_order(store: Store) -> None:
    pages = some(
        {"article": "z"}, {"article": "ö\0", "text": "'; DROP TABLE"}, {"article": "", "markup": True}
    )
    assert receive(store, pages) == 3
    assert settled(store, 2).equals(pages[:2])
    assert settled(store, 2).equals(pages[2:])
    assert count_waiting(store) == 0


def test_a_page_is_taken_once_whether_it_waits_or_was_read(store: Store) -> None:
    assert receive(store, some({}, {}, {"place": "found elsewhere"})) == 1
    assert receive(store, some({})) == 0
    assert settled(store, 9)["place"].to_list() == ["one.txt"]
    assert receive(store, some({"place": "and there"})) == count_waiting(store) == 0


def test_any_other_column_makes_another_page(store: Store) -> None:
    others = [{name: "x"} for name, value in ONE.items() if value != "one.txt" and isinstance(value, str)]
    assert receive(store, some({}, *others, {"markup": True})) == len(others) + 2


@given(st.text())
def test_hashes_fit_a_column(text: str) -> None:
    assert -(1 << 63) <= signed_hash(text) < 1 << 63


@given(st.text(), st.text(), st.none() | st.text(), st.booleans())
def test_a_page_is_written_as_json_writes_it(article: str, text: str, url: str | None, markup: bool) -> None:
    row = ONE | {"article": article, "text": text, "url": url, "markup": markup}
    known = json.dumps([row[name] for name in PAGES.columns if name != "place"], ensure_ascii=False)
    # the digests are in stores that exist: another way to write a page would take all in again
    assert _written(row) == (signed_hash(known), json.dumps(row, ensure_ascii=False))
