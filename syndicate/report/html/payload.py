"""What the page's script reads: the frames as compact JSON. Chooses no colours and no words for people."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import fields
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from syndicate.report.html.comparisons import comparisons
from syndicate.report.html.inert import inert, web_address
from syndicate.report.html.texts import cuts, texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from syndicate.report.html.contents import Contents, Grid
    from syndicate.settings import Settings

_KIN: Final = ("story", "cluster", "article", "role", "relation", "probability", "partner")
_OWN: Final = ("outlet", "url", "title", "published", "language", "wire", "n_words")
_MEASURED: Final = (
    "agency", "credited", "other", "kept", "edited", "rewritten", "own", "carried", "own_lead", "own_middle",
    "own_end", "altered", "lag_hours",
)  # fmt: skip
_LED: Final = ("derived_from", "certainty", "evidence")
# What an overview tells of an article: its own page tells the rest, which is half of all.
_LISTED: Final = (
    "story", "cluster", "article", "role", "relation", "outlet", "title", "published", "language", "wire",
    "n_words", "credited", "own", "derived_from",
)  # fmt: skip
# In a script element nothing may look like its end, or open a comment (HTML standard, 4.12.1.3).
_ESCAPES: Final = {mark: f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def articles_of(contents: Contents, clusters: pl.DataFrame) -> pl.DataFrame:
    """A row for each article of some clusters: who it is, its kin, its measures, whom it took from."""
    frame = clusters.select(_KIN)
    measures = contents.measures.rename({"wire": "agency"})
    for table, columns in (
        (contents.articles, _OWN), (measures, _MEASURED), (contents.derivations, _LED)
    ):  # fmt: skip
        frame = frame.join(table.select("article", *columns), on="article", how="left", maintain_order="left")
    links = [web_address(url) for url in frame["url"]]
    return frame.with_columns(url=pl.Series(links, dtype=pl.String))


def whole(contents: Contents) -> dict[str, Any]:
    """Everything, for a page that stands alone."""
    articles = articles_of(contents, contents.clusters)
    return {**overview(contents, articles), **_told(contents, articles)}


def index(contents: Contents, articles: pl.DataFrame, pages: Mapping[str, str]) -> dict[str, Any]:
    """The overview of stories whose texts stand on other pages: `pages` says where each stands.

    articles: as in `articles_of`, those of these stories.
    """
    alone = contents.clusters.height - articles.height
    return {**overview(contents, articles.select(_LISTED)), "pages": pages, "alone": alone}


def part(contents: Contents, articles: pl.DataFrame, home: str) -> dict[str, Any]:
    """Some stories with their texts, by their `articles_of`; the overview stands at `home`."""
    return {"home": home, "articles": _table(articles), **_told(contents, articles)}


def overview(contents: Contents, articles: pl.DataFrame) -> dict[str, Any]:
    """These articles without their texts, and what is said of the whole run."""
    return {
        "articles": _table(articles),
        "outlets": _table(contents.outlets),
        "thresholds": _table(contents.thresholds),
        "problems": _table(contents.problems),
        "settings": _settings(contents.settings),
        "fingerprint": contents.settings.fingerprint(),
        "notes": [inert(note) for note in contents.notes],
        "version": contents.version,
    }


def as_json(payload: dict[str, Any]) -> str:
    """The payload as JSON that can stand in a script element."""
    written = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for mark, escape in _ESCAPES.items():  # one after another: a `translate` takes a hundred times as long
        written = written.replace(mark, escape)
    return written


def _told(contents: Contents, articles: pl.DataFrame) -> dict[str, Any]:
    """The texts of these articles, the reports rebuilt of them, and the comparisons with both."""
    found = contents.texts(articles)
    bodies = articles.select("article").join(found.articles, on="article", maintain_order="left")
    number = {article: row for row, article in enumerate(articles["article"])}
    reports = found.consensus.partition_by("cluster", maintain_order=True)
    # A rebuilt report counts on where the articles end, and goes by the id of its cluster.
    number_of_report = {one["cluster"][0]: len(number) + k for k, one in enumerate(reports)}
    rebuilt = found.rebuilt.with_columns(other="cluster")
    return {
        "texts": texts(bodies, found.spans),
        "cut": cuts(bodies, found.spans, found.lines),
        "pairs": [
            *comparisons(found.aligned, found.shared, number, number),
            *comparisons(rebuilt, found.shared.clear(), number, number_of_report),
        ],
        "rebuilt": [_rebuilt(one, number) for one in reports],
        "grids": [_grid(grid, number) for grid in found.grids],
    }


def _grid(grid: Grid, number: Mapping[str, int]) -> list[Any]:
    """[rows of the articles, hundredths of words, of sentences]: matrices row by row, a byte a cell."""
    cells = (b64encode(matrix.tobytes()).decode() for matrix in (grid.words, grid.sentences))
    return [[number[article] for article in grid.articles], *cells]


def _rebuilt(report: pl.DataFrame, number: Mapping[str, int]) -> list[Any]:
    """[cluster, sentences, rows of the articles that carry each]."""
    witnesses = [[number[article] for article in json.loads(listed)] for listed in report["witnesses"]]
    return [report["cluster"][0], [inert(text) for text in report["text"]], witnesses]


def _table(frame: pl.DataFrame) -> dict[str, Any]:
    """Names of the columns, and the rows: texts made inert, shares to 4 digits."""
    return {"columns": frame.columns, "rows": [[_cell(cell) for cell in row] for row in frame.iter_rows()]}


def _cell(cell: object) -> object:
    if isinstance(cell, str):
        return inert(cell)
    if isinstance(cell, float):
        return round(cell, 4) if isfinite(cell) else None
    return cell


def _settings(settings: Settings) -> Sequence[tuple[str, object, object]]:
    """(name, value, what it turns and why) of every knob."""
    return [(knob.name, getattr(settings, knob.name), knob.metadata["reason"]) for knob in fields(settings)]
