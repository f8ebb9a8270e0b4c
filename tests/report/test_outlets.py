"""Who leans on whom, on the screen: a golden table, and what becomes of many, none and hostile names."""

from __future__ import annotations

import re

import polars as pl
import pytest
from golden_files import agree
from rich.cells import cell_len

from syndicate.report.columns import plain
from syndicate.report.outlets import MEANINGS, SHOWN, outlets_shown
from syndicate.report.plain import WIDTH
from syndicate.schema import OUTLETS

_SHARES = ("uncredited", "kept", "edited", "rewritten", "own", "carried", "altered", "lag_hours")
_THIRDS = ("own_lead", "own_middle", "own_end")


def row(outlet: str, wire: str, articles: int, derived: int, *shares: float | None) -> dict[str, object]:
    told = dict(zip(_SHARES, shares or (None,) * len(_SHARES), strict=True))
    thirds = dict(zip(_THIRDS, (0.5, 0.25, 0.25) if told["own"] else (None,) * 3, strict=True))
    return {"outlet": outlet, "wire": wire, "articles": articles, "derived": derived, **told, **thirds}


def drawn(table: pl.DataFrame, width: int = WIDTH) -> str:
    return plain(outlets_shown(table, width), width)


TABLE = OUTLETS.frame([
    row("The Coastal Tribune", "*", 12, 3, 1 / 3, 0.5, 0.25, 0.125, 0.125, 0.9, 0.3333, 2.5),
    row("The Coastal Tribune", "Reuters", 2, 2, 0.0, 0.75, 0.25, 0.0, 0.0, 1.0, 0.0, 1.25),
    row("The Coastal Tribune", "", 1, 1, 1.0, 0.0, 0.25, 0.375, 0.375, 0.7, 1.0, None),
    row("港湾日日新聞", "*", 1, 1, 0.0, 0.0, 0.0, 0.9, 0.1, 0.99, 0.0, 3.25),
    row("港湾日日新聞", "PTI", 1, 1, 0.0, 0.0, 0.0, 0.9, 0.1, 0.99, 0.0, 3.25),
    row("", "*", 1, 1, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0),
    row("", "AP", 1, 1, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0),
    row("Reuters", "*", 2, 0),
])  # fmt: skip


def test_golden() -> None:
    agree(
        "outlets.txt", "".join(f"== {width} columns\n{drawn(TABLE, width)}" for width in (60, 80, WIDTH, 160))
    )


def test_what_a_narrow_screen_has_no_room_for_is_named() -> None:
    assert "No room for" not in drawn(TABLE, 160)
    said = " ".join(drawn(TABLE, 60).split())
    heads = said.split()[: said.split().index("The")]
    assert {"outlet", "agency", "own", "carried"} <= set(heads)
    (left_out,) = re.findall(r"No room for ([^:]+):", said)
    assert set(left_out.split(", ")) & set(heads) == set()
    assert set(left_out.split(", ")) <= set(MEANINGS) | {"articles"}


def test_nothing_derives() -> None:
    said = "No article derives from another's report.\n"
    assert drawn(OUTLETS.empty()) == drawn(TABLE.filter(pl.col("derived") == 0)) == said


def test_many_are_cut_and_counted() -> None:
    rows = [row(f"Outlet {i}", wire, 1, 1, *(0.5,) * 8) for i in range(SHOWN + 2) for wire in ("*", "AP")]
    said = drawn(OUTLETS.frame(rows))
    assert said.count(" AP ") == SHOWN
    assert "... and 2 more outlets: see the table (--out)." in said


@pytest.mark.parametrize("width", [60, 80, WIDTH, 160])
def test_hostile_names_stay_in_their_column(width: int) -> None:
    name = "\x1b[31m\u202eevil\x07\n" + "宽" * 40
    rows = [row(name, "*", 10**5, 10**5, *(1.0,) * 8), row(name, name, 1, 1, *(0.0,) * 8)]
    said = drawn(OUTLETS.frame(rows), width)
    assert {c for c in said if not c.isprintable()} == {"\n"}
    assert max(map(cell_len, said.splitlines())) <= width
