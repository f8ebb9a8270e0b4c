"""Opens what the user points at: files to detect in, or the folder of an earlier result. Decides nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from syndicate.errors import InputError
from syndicate.flow.detect import Detection, detect, quiet
from syndicate.report.export import FORMATS, read_tables
from syndicate.schema import LINES, PAIRS, PROBLEMS
from syndicate.settings import Settings
from syndicate.sources import read
from syndicate.text.clean import clean

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence
    from typing import BinaryIO


def open_paths(
    paths: Sequence[str | os.PathLike[str]],
    settings: Settings | None = None,
    *,
    strict: bool = False,
    stdin: BinaryIO | None = None,
    progress: Callable[[str, int], None] = quiet,
) -> Detection:
    """Detect in files and folders; the folder of an earlier result is read back and nothing is computed again.

    `strict` makes every skipped input an InputError.
    """
    if len(paths) == 1 and is_result(paths[0]):
        return _earlier(paths[0], settings or Settings())
    progress("read", len(paths))
    intake = read(paths, stdin=stdin)
    found = detect(intake.pages, settings, progress=progress)
    problems = pl.concat([intake.problems, found.problems])
    if strict:
        _refuse_skipped(problems)
    return Detection(
        found.articles, found.pairs, found.clusters, found.lines, problems, found.notes, found.settings
    )


def read_articles(paths: Sequence[str | os.PathLike[str]], *, strict: bool = False) -> pl.DataFrame:
    """schema.ARTICLES of files and folders, or of an earlier result: cleaned, not compared."""
    if len(paths) == 1 and is_result(paths[0]):
        return read_tables(paths[0])["articles"]
    intake = read(paths)
    cleaned = clean(intake.pages)
    if strict:
        _refuse_skipped(pl.concat([intake.problems, cleaned.problems]))
    return cleaned.articles


def _refuse_skipped(problems: pl.DataFrame) -> None:
    skipped = problems.filter("skipped")
    if skipped.height:
        first = skipped.row(0, named=True)
        more = f" ({skipped.height} skipped in all)" if skipped.height > 1 else ""
        raise InputError(first["problem"] + more, place=first["place"], remedy=first["remedy"])


def is_result(path: str | os.PathLike[str]) -> bool:
    """Whether the path is a folder that `cluster` has written."""
    folder = Path(path)
    return any((folder / f"clusters.{e}").is_file() and (folder / f"articles.{e}").is_file() for e in FORMATS)


def _earlier(path: str | os.PathLike[str], settings: Settings) -> Detection:
    tables = read_tables(path)
    return Detection(
        tables["articles"],
        tables.get("pairs", PAIRS.empty()),
        tables["clusters"],
        tables.get("lines", LINES.empty()),
        tables.get("problems", PROBLEMS.empty()),
        (),
        settings,
    )
