"""Tables of figures that fit the screen: the columns that matter most first. Prints nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Final, Literal

from syndicate.report.plain import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

GAPS: Final = (2, 1)  # columns of the screen between two of a table: where all fits, and where it is narrow
LEAST_NAME: Final = 18  # columns that the names keep, however many figures there are
_MOST_NAME: Final = 60  # a longer name is seldom one


@dataclass(frozen=True, slots=True)
class Head:
    """A column: what stands above it, and how soon it gives way where the screen is narrow (0: never)."""

    name: str
    rank: int = 0
    words: bool = False  # of strangers: they stand to the left


@dataclass(frozen=True, slots=True)
class Row:
    """A name, then a figure for each head."""

    name: str
    figures: Sequence[str]
    style: str = ""


def figures(head: str, heads: Sequence[Head], rows: Sequence[Row], width: int) -> tuple[Table, list[str]]:
    """(the table in at most `width` columns of the screen, the heads that found no room).

    Names stand to the left and are cut with … where they must be, figures stand to the right and are whole.
    """
    needed = [_width([one.name, *(row.figures[k] for row in rows)]) for k, one in enumerate(heads)]
    longest = min(_MOST_NAME, _width([head, *(row.name for row in rows)]))
    gap = next((gap for gap in GAPS if longest + sum(needed) + gap * len(heads) <= width), GAPS[-1])
    shown = _fitting(heads, [n + gap for n in needed], width - min(longest, LEAST_NAME))
    room = width - sum(needed[k] + gap for k in shown)
    table = bare(gap)
    table.add_column(head, width=min(longest, max(LEAST_NAME, room)), no_wrap=True)
    for k in shown:
        side: Literal["left", "right"] = "left" if heads[k].words else "right"
        table.add_column(heads[k].name, width=needed[k], justify=side, no_wrap=True)
    for row in rows:
        table.add_row(text(row.name), *(text(row.figures[k]) for k in shown), style=row.style)
    return table, [one.name for k, one in enumerate(heads) if k not in shown]


def bare(gap: int) -> Table:
    """A table without lines: heads in bold, so many blanks between its columns."""
    from rich.table import Table

    return Table(box=None, pad_edge=False, padding=(0, gap, 0, 0), header_style="bold")


def text(words: str, style: str = "") -> Text:
    """Words of strangers on one line, cut with … where there is no room for them."""
    from rich.text import Text

    return Text(safe(words), style, no_wrap=True, overflow="ellipsis")


def plain(drawn: RenderableType, width: int) -> str:
    """What would be drawn, as lines of text alone: no colours, no blanks at their ends."""
    from rich.console import Console

    out = StringIO()
    console = Console(
        file=out, width=width, color_system=None, force_terminal=False, highlight=False, markup=False,
        emoji=False, legacy_windows=False,
    )  # fmt: skip
    console.print(drawn)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().split("\n")[:-1])


def _fitting(heads: Sequence[Head], needed: Sequence[int], room: int) -> list[int]:
    """Numbers of the columns that fit, in their order: those of the lowest rank first."""
    shown: list[int] = []
    for k in sorted(range(len(heads)), key=lambda k: heads[k].rank):
        if not heads[k].rank or needed[k] <= room:
            shown.append(k)
            room -= needed[k]
        else:
            break
    return sorted(shown)


def _width(cells: Sequence[str]) -> int:
    from rich.cells import cell_len

    return max(map(cell_len, map(safe, cells)), default=0)
