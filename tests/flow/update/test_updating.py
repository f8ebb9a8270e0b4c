from __future__ import annotations

import random
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st
from invented import HARBOUR, MIXED, ORCHARD, SPANISH, page, pages
from newsroom import differences, news

from syndicate.errors import InputError
from syndicate.flow.detect import Detection, detect
from syndicate.flow.pages import checked
from syndicate.flow.update import updating
from syndicate.flow.update.stored import read_clusters, read_store
from syndicate.flow.update.updating import Update, update
from syndicate.schema import CLUSTERS, PAGES
from syndicate.settings import Settings
from syndicate.sketch import nearest
from syndicate.store.file import Store, open_store
from syndicate.store.inbox import count_waiting, receive

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NOW = datetime(2026, 2, 21, 12, tzinfo=UTC)
N = 40
COPY = page(
    "copy", HARBOUR, outlet="Gazette", url="https://gazette.example/1", published="2026-02-20T12:00:00Z"
)
FIRST = page(
    "first", HARBOUR, outlet="Herald", url="https://herald.example/1", published="2026-02-20T10:00:00Z"
)
OTHER = page(
    "other", ORCHARD, outlet="Gazette", url="https://gazette.example/2", published="2026-02-20T11:00:00Z"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "news.db", create=True) as opened:
        yield opened


def take(store: Store, *rows: dict[str, str]) -> Update:
    return update(store, pages(*rows), now=NOW)


def told(done: Update) -> list[tuple[str, str, str]]:
    return done.changes.select("change", "articles", "others").rows()


@cache
def batch(closest: int) -> Detection:
    """One batch; `closest` tells the caps apart, under which it must be made."""
    assert closest == nearest.CLOSEST
    return detect(news(N), Settings(alone=1))


