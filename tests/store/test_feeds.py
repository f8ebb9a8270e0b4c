from __future__ import annotations

from typing import TYPE_CHECKING

from syndicate.schema import FEEDS
from syndicate.store.feeds import read_feeds, read_shown, remove_feeds, save_feeds, save_shown
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


def test_what_a_feed_shows_is_kept_as_it_is_now(tmp_path: Path) -> None:
    with open_store(tmp_path / "news.db", create=True) as store:
        assert read_shown(store, "https://a.example/feed") == {}
        for shown in ({-(2**63): (1, 2), 5: (0, 2**63 - 1)}, {5: (0, 2**63 - 1), 6: (3, 4)}, {}):
            save_shown(store, "https://a.example/feed", shown)
            assert read_shown(store, "https://a.example/feed") == shown
        save_shown(store, "https://b.example/feed", {7: (1, 1)})
        remove_feeds(store, ["https://b.example/feed"])
        assert read_shown(store, "https://b.example/feed") == {}
