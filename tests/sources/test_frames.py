"""Frames as somebody else's program holds them: any column names, odd types, no text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest

from syndicate.errors import InputError
from syndicate.schema import PAGES
from syndicate.sources.frames import read_frame

TEXT = "The harbour of Port Selm was closed on Tuesday."


def test_names_of_the_field_and_types_of_all_kinds() -> None:
    frame = pl.DataFrame({
        "ID": [7, 8], "sitename": ["El Faro", None],
        "Date Publish": [datetime(2026, 2, 20, 6, tzinfo=UTC), None],
        "headline": ["Harbour closed", ""], "maintext": [TEXT, TEXT + " It rained."],
    })  # fmt: skip
    pages = read_frame(frame).pages
    assert pages.schema == pl.Schema(PAGES.types)
    assert pages["article"].to_list() == ["7", "8"]
    assert pages["outlet"].to_list() == ["El Faro", ""]
    assert pages["published"].to_list() == ["2026-02-20T06:00:00Z", ""]
    assert pages["place"].to_list() == ["row:1", "row:2"]


def test_rows_without_an_id_or_without_text() -> None:
    intake = read_frame(pl.DataFrame({"text": [TEXT, None, " "], "date": [date(2026, 2, 20)] * 3}), "mine")
    assert intake.pages["article"].to_list() == ["mine:1"]
    assert intake.pages["published"].to_list() == ["2026-02-20"]
    assert intake.problems["place"].to_list() == ["mine:2", "mine:3"]
    assert intake.problems["skipped"].all()


def test_html_is_taken_where_there_is_no_text() -> None:
    pages = read_frame(pl.DataFrame({"html": [f"<p>{TEXT}</p>"], "text": [""]})).pages
    assert pages.select("text", "markup").rows() == [(f"<p>{TEXT}</p>", True)]


def test_no_row_at_all_is_no_article() -> None:
    assert read_frame(pl.DataFrame({"text": []}, schema={"text": pl.String})).pages.is_empty()


@pytest.mark.parametrize("frame", [pl.DataFrame(), pl.DataFrame({"words": ["a"]})])
def test_a_frame_without_a_text_is_refused(frame: pl.DataFrame) -> None:
    with pytest.raises(InputError, match="no column of text"):
        read_frame(frame)
