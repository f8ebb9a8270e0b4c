from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicate.text.boilerplate import KEPT_LINES, bodies, keep_lines

MATERIAL = Path(os.environ.get("SYNDICATE_MATERIAL", Path(__file__).parents[3] / "shared"))

FIRST = (
    "LARNSTADT, March 3 (Corvane) - Dockers at the northern port walked out on Tuesday after talks on pay "
    "broke down, leaving eleven ships at anchor and hundreds of lorries at the gates."
)
SECOND = (
    "The union said it had asked for six percent and was offered two. Its members will vote again on Friday."
)
THIRD = "Nobody answered the phone at the port authority."
FOURTH = (
    "“We cannot feed our children on promises,” said Ulla Brandt, a crane driver of 31 years, as she stood "
    "at the northern gate with her colleagues. The harbour master refused to comment on the dispute."
)
BODY = [FIRST, SECOND, THIRD, FOURTH]
ABOVE = ["Home", "News", "Sport", "Subscribe", "Share", "Tuesday, March 3, 2026 17:05"]
BELOW = [
    "Most read", "Cat found in organ pipe", "Ten soups for cold evenings", "Advertisement", "Privacy policy",
    "Copyright 2026 Larnstadt Courier. All rights reserved.",
]  # fmt: skip


def body_of(text: str, title: str = "") -> str:
    return bodies(keep_lines([text], [title], [""]), 1)[0]


def page(*parts: list[str]) -> str:
    return "\n".join(line for part in parts for line in part)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("", ""),
        (" \n\n\t\n", ""),
        ("word", "word"),
        ("Home", "Home"),
        ("\u200b\n\ufeff", ""),
        ("हमारे संवाददाता", "हमारे संवाददाता"),
        (FIRST, FIRST),
        ("x" * 1_000_000, "x" * 1_000_000),
    ],
)
def test_a_page_of_one_line_is_kept_whole(text: str, body: str) -> None:
    assert body_of(text) == body


def test_no_page_gives_no_line() -> None:
    table = keep_lines([], [], [])
    assert dict(table.schema) == KEPT_LINES.types
    assert bodies(table, 0) == []


def test_furniture_around_the_body_goes() -> None:
    assert body_of(page(ABOVE, BODY, BELOW)) == "\n\n".join(BODY)


def test_clean_text_stays_whole() -> None:
    assert body_of("\n\n".join(BODY)) == "\n\n".join(BODY)


def test_a_page_without_prose_has_no_body() -> None:
    assert body_of(page(ABOVE, BELOW[:5])) == ""


def test_the_headline_is_not_body() -> None:
    title = "Dockers strike at northern port over pay"
    assert body_of(page([title], BODY), title) == "\n\n".join(BODY)
    assert body_of(page([title, "", title, ""], BODY)) == "\n\n".join(BODY)


def test_a_pull_quote_is_dropped_and_its_sentence_kept() -> None:
    quote = "We cannot feed our children on promises, said Ulla Brandt, a crane driver"
    table = keep_lines([page(BODY[:2], [quote], BODY[2:])], [""], [""])
    assert bodies(table, 1) == ["\n\n".join(BODY)]
    assert table.filter(pl.col("text") == quote)["reason"].to_list() == ["repeats a line of the body"]


def test_a_sentence_set_twice_is_kept_once() -> None:
    assert body_of(page(BODY, [FIRST])) == "\n\n".join(BODY)


def enciphered(text: str) -> str:
    """ROT47, letter by letter, as some sites hide the text that they sell."""
    return "".join(chr(33 + (ord(c) - 33 + 47) % 94) if "!" <= c <= "~" else c for c in text)


def test_pleas_of_the_site_go_whatever_their_length() -> None:
    pleas = [
        "Support our award-winning journalism. The Premium package is R30 for a month and R129 from then on.",
        "Join our WhatsApp groupSubscribe to our Daily Roundup Email",
        "Editor's Note: Do you enjoy our reporting? Support our work so that we can continue to tell it.",
    ]
    for place in range(len(BODY)):
        for plea in pleas:
            assert body_of(page([*BODY[: place + 1], plea, *BODY[place + 1 :]], [])) == "\n\n".join(BODY)


def test_enciphered_text_goes() -> None:
    hidden = [enciphered(f"<p>{paragraph}</p>") for paragraph in BODY]
    assert body_of(page([*BODY, *hidden], [])) == "\n\n".join(BODY)


def test_figures_are_no_cipher() -> None:
    results = (
        "Arsenal beat Chelsea 3-2, Leeds drew 1-1 with Everton and Spurs lost 0-4 to Fulham on 12 May 2026."
    )
    assert body_of(page([*BODY, results], [])) == "\n\n".join([*BODY, results])


