from __future__ import annotations

import ctypes
import gc

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.string_views import string_views

PLAIN = pl.Series(["", "one two three", None, "x" * 12, "x" * 13, "中文 é " * 400, None, "b"])
LAYOUTS = {
    "plain": PLAIN,
    "chunks": pl.concat([PLAIN[:2], PLAIN[2:5], PLAIN[5:]], rechunk=False),
    "a chunk of nothing": pl.concat([PLAIN[:0], PLAIN, PLAIN[:0]], rechunk=False),
    "slice": PLAIN[3:6],
    "slice over chunks": pl.concat([PLAIN, PLAIN], rechunk=False)[5:12],
    "one of many buffers": pl.concat([pl.Series([f"{'y' * 20}{i}"]) for i in range(50)], rechunk=True),
    "gathered": PLAIN.gather([5, 5, 0, 1]),
    "filtered": PLAIN.filter(PLAIN.is_not_null()),
    "categories": PLAIN.cast(pl.Categorical),
    "enum": pl.Series(["b", "a"], dtype=pl.Enum(["a", "b"])),
    "from a dictionary of numbers": pl.Series([1, 22, None]),
    "nothing but nulls": pl.Series([None, None]),
    "empty": pl.Series([], dtype=pl.String),
}


def texts_of(column: pl.Series) -> list[str]:
    """What the views point at, copied."""
    with string_views(column) as (addresses, lengths):
        gc.collect()
        return [
            _at(*place) if place[1] else ""
            for place in zip(addresses.tolist(), lengths.tolist(), strict=True)
        ]


def _at(address: int, length: int) -> str:
    return ctypes.string_at(address, length).decode()


@pytest.mark.parametrize("column", LAYOUTS.values(), ids=LAYOUTS)
def test_any_layout(column: pl.Series) -> None:
    assert texts_of(column) == column.cast(pl.String).fill_null("").to_list()


@given(
    st.lists(st.none() | st.text(st.characters(codec="utf-8"), max_size=30), max_size=8), st.integers(0, 8)
)
def test_any_texts_and_any_slice(texts: list[str | None], start: int) -> None:
    column = pl.Series(texts, dtype=pl.String)[start:]
    assert texts_of(column) == [text or "" for text in texts[start:]]


def test_a_parquet_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    frame = pl.DataFrame({"text": [f"text {i} " * (i % 7) for i in range(3000)]})
    frame.write_parquet(tmp_path / "texts.parquet", row_group_size=700)
    assert texts_of(pl.read_parquet(tmp_path / "texts.parquet")["text"]) == frame["text"].to_list()


def test_memory_is_let_go_once() -> None:
    """Also where the block is left early: a second release would crash, none would leak the buffers."""
    for _ in range(200):
        with pytest.raises(KeyError), string_views(pl.Series(["z" * 100_000])):
            raise KeyError
