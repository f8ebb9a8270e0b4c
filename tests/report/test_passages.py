"""The residue in figures, and two articles side by side."""

from __future__ import annotations

import polars as pl
from detections import BRIEF, WIRE, article, changes, kerunda, sentence
from golden_files import agree
from rich.cells import cell_len

from syndicate.report.columns import plain
from syndicate.report.passages import ROWS_SHOWN, SIGNS, residue_summary, side_by_side
from syndicate.report.plain import WIDTH
from syndicate.schema import ARTICLES, RESIDUE, STATUSES


def two() -> pl.DataFrame:
    return ARTICLES.frame([article(BRIEF), article(WIRE)])


def summed(articles: pl.DataFrame, frame: pl.DataFrame, width: int = WIDTH) -> str:
    return plain(residue_summary(articles, frame, width), width)


def test_golden_residue() -> None:
    against_all = RESIDUE.frame([sentence("added", "Only here.", other="*")])
    frame = pl.concat([changes(), against_all])
    told = (
        f"== {width} columns\n{summed(kerunda().articles, frame, width)}" for width in (60, 80, WIDTH, 160)
    )
    agree("residue.txt", "".join(told))


def test_golden_side_by_side() -> None:
    agree("side_by_side.txt", side_by_side(two(), changes()))


def test_every_status_has_a_sign() -> None:
    assert tuple(SIGNS) == STATUSES


def test_nothing_to_compare() -> None:
    assert summed(two(), RESIDUE.empty()).startswith("Nothing to compare")
    assert side_by_side(two(), RESIDUE.empty()).endswith("Neither article has a sentence.\n")


def test_many_pairs_are_cut_and_counted() -> None:
    frame = RESIDUE.frame([sentence("added", "New.", article=f"a{i}") for i in range(ROWS_SHOWN + 2)])
    said = summed(two(), frame)
    assert said.count("Reuters") == ROWS_SHOWN
    assert said.endswith("... and 2 more pairs: see the table.\n")


def test_side_by_side_keeps_to_the_width_and_to_plain_text() -> None:
    hostile = "\x1b[31m\u202e" + "word " * 100 + "宽" * 200
    rows = [
        sentence("edited", hostile, hostile, hostile),
        sentence("removed", "x" * 3000, "x" * 3000),
    ]
    said = side_by_side(two(), RESIDUE.frame(rows))
    assert {c for c in said if not c.isprintable()} == {"\n"}
    altered, others = [], []
    for line in said.splitlines():
        (altered if line.strip().startswith("!") else others).append(line)
    assert len(altered) == 1
    assert max(map(cell_len, others)) <= WIDTH
