"""Sentences by paragraph, and cut lines where their reader met them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contents_by_hand import sentences
from detections import article

from syndicate.report.html.contents import SPANS
from syndicate.report.html.texts import cuts, texts
from syndicate.schema import ARTICLES, LINES

if TYPE_CHECKING:
    import polars as pl

BODY = "One here. Two here.\n\nThree here."


def frames(body: str, *lines: tuple[str, bool]) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    spans = [{"article": "x", "start": start, "end": end} for start, end in sentences(body)]
    rows = [
        {"article": "x", "line": n, "text": text, "kept": kept, "reason": ""}
        for n, (text, kept) in enumerate(lines)
    ]
    return (
        ARTICLES.frame([article("x", body=body)]),
        SPANS.frame(spans) if spans else SPANS.empty(),
        LINES.frame(rows) if rows else LINES.empty(),
    )


def test_a_line_break_opens_a_paragraph() -> None:
    articles, spans, _ = frames(BODY)
    assert texts(articles, spans) == [["One here.", "Two here.", "\nThree here."]]


def test_no_text() -> None:
    articles, spans, lines = frames("")
    assert texts(articles, spans) == [[]]
    assert cuts(articles, spans, lines) == {}


def test_cut_lines_stand_between_their_neighbours() -> None:
    page = [("Menu", False), ("One here. Two here.", True), ("Advertisement", False), ("Three here.", True)]
    articles, spans, lines = frames(BODY, *page, ("", False), ("© 2026\u202e", False))
    assert cuts(articles, spans, lines) == {0: [(0, "Menu"), (2, "Advertisement"), (3, "© 2026")]}


def test_a_kept_line_that_the_body_has_not_moves_nothing() -> None:
    articles, spans, lines = frames(BODY, ("Elsewhere", True), ("Menu", False))
    assert cuts(articles, spans, lines) == {0: [(0, "Menu")]}
