"""The heat map: golden shades, bounds, and that hostile names stay names."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from golden_files import agree
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from syndicate.report.heatmap import MOST, SHADES, heat_map
from syndicate.report.plain import WIDTH

MATRIX = np.array(
    [[1.0, 0.9, 0.001, np.nan], [0.5, 1.0, 0.0, 0.2], [0.25, 0.0, 1.0, 0.0], [np.nan, 0.4, 0.0, 1.0]]
)
NAMES = ["Reuters", "The Coastal Tribune", "港湾日日新聞", "Deckhand Daily of the Western Isles and Shores"]


def test_golden_shades() -> None:
    agree("heat_map.txt", heat_map(NAMES, MATRIX))


def test_colours_hold_the_values() -> None:
    said = heat_map(NAMES, MATRIX, color=True)
    assert "\x1b[" in said
    assert " 90" in said
    assert "\x1b" not in heat_map(NAMES, MATRIX)


def test_counts_are_in_proportion_to_the_largest() -> None:
    words = np.array([[400.0, 80.0], [80.0, 300.0]])
    said = heat_map(["a", "b"], words, unit="words")
    assert SHADES[-1] * 2 in said
    assert "up to 80 words" in said


def test_the_rows_with_the_most_in_common_are_shown() -> None:
    n = MOST + 3
    matrix = np.eye(n)
    matrix[2, n - 1] = matrix[n - 1, 2] = 1.0
    said = heat_map([f"name {i}" for i in range(n)], matrix)
    assert "name 2 " in said
    assert f"name {n - 1} " in said
    assert "3 rows with less in common not shown" in said
    assert len(said.splitlines()) == MOST + 2


def test_it_keeps_to_a_narrow_terminal() -> None:
    said = heat_map([f"name {i}" for i in range(MOST)], np.eye(MOST), width=80)
    rows = said.splitlines()[:16]
    assert max(map(cell_len, rows)) <= 80
    assert rows[-1].split()[2] == "15"
    assert f"{MOST - 15} rows with less in common not shown." in " ".join(said.split())


@pytest.mark.parametrize("n", [0, 1])
def test_nothing_to_compare(n: int) -> None:
    assert len(heat_map(["a"] * n, np.eye(n)).splitlines()) == n + 2


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4), st.floats(0, 1), st.booleans())
def test_names_cannot_drive_the_terminal(names: list[str], value: float, color: bool) -> None:
    said = heat_map(names, np.full((len(names),) * 2, value), color=color)
    lines = said.splitlines()
    assert len(lines) == len(names) + 2
    if not color:
        driving = {c for c in said if unicodedata.category(c) in {"Cc", "Cf"}}
        assert driving <= {"\n", "\u200c", "\u200d"}
        assert max(map(cell_len, lines[:-1])) <= WIDTH
