"""Brings new pages into a store: what is near is compared and grouped anew, the rest stays as it is.

pages -> inbox -> clean -> new, changed or same -> sketch -> who is near -> compare -> group -> ids, changes.
Each step is one transaction: a kill at any moment loses nothing and does nothing twice. Whatever the order
and the split, the articles, pairs and groups are those of one batch (`detect` with the store's settings).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from syndicate.flow.alone import sketch_articles
from syndicate.flow.detect import quiet
from syndicate.flow.nearness import bins_of
from syndicate.flow.pages import checked
from syndicate.flow.together import Reader
from syndicate.flow.update.arriving import Arrivals, sort_out
from syndicate.flow.update.catching_up import catch_up
from syndicate.flow.update.regrouping import regroup
from syndicate.flow.update.relinking import read_sketched, relink
from syndicate.schema import CHANGES, PROBLEMS
from syndicate.store.articles import (
    identity,
    next_number,
    text_hash,
    version_rows,
    write_articles,
    write_versions,
)
from syndicate.store.groups import begin_step, changes_since, last_step
from syndicate.store.inbox import receive, settle, waiting
from syndicate.store.kin import links_of, remove_links
from syndicate.store.sketches import SketchColumns, remove_sketches, write_facts, write_sketches
from syndicate.text.clean import clean

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from syndicate.flow.detect import Progress
    from syndicate.settings import Settings
    from syndicate.store.file import Store
    from syndicate.text.clean import Cleaned

PAGES_A_STEP = 2000  # read in one transaction: bounds memory and what a kill undoes, changes no group


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """What an update did."""

    received: int  # pages never seen before
    new: int  # articles that were not there
    changed: int  # articles with a new text
    same: int  # pages that said nothing new
    clusters: tuple[str, ...]  # ids of all clusters of two or more that changed, those that are no more too
    changes: pl.DataFrame  # schema.CHANGES
    problems: pl.DataFrame  # schema.PROBLEMS, of pages without text and unreadable dates


def update(
    store: Store,
    pages: pl.DataFrame | None = None,
    *,
    now: datetime,
    pages_a_step: int = PAGES_A_STEP,
    progress: Progress = quiet,
) -> Update:
    """Take in pages (schema.PAGES, or as much of it as `checked` needs), and all that wait in the inbox.

    Pages may be given again. `now` stands in the log. InputError where the store cannot be written.
    """
    with store.reading() as connection:
        before = last_step(connection)
    received = 0 if pages is None else receive(store, checked(pages))
    told, steps = now.strftime("%Y-%m-%dT%H:%M:%SZ"), []
    catch_up(store, told)
    while step := _step(store, told, pages_a_step, progress):
        steps.append(step)
    with store.reading() as connection:
        changes = changes_since(connection, before)
    return Update(
        received,
        sum(len(step.arrivals.new) for step in steps),
        sum(len(step.arrivals.changed) for step in steps),
        sum(step.arrivals.same for step in steps),
        tuple(sorted({name for step in steps for name in step.clusters})),
        CHANGES.cast(changes),
        pl.concat([PROBLEMS.empty(), *(step.problems for step in steps)]),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    arrivals: Arrivals
    clusters: set[str]
    problems: pl.DataFrame


def _step(store: Store, told: str, most: int, progress: Progress) -> _Step | None:
    """Read the first pages of the inbox, in one transaction; None where it is empty."""
    with store.writing() as connection:
        numbers, pages = waiting(connection, most)
        if not numbers:
            return None
        progress("clean", len(pages))
        cleaned = _clean(pages)
        progress("compare", len(pages))
        arrivals = sort_out(connection, cleaned.articles, next_number(connection))
        touched = _write(connection, cleaned, arrivals, told, store.settings)
        progress("group", len(touched))
        clusters = regroup(connection, touched, store.settings, begin_step(connection), told)
        settle(connection, numbers)
    return _Step(arrivals, clusters, cleaned.problems)


def _clean(pages: pl.DataFrame) -> Cleaned:
    """The pages cleaned each by itself, in their order; an id may stand twice among them."""
    rows = pl.Series("article", range(pages.height), dtype=pl.Int64).cast(pl.String)
    cleaned = clean(pages.with_columns(rows), alone=True)
    return replace(cleaned, articles=cleaned.articles.with_columns(pages["article"]))


def _write(
    connection: sqlite3.Connection, cleaned: Cleaned, arrivals: Arrivals, told: str, settings: Settings
) -> set[int]:
    """Store what is new or changed with its links; the numbers of articles whose groups may change."""
    gone, cut = read_sketched(connection, arrivals.changed, settings), set[tuple[int, int]]()
    if arrivals.changed:
        cut = set(links_of(connection, arrivals.changed))
        remove_links(connection, cut)
        remove_sketches(connection, arrivals.changed)
        write_versions(connection, version_rows(connection, arrivals.changed, told))
    numbers = np.array(list(arrivals.rows), np.int64)
    rows = np.array(list(arrivals.rows.values()), np.int64)
    ids = pl.Series("article", list(arrivals.ids.values()), dtype=pl.String)
    articles = cleaned.articles[rows].with_columns(ids)
    reader = Reader(settings)
    articles, sketched = sketch_articles(articles, numbers, settings, reader)
    bins = bins_of(sketched.words, settings)
    credited = [cleaned.evidence.get(str(row), "") for row in rows.tolist()]
    keys = [cleaned.articles["article"][row] for row in rows.tolist()]
    write_articles(connection, _rows(articles, numbers, keys, bins, credited, told))
    write_versions(connection, _earlier(cleaned.articles, arrivals, told))
    write_sketches(connection, bins, SketchColumns(*sketched.words))
    write_facts(connection, bins, sketched.languages.tolist(), SketchColumns(*sketched.facts))
    touched = relink(connection, sketched, gone, settings, reader)
    return touched.union(numbers.tolist(), *cut)


def _rows(
    articles: pl.DataFrame,
    numbers: NDArray[np.int64],
    keys: Sequence[str],
    bins: NDArray[np.int64],
    credited: Sequence[str],
    told: str,
) -> list[tuple[Any, ...]]:
    """The articles as rows of `ARTICLE_ROW`; `keys` are their ids as the pages gave them."""
    columns = zip(numbers.tolist(), articles.rows(), keys, bins.tolist(), credited, strict=True)
    return [
        (n, *row[:9], identity(key, row[1], row[2]), text_hash(row[9]), bin_, credit, told, row[9])
        for n, row, key, bin_, credit in columns
    ]


def _earlier(
    articles: pl.DataFrame, arrivals: Arrivals, told: str
) -> list[tuple[int, int, str, str, str, str]]:
    """Versions that came and were replaced in one step."""
    rows = [(n, articles.row(row, named=True)) for n, row in arrivals.versions]
    return [(n, text_hash(row["body"]), told, row["title"], row["published"], row["body"]) for n, row in rows]
