"""Parquet: types of columns, damage, slices."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import polars as pl
import pytest

from syndicate.sources import parquet as room
from syndicate.sources.base import Item, Kind, Problem, Source
from syndicate.sources.parquet import read_parquet

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, content: pl.DataFrame | bytes, *, named: bool = True) -> list[Item]:
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content.write_parquet(path)
    return list(read_parquet(Source(path, path.name, path.name, Kind.PARQUET, named=named)))


def frame(items: list[Item]) -> pl.DataFrame:
    return pl.concat([item for item in items if isinstance(item, pl.DataFrame)])


def problem(items: list[Item]) -> Problem:
    (found,) = [item for item in items if isinstance(item, Problem)]
    return found


@pytest.mark.parametrize("raw", [b"", b"not parquet at all", b"PAR1" + bytes(50) + b"PAR1"])
def test_not_parquet(tmp_path: Path, raw: bytes) -> None:
    assert "not a sound Parquet file" in problem(read(tmp_path / "a.parquet", raw)).problem


def test_cut_off(tmp_path: Path) -> None:
    read(tmp_path / "a.parquet", pl.DataFrame({"text": ["one"]}))
    raw = (tmp_path / "a.parquet").read_bytes()
    assert "not a sound Parquet file" in problem(read(tmp_path / "b.parquet", raw[:-9])).problem


def test_no_text_column_and_no_row(tmp_path: Path) -> None:
    assert "(id)" in problem(read(tmp_path / "a.parquet", pl.DataFrame({"id": ["a"]}))).problem
    empty = pl.DataFrame(schema={"text": pl.String})
    assert problem(read(tmp_path / "b.parquet", empty)).problem == "the table has no row"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pl.Series(["x", None, " "]), ["x", "", ""]),
        (pl.Series([1771693740, None, 2]), ["1771693740", "", "2"]),
        (pl.Series([1771693740.0, None, 2.5]), ["1771693740", "", "2.5"]),
        (pl.Series([float("nan"), 1e300, 3.0]), ["", None, "3"]),
        (pl.Series([date(2026, 2, 21), None, None]), ["2026-02-21", "", ""]),
        (pl.Series([datetime(2026, 2, 21, 17, 9), None, None]), ["2026-02-21T17:09:00Z", "", ""]),
        (
            pl.Series([datetime(2026, 2, 21, 17, 9), None, None]).dt.replace_time_zone("Asia/Kolkata"),
            ["2026-02-21T11:39:00Z", "", ""],
        ),
        (pl.Series(["x", None, "y"], dtype=pl.Categorical), ["x", "", "y"]),
        (pl.Series([b"caf\xc3\xa9", None, b"\xff"]), ["café", "", "\ufffd"]),
        (pl.Series([["a", None, "b"], None, []]), ["a\n\nb", "", ""]),
        (pl.Series([[1, 2], None, []]), ["1\n\n2", "", ""]),
        (pl.Series([{"id": 1, "name": "n"}, None, {"id": 2, "name": None}]), ["n", "", "2"]),
        (pl.Series([{"x": 1}, None, None]), ["", "", ""]),
        (pl.Series([None, None, None]), ["", "", ""]),
        (pl.Series([True, None, False]), ["true", "", "false"]),
    ],
)
def test_types(tmp_path: Path, values: pl.Series, expected: list[str | None]) -> None:
    found = frame(read(tmp_path / "a.parquet", pl.DataFrame({"published": values, "text": ["t"] * 3})))
    for seen, wanted in zip(found["published"], expected, strict=True):
        assert seen == wanted or (wanted is None and float(seen) == 1e300)


def test_names_and_places(tmp_path: Path) -> None:
    found = frame(read(tmp_path / "a.parquet", pl.DataFrame({"id": ["x", None, ""], "text": ["t"] * 3})))
    assert found["article"].to_list() == ["x", "a.parquet:2", "a.parquet:3"]
    assert found["place"].to_list() == ["a.parquet:1", "a.parquet:2", "a.parquet:3"]


def test_html_where_there_is_no_text(tmp_path: Path) -> None:
    table = pl.DataFrame({"text": ["t", "", None], "html": ["<p>", "<p>h", None]})
    found = frame(read(tmp_path / "a.parquet", table))
    assert found.select("text", "markup").rows() == [("t", None), ("<p>h", True), ("", None)]


def test_slices_make_one_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "FIRST_ROWS", 2)
    monkeypatch.setattr(room, "SLICE_BYTES", 200)
    table = pl.DataFrame({"id": range(20), "text": ["t" * 30] * 20})
    items = read(tmp_path / "a.parquet", table)
    assert len(items) > 2
    assert frame(items)["article"].to_list() == [str(n) for n in range(20)]


def test_a_name_like_a_pattern(tmp_path: Path) -> None:
    assert frame(read(tmp_path / "a[1]*.parquet", pl.DataFrame({"text": ["t"]}))).height == 1
