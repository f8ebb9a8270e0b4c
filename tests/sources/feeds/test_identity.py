from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.sources.feeds.identity import Fate, Sighting, entry_keys, sift
from syndicate.sources.feeds.model import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

FEED = "https://www.news.example/feed"
LONG = "The river rose by two metres overnight and the old town was cleared. " * 5
STORM = Entry(id="1", url="https://news.example/storm?utm_source=rss", title="Storm", content=LONG)


def unseen(keys: Sequence[str]) -> dict[str, str]:
    """Nothing was stored before."""
    return {}


def meet(*rounds: Entry, feed: str = FEED, seen: dict[str, str] | None = None) -> list[tuple[str, str]]:
    """Fate and article of entries that come one after the other, each in a document of its own."""
    seen = {} if seen is None else seen
    met: list[Sighting] = []
    for entry in rounds:
        (sighting,) = sift([entry], feed, lambda keys: seen)
        seen.update((key, sighting.article) for key in sighting.keys.known())
        met.append(sighting)
    return [(sighting.fate.value, sighting.article) for sighting in met]


ARTICLE = "https://news.example/storm"


@pytest.mark.parametrize(("later", "fate"), [
    (STORM, "known"),
    (replace(STORM, url="https://m.news.example/storm/#x"), "known"),
    (replace(STORM, id="new every time"), "known"),
    (replace(STORM, url="https://news.example/storm-moved"), "known"),
    (replace(STORM, id="2", url="https://news.example/s?session=2"), "known"),
    (replace(STORM, id="", url=""), "known"),
    (replace(STORM, content=f"<p>{LONG}</p>\n", markup=True), "known"),
    (replace(STORM, content=LONG + "Two people died."), "changed"),
    (replace(STORM, title="Storm: two dead"), "changed"),
    (replace(STORM, id="2", content="Other text. " + LONG), "changed"),
    (replace(STORM, url="https://news.example/x", content="Other text. " + LONG), "changed"),
])  # fmt: skip
def test_an_entry_is_known_by_any_of_its_keys(later: Entry, fate: str) -> None:
    assert meet(STORM, later) == [("new", ARTICLE), (fate, ARTICLE)]


@pytest.mark.parametrize("other", [
    replace(STORM, id="2", url="https://news.example/flood", title="Flood"),
    Entry(id="2", url="https://news.example/live", title="Watch live"),
])  # fmt: skip
def test_another_entry_is_new(other: Entry) -> None:
    assert [fate for fate, _ in meet(STORM, other)] == ["new", "new"]


def test_short_texts_do_not_make_two_entries_one() -> None:
    briefs = [Entry(id=str(n), url=f"https://news.example/{n}", title="Watch live") for n in range(3)]
    assert [fate for fate, _ in meet(*briefs)] == ["new"] * 3


def test_the_same_text_and_id_from_another_outlet_is_another_article() -> None:
    seen: dict[str, str] = {}
    copy = replace(STORM, url="https://paper.example/storm")
    first, second = meet(STORM, seen=seen), meet(copy, feed="https://paper.example/rss", seen=seen)
    assert (first, second) == ([("new", ARTICLE)], [("new", "https://paper.example/storm")])


def test_the_same_page_in_two_feeds_is_one_article() -> None:
    seen: dict[str, str] = {}
    meet(STORM, seen=seen)
    assert meet(replace(STORM, id="9"), feed="https://news.example/world", seen=seen) == [("known", ARTICLE)]


def test_a_later_update_of_a_summary_may_be_a_version() -> None:
    first = replace(STORM, updated="2026-02-21T10:00:00Z")
    again = replace(first, updated="2026-02-21T11:00:00Z")
    assert [fate for fate, _ in meet(first, first, again, again)] == ["new", "known", "changed", "known"]
    assert [fate for fate, _ in meet(replace(first, full=True), replace(again, full=True))] == [
        "new",
        "known",
    ]


def test_the_front_page_is_nobodys_address() -> None:
    ticker = [
        Entry(id=str(n), url="https://news.example/", title=f"Note {n}", content=f"{n} {LONG}")
        for n in range(3)
    ]
    found = sift(ticker, FEED, unseen)
    assert [sighting.fate for sighting in found] == [Fate.NEW] * 3
    assert [sighting.article for sighting in found] == [f"news.example|{n}" for n in range(3)]


def test_an_id_that_stands_at_several_addresses_is_not_believed() -> None:
    entries = [Entry(id="0", url=f"https://news.example/{n}", title=f"Note {n}") for n in range(3)]
    assert [sighting.fate for sighting in sift(entries, FEED, unseen)] == [Fate.NEW] * 3


def test_the_same_entry_twice_in_a_document_is_one() -> None:
    twin = replace(STORM, id="2", url="https://news.example/storm?utm_source=x")
    assert [sighting.fate for sighting in sift([STORM, STORM, twin], FEED, unseen)] == [Fate.NEW, Fate.KNOWN]


def test_an_entry_with_nothing_to_know_it_by_is_left_out() -> None:
    assert sift([Entry()], FEED, unseen) == []
    (only_title,) = sift([Entry(title="Storm")], FEED, unseen)
    assert only_title.fate is Fate.NEW
    assert only_title.article.startswith("brief:news.example|")


def test_long_ids_are_known_by_a_short_key() -> None:
    keys = entry_keys(Entry(id="x" * 2000, url="https://news.example/" + "y" * 2000), FEED)
    assert all(len(key) < 300 for key in keys.known())


ENTRIES = st.builds(
    Entry,
    id=st.sampled_from(["", "1", "2", "3"]),
    url=st.sampled_from(
        [
            "",
            "https://news.example/",
            "https://news.example/1",
            "https://news.example/2",
            "https://b.example/1",
        ]
    ),
    title=st.sampled_from(["", "Storm", "Flood"]),
    content=st.sampled_from(["", LONG, "Other. " + LONG]),
    updated=st.sampled_from(["", "2026-02-21"]),
)


@given(st.lists(ENTRIES, max_size=12))
def test_a_second_reading_of_the_same_feed_brings_nothing_new(entries: list[Entry]) -> None:
    seen: dict[str, str] = {}
    for sighting in sift(entries, FEED, lambda keys: seen):
        for key in sighting.keys.known():
            seen.setdefault(key, sighting.article)
    assert [
        sighting.fate for sighting in sift(entries, FEED, lambda keys: seen) if sighting.fate is Fate.NEW
    ] == []


@given(st.lists(ENTRIES, max_size=12))
def test_every_article_is_new_once(entries: list[Entry]) -> None:
    new = [sighting.article for sighting in sift(entries, FEED, unseen) if sighting.fate is Fate.NEW]
    assert len(new) == len(set(new))


def test_what_is_stored_is_looked_up_once_for_all() -> None:
    asked: list[set[str]] = []

    def look_up(keys: Sequence[str]) -> dict[str, str]:
        asked.append(set(keys))
        return {"url:news.example/storm": "an older id"}

    other = Entry(id="2", url="https://news.example/flood", title="Flood")
    found = sift([STORM, other], FEED, look_up)
    assert [(sighting.fate, sighting.article) for sighting in found] == [
        (Fate.CHANGED, "an older id"), (Fate.NEW, "https://news.example/flood"),
    ]  # fmt: skip
    assert asked == [{key for sighting in found for key in sighting.keys.known()}]
