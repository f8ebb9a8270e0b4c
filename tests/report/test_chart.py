"""The chart of thresholds: figures and bars, in columns."""

from __future__ import annotations

import polars as pl
import pytest
from golden_files import agree
from hypothesis import given
from hypothesis import strategies as st

from syndicate.report.chart import FALSE_LEGEND, bar, thresholds_chart
from syndicate.report.columns import plain
from syndicate.report.plain import WIDTH
from syndicate.schema import THRESHOLDS


def row(threshold: float, *counts: int, false: float | None = None) -> dict[str, object]:
    names = ("pairs", "clusters", "grouped", "largest", "stories")
    return {"threshold": threshold, **dict(zip(names, counts, strict=True)), "false_share": false}


TABLE = THRESHOLDS.frame([
    row(0.1, 1200, 8, 30, 9, 5, false=0.125), row(0.4, 600, 4, 20, 7, 5, false=0.001),
    row(0.9, 0, 0, 0, 0, 5),
])  # fmt: skip


def drawn(table: pl.DataFrame, width: int = WIDTH) -> list[str]:
    return plain(thresholds_chart(table, 0.4, width), width).splitlines()


def test_golden() -> None:
    told = (f"== {width} columns\n" + "\n".join(drawn(TABLE, width)) + "\n" for width in (60, 80, WIDTH, 160))
    agree("thresholds.txt", "".join(told))


def test_a_line_for_each_threshold() -> None:
    lines = drawn(TABLE.with_columns(false_share=pl.lit(None, pl.Float64)))
    assert lines[0].split() == ["threshold", "pairs", "clusters", "grouped", "largest", "stories"]
    most, half = ([cell for cell in line.split() if "█" in cell] for line in lines[1:3])
    assert [len(cell) for cell in most] == [2 * len(cell) for cell in half]
    assert [cell for cell in lines[1].split() if "█" not in cell] == ["0.10", "1,200", "8", "30", "9", "5"]
    assert lines[2].split()[-4:] == ["20", "7", "5", "←"]
    assert lines[3].split() == ["0.90", "0", "0", "0", "0", "5"]
    assert len({line.index(figure) for line, figure in zip(lines[1:3], ("30", "20"), strict=True)}) == 1
    assert FALSE_LEGEND not in lines


def test_the_false_share_where_it_was_measured() -> None:
    lines = drawn(TABLE)
    assert lines[1].split()[-1] == "12.5%"
    assert lines[3].split()[-1] == "5"
    assert lines[-1] == FALSE_LEGEND


@given(st.integers(56, 300), st.lists(st.integers(0, 10**6), min_size=1, max_size=4))
def test_it_keeps_to_the_screen_and_loses_no_figure(width: int, pairs: list[int]) -> None:
    table = THRESHOLDS.frame([row(n / 9, count, 3, 4, 5, 6) for n, count in enumerate(pairs)])
    lines = drawn(table, width)
    assert max(map(len, lines)) <= width
    for line, count in zip(lines[1:], pairs, strict=False):
        assert f" {count:,} " in line


def test_no_row() -> None:
    assert drawn(THRESHOLDS.empty())[0].startswith("threshold")


@pytest.mark.parametrize(
    ("value", "most", "said"), [(0, 0, ""), (0, 5, ""), (5, 5, "████"), (1, 1000, "▏"), (5, 8, "██▌")]
)
def test_bar(value: int, most: int, said: str) -> None:
    assert bar(value, most, 4) == said


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(1, 60))
def test_a_bar_never_leaves_its_column(value: int, most: int, width: int) -> None:
    drawn = bar(min(value, most), most, width)
    assert len(drawn) <= width
    assert bool(drawn) == (value > 0)
