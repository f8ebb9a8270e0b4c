"""A store as the job uses it: everything of one step in one transaction. Decides nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from syndicate.schema import FEEDS
from syndicate.sources.feeds.identity import Mark
from syndicate.sources.feeds.schedule import FeedState
from syndicate.store.feeds import read_feeds, read_shown, remove_feeds, save_feeds, save_shown
from syndicate.store.inbox import receive
from syndicate.store.job import articles_of, read_stamps, write_entries, write_stamps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from syndicate.store.file import Store


@dataclass(frozen=True, slots=True)
class StoreMemory:
    """What `harvest.Memory` and `subscribing.Subscriptions` ask for, of a store."""

    store: Store

    def feeds(self) -> list[FeedState]:
        """The state of every feed."""
        names = [field.name for field in fields(FeedState)]
        rows = read_feeds(self.store).select(names).iter_rows(named=True)
        return [FeedState(**row) for row in rows]

    def articles_of(self, keys: Sequence[str]) -> Mapping[str, str]:
        """The article known by each of the keys that is known."""
        return articles_of(self.store, keys)

    def shown(self, url: str) -> Mapping[int, Mark]:
        """The entries that a feed showed when it was read last: digest -> mark."""
        return {digest: Mark(*hashes) for digest, hashes in read_shown(self.store, url).items()}

    def receive(
        self,
        pages: pl.DataFrame,
        problems: pl.DataFrame,
        keys: Mapping[str, str],
        feed: FeedState,
        was: str = "",
        shown: Mapping[int, Mark] | None = None,
    ) -> None:
        """Keep pages (in the inbox), keys (key -> article), what the feed is and shows: all or nothing."""
        with self.store.writing() as connection:
            receive(self.store, pages)
            write_entries(connection, keys)
            if was and was != feed.url:
                remove_feeds(self.store, [was])
            save_feeds(self.store, FEEDS.frame([asdict(feed) | {"extra": "{}"}]))
            if shown is not None:
                save_shown(self.store, feed.url, shown)

    def remove_feed(self, url: str) -> bool:
        """Ask this feed no more; whether it was there."""
        return remove_feeds(self.store, [url]) > 0

    def stamps(self) -> dict[str, str]:
        """The files of drop boxes that were read: place -> stamp."""
        return read_stamps(self.store)

    def receive_files(self, pages: pl.DataFrame, stamps: Mapping[str, str]) -> int:
        """Keep pages (in the inbox) and the stamps of their files: all or nothing; how many pages are new."""
        with self.store.writing() as connection:
            new = receive(self.store, pages)
            write_stamps(connection, stamps)
        return new
