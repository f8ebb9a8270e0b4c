"""The heat map: golden shades, bounds, and that hostile names stay names."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from golden_files import agree
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from syndicate.report.columns import plain
from syndicate.report.heatmap import SHADES, heat_map
from syndicate.report.plain import WIDTH

if TYPE_CHECKING:
    from numpy.typing import NDArray

MATRIX = np.array(
    [[1.0, 0.9, 0.001, np.nan], [0.5, 1.0, 0.0, 0.2], [0.25, 0.0, 1.0, 0.0], [np.nan, 0.4, 0.0, 1.0]]
)
NAMES = ["Reuters", "The Coastal Tribune", "港湾日日新聞", "Deckhand Daily of the Western Isles and Shores"]

MOST = (WIDTH - 16 - 4) // 3  # rows that fit the usual width with the shortest names


def drawn(names: list[str], matrix: NDArray[np.float64], width: int = WIDTH, **given: Any) -> str:
    return plain(heat_map(names, matrix, width, **given), width)


def test_golden_shades() -> None:
    many = [f"{name} {n}" for n in range(7) for name in NAMES]
    told = (
        f"== {width} columns\n{drawn(NAMES, MATRIX, width)}\n{drawn(many, np.kron(np.eye(7), MATRIX), width)}"
        for width in (60, 80, WIDTH, 160)
    )
    agree("heat_map.txt", "".join(told))


def test_colours_hold_the_values() -> None:
    said = drawn(NAMES, MATRIX, color=True)
    assert " 90" in said
    assert "░" not in said


def test_counts_are_in_proportion_to_the_largest() -> None:
    words = np.array([[400.0, 80.0], [80.0, 300.0]])
    said = drawn(["a", "b"], words, unit="words")
    assert SHADES[-1] * 2 in said
    assert "up to 80 words" in said


def test_the_rows_with_the_most_in_common_are_shown() -> None:
    n = MOST + 3
    matrix = np.eye(n)
    matrix[2, n - 1] = matrix[n - 1, 2] = 1.0
    said = drawn([f"name {i}" for i in range(n)], matrix)
    assert "name 2 " in said
    assert f"name {n - 1} " in said
    assert "3 rows with less in common not shown" in said
    assert len(said.splitlines()) == MOST + 2


@given(st.integers(30, 200), st.integers(0, 60))
def test_it_keeps_to_the_screen(width: int, n: int) -> None:
    lines = drawn([f"a name of some length {i}" for i in range(n)], np.eye(n), width).splitlines()
    assert max(map(cell_len, lines)) <= width
    rows = [line for line in lines if line.startswith("a name")]
    left_out = re.findall(r"(\d+) rows? with less", " ".join(lines))
    assert n == len(rows) + int(left_out[0] if left_out else 0)


@pytest.mark.parametrize("n", [0, 1])
def test_nothing_to_compare(n: int) -> None:
    assert len(drawn(["a"] * n, np.eye(n)).splitlines()) == n + 2


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4), st.floats(0, 1), st.booleans())
def test_names_cannot_drive_the_terminal(names: list[str], value: float, color: bool) -> None:
    said = drawn(names, np.full((len(names),) * 2, value), color=color)
    lines = said.splitlines()
    assert len(lines) == len(names) + 2
    driving = {c for c in said if unicodedata.category(c) in {"Cc", "Cf"}}
    assert driving <= {"\n", "\u200c", "\u200d"}
    assert max(map(cell_len, lines)) <= WIDTH
