"""The report in a real browser, as somebody reads it: filters, stories, pairs, keys, print, colours."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from contents_by_hand import contents, retold
from detections import AGENCY, BRIEF, REPRINT, SHARES, WIRE
from selenium.webdriver.common.keys import Keys

from syndicate.report.html.writing import write_report
from syndicate.schema import LINES

from .conftest import part

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Browser

STORY = "#/story/s1"
PAIR = f"#/pair/{part(BRIEF)}/{part(WIRE)}"
VIEWS = ("", STORY, PAIR, f"#/article/{part(WIRE)}", "#/outlets", "#/methods", "#/story/none")
WIDTHS = (360, 900, 1600)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = retold()
    cut = [
        {"article": BRIEF, "line": n, "text": text, "kept": False, "reason": "menu"}
        for n, text in enumerate(("Subscribe to our newsletter", "Most read"))
    ]
    return write_report(contents(found, lines=LINES.frame(cut)), tmp_path_factory.mktemp("r") / "r.html").page


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("p") / "big report.html"
    return write_report(contents(retold()), path, on_one_page=5).page


def headlines(browser: Browser) -> list[str]:
    return [node.text for node in browser.shown(".story-row h2")]


@pytest.mark.parametrize("route", VIEWS)
def test_every_view_is_quiet_and_asks_nobody(browser: Browser, page: Path, route: str) -> None:
    browser.open(page, route)
    assert browser.one("h1").text
    assert browser.complaints() == []
    assert browser.requests() == [page.as_uri()]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("route", VIEWS)
def test_every_view_fits_its_screen(browser: Browser, page: Path, route: str, width: int) -> None:
    browser.open(page, route, width=width)
    assert browser.run("return document.documentElement.scrollWidth") <= width
    assert browser.complaints() == []


class TestStories:
    def test_stories_of_one_article_are_shown_when_asked(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        assert len(headlines(browser)) == 1
        assert "1 article that nobody else carries not shown" in browser.one(".count").text
        browser.one("input[type=checkbox]").click()
        assert len(headlines(browser)) == 2

    @pytest.mark.parametrize(
        ("query", "n"),
        [
            ("troops", 1),
            ("TROOPS lomasse", 1),
            ("ultimas", 1),
            ("Últimas", 1),
            ("unicorn", 0),
            ("troops unicorn", 0),
        ],
    )
    def test_search_at_every_key(self, browser: Browser, page: Path, query: str, n: int) -> None:
        browser.open(page)
        browser.one("#search").send_keys(query)
        assert len(headlines(browser)) == n
        assert bool(browser.one(".count").text.startswith("No story")) == (n == 0)

    @pytest.mark.parametrize(
        ("label", "value", "n"),
        [("Outlet", "AFP", 1), ("Agency credited", "AFP", 1), ("Agency credited", "-", 1),
         ("Language", "es", 1), ("Relation", "copy", 1), ("Relation", "rewrite", 0)],
    )  # fmt: skip
    def test_filters(self, browser: Browser, page: Path, label: str, value: str, n: int) -> None:
        browser.open(page)
        (chosen,) = [one for one in browser.all(".filters .choice") if one.text.startswith(label)]
        chosen.find_element("css selector", f"option[value='{value}']").click()
        assert len(headlines(browser)) == n

    def test_dates_and_a_link_to_what_was_asked(self, browser: Browser, page: Path) -> None:
        browser.open(page, "#/stories?from=2026-03-11&q=troops")
        assert headlines(browser) == []
        assert browser.one("#search").get_attribute("value") == "troops"
        browser.open(page, "#/stories?to=2026-03-11")
        assert len(headlines(browser)) == 1

    def test_filters_of_one_article_not_of_several(self, browser: Browser, page: Path) -> None:
        browser.open(page, "#/stories?language=es&wire=AFP")
        assert headlines(browser) == []


class TestStory:
    def test_opens_and_goes_back(self, browser: Browser, page: Path) -> None:
        browser.open(page, "#/stories?q=troops")
        browser.one(".story-row h2 a").click()
        browser.until(lambda: browser.route == STORY)
        assert browser.focused().tag_name == "h1"
        assert "– Syndication report" in browser.chrome.title
        browser.chrome.back()
        browser.until(lambda: browser.shown("#search"))
        assert browser.one("#search").get_attribute("value") == "troops"

    def test_tells_it_in_its_sections(self, browser: Browser, page: Path) -> None:
        browser.open(page, STORY)
        assert [node.text for node in browser.all(".section > h2")] == [
            "Who took it from whom",
            "Who kept, changed and added how much",
            "What each outlet added and left out",
            "The report, sentence by sentence",
            "How much they share",
        ]
        assert len(browser.all(".tree li")) == 5
        assert len(browser.all(".card")) == 4

    def test_a_link_to_a_section_scrolls_there(self, browser: Browser, page: Path) -> None:
        browser.open(page, f"{STORY}/overlap")
        assert browser.focused().text == "How much they share"
        browser.one(f".contents a[href='{STORY}/measures']").click()
        browser.until(lambda: browser.focused().text.startswith("Who kept"))

    def test_columns_sort(self, browser: Browser, page: Path) -> None:
        browser.open(page, STORY)
        (button,) = [one for one in browser.all(".sort") if one.text.startswith("Outlet")]
        button.click()
        first = [node.text for node in browser.all(".sortable tbody th a")]
        assert first == sorted(first)
        assert browser.focused().text.startswith("Outlet")
        browser.press(Keys.ENTER)
        assert [node.text for node in browser.all(".sortable tbody th a")] == first[::-1]

    def test_the_heat_map_turns(self, browser: Browser, page: Path) -> None:
        browser.open(page, STORY)
        before = [node.text for node in browser.all(".heat tbody td")]
        browser.one(".tools button[aria-pressed=false]").click()
        assert [node.text for node in browser.all(".heat tbody td")] != before
        browser.one(".tools option[value=name]").click()
        names = [node.text for node in browser.all(".heat tbody th")]
        assert names == sorted(names, key=str.lower)
        browser.one(".heat tbody td a").click()
        browser.until(lambda: browser.route.startswith("#/pair/"))

    def test_of_several_reports_one_is_told_at_a_time(self, browser: Browser, tmp_path: Path) -> None:
        found = retold()
        second = pl.col("article").is_in([AGENCY, REPRINT])
        role = (
            pl.when(pl.col("article") == AGENCY).then(pl.lit("origin")).when(second).then(pl.lit("derived"))
        )
        clusters = found.clusters.with_columns(
            cluster=pl.when(second).then(pl.lit("c2")).otherwise("cluster"), role=role.otherwise("role")
        ).sort("story", "cluster", maintain_order=True)
        told = contents(replace(found, clusters=clusters))
        browser.open(write_report(told, tmp_path / "r.html").page, STORY)
        assert [node.text for node in browser.all(".reports a")] == ["Reuters", "AFP"]
        before = {node.text for node in browser.all(".card h3")}
        browser.all(".reports a")[1].click()
        browser.until(lambda: browser.route == f"{STORY}/measures-2")
        after = {node.text for node in browser.all(".card h3")}
        assert "AFP" in after
        assert not before & after
        assert browser.complaints() == []

    def test_long_lists_fold(self, browser: Browser, page: Path) -> None:
        browser.open(page, STORY)
        more = browser.one(".piece .more")
        box = more.find_element("xpath", "..")
        before = len(box.find_elements("css selector", "li"))
        n = int(more.text.split()[1])
        more.click()
        assert len(box.find_elements("css selector", "li")) == before + n


class TestPair:
    def sentence(self, browser: Browser, side: str, i: int) -> Any:
        return browser.one(f".sentence[data-side={side}][data-i='{i}']")

    def linked(self, browser: Browser, name: str) -> set[str]:
        return {node.get_attribute("data-side") for node in browser.all(f".sentence.{name}")}

    def partnered(self, browser: Browser) -> int:
        return int(browser.one(".sentence.edited[data-side=a]").get_attribute("data-i"))

    def test_hover_links_both_sides(self, browser: Browser, page: Path) -> None:
        browser.open(page, PAIR)
        browser.hover(self.sentence(browser, "a", self.partnered(browser)))
        assert self.linked(browser, "linked") == {"a", "b"}
        assert browser.all(".minimap rect.linked")
        assert browser.all(".minimap path.linked")
        browser.hover(browser.one(".masthead"))
        browser.until(lambda: not browser.all(".linked"))

    def test_a_click_pins_and_names_the_place(self, browser: Browser, page: Path) -> None:
        browser.open(page, PAIR)
        i = self.partnered(browser)
        self.sentence(browser, "a", i).click()
        assert browser.route == f"{PAIR}/{i}"
        assert self.linked(browser, "chosen") == {"a", "b"}
        assert self.sentence(browser, "a", i).get_attribute("aria-pressed") == "true"
        browser.open(page, f"{PAIR}/{i}")
        browser.until(lambda: self.linked(browser, "chosen") == {"a", "b"})

    def test_named_from_the_other_side_it_is_the_same_place(self, browser: Browser, page: Path) -> None:
        browser.open(page, f"#/pair/{part(WIRE)}/{part(BRIEF)}/0")
        browser.until(lambda: browser.route == f"{PAIR}/o0")

    def test_next_and_previous_difference(self, browser: Browser, page: Path) -> None:
        browser.open(page, PAIR)
        number = int(browser.one(".position").text.split()[0])
        following, before = browser.all(".steps button")[1], browser.all(".steps button")[0]
        following.click()
        assert browser.one(".position").text == f"1 of {number}"
        before.click()
        assert browser.one(".position").text == f"{number} of {number}"
        browser.press("n")
        assert browser.one(".position").text == f"1 of {number}"
        assert "Difference 1 of" in browser.one("#status").get_attribute("textContent")

    def test_keys_walk_the_sentences(self, browser: Browser, page: Path) -> None:
        browser.open(page, PAIR)
        browser.run("arguments[0].focus()", self.sentence(browser, "a", 0))
        assert browser.all(".linked")
        browser.press(Keys.ARROW_DOWN)
        assert browser.focused().get_attribute("data-i") == "1"
        browser.press(Keys.HOME)
        assert browser.focused().get_attribute("data-i") == "0"
        browser.press(Keys.END)
        last = int(browser.focused().get_attribute("data-i"))
        assert last == len(browser.all(".sentence[data-side=a]")) - 1
        i = self.partnered(browser)
        browser.run("arguments[0].focus()", self.sentence(browser, "a", i))
        browser.press(Keys.ARROW_RIGHT)
        assert browser.focused().get_attribute("data-side") == "b"
        browser.press(Keys.ENTER)
        assert "chosen" in browser.focused().get_attribute("class")

    def test_one_stop_for_each_text(self, browser: Browser, page: Path) -> None:
        browser.open(page, PAIR)
        assert len(browser.all(".sides .sentence[tabindex='0']")) == 2

    def test_words_that_changed_and_facts_that_were_altered(self, browser: Browser, page: Path) -> None:
        browser.open(page, PAIR)
        assert browser.shown(".sentence.edited .new")
        assert browser.shown(".sides .alters")
        assert "altered: 240 -> 250" in browser.one(".sentence.edited").get_attribute("title")

    def test_every_status_has_a_sign_beside_its_colour(self, browser: Browser, page: Path) -> None:
        browser.open(page, PAIR)
        signs = {
            (node.get_attribute("class").split()[1], node.find_element("css selector", ".mark").text)
            for node in browser.all(".sentence")
        }
        assert signs == {("kept", "="), ("edited", "~"), ("added", "+"), ("removed", "−")}

    def test_line_by_line(self, browser: Browser, page: Path) -> None:
        browser.open(page, PAIR)
        assert browser.shown(".sides")
        browser.one(".switches button[aria-pressed=false]").click()
        assert not browser.shown(".sides")
        assert len(browser.shown(".lines li")) == len(browser.all(".lines li"))
        browser.one(".lines li").click()
        browser.press(Keys.ARROW_DOWN)
        assert browser.focused().get_attribute("data-line") == "1"

    def test_a_phone_has_it_line_by_line(self, browser: Browser, page: Path) -> None:
        browser.open(page, PAIR, width=360)
        assert browser.shown(".lines")
        assert not browser.shown(".sides")

    def test_what_was_cut_is_shown_on_demand(self, browser: Browser, page: Path) -> None:
        browser.open(page, PAIR)
        assert browser.shown(".cut") == []
        (button,) = [
            one for one in browser.all("button") if one.text.startswith("Show what was cut (2 lines)")
        ]
        button.click()
        assert "Subscribe to our newsletter" in browser.shown(".cut")[0].text

    def test_the_other_article_can_be_changed(self, browser: Browser, page: Path) -> None:
        browser.open(page, PAIR)
        browser.one(f".heads option[value='{REPRINT}']").click()
        browser.until(lambda: part(REPRINT) in browser.route)
        browser.chrome.back()
        browser.until(lambda: browser.route.startswith(PAIR))

    def test_two_that_were_not_compared(self, browser: Browser, page: Path) -> None:
        browser.open(page, f"#/pair/{part(WIRE)}/{part(SHARES)}")
        assert browser.one("h1").text == "Not compared"


class TestKeys:
    def test_a_walk_from_the_top_opens_a_story(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        seen = []
        for _ in range(30):
            browser.press(Keys.TAB)
            node = browser.focused()
            seen.append(node.get_attribute("class") or node.get_attribute("id") or node.tag_name)
            width = node.value_of_css_property("outline-width")
            assert width == "3px", (seen[-1], width)
            if node.get_attribute("href") == page.as_uri() + STORY:
                break
        assert seen[0] == "skip"
        browser.press(Keys.ENTER)
        browser.until(lambda: browser.route == STORY)

    def test_skip_link(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        browser.press(Keys.TAB, Keys.ENTER)
        assert browser.focused().get_attribute("id") == "main"
        assert headlines(browser)


class TestColours:
    def ground(self, browser: Browser) -> str:
        return str(browser.one("body").value_of_css_property("background-color"))

    def test_as_the_system_has_it_and_as_the_reader_wants(self, browser: Browser, page: Path) -> None:
        browser.open(page, dark=True)
        dark = self.ground(browser)
        browser.media("screen", dark=False)
        light = self.ground(browser)
        assert dark != light
        theme = browser.one("#theme")
        theme.click()
        theme.click()
        assert (theme.text[2:], self.ground(browser)) == ("Dark", dark)
        browser.open(page)
        assert self.ground(browser) == dark  # remembered
        browser.one("#theme").click()
        assert (browser.one("#theme").text[2:], self.ground(browser)) == ("Auto", light)

    def test_nothing_moves_for_those_who_asked_for_calm(self, browser: Browser, page: Path) -> None:
        browser.open(page, PAIR)
        assert browser.one("button").value_of_css_property("transition-duration") == "0s"
        browser.media("screen", calm=False)
        assert browser.one("button").value_of_css_property("transition-duration") != "0s"


class TestPrint:
    def test_a_pair_prints_line_by_line_on_white(self, browser: Browser, page: Path) -> None:
        browser.open(page, PAIR, dark=True)
        browser.media("print", dark=True)
        assert browser.shown(".lines")
        assert not browser.shown(".sides, .masthead nav, #theme, .buttons")
        assert browser.one("body").value_of_css_property("background-color") == "rgba(255, 255, 255, 1)"

    def test_it_makes_a_document(self, browser: Browser, page: Path) -> None:
        browser.open(page, STORY)
        printed = browser.chrome.execute_cdp_cmd("Page.printToPDF", {})
        assert printed["data"].startswith("JVBERi0")  # %PDF-

    def test_what_is_folded_is_printed_whole(self, browser: Browser, page: Path) -> None:
        browser.open(page, STORY)
        before = len(browser.all(".piece li"))
        folded = sum(int(more.text.split()[1]) for more in browser.all(".piece .more"))
        assert folded
        browser.run("dispatchEvent(new Event('beforeprint'))")
        assert len(browser.all(".piece li")) == before + folded

    def test_a_story_prints_without_what_cannot_be_pressed(self, browser: Browser, page: Path) -> None:
        browser.open(page, STORY)
        browser.media("print")
        assert not browser.shown(".tools, .contents, button.more")
        assert len(browser.shown(".section")) == 5


class TestPages:
    def test_from_the_overview_to_a_story_and_back(self, browser: Browser, paged: Path) -> None:
        browser.open(paged)
        assert "1 article that nobody else carries" in browser.one(".lead").text
        browser.one(".story-row h2 a").click()
        browser.until(lambda: browser.shown(".tree"))
        assert browser.chrome.current_url.endswith(f"/0001.html{STORY}")
        browser.one(".tree .label a").click()
        browser.until(lambda: browser.shown(".crumbs"))
        browser.one(".crumbs a").click()
        browser.until(lambda: browser.shown(".story-row"))
        assert browser.chrome.current_url == f"{paged.as_uri()}#/stories"

    def test_a_kept_address_of_a_story_finds_its_page(self, browser: Browser, paged: Path) -> None:
        browser.open(paged, STORY)
        browser.until(lambda: browser.shown(".tree"))
        assert browser.complaints() == []

    def test_the_other_views_are_those_of_the_overview(self, browser: Browser, paged: Path) -> None:
        browser.open(paged, STORY)
        browser.until(lambda: browser.shown(".tree"))
        browser.one("[data-view=methods]").click()
        browser.until(lambda: browser.shown(".settings"))


def test_nothing_to_show(browser: Browser, tmp_path: Path) -> None:
    found = retold()
    alone = found.clusters.filter(pl.col("story") == "s2")
    empty = contents(found, clusters=alone, measures=pl.DataFrame(contents(found).measures.clear()))
    page = write_report(empty, tmp_path / "r.html").page
    browser.open(page)
    assert "No two of these articles derive from one report" in browser.one(".lead").text
    assert browser.complaints() == []
