"""The feeds as a table: when each was read, and below them which are in trouble."""

from __future__ import annotations

import polars as pl
import pytest
from golden_files import agree
from rich.cells import cell_len

from syndicate.report.columns import plain
from syndicate.report.feeds_shown import feeds_shown
from syndicate.report.plain import WIDTH
from syndicate.schema import FEEDS


def feed(url: str, **given: object) -> dict[str, object]:
    empty = {
        name: {pl.String: "", pl.Int64: 0, pl.Float64: None, pl.Boolean: False}[dtype]
        for name, dtype in FEEDS.types.items()
    }
    return {**empty, "url": url, **given}


TABLE = FEEDS.frame([
    feed("https://harbour.example/rss", outlet="Harbour Post", last_ok_at="2026-03-10T08:30:00Z",
         next_at="2026-03-10T08:45:00Z"),
    feed("https://news.example/a/long/way/to/the/feed/of/the/regional/edition.xml", title="Regional"),
    feed("https://gone.example/rss", gone=True, last_status="gone", last_problem="410", failures=3),
])  # fmt: skip


def test_golden() -> None:
    told = (f"== {w} columns\n{plain(feeds_shown(TABLE, w), w)}" for w in (60, 80, WIDTH, 160))
    agree("feeds.txt", "".join(told))


def test_none() -> None:
    said = plain(feeds_shown(FEEDS.empty(), 80), 80)
    assert said == "No feed yet: `syndicate feeds add URL --store FILE.db` adds one.\n"


@pytest.mark.parametrize("width", [60, 80, 160])
def test_hostile_names(width: int) -> None:
    name = "\x1b[31m\u202e\n" + "宽" * 60
    said = plain(feeds_shown(FEEDS.frame([feed(name, outlet=name, last_problem=name)]), width), width)
    assert {c for c in said if not c.isprintable()} == {"\n"}
    assert max(map(cell_len, said.splitlines())) <= width
