"""A number that was rounded is told apart from one that was altered: in words, by a sign, and quietly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from contents_by_hand import contents, retold
from detections import BRIEF, WIRE

from syndicate.report.html.writing import write_report

from .conftest import part

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Browser

STORY = "#/story/s1"
PAIR = f"#/pair/{part(BRIEF)}/{part(WIRE)}"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report in which "240 -> 250" is a rounding."""
    found = retold()
    made = contents(found).texts(found.clusters)
    rounded = made.aligned.with_columns(altered=pl.lit(""), rounded=pl.col("altered"))
    return write_report(contents(found, aligned=rounded), tmp_path_factory.mktemp("r") / "r.html").page


def test_a_pair_names_the_rounding_and_no_alteration(browser: Browser, page: Path) -> None:
    browser.open(page, PAIR)
    sentence = browser.one(".sentence.edited[data-side=a]")
    assert sentence.get_attribute("title") == "edited; rounded: 240 -> 250"
    assert "(rounded: 240 -> 250)" in sentence.get_attribute("textContent")
    assert {node.text for node in browser.shown(".sides .rounds")} == {"○"}
    assert [node.text for node in browser.all(".column .rounded")] == ["250", "240"]
    assert not browser.all(".sides .alters, .column .altered")
    assert browser.complaints() == []


def test_line_by_line_it_is_said_in_words(browser: Browser, page: Path) -> None:
    browser.open(page, PAIR, width=360)
    assert {node.text for node in browser.shown(".lines .rounds")} == {"○ rounded: 240 → 250"}
    assert not browser.all(".lines .alters, .lines del, .lines ins")


def test_the_key_explains_both_signs(browser: Browser, page: Path) -> None:
    browser.open(page, PAIR)
    told = browser.one(".legend").text
    assert "△ a fact was altered" in told
    assert "○ a number was rounded" in told


def test_a_story_shows_it_apart_from_altered_facts(browser: Browser, page: Path) -> None:
    browser.open(page, STORY)
    (piece,) = [one for one in browser.all(".piece.rounded") if "250" in one.get_attribute("textContent")]
    assert piece.find_element("css selector", "h4").get_attribute("textContent").startswith("Figures rounded")
    assert not browser.all(".piece.altered, .piece.rounded del, .piece.rounded ins")
    assert any(
        "rounded: 240 -> 250" in (one.get_attribute("aria-label") or "") for one in browser.all("td a")
    )
    assert browser.complaints() == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_is_quieter_than_an_alteration(browser: Browser, page: Path, dark: bool) -> None:
    browser.open(page, PAIR, dark=dark)
    ground, border = browser.run(
        "const s = getComputedStyle(document.querySelector('.column .rounded'));"
        "return [s.backgroundColor, s.borderBottomStyle]"
    )
    assert (ground, border) == ("rgba(0, 0, 0, 0)", "dotted")
