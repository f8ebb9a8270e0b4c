"""The links of a store against those of one batch: what comes, what goes, what is crowded out and back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import polars as pl
import pytest
from newsroom import differences, news

from syndicate.flow.detect import detect
from syndicate.flow.update import relinking
from syndicate.flow.update.stored import read_store
from syndicate.flow.update.updating import update
from syndicate.settings import Settings
from syndicate.sketch import nearest
from syndicate.store.file import open_store
from syndicate.store.kin import links_of

if TYPE_CHECKING:
    from pathlib import Path

    from syndicate.store.file import Store

NOW = datetime(2026, 2, 21, tzinfo=UTC)
N = 24


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody may choose two others, and one leader."""
    for name, most in (("CLOSEST", 1), ("MOST", 2), ("LEADERS", 1)):
        monkeypatch.setattr(nearest, name, most)


@pytest.fixture
def pages() -> pl.DataFrame:
    return news(N, seed=5)


def links(store: Store) -> list[tuple[object, ...]]:
    return read_store(store.path).links.rows()


@pytest.mark.usefixtures("few")
def test_a_link_is_let_go_only_where_neither_end_chooses_the_other(
    tmp_path: Path, pages: pl.DataFrame
) -> None:
    """Some pages at a time: each state of the store has the links of a batch over the pages so far."""
    let_go = 0
    with open_store(tmp_path / "news.db", create=True) as store:
        for k in range(4, N + 1, 4):
            before = set(links(store))
            update(store, pages[k - 4 : k], now=NOW)
            after = set(links(store))
            let_go += len(before - after)
            assert detect(pages[:k], Settings(alone=1)).links.rows() == sorted(after)
    assert let_go > 0


@pytest.mark.usefixtures("few")
def test_choices_come_back_when_an_article_turns_to_something_else(
    tmp_path: Path, pages: pl.DataFrame
) -> None:
    other = news(N, seed=9)
    with open_store(tmp_path / "news.db", create=True) as store:
        update(store, pages, now=NOW)
        before = links(store)
        for k in range(0, N - 3, 4):
            changed = pages[k : k + 1].with_columns(text=other["text"][k : k + 1])
            update(store, changed, now=NOW)
            pages = pages.with_columns(text=pages["text"].scatter(k, other["text"][k]))
        assert links(store) != before
        assert differences(read_store(store.path), detect(pages, Settings(alone=1))) == []


def test_only_what_is_near_is_read(
    tmp_path: Path, pages: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page of another month reads no bin of this one."""
    pages = pages.filter(pl.col("published") != "")
    read: list[int] = []
    real = relinking.sketches_in
    with open_store(tmp_path / "news.db", create=True) as store:
        update(store, pages, now=NOW)
        linked = links_of(store.connection, range(1, N + 1))
        monkeypatch.setattr(relinking, "sketches_in", lambda *a: read.append(a[1]) or real(*a))
        far = pl.DataFrame({"article": "far", "text": pages["text"][0], "published": "2026-05-01T00:00:00Z"})
        update(store, far, now=NOW)
        (own,) = store.connection.execute("SELECT bin FROM article WHERE article = 'far'").fetchone()
        assert set(read) == {own}
        assert links_of(store.connection, range(1, N + 1)) == linked
