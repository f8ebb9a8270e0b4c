"""A square matrix as a heat map for the terminal. Computes no cell, prints nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.report.plain import fit, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from rich.console import RenderableType
    from rich.text import Text

_LABELS: Final = (16, 32)  # columns of a row's name: at least, at most
_NUMBER: Final = 4
_CELL: Final = 3
SHADES: Final = " ░▒▓█"
_COLD, _HOT = (238, 242, 246), (177, 30, 49)  # of a cell of 0, and of the largest


def heat_map(
    names: Sequence[str], matrix: NDArray[np.float64], width: int, *, color: bool = False, unit: str = "%"
) -> RenderableType:
    """The n x n matrix as lines: a numbered row each, cells as colours with their value, or as shades.

    Cells are shares (unit "%") or counts; NaN is a dot. Of more rows than fit `width` those are shown that
    have the most in common with the others, in their order.
    """
    from rich.console import Group
    from rich.text import Text

    label, most = _room(len(names), width)
    chosen = _telling(matrix, most)
    shown = matrix[np.ix_(chosen, chosen)]
    apart = shown[~np.eye(len(chosen), dtype=np.bool_)]
    largest = 1.0 if unit == "%" else max(1.0, float(np.nanmax(apart, initial=0.0)))
    numbers = "".join(f"{n:{_CELL}}" for n in range(1, len(chosen) + 1))
    lines = [Text(" " * (label + _NUMBER) + numbers, "bold")]
    for n, (i, row) in enumerate(zip(chosen, shown, strict=True)):
        lines.append(_row(fit(names[i], label), n, row / largest, color=color))
    for line in lines:
        line.no_wrap, line.overflow = True, "crop"
    return Group(*lines, Text(_legend(len(chosen), len(names), largest, unit, color=color), "dim"))


def _room(n: int, width: int) -> tuple[int, int]:
    """(columns for the names, rows and columns that fit): names are cut before rows are left out."""
    least, longest = _LABELS
    label = min(longest, max(least, width - _NUMBER - _CELL * n))
    return label, max(1, (width - _NUMBER - label) // _CELL)


def _telling(matrix: NDArray[np.float64], most: int) -> list[int]:
    """The rows to show, ascending: those with the most in common with others."""
    if len(matrix) <= most:
        return list(range(len(matrix)))
    shared = np.nansum(matrix, axis=0) + np.nansum(matrix, axis=1) - 2 * np.diag(matrix)
    return sorted(np.argsort(-shared, kind="stable")[:most].tolist())


def _row(name: str, n: int, cells: NDArray[np.float64], *, color: bool) -> Text:
    from rich.text import Text

    line = Text(f"{name}{n + 1:{_NUMBER - 1}} ")
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
