"""Tables from outside become schema.PAGES, or an error that names what is wrong."""

from __future__ import annotations

import polars as pl
import pytest

from syndicate.errors import InputError
from syndicate.flow.pages import checked
from syndicate.schema import PAGES


def test_two_columns_are_enough() -> None:
    frame = checked(pl.DataFrame({"text": ["T", "<p>A</p><p>B</p>"], "article": [1, 2], "more": [0, 0]}))
    assert frame.schema == pl.Schema(PAGES.types)
    assert frame["article"].to_list() == ["1", "2"]
    assert frame["outlet"].to_list() == ["", ""]
    assert frame["markup"].to_list() == [False, True]


def test_nulls_are_unknown_and_markup_stands_where_it_is_named() -> None:
    frame = checked(pl.DataFrame({"article": ["a"], "text": [None], "title": [None], "markup": [True]}))
    assert frame.select("text", "title", "markup").row(0) == ("", "", True)


def test_no_row() -> None:
    assert checked(PAGES.empty()).equals(PAGES.empty())


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ({"article": ["a"]}, "no column text"),
        ({"text": ["a"]}, "no column article"),
        ({"article": ["a", "b", "a"], "text": ["1", "2", "3"]}, "the id 'a' stands twice"),
        ({"article": ["a"], "text": ["t"], "markup": ["maybe"]}, "the table of pages: "),
    ],
)
def test_told(frame: dict[str, list[str]], said: str) -> None:
    with pytest.raises(InputError, match=said) as told:
        checked(pl.DataFrame(frame))
    assert told.value.remedy