def test_the_choices_of_a_form_are_no_body() -> None:
    countries = (
        "Bahamas, Commonwealth of the Cuba, Republic of Dominican Republic Haiti, Republic of Jamaica " * 9
    )
    assert body_of(page([countries, *BODY], [])) == "\n\n".join(BODY)
    assert body_of(page([countries], [])) == ""


def test_filler_text_goes() -> None:
    filler = (
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore."
    )
    assert body_of(page(BODY, [filler])) == "\n\n".join(BODY)


def test_what_a_heading_in_another_script_heads_is_not_the_article() -> None:
    stories = [
        "The minister of ports condemned the strike at length on Monday. He asked the union to think again.",
        SECOND,
    ]
    text = "\n\n".join([*BODY, "संबंधित लेख", *stories, "यह वेबसाइट कुकीज़ का उपयोग करती है"])
    assert body_of(text) == "\n\n".join(BODY)


def test_wrapped_lines_become_paragraphs_again() -> None:
    wrapped = (
        "    The port of Larnstadt said on Tuesday that it would take on\n"
        "two hundred dockers to clear the ships that have waited since the\n"
        "start of the year.\n"
        "    It gave no date for the first shift and said nothing of the pay\n"
        "that it would offer to them."
    )
    first, second = body_of(wrapped).split("\n\n")
    assert first.endswith("to clear the ships that have waited since the start of the year.")
    assert (
        second
        == "It gave no date for the first shift and said nothing of the pay that it would offer to them."
    )


def test_a_line_broken_in_mid_sentence_is_joined() -> None:
    assert "walked out\non" not in body_of(
        page([FIRST, "The union of the dockers of the north", "said so.", FOURTH])
    )
    assert "the north said so." in body_of(
        page([FIRST, "The union of the dockers of the north", "said so.", FOURTH])
    )


def test_what_one_outlet_sets_on_many_pages_goes() -> None:
    standing = "A story of the harbour desk and its many friends on the quays"
    pages = [
        page([f"{FIRST} It was strike number {i}."], [standing], [f"{FOURTH} So it went {i} times."])
        for i in range(6)
    ]
    table = keep_lines(pages, [""] * 6, ["The Courier"] * 6)
    assert table.filter(pl.col("text") == standing)["reason"].unique().to_list() == [
        "same line on many pages of this outlet"
    ]
    assert not any(standing in body for body in bodies(table, 6))


def test_one_article_sent_often_is_not_furniture() -> None:
    table = keep_lines(["\n\n".join(BODY)] * 12, [""] * 12, ["The Courier"] * 12)
    assert bodies(table, 12) == ["\n\n".join(BODY)] * 12


def test_pages_do_not_touch_each_other() -> None:
    pages = [page(ABOVE, BODY, BELOW), "", "Home", "\n\n".join(BODY)]
    together = bodies(keep_lines(pages, [""] * 4, [""] * 4), 4)
    assert together == [body_of(text) for text in pages]


def test_every_line_is_told_with_a_reason() -> None:
    text = page(ABOVE, BODY, BELOW)
    table = keep_lines([text], [""], [""])
    assert table["text"].to_list() == text.split("\n")
    assert table["line"].to_list() == list(range(len(table)))
    assert all(table["reason"].to_list())


@given(st.lists(st.text(max_size=200), max_size=5))
@settings(max_examples=60, deadline=None)
def test_any_text_is_taken(pages: list[str]) -> None:
    table = keep_lines(pages, pages[::-1], ["x"] * len(pages))
    assert len(bodies(table, len(pages))) == len(pages)
    assert table["page"].is_sorted()


@pytest.mark.parametrize(
    "text", ["a\n" * 60_000, "\u0301" * 500_000 + "\nb", "\x00\x19 \n" * 50_000, "\ud800 lone"]
)
def test_hostile_pages_are_taken(text: str) -> None:
    assert len(bodies(keep_lines([text], [""], [""]), 1)) == 1


def _rows(name: str) -> list[dict[str, str]]:
    path = MATERIAL / name
    if not path.exists():
        pytest.skip(f"{name} is not here")
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


@pytest.mark.material
def test_bodies_lose_nothing() -> None:
    rows = _rows("gold/lookalikes/articles.jsonl")
    table = keep_lines([r["text"] for r in rows], [r["title"] for r in rows], [r["outlet"] for r in rows])
    assert table.filter(~pl.col("kept"))["text"].to_list() == []


@pytest.mark.material
def test_the_five_seeds() -> None:
    paths = sorted((MATERIAL / "seeds").glob("*.txt"))
    if not paths:
        pytest.skip("seeds are not here")
    table = keep_lines([p.read_text("utf-8") for p in paths], [""] * len(paths), [""] * len(paths))
    kept = table.group_by("page", maintain_order=True).agg(pl.col("kept").sum())["kept"].to_list()
    assert np.abs(np.array(kept) - [4, 15, 15, 10, 5]).tolist() == [0, 0, 0, 0, 0]
