from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import HARBOUR, ORCHARD
from retellings import FOREIGN, RETOLD, WIRE

from syndicate import schema
from syndicate.compare.residue import residue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from syndicate.corpus import Corpus

SENTENCES = [s for paragraph in WIRE.split("\n\n") for s in paragraph.split(". ")]
ODD = [
    "",
    " ",
    "...",
    "one",
    "\n\n",
    "🙂",
    "國",
    "a" * 3000,
    "“",
    "He took no questions.",
    FOREIGN,
    WIRE,
    RETOLD,
]


def against(index: Callable[..., Corpus], a: str, b: str, language: str = "en") -> pl.DataFrame:
    return residue(index(a, b, language=language), [a, b], [(0, 1)])


def rebuilt(rows: pl.DataFrame, body: str) -> str:
    own = rows.filter(pl.col("status") != "removed")
    return "".join(body[start:end] for start, end in own.select("start", "end").rows())


def test_a_retold_wire(index: Callable[..., Corpus]) -> None:
    rows = against(index, RETOLD, WIRE)
    assert rows.filter(pl.col("status") == "added")["text"].str.contains("quarry").to_list() == [True]
    assert rows.filter(pl.col("status") == "kept")["text"].str.contains("rent its security").all()
    assert rows.filter(pl.col("altered") != "")["altered"].to_list() == ["seven -> nine"]
    removed = rows.filter(pl.col("status") == "removed")
    assert removed["text"].str.contains("largest demonstrations").any()
    assert removed["start"].is_null().all()
    assert (removed["text"] == removed["other_text"]).all()


def test_schema_and_order(index: Callable[..., Corpus]) -> None:
    corpus = index(RETOLD, WIRE)
    rows = residue(corpus, [RETOLD, WIRE], [(0, 1), (1, 0)], ["c1", ""])
    assert rows.schema == schema.RESIDUE.empty().schema
    assert rows["cluster"].unique(maintain_order=True).to_list() == ["c1", ""]
    assert set(rows["status"]) <= set(schema.STATUSES)
    for _, part in rows.group_by("article", maintain_order=True):
        assert part["sentence"].drop_nulls().is_sorted()
        assert part.filter(pl.col("status") == "removed")["other_sentence"].is_sorted()


def test_no_pairs(index: Callable[..., Corpus]) -> None:
    assert residue(index(WIRE), [WIRE], []).equals(schema.RESIDUE.empty())


@pytest.mark.parametrize("a", ODD)
@pytest.mark.parametrize("b", ODD)
def test_spans_tile_both_bodies(index: Callable[..., Corpus], a: str, b: str) -> None:
    forth, back = against(index, a, b), against(index, b, a)
    assert rebuilt(forth, a) == a
    assert rebuilt(back, b) == b
    for rows, body, other in ((forth, a, b), (back, b, a)):
        for row in rows.iter_rows(named=True):
            own = other[row["other_start"] : row["other_end"]] if row["status"] == "removed" else (
                body[row["start"] : row["end"]]
            )  # fmt: skip
            assert row["text"] == own.strip()


@pytest.mark.parametrize("body", ODD)
def test_an_article_against_itself_is_all_kept(index: Callable[..., Corpus], body: str) -> None:
    rows = against(index, body, body)
    assert set(rows["status"]) <= {"kept"}
    assert (rows["similarity"] == 1.0).all()
    assert (rows["altered"] == "").all()


@given(st.lists(st.sampled_from(SENTENCES), max_size=8), st.lists(st.sampled_from(SENTENCES), max_size=8))
def test_swapping_the_sides_swaps_added_and_removed(
    index: Callable[..., Corpus], first: list[str], second: list[str]
) -> None:
    a, b = (".\n".join(s) for s in (first, second))
    forth, back = against(index, a, b), against(index, b, a)
    for one, two in ((forth, back), (back, forth)):
        added = one.filter(pl.col("status") == "added")["text"].to_list()
        assert added == two.filter(pl.col("status") == "removed")["text"].to_list()


@given(st.lists(st.sampled_from(SENTENCES), max_size=8), st.lists(st.sampled_from(SENTENCES), max_size=8))
def test_spans_rebuild_any_body_and_an_article_is_all_kept_against_itself(
    index: Callable[..., Corpus], first: list[str], second: list[str]
) -> None:
    a, b = (".\n\n".join(s) for s in (first, second))
    assert rebuilt(against(index, a, b), a) == a
    rows = against(index, a, a)
    assert set(rows["status"]) <= {"kept"}
    assert (rows["other_start"] == rows["start"]).all() or len(set(first)) < len(first)


@given(st.integers(0, 4), st.sampled_from([FOREIGN, *ORCHARD.split("\n\n"), *HARBOUR.split("\n\n")]))
def test_adding_a_paragraph_adds_exactly_it(index: Callable[..., Corpus], place: int, paragraph: str) -> None:
    paragraphs = WIRE.split("\n\n")
    longer = "\n\n".join([*paragraphs[:place], paragraph, *paragraphs[place:]])
    rows = against(index, longer, WIRE)
    assert " ".join(rows.filter(pl.col("status") == "added")["text"]) == paragraph.strip()
    assert set(rows["status"]) == {"added", "kept"}


def test_meaning_is_asked_of_what_is_open_only(index: Callable[..., Corpus]) -> None:
    corpus, asked = index(RETOLD, WIRE, WIRE), list[list[int]]()
    counts = np.diff(corpus.sentence_bounds)

    def meanings(articles: Sequence[int]) -> dict[int, np.ndarray]:
        asked.append(list(articles))
        return {i: np.ones((counts[i], 2), np.float32) for i in articles}

    rows = residue(corpus, [RETOLD, WIRE, WIRE], [(1, 2), (0, 1)], meanings=meanings)
    assert asked == [[0, 1]]
    assert rebuilt(rows.filter(pl.col("article") == "a0"), RETOLD) == RETOLD


def test_moved_paragraphs_are_kept(index: Callable[..., Corpus]) -> None:
    turned = "\n\n".join(reversed(WIRE.split("\n\n")))
    assert set(against(index, turned, WIRE)["status"]) == {"kept"}


def test_a_merged_sentence_carries_both(index: Callable[..., Corpus]) -> None:
    merged = WIRE.replace("Bissango. The shooting", "Bissango, and the shooting")
    rows = against(index, merged, WIRE)
    assert set(rows["status"]) == {"kept", "edited"}


@pytest.mark.parametrize("unit", ["word ", "43 and 44 men. ", "一"])
def test_very_long_lines_are_no_burden(index: Callable[..., Corpus], unit: str) -> None:
    body = unit * 20_000
    rows = residue(index(body, body + "end"), [body, body + "end"], [(0, 1)])
    assert rebuilt(rows, body) == body
    assert "added" not in set(rows["status"])
