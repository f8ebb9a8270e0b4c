"""Sentences for the screen: who kept how many, and two articles side by side. Computes no residue."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

import polars as pl

from syndicate.report.columns import Head, Row, figures, text
from syndicate.report.plain import WIDTH, fit, name, plural, safe
from syndicate.schema import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

SIGNS: Final = {"kept": "=", "edited": "~", "rewritten": "≈", "added": "+", "removed": "-"}
_TOGETHER: Final = {"*": "all others", "consensus": "the rebuilt report"}
ROWS_SHOWN: Final = 100  # pairs in a residue summary; the table has them all
LONGEST: Final = 2000  # characters shown of one sentence
_WHOM: Final = 24  # columns of the name that stands second
_HEADS: Final = (
    Head("against", 1, words=True), Head("kept"), Head("edited", 4), Head("rewritten", 5), Head("added", 2),
    Head("removed", 3), Head("altered", 6),
)  # fmt: skip
_LABEL: Final = 12
_LEAST: Final = 10  # columns of an article, however narrow the terminal


def residue_summary(articles: pl.DataFrame, frame: pl.DataFrame, width: int) -> RenderableType:
    """Who kept, edited, rewrote, added and removed how much, in sentences; `altered` have a changed fact."""
    from rich.console import Group

    if frame.is_empty():
        return text("Nothing to compare: no two of these articles derive from one report.")
    counts = frame.group_by("cluster", "article", "other", maintain_order=True).agg(
        *((pl.col("status") == status).sum().alias(status) for status in STATUSES),
        (pl.col("altered") != "").sum(),
    )
    outlets = dict(articles.select("article", "outlet").iter_rows())
    rows = [
        Row(
            _name(outlets, row["article"]),
            [
                fit(_name(outlets, row["other"]), _WHOM).rstrip(),
                *(f"{row[head.name]:,}" for head in _HEADS[1:]),
            ],
        )
        for row in counts.head(ROWS_SHOWN).iter_rows(named=True)
    ]
    more = counts.height - len(rows)
    told = [text(f"... and {plural(more, 'more pair')}: see the table.", "dim")] if more else []
    return Group(figures("sentences of", _HEADS, rows, width)[0], *told)


def _name(outlets: dict[str, str], article: str) -> str:
    if article in _TOGETHER:
        return _TOGETHER[article]
    return name(outlets.get(article, ""), article)


def heads(articles: pl.DataFrame) -> list[str]:
    """What to call each article (rows of schema.ARTICLES): its outlet, else its title, else its file."""
    return [
        row["outlet"] or row["title"] or name("", row["article"]) for row in articles.iter_rows(named=True)
    ]


def totals(frame: pl.DataFrame) -> str:
    """How many sentences of each status schema.RESIDUE has."""
    counts = dict(frame["status"].value_counts().iter_rows())
    told = " · ".join(f"{counts[status]} {status}" for status in STATUSES if status in counts)
    return told or "Neither article has a sentence."


def side_by_side(articles: pl.DataFrame, frame: pl.DataFrame, width: int = WIDTH) -> str:
    """Two articles (rows of schema.ARTICLES) beside each other, sentence by sentence of their residue."""
    half = max(_LEAST, (width - _LABEL - 2) // 2)
    one, other = heads(articles)
    lines = [*_beside("", one, other, half), "─" * width]
    for row in frame.iter_rows(named=True):
        own, theirs = (row["text"], row["other_text"]) if row["status"] != "removed" else ("", row["text"])
        lines += _beside(f"{SIGNS[row['status']]} {row['status']}", own, theirs, half)
        if row["altered"]:
            lines.append(f"{'':{_LABEL}}! {safe(row['altered'][:LONGEST])}")
        if row["rounded"]:
            lines.append(f"{'':{_LABEL}}~ rounded: {safe(row['rounded'][:LONGEST])}")
    return "\n".join([*lines, "─" * width, totals(frame)]) + "\n"


def _beside(label: str, own: str, theirs: str, half: int) -> Iterable[str]:
    left, right = _wrap(own, half), _wrap(theirs, half)
    for i in range(max(len(left), len(right))):
        one, other = (side[i] if i < len(side) else "" for side in (left, right))
        yield f"{label if i == 0 else '':{_LABEL}}{fit(one, half)}  {other}".rstrip()


def _wrap(words: str, half: int) -> list[str]:
    """The text in lines that fit so many columns."""
    from rich.cells import cell_len

    words = safe(words[:LONGEST]) + ("…" if len(words) > LONGEST else "")
    wide = cell_len(words) > 1.2 * len(words)  # a script of double width: half as many fit
    return textwrap.wrap(words, half // 2 if wide else half) or [""]