def stored(order: Sequence[int], cuts: Sequence[int]) -> Detection:
    """The same pages in this order, split at these places."""
    frame = news(N)[list(order)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        for low, high in zip([0, *sorted(cuts)], [*sorted(cuts), N], strict=True):
            with open_store(path, create=True) as store:
                update(store, frame[low:high], now=NOW)
        return read_store(path)


@given(st.permutations(range(N)), st.sets(st.integers(1, N - 1), max_size=5))
@tries(max_examples=12)
def test_any_order_and_any_split_give_one_batch(order: list[int], cuts: set[int]) -> None:
    assert differences(stored(order, sorted(cuts)), batch(nearest.CLOSEST)) == []


@given(st.permutations(range(N)), st.sets(st.integers(1, N - 1), max_size=5))
@tries(max_examples=12)
def test_so_they_do_where_articles_crowd_each_other_out(order: list[int], cuts: set[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, few in (("CLOSEST", 2), ("MOST", 3), ("LEADERS", 1)):
            patch.setattr(nearest, name, few)
        crowded = batch(2)
        assert crowded.links.height < batch_of_all().links.height
        assert differences(stored(order, sorted(cuts)), crowded) == []


def test_so_they_do_across_languages(store: Store) -> None:
    """A text of two languages is read in each, and a translation is judged as one, whenever it comes."""
    texts = [SPANISH, HARBOUR, ORCHARD, HARBOUR[:600], MIXED * 9, HARBOUR + SPANISH]
    rows = [page(f"a{i}", text, published="2026-02-20T10:00:00Z") for i, text in enumerate(texts)]
    for row in rows:
        take(store, row)
    found = read_store(store.path)
    assert differences(found, detect(pages(*rows), Settings(alone=1))) == []
    clusters = dict(found.clusters.select("article", "cluster").iter_rows())
    assert clusters["a0"] == clusters["a1"] != clusters["a2"]


def batch_of_all() -> Detection:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nearest, "CLOSEST", 16)
        patch.setattr(nearest, "MOST", 128)
        return batch(16)


def test_nothing_gives_nothing(store: Store) -> None:
    done = update(store, PAGES.empty(), now=NOW)
    assert (done.received, done.new, done.changed, done.same, done.clusters) == (0, 0, 0, 0, ())
    assert read_store(store.path).clusters.equals(CLUSTERS.empty())


def test_articles_of_no_words_and_of_one_are_kept(store: Store) -> None:
    done = take(store, page("none", "..."), page("one", "Hm."), page("same", "Hm."))
    assert (done.new, done.clusters) == (3, ())
    assert read_store(store.path).articles["article"].to_list() == ["none", "one", "same"]


def test_pages_given_again_change_nothing(store: Store) -> None:
    first, again = take(store, COPY, OTHER), take(store, OTHER, COPY)
    assert (first.received, first.new) == (2, 2)
    assert (again.received, again.new, again.same, again.changes.height) == (0, 0, 0, 0)


def test_a_new_text_replaces_the_old_and_keeps_it(store: Store) -> None:
    take(store, FIRST, COPY)
    done = take(store, COPY | {"article": "another id", "text": ORCHARD})
    assert (done.new, done.changed) == (0, 1)
    assert told(done) == [("dissolved", '["first", "copy"]', "[]")]
    found = read_store(store.path)
    assert found.articles["article"].to_list() == ["copy", "first"]
    assert "Beetles" in found.articles["body"][0]
    versions = store.connection.execute("SELECT article, body FROM versions").fetchall()
    assert [(article, "breakwater" in body) for article, body in versions] == [("copy", True)]


def test_an_old_text_that_comes_back_changes_nothing(store: Store) -> None:
    newer = COPY | {"text": HARBOUR.replace("43 million", "45 million")}
    take(store, COPY)
    take(store, newer)
    assert take(store, COPY | {"title": "From a cache"}).same == 1
    assert "45 million" in read_store(store.path).articles["body"][0]
    assert store.connection.execute("SELECT count(*) FROM version").fetchone() == (1,)


def test_an_empty_text_replaces_nothing(store: Store) -> None:
    take(store, COPY)
    assert take(store, COPY | {"text": "***"}).same == 1
    assert "breakwater" in read_store(store.path).articles["body"][0]


def test_an_id_of_another_outlet_gets_a_mark(store: Store) -> None:
    take(store, FIRST)
    take(store, OTHER | {"article": "first"})
    ids = read_store(store.path).articles["article"].to_list()
    assert ids[0] == "first"
    assert ids[1].startswith("first#")


def test_the_log_of_a_cluster(store: Store) -> None:
    third = COPY | {"article": "third", "outlet": "Post", "url": "https://post.example/1"}
    assert told(take(store, COPY, OTHER)) == []
    (created,) = take(store, third).changes.rows(named=True)
    assert (created["change"], created["articles"]) == ("created", '["copy", "third"]')
    grown = take(store, FIRST).changes.rows(named=True)
    assert [(row["change"], row["articles"]) for row in grown] == [
        ("grown", '["first"]'),
        ("re-rooted", '["first"]'),
    ]
    assert {row["cluster"] for row in (created, *grown)} == {created["cluster"]}
    assert all(row["at"] == "2026-02-21T12:00:00Z" for row in (created, *grown))


def test_a_late_original_roots_its_cluster_anew(store: Store) -> None:
    take(store, COPY, COPY | {"article": "third", "url": "https://post.example/1", "outlet": "Post"})
    take(store, FIRST | {"outlet": "Reuters"})
    found = read_store(store.path)
    assert found.clusters.filter(pl.col("role") == "origin")["article"].to_list() == ["first"]


def test_clusters_are_read_alone(store: Store) -> None:
    done = take(store, COPY, FIRST, OTHER)
    found = read_clusters(store, done.clusters)
    assert found.articles["article"].to_list() == ["copy", "first"]
    assert (found.pairs.height, found.links.height) == (1, 1)
    assert found.evidence.keys() == {"copy", "first"}
    assert read_clusters(store, ["no such"]).clusters.height == 0


def test_what_waits_is_read_first(store: Store) -> None:
    assert receive(store, checked(news(5))) == 5
    assert receive(store, checked(news(5))) == 0
    assert count_waiting(store) == 5
    assert update(store, now=NOW).new == 5
    assert count_waiting(store) == 0


def test_an_error_in_a_step_leaves_the_pages_waiting(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise InputError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(updating, "regroup", fails)
        with pytest.raises(InputError):
            take(store, COPY, FIRST)
    assert count_waiting(store) == 2
    assert store.connection.execute("SELECT count(*) FROM article").fetchone() == (0,)
    assert update(store, now=NOW).new == 2


def test_ids_last_whatever_comes(store: Store) -> None:
    frame = news(N)
    rows = list(range(N))
    random.Random(3).shuffle(rows)  # noqa: S311 (no secret)
    before: dict[str, list[str]] = {}
    for row in rows:
        update(store, frame[row : row + 1], now=NOW)
        clusters = read_store(store.path).clusters
        members = dict(clusters.group_by("cluster").agg("article").rows())
        own = dict(clusters.select("article", "cluster").rows())
        for name, former in before.items():
            now = {own[article] for article in former}
            # it lasts, or an older one took in the part that it would have gone with
            assert name in now or any(other in before for other in now)
        before = members
