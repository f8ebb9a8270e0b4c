"""A square matrix as a heat map for the terminal. Computes no cell, prints nothing itself."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.report.plain import WIDTH, fit, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from rich.text import Text

_LABEL: Final = 30  # columns of a row's name
_NUMBER: Final = 4
_CELL: Final = 3
MOST: Final = (WIDTH - _LABEL - _NUMBER) // _CELL  # rows and columns that fit
SHADES: Final = " ░▒▓█"
_COLD, _HOT = (238, 242, 246), (177, 30, 49)  # of a cell of 0, and of the largest


def heat_map(
    names: Sequence[str],
    matrix: NDArray[np.float64],
    *,
    color: bool = False,
    unit: str = "%",
    width: int = WIDTH,
) -> str:
    """The n x n matrix as lines: a numbered row each, cells as colours with their value, or as shades.

    Cells are shares (unit "%") or counts; NaN is a dot. Of more rows than fit `width` (MOST of the usual
    one) those are shown that have the most in common with the others, in their order.
    """
    from rich.console import Console

    chosen = _telling(matrix, max(1, (width - _LABEL - _NUMBER) // _CELL))
    shown = matrix[np.ix_(chosen, chosen)]
    apart = shown[~np.eye(len(chosen), dtype=np.bool_)]
    largest = 1.0 if unit == "%" else max(1.0, float(np.nanmax(apart, initial=0.0)))
    out = StringIO()
    console = Console(
        file=out, width=WIDTH, force_terminal=color, color_system="256" if color else None, highlight=False
    )
    numbers = "".join(f"{n:{_CELL}}" for n in range(1, len(chosen) + 1))
    console.print(" " * (_LABEL + _NUMBER) + numbers, markup=False)
    for n, (i, row) in enumerate(zip(chosen, shown, strict=True)):
        console.print(_row(names[i], n, row / largest, color=color), no_wrap=True)
    console.print(_legend(len(chosen), len(names), largest, unit, color=color), markup=False)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _telling(matrix: NDArray[np.float64], most: int) -> list[int]:
    """The rows to show, ascending: those with the most in common with others."""
    if len(matrix) <= most:
        return list(range(len(matrix)))
    shared = np.nansum(matrix, axis=0) + np.nansum(matrix, axis=1) - 2 * np.diag(matrix)
    return sorted(np.argsort(-shared, kind="stable")[:most].tolist())


def _row(name: str, n: int, cells: NDArray[np.float64], *, color: bool) -> Text:
    from rich.text import Text

    line = Text(f"{fit(name, _LABEL)}{n + 1:{_NUMBER - 1}} ")
    for j, value in enumerate(cells.tolist()):
        if np.isnan(value):
            line.append("·".center(_CELL))
        elif not color:
            line.append((_shade(value) * 2).center(_CELL) if j != n else "\\".center(_CELL))
        else:
            line.append(f"{min(99, round(100 * value)):{_CELL}}" if j != n else " " * _CELL, _style(value))
    return line


def _shade(value: float) -> str:
    """The shade of a share; one above 0 is never invisible."""
    return SHADES[max(int(value > 0), min(len(SHADES) - 1, round(value * (len(SHADES) - 1))))]


def _style(value: float) -> str:
    value = min(1.0, value)
    red, green, blue = (round(a + (b - a) * value) for a, b in zip(_COLD, _HOT, strict=True))
    return f"{'white' if value > 0.5 else 'black'} on rgb({red},{green},{blue})"


def _legend(shown: int, n: int, largest: float, unit: str, *, color: bool) -> str:
    scale = "100 %" if unit == "%" else f"{largest:,.0f} {unit}"
    keys = f"numbers are hundredths of {scale}" if color else f"░ ▒ ▓ █ up to {scale}"
    more = f" {plural(n - shown, 'row')} with less in common not shown." if n > shown else ""
    return f"A cell: how much of the row is found in the column; {keys}.{more}"
