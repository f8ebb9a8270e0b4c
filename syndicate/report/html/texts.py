"""The texts of a page: sentences by paragraph, and the lines cut, at their places. Cleans nothing."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from syndicate.report.html.inert import inert

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    Span: TypeAlias = tuple[int, int]

Cut: TypeAlias = "list[tuple[int, str]]"  # (number of sentences that stand before the line, the line)


def texts(articles: pl.DataFrame, spans: pl.DataFrame) -> list[list[str]]:
    """The sentences of each article, parallel to the rows; a line break begins one that opens a paragraph."""
    known = _spans(spans)
    return [
        _sentences(body, known[article]) for article, body in articles.select("article", "body").iter_rows()
    ]


def cuts(articles: pl.DataFrame, spans: pl.DataFrame, lines: pl.DataFrame) -> dict[int, Cut]:
    """The lines cut from each article, by its row; articles of which no line is known are left out."""
    known, pages = _spans(spans), defaultdict(list)
    for article, text, kept in lines.select("article", "text", "kept").iter_rows():
        pages[article].append((text, kept))
    return {
        row: _cut(body, known[article], pages[article])
        for row, (article, body) in enumerate(articles.select("article", "body").iter_rows())
        if article in pages
    }


def _spans(spans: pl.DataFrame) -> defaultdict[str, list[Span]]:
    known = defaultdict(list)
    for article, start, end in spans.select("article", "start", "end").iter_rows():
        known[article].append((start, end))
    return known


def _sentences(body: str, spans: Sequence[Span]) -> list[str]:
    found: list[str] = []
    opens = False
    for start, end in spans:
        sentence = body[start:end]
        text = sentence.strip()
        lead = sentence[: len(sentence) - len(sentence.lstrip())]
        found.append(("\n" if found and (opens or "\n" in lead) else "") + inert(text))
        opens = "\n" in sentence[len(sentence.rstrip()) :]
    return found


def _cut(body: str, spans: Sequence[Span], page: Sequence[tuple[str, bool]]) -> Cut:
    """Cut lines stand where the reader of the page met them: after the kept lines that come before."""
    cut, at = [], 0
    for text, kept in page:
        line = text.strip()
        if kept and (place := body.find(line, at)) >= 0:
            at = place + len(line)
        elif not kept and line:
            cut.append((sum(end <= at or start < at for start, end in spans), inert(line)))
    return cut
