from __future__ import annotations

from collections import defaultdict

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.furniture import DIGESTS, digests, pages_with, standing_lines

LINE = "Read more in our newsletter"
SENTENCE = "The paper was founded in 1890 and is read in the whole of the valley."


def units(*pages: list[str]) -> pl.DataFrame:
    rows = [(page, text) for page, lines in enumerate(pages) for text in lines]
    return pl.DataFrame(rows, schema={"page": pl.Int64, "text": pl.String}, orient="row")


def bodies(n: int) -> list[str]:
    return [f"Report number {i} is longer than any line that stands beside it on its page." for i in range(n)]


def standing(line: str, n: int, outlet: str = "The Courier") -> list[int]:
    lines = units(*([line, body] for body in bodies(n)))
    outlets = [outlet] * n
    return pages_with(lines, outlets, standing_lines([digests(lines, outlets)])).tolist()


@pytest.mark.parametrize(("line", "few"), [(LINE, 3), (SENTENCE, 8)])
def test_a_line_on_enough_pages_is_furniture(line: str, few: int) -> None:
    assert standing(line, few - 1) == [0, 0] * (few - 1)
    assert standing(line, few) == [few, 0] * few


def test_pages_of_unknown_outlets_teach_nothing() -> None:
    assert standing(LINE, 6, outlet="") == [0] * 12


def test_one_article_sent_often_counts_once() -> None:
    lines, outlets = units(*([LINE, bodies(1)[0]] for _ in range(6))), ["The Courier"] * 6
    assert not pages_with(lines, outlets, standing_lines([digests(lines, outlets)])).any()


def test_a_line_on_few_of_very_many_pages_is_none() -> None:
    lines = units(*([LINE if i < 3 else f"Line {i}", body] for i, body in enumerate(bodies(70))))
    assert not pages_with(lines, ["x"] * 70, standing_lines([digests(lines, ["x"] * 70)])).any()


def test_learnt_in_parts_it_is_the_same() -> None:
    parts = [units([LINE, body]) for body in bodies(5)]
    learnt = standing_lines(digests(part, ["The Courier"]) for part in parts)
    assert [pages_with(part, ["The Courier"], learnt).tolist() for part in parts] == [[5, 0]] * 5
    assert not pages_with(parts[0], ["Another"], learnt).any()


def test_without_pages_nothing_stands() -> None:
    assert standing_lines([]).is_empty()
    assert pages_with(units(), [], standing_lines([])).tolist() == []


@given(st.lists(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5), st.integers(0, 9)), max_size=30)))
def test_lines_are_counted_as_in_plain_python(parts: list[list[tuple[int, int, int]]]) -> None:
    found = standing_lines(pl.DataFrame(part, schema=DIGESTS, orient="row") for part in parts)
    faces, of = defaultdict(set), defaultdict(set)
    for outlet, key, face in (row for part in parts for row in part):
        faces[outlet, key].add(face)
        of[outlet].add(face)
    expected = {
        (outlet, key, len(pages))
        for (outlet, key), pages in faces.items()
        if len(pages) >= 3 and len(pages) >= 0.05 * len(of[outlet])
    }
    assert set(found.iter_rows()) == expected
