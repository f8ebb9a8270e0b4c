"""A cluster of many articles in the browser: a complete heat map, and lists that unfold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from contents_by_hand import contents
from detections import article, detection, member
from selenium.webdriver.common.keys import Keys

from syndicate.report.html.contents import UNKNOWN, Grid
from syndicate.report.html.writing import write_report

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Browser

ROUTE = "#/story/s1"
DOTS = "document.querySelector('.picture canvas').getContext('2d').getImageData(%d, %d, 1, 1).data"


def crowd(folder: Path, n: int) -> Path:
    """A report of one cluster of n articles, of which each is laid beside the first alone."""
    rows = [
        article(
            f"a{i:03}", outlet=f"Paper {i:03}", body=f"The board met on Tuesday. Crews{i} left{i} early{i}."
        )
        for i in range(n)
    ]
    found = detection(
        rows,
        [
            member(row, "s1 c1", "derived" if i else "origin", "edit", 0.9, "a000")
            for i, row in enumerate(rows)
        ],
    )
    told = contents(found).texts(found.clusters)
    beside = told.aligned["other"] == "a000"
    words = np.fromfunction(lambda row, column: (row * 7 + column) % 101, (n, n)).astype(np.uint8)
    sentences = np.full((n, n), 40, np.uint8)
    sentences[2, 3] = UNKNOWN
    grid = Grid("c1", [str(row["article"]) for row in rows], words, sentences)
    shared = told.shared.filter(told.shared["other"] == "a000")
    page = contents(found, aligned=told.aligned.filter(beside), shared=shared, grids=[grid])
    return write_report(page, folder / "r.html").page


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return crowd(tmp_path_factory.mktemp("some"), 40)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return crowd(tmp_path_factory.mktemp("many"), 90)


def test_every_cell_is_filled(browser: Browser, some: Path) -> None:
    browser.open(some, ROUTE)
    cells = browser.all(".heat tbody td")
    assert len(cells) == 40 * 40
    shown = browser.run(
        "return [...document.querySelectorAll('.heat tbody td')].map((one) => one.textContent)"
    )
    assert "not compared" not in shown
    assert shown.count("·itself") == 40
    titles = [one.get_attribute("title") for one in browser.all(".heat tbody tr:nth-child(3) td.about span")]
    assert "at least 17% of Paper 002 in Paper 003" in titles  # of that pair only the runs were read
    assert titles.count("about 40% of Paper 002 in Paper 004") == 1
    assert "In italics" in browser.one(".section .note").text
    browser.one(".tools button[aria-pressed=false]").click()
    words = browser.run(
        "return [...document.querySelectorAll('.heat tbody td')].map((one) => one.textContent)"
    )
    assert "not compared" not in words
    assert words[2 * 40 + 3] == str((2 * 7 + 3) % 101)


def test_a_cell_opens_the_two_where_they_were_laid_side_by_side(browser: Browser, some: Path) -> None:
    browser.open(some, ROUTE)
    assert len(browser.all(".heat tbody a")) == 2 * 39
    browser.one(".heat tbody tr:nth-child(3) a").click()
    browser.until(lambda: browser.route == "#/pair/a002/a000")
    assert browser.complaints() == []


def test_many_rows_are_a_picture_that_says_what_it_shows(browser: Browser, many: Path) -> None:
    browser.open(many, ROUTE)
    assert not browser.all(".heat")
    canvas = browser.one(".picture canvas")
    browser.until(lambda: canvas.get_attribute("width") == str(90 * 8))
    browser.run("arguments[0].focus()", canvas)
    browser.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_DOWN)
    told = browser.one(".picture output")
    assert told.text == "about 40% of Paper 001 in Paper 002"
    browser.press(Keys.ENTER)
    assert told.text.endswith("were not laid side by side.")
    browser.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ENTER)
    browser.until(lambda: browser.route == "#/pair/a001/a000")
    assert browser.complaints() == []


def test_the_picture_turns_with_the_light(browser: Browser, many: Path) -> None:
    browser.open(many, ROUTE)
    corner = f"return [...{DOTS % (20, 4)}]"
    browser.until(lambda: browser.run(corner)[3] == 255)
    before = browser.run(corner)
    assert before != browser.run(f"return [...{DOTS % (4, 4)}]")
    for _ in range(2):
        browser.one("#theme").click()
    browser.until(lambda: browser.run(corner) != before)
    browser.run("localStorage.clear()")


def test_long_lists_unfold(browser: Browser, many: Path) -> None:
    browser.open(many, ROUTE)
    assert len(browser.all(".card")) == 24
    assert len(browser.all(".sortable tbody tr")) == 60
    assert len(browser.all(".carried thead .turned")) == 30
    assert browser.one(".tree .long").get_attribute("tabindex") == "0"
    for words in ("Show 66 more outlets", "Show all 90 rows", "Show all 89 articles, not 30"):
        (button,) = [one for one in browser.all("button.more") if one.text == words]
        button.click()
    assert len(browser.all(".card")) == len(browser.all(".sortable tbody tr")) == 90
    assert len(browser.all(".carried thead .turned")) == 89
    assert browser.complaints() == []


@pytest.mark.parametrize("width", [360, 900, 1300])
def test_it_fits_the_screen(browser: Browser, many: Path, some: Path, width: int) -> None:
    for page in (some, many):
        browser.open(page, ROUTE, width=width)
        assert browser.run("return document.documentElement.scrollWidth") <= width


def test_where_own_text_stands(browser: Browser, some: Path) -> None:
    browser.open(some, ROUTE)
    bars = browser.all(".sortable .thirds")
    assert len(bars) == 39
    assert (
        bars[0]
        .get_attribute("aria-label")
        .endswith("70% in the first third, 20% in the second third, 10% in the last third")
    )
    heights = [part.size["height"] for part in bars[0].find_elements("css selector", "span")]
    assert heights[0] > heights[1] > heights[2] > 0
    assert "mostly at the beginning" in browser.all(".gist")[1].text
