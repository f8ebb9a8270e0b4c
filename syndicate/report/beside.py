"""Two articles beside each other in colours, for a terminal. Computes no residue, prints nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from syndicate.report.passages import LONGEST, SIGNS, heads, totals
from syndicate.report.plain import safe
from syndicate.report.wording import differing, places

if TYPE_CHECKING:
    import polars as pl
    from rich.console import Group
    from rich.text import Text

MOST_COLUMNS: Final = 180  # longer lines are hard to read
_LABEL: Final = 11
# Blue and orange are told apart by the colour-blind as well; underlined and struck out say it without colour.
STYLES: Final = {
    "kept": "dim",
    "edited": "",
    "rewritten": "italic magenta",
    "added": "dodger_blue1",
    "removed": "dark_orange3",
}
_OURS, _THEIRS, _ALTERED = "bold underline dodger_blue1", "strike dark_orange3", "bold reverse"


def beside(articles: pl.DataFrame, frame: pl.DataFrame, width: int) -> Group:
    """Two articles (rows of schema.ARTICLES) and schema.RESIDUE of the first against the second.

    A row is a sentence, or two that belong together; the words that only one has are marked, and the facts
    that were altered.
    """
    from rich import box
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    columns = min(width, MOST_COLUMNS)
    table = Table(box=box.HORIZONTALS, width=columns, header_style="bold")
    table.add_column(width=_LABEL, no_wrap=True)
    for head in heads(articles):
        table.add_column(Text(safe(head)), ratio=1, overflow="fold")
    for row in frame.iter_rows(named=True):
        table.add_row(*_row(row))
    return Group(table, Text(f"  {totals(frame)}"))


def _row(row: dict[str, Any]) -> tuple[Text, Text, Text]:
    """(status, sentence of the article, sentence of the other)."""
    from rich.text import Text

    status = row["status"]
    label = Text(f"{SIGNS[status]} {status}", STYLES[status])
    own, theirs = (row["text"], row["other_text"]) if status != "removed" else ("", row["text"])
    left, right = (Text(_shown(text), STYLES[status]) for text in (own, theirs))
    if status == "edited":
        for side, spans, style in zip(
            (left, right), differing(left.plain, right.plain), (_OURS, _THEIRS), strict=True
        ):
            _mark(side, spans, style)
    if row["altered"]:
        told = safe(row["altered"][:LONGEST])
        changes = [change.partition(" -> ") for change in told.split("; ")]
        _mark(right, places(right.plain, [was for was, _, _ in changes]), _ALTERED)
        _mark(left, places(left.plain, [now for _, _, now in changes]), _ALTERED)
        left.append(f"\n! {told}", "bold")
    if row["rounded"]:
        left.append(f"\n~ rounded: {safe(row['rounded'][:LONGEST])}", "dim")
    return label, left, right


def _shown(text: str) -> str:
    return safe(text[:LONGEST]) + ("…" if len(text) > LONGEST else "")


def _mark(text: Text, spans: list[tuple[int, int]], style: str) -> None:
    for start, end in spans:
        text.stylize(style, start, end)
