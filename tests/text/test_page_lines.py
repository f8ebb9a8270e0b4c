from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.page_lines import paragraphs, read_lines

WRAPPED = "\n".join([
    "The harbour was closed on Friday after the crews of",
    "three ferries went on strike over their hours, which",
    "had been lengthened in the spring without a word to",
    "the union.",
])  # fmt: skip
PAGES = (WRAPPED, "wide " * 40 + "\nline", "short", "", "a\r\nb\u2028c\rd", WRAPPED + "\n\nThe end.")


def units(pages: list[str]) -> list[list[int]]:
    """For each page with lines, how many lines each of its paragraphs has."""
    lines = read_lines(pl.Series(pages, dtype=pl.String)).with_columns(unit=pl.lit(0))
    lines = lines.with_columns(unit=pl.Series(paragraphs(lines)))
    counted = lines.group_by("page", "unit", maintain_order=True).len()
    found: list[list[int]] = counted.group_by("page", maintain_order=True).agg("len")["len"].to_list()
    return found


@pytest.mark.parametrize("pages", [[], [""], ["\n \n"]])
def test_pages_without_a_line(pages: list[str]) -> None:
    assert units(pages) == []


def test_a_page_is_joined_where_it_was_wrapped() -> None:
    assert units([WRAPPED]) == [[4]]
    assert units(["wide " * 40 + "\n" + WRAPPED]) == [[1] * 5]


@given(st.lists(st.sampled_from(PAGES), max_size=6))
def test_pages_are_joined_each_by_itself(pages: list[str]) -> None:
    assert units(pages) == [own for page in pages for own in units([page])]


def test_all_breaks_end_a_line() -> None:
    lines = read_lines(pl.Series(["a\r\nb\u2028c\rd\u2029e\x0bf\x0cg", "h\x00i\ufeff"]))
    assert lines["text"].to_list() == [*"abcdefg", "hi"]
