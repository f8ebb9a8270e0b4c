"""The chart of thresholds: figures and bars, in columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.report.chart import FALSE_LEGEND, bar, thresholds_chart
from syndicate.report.plain import WIDTH
from syndicate.schema import THRESHOLDS


def row(threshold: float, *counts: int, false: float | None = None) -> dict[str, object]:
    names = ("pairs", "clusters", "grouped", "largest", "stories")
    return {"threshold": threshold, **dict(zip(names, counts, strict=True)), "false_share": false}


def test_a_line_for_each_threshold() -> None:
    table = THRESHOLDS.frame(
        [row(0.1, 1200, 8, 30, 9, 5), row(0.4, 600, 4, 20, 7, 5), row(0.9, 0, 0, 0, 0, 5)]
    )
    lines = thresholds_chart(table, 0.4).splitlines()
    assert lines[0].split() == ["threshold", "pairs", "clusters", "grouped", "largest", "stories"]
    assert lines[1].split() == ["0.10", "1,200", "█" * 24, "8", "█" * 12, "30", "9", "5"]
    assert lines[2].split() == ["0.40", "600", "█" * 12, "4", "█" * 6, "20", "7", "5", "←"]
    assert lines[3].split() == ["0.90", "0", "0", "0", "0", "5"]
    assert len({line.index(figure) for line, figure in zip(lines[1:3], ("30", "20"), strict=True)}) == 1
    assert all(len(line) <= WIDTH for line in lines)
    assert FALSE_LEGEND not in lines


def test_the_false_share_where_it_was_measured() -> None:
    table = THRESHOLDS.frame([row(0.1, 5, 1, 2, 2, 1, false=0.125), row(0.2, 0, 0, 0, 0, 0)])
    lines = thresholds_chart(table, 0.4).splitlines()
    assert lines[1].split()[-1] == "12.5%"
    assert lines[2].split()[-1] == "0"
    assert lines[-1] == FALSE_LEGEND
    assert all(len(line) <= WIDTH for line in lines)


def test_no_row() -> None:
    assert thresholds_chart(THRESHOLDS.empty(), 0.4).splitlines()[0].startswith("threshold")


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
