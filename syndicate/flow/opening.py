"""Opens what the user points at: files to detect in, or an earlier result. Decides nothing else."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from syndicate.errors import InputError, NothingToRead
from syndicate.flow.detect import Detection, counted, detect, detect_in_parts, quiet
from syndicate.flow.recutting import recut
from syndicate.flow.update.stored import read_store
from syndicate.parallel import ahead
from syndicate.report.export import FORMATS, read_tables
from syndicate.report.settings_file import read_notes, read_settings
from syndicate.schema import ARTICLES, CLUSTERS, LINES, LINKS, PAIRS, PROBLEMS
from syndicate.settings import Settings
from syndicate.sources import BATCH_BYTES, scan
from syndicate.sources.locate import STDIN
from syndicate.store.file import is_store, open_store
from syndicate.text.clean import Cleaned, clean

# Of so many pages a result keeps every line, that a report of it can show what was cut from them: they hold
# as much text as the pages, some 6 kB each.
LINES_OF: Final = 5000

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from syndicate.flow.detect import Progress
    from syndicate.sources import Intake
    from syndicate.store.parts import Parts

    Paths = Sequence[str | os.PathLike[str]]


def open_paths(
    paths: Paths,
    settings: Settings | None = None,
    *,
    strict: bool = False,
    stdin: BinaryIO | None = None,
    lines_of: int = sys.maxsize,
    parts: Parts | None = None,
    progress: Progress = quiet,
) -> Detection:
    """Detect in files and folders; an earlier result is read back, and nothing is computed again.

    An earlier result keeps the groups it was written with, unless `settings` name other thresholds: then its
    pairs are grouped anew. Other settings than its own are an InputError there; `strict` makes a skipped
    input one; so is an earlier result among, or inside, other paths. The lines of the pages are kept where
    these are `lines_of` at most. With `parts` input of any size is read in batches, and an earlier run that
    was stopped is taken up (see `detect_in_parts`).
    """
    if len(paths) == 1 and is_result(paths[0]):
        return _earlier(paths[0], settings, strict=strict)
    if parts:
        intakes = _Intakes(paths, strict=strict, stdin=stdin)
        progress("read", len(paths))
        # A thread that waits for a writer cannot be interrupted.
        waiting = any(os.fspath(path) == STDIN for path in paths)
        pages = intakes.pages() if waiting else ahead(intakes.pages())
        found = detect_in_parts(pages, parts, settings, kept_lines=lambda n: n <= lines_of, progress=progress)
        return replace(found, problems=pl.concat([PROBLEMS.empty(), *intakes.problems, found.problems]))
    intake = _read(paths, strict=strict, stdin=stdin, progress=progress)
    kept = intake.pages.height <= lines_of
    found = detect(intake.pages, settings, keep_lines=kept, progress=progress)
    return replace(found, problems=pl.concat([intake.problems, found.problems]))


def read_pages(
    paths: Paths, *, strict: bool = False, stdin: BinaryIO | None = None, progress: Progress = quiet
) -> Intake:
    """The pages of files and folders as they are, none of them an earlier result; nothing is cleaned.

    Raises what `open_paths` raises.
    """
    return _read(paths, strict=strict, stdin=stdin, progress=progress)


def clean_paths(
    paths: Paths, *, strict: bool = False, stdin: BinaryIO | None = None, progress: Progress = quiet
) -> Cleaned:
    """The articles of files and folders, or of an earlier result: cleaned, not compared.

    Raises what `open_paths` raises.
    """
    if len(paths) == 1 and is_result(paths[0]):
        found = _earlier(paths[0], None, strict=strict)
        return Cleaned(found.articles, found.lines, found.problems, found.evidence)
    intake = _read(paths, strict=strict, stdin=stdin, progress=progress)
    told = partial(progress, "bodies", intake.pages.height)
    progress("clean", intake.pages.height)
    cleaned = clean(counted(intake.pages, progress), told=told)
    return replace(cleaned, problems=pl.concat([intake.problems, cleaned.problems]))


def read_two(
    one: str | os.PathLike[str],
    other: str | os.PathLike[str],
    *,
    strict: bool = False,
    stdin: BinaryIO | None = None,
) -> pl.DataFrame:
    """schema.ARTICLES of two paths, in this order; InputError where one holds not exactly one article."""
    a, b = (_only_article(path, strict=strict, stdin=stdin) for path in (one, other))
    if a["article"].item() == b["article"].item():
        b = b.with_columns(article=pl.col("article") + "#2")
    return pl.concat([a, b])


def _only_article(path: str | os.PathLike[str], *, strict: bool, stdin: BinaryIO | None) -> pl.DataFrame:
    articles = clean_paths([path], strict=strict, stdin=stdin).articles
    if articles.height != 1:
        raise InputError(
            f"holds {articles.height} articles, not one",
            place=os.fspath(path),
            remedy="name two files of one article each, or use --pairs with --articles",
        )
    return articles


def is_result(path: str | os.PathLike[str]) -> bool:
    """Whether the path is a folder that `cluster` has written, or a store."""
    folder = Path(path)
    return is_store(path) or any(
        (folder / f"{CLUSTERS.name}.{e}").is_file() and (folder / f"{ARTICLES.name}.{e}").is_file()
        for e in FORMATS
    )


def _read(paths: Paths, *, strict: bool, stdin: BinaryIO | None, progress: Progress) -> Intake:
    """Everything under the paths, none of it an earlier result."""
    progress("read", len(paths))
    (intake,) = _scan(paths, stdin, sys.maxsize)
    if strict:
        _refuse_skipped(intake.problems)
    return intake


def _scan(paths: Paths, stdin: BinaryIO | None, batch_bytes: int) -> Iterator[Intake]:
    """Intake after intake of everything under the paths, none of it an earlier result."""
    for result in _results(paths):
        raise InputError(
            "the tables of an earlier run among the articles",
            place=os.fspath(result),
            remedy="move them out of the PATH, or give them alone",
        )
    try:
        yield from scan(paths, stdin=stdin, batch_bytes=batch_bytes)
    except NothingToRead as error:
        place = ", ".join(os.fspath(path) for path in paths)
        raise NothingToRead(error.message, place=place, remedy=error.remedy) from error


class _Intakes:
    """Intakes of bounded size, whose problems are told when the last one is read."""

    def __init__(self, paths: Paths, *, strict: bool, stdin: BinaryIO | None) -> None:
        self._intakes, self._strict = _scan(paths, stdin, BATCH_BYTES), strict
        self.problems: list[pl.DataFrame] = []

    def pages(self) -> Iterator[pl.DataFrame]:
        """schema.PAGES, batch by batch; an InputError after the last where a skipped input is one."""
        for intake in self._intakes:
            self.problems.append(intake.problems)
            yield intake.pages
        if self._strict:
            _refuse_skipped(pl.concat(self.problems))


def _results(paths: Paths) -> Iterator[Path]:
    """Earlier results at or below the paths: read as articles, they would count everything twice."""
    for path in paths:
        if is_store(path):
            yield Path(path)
        for clusters in Path(path).rglob(f"{CLUSTERS.name}.*"):
            if is_result(clusters.parent):
                yield clusters.parent


def _refuse_skipped(problems: pl.DataFrame) -> None:
    skipped = problems.filter("skipped")
    if skipped.height:
        first = skipped.row(0, named=True)
        more = f", and {skipped.height - 1} more skipped" if skipped.height > 1 else ""
        raise InputError(first["problem"] + more, place=first["place"], remedy=first["remedy"])


def settings_of_result(paths: Paths) -> Settings | None:
    """The settings that an earlier result was made with; None where the paths are no result, or kept none."""
    if len(paths) != 1 or not is_result(paths[0]):
        return None
    if is_store(paths[0]):
        with open_store(paths[0]) as store:
            return store.settings
    return read_settings(paths[0])


def _earlier(path: str | os.PathLike[str], settings: Settings | None, *, strict: bool) -> Detection:
    """An earlier result or a store, grouped anew where `settings` name other thresholds."""
    found, kept, linked = _stored(path) if is_store(path) else _written(path)
    if strict:
        _refuse_skipped(found.problems)
    if settings is None or settings == kept:
        return found
    if not linked:
        what = "there is no table of links beside its clusters, so they cannot be cut anew"
        raise InputError(what, place=os.fspath(path), remedy="give the articles themselves")
    again = recut(found, settings.threshold, story_threshold=settings.story_threshold)
    if again.settings != settings:
        what = "of the settings of an earlier result only its thresholds can change"
        raise InputError(what, place=os.fspath(path), remedy="give the articles themselves")
    return again


def _stored(path: str | os.PathLike[str]) -> tuple[Detection, Settings | None, bool]:
    found = read_store(path)
    return found, found.settings, True


def _written(path: str | os.PathLike[str]) -> tuple[Detection, Settings | None, bool]:
    """(the result in a folder, the settings beside it if any, whether its links are there)."""
    tables = read_tables(path)
    kept = read_settings(path)
    found = Detection(
        articles=tables["articles"],
        pairs=tables.get("pairs", PAIRS.empty()),
        links=tables.get("links", LINKS.empty()),
        clusters=tables["clusters"],
        lines=tables.get("lines", LINES.empty()),
        problems=tables.get("problems", PROBLEMS.empty()),
        evidence={},
        notes=read_notes(path),
        settings=kept or Settings(),
    )
    return found, kept, "links" in tables
