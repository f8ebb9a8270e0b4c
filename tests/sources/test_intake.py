"""Judging texts, telling HTML, and ids that occur twice."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.sources import intake as room
from syndicate.sources.base import MAX_PAGE_BYTES, Intake, Problem, Row
from syndicate.sources.intake import Gathering, pieces, weight


def article(
    name: str, text: str = "Text.", *, markup: bool | None = None, outlet: str = "", place: str = "p"
) -> Row:
    return Row(name, outlet, "", "", "", "", "", text, markup, place)


def gather(*items: Row | Problem) -> Intake:
    gathering = Gathering()
    for item in items:
        gathering.add(item)
    return gathering.take()


def test_nothing() -> None:
    assert Gathering().is_empty
    intake = Gathering().take()
    assert (intake.pages.height, intake.problems.height, intake.n_skipped) == (0, 0, 0)


@pytest.mark.parametrize("text", ["", " \n", "\0\0", "... — !", "\u200b"])
def test_no_text(text: str) -> None:
    intake = gather(article("a", text, place="f:3"), article("b", text, place="f:4"))
    assert intake.pages.is_empty()
    assert intake.problems.select("place", "problem", "skipped").rows() == [
        ("f:3", "no text", True),
        ("f:4", "no text", True),
    ]


def test_a_page_of_tags_alone_has_no_text() -> None:
    assert gather(article("a", "<html><body><p></p></body></html>", markup=True)).n_skipped == 1


@pytest.mark.parametrize("text", ["word", "7", "语", "क"])
def test_one_word_is_text(text: str) -> None:
    assert gather(article("a", text)).pages["text"].to_list() == [text]


def test_too_large() -> None:
    intake = gather(article("a", "a" * MAX_PAGE_BYTES), article("b", "b" * (MAX_PAGE_BYTES + 1), place="f:2"))
    assert intake.pages["article"].to_list() == ["a"]
    assert intake.problems.row(0)[:2] == ("f:2", "a text of more than 20 MB")


def test_nuls_surrogates_and_line_ends() -> None:
    intake = gather(article("a\ud800", "x\0y\r\nz\rw \udfff \U0001f600", outlet="o\0"))
    assert intake.pages.select("article", "outlet", "text").row(0) == (
        "a\ufffd",
        "o",
        "xy\nz\nw \ufffd \U0001f600",
    )


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("<!DOCTYPE html><title>x</title>", True),
        ("  <HTML lang=en>x", True),
        ("<p>One.</p>", True),
        ("One.<br><br/>Two.", True),
        ('<div class="a">One.', False),
        ("If a < b and c > d", False),
        ("<b>bold</b> <i>words</i>", False),
        ("Write <p> for a paragraph.", False),
        ("<pancakes> and <divine> <person>", False),
        ("No tag at all.", False),
    ],
)
def test_markup(text: str, markup: bool) -> None:
    assert gather(article("a", text)).pages["markup"].to_list() == [markup]


def test_markup_that_is_known_stays() -> None:
    intake = gather(
        article("a", "x", markup=True), article("b", "<p>x</p>", markup=False), article("c", "<p>x</p>")
    )
    assert intake.pages["markup"].to_list() == [True, False, True]


def test_ids_that_occur_twice() -> None:
    intake = gather(
        article("a", "One."),
        article("b", "One."),
        article("a", "Two."),
        article("a#2", "Three."),
        article("a", "Four."),
    )
    assert intake.pages["article"].to_list() == ["a", "b", "a#2", "a#2#2", "a#3"]
    assert intake.problems["problem"].to_list()[0] == "the id a was used before; it is a#2 here"
    assert intake.n_skipped == 0


def test_the_same_article_again_is_dropped_and_told() -> None:
    intake = gather(
        article("a", place="f:1"), article("a", place="f:2"), article("a", outlet="Other", place="f:3"),
        article("a", outlet="Other", place="f:4"),
    )  # fmt: skip
    assert intake.pages.select("article", "outlet").rows() == [("a", ""), ("a#2", "Other")]
    assert intake.problems.select("place", "skipped").rows() == [("f:2", True), ("f:3", False), ("f:4", True)]


def test_ids_are_remembered_from_intake_to_intake() -> None:
    gathering = Gathering()
    gathering.add(article("a", "One."))
    first = gathering.take()
    gathering.add(article("a", "One."))
    gathering.add(article("a", "Two."))
    second = gathering.take()
    assert first.pages["article"].to_list() == ["a"]
    assert second.pages["article"].to_list() == ["a#2"]
    assert second.n_skipped == 1


def test_order_is_kept_between_rows_and_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "ROWS_BYTES", 10)
    gathering = Gathering()
    for name in "abc":
        gathering.add(article(name))
    gathering.add(gather(article("d"), article("e")).pages)
    gathering.add(article("f"))
    assert gathering.take().pages["article"].to_list() == list("abcdef")


@given(st.lists(st.text(max_size=9), min_size=1, max_size=12), st.integers(1, 12))
def test_pieces_are_bounded_and_whole(texts: list[str], limit: int) -> None:
    frame = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    found = [piece for piece in pieces(frame, limit) if isinstance(piece, pl.DataFrame)]
    assert pl.concat(found).equals(frame)
    assert all(piece.height == 1 or weight(piece) <= limit for piece in found)
