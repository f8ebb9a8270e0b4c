from __future__ import annotations

from typing import TYPE_CHECKING

from syndicate.schema import FEEDS
from syndicate.store.feeds import read_feeds, remove_feeds, save_feeds
from syndicate.store.file import open_store

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

ONE = {
    "url": "https://a.example/feed", "title": "A", "outlet": "", "etag": '"1"', "modified": "", "next_at": "",
    "interval": 900.0, "failures": 0, "last_status": "ok", "last_problem": "",
    "last_ok_at": "2026-02-20T10:00:00Z", "gone": False, "extra": "{}",
}  # fmt: skip


def feeds(*rows: dict[str, object]) -> pl.DataFrame:
    return FEEDS.frame([ONE | row for row in rows])


def test_feeds_are_kept_replaced_and_removed(tmp_path: Path) -> None:
    with open_store(tmp_path / "news.db", create=True) as store:
        assert read_feeds(store).equals(FEEDS.empty())
        save_feeds(store, feeds({"url": "https://b.example/"}, {"title": "old"}))
        save_feeds(store, feeds({"gone": True, "failures": 3}))
        assert read_feeds(store).equals(feeds({"gone": True, "failures": 3}, {"url": "https://b.example/"}))
        assert remove_feeds(store, ["https://b.example/", "https://none.example/"]) == 1
        assert read_feeds(store)["url"].to_list() == [ONE["url"]]
