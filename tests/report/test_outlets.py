"""Who leans on whom, on the screen: a golden table, and what becomes of many, none and hostile names."""

from __future__ import annotations

import polars as pl
from golden_files import agree
from rich.cells import cell_len

from syndicate.report.outlets import SHOWN, outlets_shown
from syndicate.report.plain import WIDTH
from syndicate.schema import OUTLETS

_SHARES = ("uncredited", "kept", "edited", "rewritten", "own", "carried", "altered", "lag_hours")


def row(outlet: str, wire: str, articles: int, derived: int, *shares: float | None) -> dict[str, object]:
    told = dict(zip(_SHARES, shares or (None,) * len(_SHARES), strict=True))
    return {"outlet": outlet, "wire": wire, "articles": articles, "derived": derived, **told}


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
    agree("outlets.txt", outlets_shown(TABLE))


def test_nothing_derives() -> None:
    said = "No article derives from another's report.\n"
    assert outlets_shown(OUTLETS.empty()) == outlets_shown(TABLE.filter(pl.col("derived") == 0)) == said


def test_many_are_cut_and_counted() -> None:
    rows = [row(f"Outlet {i}", wire, 1, 1, *(0.5,) * 8) for i in range(SHOWN + 2) for wire in ("*", "AP")]
    said = outlets_shown(OUTLETS.frame(rows))
    assert said.count("(AP)") == SHOWN
    assert "... and 2 more outlets: see the table." in said


def test_hostile_names_stay_in_their_column() -> None:
    name = "\x1b[31m\u202eevil\x07\n" + "宽" * 40
    said = outlets_shown(
        OUTLETS.frame([row(name, "*", 10**5, 10**5, *(1.0,) * 8), row(name, name, 1, 1, *(0.0,) * 8)])
    )
    assert {c for c in said if not c.isprintable()} == {"\n"}
    assert max(map(cell_len, said.splitlines())) <= WIDTH
