"""A week of a newsroom's job, replayed from a seed: feeds, revisions, outages; and the batch it must equal.

A server on loopback carries the feeds, the clock is ours. Fails where an entry was lost or counted twice, or
where the store's clusters are not those of one batch over everything.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from generated import generate

from syndicate.flow.detect import detect
from syndicate.flow.job.memory import StoreMemory
from syndicate.flow.job.subscribing import subscribe_unseen
from syndicate.flow.job.watch import Job, run_once
from syndicate.flow.update.stored import read_store
from syndicate.report.journal import Journal
from syndicate.sources.feeds.entry_pages import pages_of
from syndicate.sources.feeds.identity import entry_keys
from syndicate.sources.feeds.reading import read_feed
from syndicate.sources.web.answer import Manners
from syndicate.sources.web.fetcher import Fetcher
from syndicate.store.feeds import read_feeds
from syndicate.store.file import open_store
from syndicate.store.job import changes_after

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syndicate.flow.job.watch import Run
    from syndicate.store.file import Store

BEGIN: Final = datetime(2026, 3, 2, tzinfo=UTC)
DAYS: Final = 7.0
SHOWN: Final = timedelta(hours=36)  # how long an entry stands in its feed: longer than the longest outage
OUTAGE: Final = timedelta(hours=8)
REVISED: Final = 0.02  # share of entries that get another sentence later
CORRECTED: Final = "Some figures were corrected later in the report"
REVISED_AFTER: Final = timedelta(hours=3)
MARKED_UP: Final = 8  # every so many-th feed gives its texts as HTML; the others as plain text


@dataclass(frozen=True)
class Item:
    """One entry, as it is first and after its revision."""

    name: str
    feed: int
    title: str
    text: str
    at: datetime
    revised: datetime | None

    def shown(self, now: datetime) -> str:
        """The item as RSS."""
        return _rss(self, later=self.revised is not None and now >= self.revised)


@lru_cache(1 << 15)
def _rss(item: Item, *, later: bool) -> str:
    text = item.text + (f"\n\n{CORRECTED} {item.name}." if later else "")
    if item.feed % MARKED_UP == 0:
        text = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
    return (
        f"<item><guid isPermaLink='false'>{item.name}</guid><link>{{0}}/a/{item.name}</link>"
        f"<title>{escape(item.title)}</title><pubDate>{format_datetime(item.at)}</pubDate>"
        f"<c:encoded>{escape(text)}</c:encoded></item>"
    )


@dataclass
class World:
    """All feeds, and what time it is."""

    items: list[list[Item]]
    outages: dict[int, datetime]  # feed -> when it begins
    now: datetime = BEGIN
    answers: Counter[int] = field(default_factory=Counter)

    def feed(self, number: int, since: datetime, here: str) -> str:
        """The feed as it stands now."""
        shown = [item for item in self.items[number] if since <= item.at <= self.now]
        told = "".join(item.shown(self.now) for item in reversed(shown)).replace("{0}", here)
        return (
            "<?xml version='1.0'?><rss version='2.0' xmlns:c='http://purl.org/rss/1.0/modules/content/'>"
            f"<channel><title>Feed {number}</title>{told}</channel></rss>"
        )


def world(n: int, feeds: int, seed: int) -> World:
    """n entries in some feeds."""
    draw = np.random.default_rng(seed)
    pages = pl.concat(list(generate(n, days=DAYS, seed=seed, start=BEGIN))).sort("published", "article")
    items: list[list[Item]] = [[] for _ in range(feeds)]
    last = BEGIN + timedelta(days=DAYS)
    printed: set[tuple[int, str]] = set()
    for k, (title, text, when) in enumerate(pages.select("title", "text", "published").iter_rows()):
        at = datetime.fromisoformat(when.replace("Z", "+00:00"))
        at = min(at if at.tzinfo else at.replace(tzinfo=UTC), last)
        revised = at + REVISED_AFTER if draw.random() < REVISED else None
        number = int(draw.integers(feeds))
        while (number, text) in printed:  # to print a text twice means the same entry
            number = (number + 1) % feeds
        printed.add((number, text))
        items[number].append(Item(f"e{k}", number, title, text, at, revised))
    hours = DAYS * 24 - OUTAGE.total_seconds() / 3600 - SHOWN.total_seconds() / 3600
    broken = draw.choice(feeds, max(1, feeds // 8), replace=False)
    outages = {int(f): BEGIN + timedelta(hours=float(draw.uniform(0, hours))) for f in broken}
    return World(items, outages)


def serve(of: World) -> ThreadingHTTPServer:
    """The server of a world's feeds, not yet running."""

    class Feeds(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            number = int(self.path.rpartition("/")[2])
            begins = of.outages.get(number)
            here = f"http://{self.headers['Host']}"
            body = of.feed(number, of.now - SHOWN, here).encode()
            tag = f'"{hash(body):x}"'
            status = 200
            if begins and begins <= of.now < begins + OUTAGE:
                status, body = 503, b"out of order"
            elif self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
            of.answers[status] += 1
            self.send_response(status)
            self.send_header("Content-Type", "application/rss+xml")
            if status != 503:
                self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
            """Say nothing."""

    return ThreadingHTTPServer(("127.0.0.1", 0), Feeds)


def home(number: int, port: int) -> str:
    """Where a feed lives: each outlet has its own host."""
    return f"http://outlet{number}.example:{port}"


def live(of: World, store: Store, port: int, step: timedelta) -> list[Run]:
    """Run the job from the first hour until two days after the last entry."""
    memory = StoreMemory(store)
    for number in range(len(of.items)):
        subscribe_unseen(memory, f"{home(number, port)}/feed/{number}", outlet=f"Outlet {number}")
    manners = Manners(
        allow_private=True, robots=False, min_delay=0.0, attempts=1, max_packed_bytes=100_000_000,
        max_bytes=100_000_000,
    )  # fmt: skip
    fetcher = Fetcher(manners, resolve=lambda host, port: ["127.0.0.1"])
    journal = Journal(open("/dev/null", "w"), "text", lambda: of.now)  # noqa: SIM115, PTH123 (until we end)
    runs = []
    while of.now < BEGIN + timedelta(days=DAYS) + SHOWN:
        of.now += step
        runs.append(
            run_once(
                store, Job(full_text="never"), fetcher, journal, clock=lambda: of.now, stopped=lambda: False
            )
        )
        if sys.stderr.isatty():
            print(
                f"\r{of.now:%a %H:%M}  {sum(r.articles_new for r in runs):,} articles",
                end="",
                file=sys.stderr,
            )
    return runs


def partition(clusters: pl.DataFrame) -> set[tuple[str, ...]]:
    """The clusters as sets of articles."""
    return {tuple(sorted(rows["article"])) for rows in clusters.partition_by("cluster")}


def several(groups: set[tuple[str, ...]]) -> int:
    """How many of the groups are of two articles or more."""
    return sum(len(group) > 1 for group in groups)


def counted(numbers: Mapping[str, int]) -> str:
    """Numbers of things in words, the most first."""
    return ", ".join(
        f"{n:,} {what}" for what, n in sorted(numbers.items(), key=lambda one: (-one[1], one[0]))
    )


def batch(of: World, store: Store, port: int) -> pl.DataFrame:
    """schema.CLUSTERS of all entries in their last form, at once."""
    of.now += timedelta(days=1)
    frames = []
    for number in range(len(of.items)):
        base = home(number, port)
        url = f"{base}/feed/{number}"
        entries = read_feed(of.feed(number, BEGIN, base).encode(), "application/rss+xml", url).entries
        named = [(entry_keys(entry, url).article, entry) for entry in entries]
        frames.append(pages_of(named, {}, feed_url=url, outlet=f"Outlet {number}")[0])
    return detect(pl.concat(frames), store.settings, keep_lines=False).clusters


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--feeds", type=int, default=40)
    parser.add_argument("--step", type=float, default=60.0, help="minutes between two runs")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    of = world(given.entries, given.feeds, given.seed)
    with tempfile.TemporaryDirectory() as folder, serve(of) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_port
        start = time.perf_counter()
        with open_store(Path(folder) / "week.db", create=True) as store:
            runs = live(of, store, port, timedelta(minutes=given.step))
            lived = time.perf_counter() - start
            changes = Counter(changes_after(store, 0)["change"].to_list())
            failing = read_feeds(store).filter(pl.col("last_problem") != "").height
            kept = read_store(store.path)
            found = kept.clusters
            whole = batch(of, store, port)
        server.shutdown()
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
    revised = sum(item.revised is not None for feed in of.items for item in feed)
    ours, theirs = partition(found), partition(whole)
    roles = [frame.sort("article").select("article", "role") for frame in (found, whole)]
    new, changed = sum(r.articles_new for r in runs), sum(r.articles_changed for r in runs)
    for line in (
        f"{given.entries:,} entries of {given.feeds} feeds, {revised:,} revised; {len(of.outages)} outages",
        f"{len(runs):,} runs in {lived:.0f} s, the slowest {max(r.seconds for r in runs):.1f} s",
        f"answers of the server: {counted({f'HTTP {status}': n for status, n in of.answers.items()})}",
        f"{new:,} articles new, {changed:,} changed; {failing} feeds still in trouble; {size / 1e6:.0f} MB",
        f"changes of clusters: {counted(changes)}",
        f"clusters of two or more: {several(ours):,}; of one batch over everything: {several(theirs):,}",
    ):
        print(line)
    right = {
        "every entry once": found.height == given.entries,
        "every revision seen": kept.articles.filter(pl.col("body").str.contains(CORRECTED)).height == revised,
        "the batch's clusters": ours == theirs,
        "the batch's roles": roles[0].equals(roles[1]),
    }
    missing = whole.join(found, on="article", how="anti")["article"].to_list()
    for article in missing[:5]:
        print(f"missing: {article}")
    for what, holds in right.items():
        print(f"{what}: {'yes' if holds else 'NO'}")
    return 0 if all(right.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
