from __future__ import annotations

from dataclasses import replace

import pytest

from syndicate.schema import PAGES, PROBLEMS
from syndicate.sources.feeds.entry_pages import pages_of, postponed, wants_page
from syndicate.sources.feeds.model import Entry
from syndicate.sources.web import Fetched, Outcome

FEED = "https://news.example/feed"
URL = "https://www.news.example/storm?utm_source=rss"
SHORT = Entry(
    id="1", url=URL, title="Storm", published="2026-02-21T10:00:00Z", updated="2026-02-22", credit="AFP",
    language="en-GB", content="A storm came.",
)  # fmt: skip
FULL = replace(SHORT, content="<p>A storm came.</p>", markup=True, full=True)
PAGE = "<!doctype html><html><head><link rel='canonical' href='/storm'></head><body><p>Über</p></body></html>"
FOUND = Fetched(
    url=URL, outcome=Outcome.OK, status=200, body=PAGE.encode(), final_url="https://www.news.example/storm?s=1",
    content_type="text/html",
)  # fmt: skip


@pytest.mark.parametrize(("full_text", "entry", "wanted"), [
    ("auto", SHORT, True), ("auto", FULL, False), ("always", FULL, True), ("never", SHORT, False),
    ("always", replace(FULL, url=""), False), ("auto", replace(SHORT, url=""), False),
])  # fmt: skip
def test_pages_are_fetched_where_they_are_wanted(full_text: str, entry: Entry, wanted: bool) -> None:
    assert wants_page(entry, full_text) is wanted  # type: ignore[arg-type]


def test_no_entry_gives_empty_tables() -> None:
    pages, problems = pages_of([], {}, feed_url=FEED)
    assert (pages.schema, pages.height) == (PAGES.types, 0)
    assert (problems.schema, problems.height) == (PROBLEMS.types, 0)


def test_a_fetched_page_is_the_text() -> None:
    pages, problems = pages_of([("a", SHORT)], {URL: FOUND}, feed_url=FEED)
    assert problems.height == 0
    assert pages.row(0, named=True) == {
        "article": "a", "outlet": "news.example", "url": "https://www.news.example/storm", "title": "Storm",
        "published": "2026-02-21T10:00:00Z", "language": "en", "credit": "AFP", "text": PAGE, "markup": True,
        "place": FEED,
    }  # fmt: skip


def test_full_entries_are_their_own_text() -> None:
    pages, problems = pages_of([("a", FULL)], {}, feed_url=FEED)
    row = pages.row(0, named=True)
    assert (row["text"], row["markup"], row["url"]) == (FULL.content, True, "https://www.news.example/storm")
    assert problems.height == 0


@pytest.mark.parametrize(("outlet", "own", "expected"), [
    ("Named", "The Paper", "Named"), ("", "The Paper", "The Paper"), ("", "", "news.example"),
])  # fmt: skip
def test_who_published_it(outlet: str, own: str, expected: str) -> None:
    pages, _ = pages_of([("a", replace(FULL, outlet=own))], {}, feed_url=FEED, outlet=outlet)
    assert pages["outlet"].to_list() == [expected]


def test_an_entry_without_an_address_is_of_its_feed() -> None:
    pages, _ = pages_of([("a", replace(FULL, url=""))], {}, feed_url=FEED)
    assert pages.select("outlet", "url").rows() == [("news.example", "")]


@pytest.mark.parametrize(("own", "feed", "expected"), [
    ("", "de", "de"), ("PT_br", "de", "pt"), ("", "", ""), ("x-klingon", "", ""), ("english", "", ""),
])  # fmt: skip
def test_language_is_a_two_letter_code(own: str, feed: str, expected: str) -> None:
    pages, _ = pages_of([("a", replace(FULL, language=own))], {}, feed_url=FEED, language=feed)
    assert pages["language"].to_list() == [expected]


def test_the_date_of_an_update_serves_only_where_no_page_can_tell() -> None:
    undated = replace(SHORT, published="")
    assert pages_of([("a", undated)], {URL: FOUND}, feed_url=FEED)[0]["published"].to_list() == [""]
    assert pages_of([("a", undated)], {}, feed_url=FEED)[0]["published"].to_list() == ["2026-02-22"]


FAILED = Fetched(url=URL, outcome=Outcome.FAILED, problem="no answer in time")


@pytest.mark.parametrize("answer", [
    FAILED, replace(FAILED, status=503), replace(FAILED, outcome=Outcome.BUSY, status=429),
])  # fmt: skip
def test_what_may_pass_is_tried_again_and_not_taken_for_an_article(answer: Fetched) -> None:
    pages, problems = pages_of([("a", SHORT)], {URL: answer}, feed_url=FEED)
    assert pages.height == 0
    assert problems.rows() == [(FEED, f"{URL}: no answer in time", "it is tried again", True)]
    assert postponed(SHORT, answer)
    assert not postponed(FULL, answer)
    assert pages_of([("a", FULL)], {URL: answer}, feed_url=FEED)[0].height == 1


@pytest.mark.parametrize(("answer", "problem"), [
    (replace(FAILED, status=404, problem="the server answers 404"), "the server answers 404"),
    (replace(FAILED, lasting=True, problem="larger than 1,000 bytes"), "larger than 1,000 bytes"),
    (replace(FAILED, outcome=Outcome.DISALLOWED, problem="robots.txt forbids it"), "robots.txt forbids it"),
    (replace(FAILED, outcome=Outcome.REFUSED, problem="private"), "private"),
    (replace(FAILED, outcome=Outcome.GONE, status=410, problem="gone"), "gone"),
    (replace(FOUND, body=b"%PDF-1.7 \x00", content_type="application/pdf"), "no text page (application/pdf)"),
    (replace(FOUND, body=b" ", content_type=""), "no text page (nothing in it)"),
    (replace(FOUND, final_url="https://www.news.example/"), "its address now leads to the site's front page"),
])  # fmt: skip
def test_a_page_that_will_not_come_leaves_the_summary(answer: Fetched, problem: str) -> None:
    pages, problems = pages_of([("a", SHORT)], {URL: answer}, feed_url=FEED)
    assert pages["text"].to_list() == ["A storm came."]
    assert problems.rows() == [(FEED, f"{URL}: {problem}", "the entry's own text serves", False)]


def test_an_entry_without_any_text_is_skipped_and_told() -> None:
    pages, problems = pages_of([("a", Entry(id="1", title="Watch live"))], {}, feed_url=FEED)
    assert pages.height == 0
    assert problems["skipped"].to_list() == [True]
    assert problems["problem"][0].startswith("1: ")


def test_a_page_cut_short_is_taken_with_a_doubt() -> None:
    cut = replace(FOUND, problem="the answer ended too early")
    pages, problems = pages_of([("a", SHORT)], {URL: cut}, feed_url=FEED)
    assert pages.height == 1
    assert problems["skipped"].to_list() == [False]


def test_a_page_of_plain_text_is_no_markup() -> None:
    plain = replace(FOUND, body="Ein Sturm kam < heute.".encode("utf-16"), content_type="text/plain")
    pages, _ = pages_of([("a", SHORT)], {URL: plain}, feed_url=FEED)
    assert pages.select("text", "markup").rows() == [("Ein Sturm kam < heute.", False)]


def test_one_article_stands_once_in_its_last_form() -> None:
    pages, _ = pages_of([("a", FULL), ("a", replace(FULL, title="Storm: two dead"))], {}, feed_url=FEED)
    assert pages["title"].to_list() == ["Storm: two dead"]
