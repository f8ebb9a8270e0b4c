from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.markup import Markup, read_markup

MATERIAL = Path(os.environ.get("SYNDICATE_MATERIAL") or Path(__file__).parents[2].parent / "shared")

PARAGRAPHS = [
    "The harbour council voted on Monday to close the old bridge for two years, until a new one stands.",
    "Traders on the east bank said the closing would cost them half of their customers this year.",
    "The mayor promised that a ferry would start on the first day of the works and be free for everyone.",
    "The new bridge is to carry trams as well as cars, and will cost 62 million crowns, the council said.",
]
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Old bridge to close - The Coast</title>
<meta property="og:site_name" content="The Coast"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Old bridge to close</h1><p>By Jane Doe</p>
{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)}
<p>READ MORE: Ferry strike ends</p></article>
<aside><h2>Most read</h2><ul><li><a href="/a">Ten walks</a></li></ul></aside>
<script>document.write("hidden")</script><p style="display: none">hidden</p>
<footer>© 2026 The Coast</footer></body></html>"""


@pytest.mark.parametrize("html", ["", " \n", "\x00", "<", "<!-- ", "<frameset><frame></frameset>"])
def test_nothing_in_a_page_is_no_body(html: str) -> None:
    assert read_markup(html).body == ""


def test_body_and_every_other_visible_line_in_reading_order() -> None:
    page = read_markup(PAGE)
    assert page.body == "\n\n".join(PARAGRAPHS)
    assert page.lines[:2] == ("Home", "Sport")
    assert page.lines[-1] == "© 2026 The Coast"
    assert [line for line in page.lines if line in PARAGRAPHS] == PARAGRAPHS
    assert {"READ MORE: Ferry strike ends", "Most read", "Ten walks"} <= set(page.lines)
    assert not any("hidden" in line for line in page.lines)
    assert page.meta.title == "Old bridge to close"


def test_preformatted_text_keeps_its_lines() -> None:
    assert read_markup("<pre>one line\nanother line</pre>").lines == ("one line", "another line")


def test_an_encoding_declaration_does_not_matter() -> None:
    page = read_markup('<?xml version="1.0" encoding="utf-16"?>' + PAGE.replace("Doe", "Döe"))
    assert "By Jane Döe" in page.lines


@pytest.mark.parametrize("html", [
    "<div>" * 50_000 + "hello",
    "<span><b>" * 30_000 + "hello",
    "<p " + " ".join(f"a{i}='x'" for i in range(100_000)) + ">hello</p>",
    "<!DOCTYPE x [<!ENTITY a0 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY a{i} '&a{i - 1};&a{i - 1};'>" for i in range(1, 60))
    + "]><p>&a59; hello</p>",
    "<body>" + "<script>" * 100_000 + "</script><p>hello</p>",
    "<script>" + "x=1;" * 900_000 + "</script><p>hello</p>",
    "<table>" * 3_000 + "<tr><td>hello",
    '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>hello</p>",
    "<p>" + "&lt;" * 100_000 + " hello</p>",
    "<" * 100_000 + " hello",
    "<p>\ud800 hello</p>",
])  # fmt: skip
def test_hostile_pages_come_to_an_end(html: str) -> None:
    page = read_markup(html)  # what grew with the square of their length would hang
    assert len(page.lines) == len(page.kept) <= 5_000


def test_text_that_is_nested_too_deep_for_the_parser_is_not_lost() -> None:
    assert read_markup("<div>" * 50_000 + "hello").lines == ("hello",)


@given(st.text(alphabet="<>/ap=\"'&;!- \n", max_size=200))
def test_never_raises(html: str) -> None:
    page = read_markup(html)
    assert isinstance(page, Markup)
    assert len(page.lines) == len(page.kept)


@pytest.mark.material
def test_bodies_of_real_pages() -> None:
    """Mean F1 of 4-word runs over the labelled pages, as the corpus scores it: .974 when this was written."""
    pages = MATERIAL / "corpora" / "pages"
    if not pages.is_dir():
        pytest.skip(f"no labelled pages in {pages}")
    gold = {
        row["id"]: row["body"]
        for row in map(json.loads, (pages / "gold.jsonl").read_text("utf-8").split("\n")[:-1])
    }
    precision, recall = 0.0, 0.0
    for row in map(json.loads, (pages / "html.jsonl").read_text("utf-8").split("\n")[:-1]):
        want, got = _runs(gold[row["id"]]), _runs(read_markup(row["html"], url=row["url"]).body)
        precision += len(want & got) / max(1, len(got)) / len(gold)
        recall += len(want & got) / max(1, len(want)) / len(gold)
    assert 2 * precision * recall / (precision + recall) >= 0.965


def _runs(text: str) -> set[tuple[str, ...]]:
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return set(zip(*(words[start:] for start in range(4)), strict=False))
